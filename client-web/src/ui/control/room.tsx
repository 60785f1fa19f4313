// Who is here, and whether the room resembles the population.
import type { Agenda, Stratum } from '../../protocol/documents';
import { number, pick, wholePercent } from '../text/language';
import { controlWords, useControl } from './context';

export function RoomPanel({ agenda }: { agenda: Agenda }) {
  const { control } = useControl();
  const t = controlWords();
  const { room } = control.hall;
  if (!room) return null;
  const staff = Object.values(room.staff).reduce((sum, n) => sum + n, 0);
  const figures: [string, number][] = [
    [t.connected, room.connected],
    [t.joined, room.joined],
    [t.seats, room.seats],
    [t.screens, room.screens],
    [t.staff, staff],
  ];
  return (
    <section class="room" aria-labelledby="room-title">
      <h2 id="room-title">{t.room}</h2>
      <dl class="figures">
        {figures.map(([name, n]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      {agenda.strata.map((stratum) => (
        <Composition key={stratum.id} stratum={stratum} by={room.by[stratum.id] ?? {}} />
      ))}
    </section>
  );
}

function Composition({ stratum, by }: { stratum: Stratum; by: Record<string, { seats: number; joined: number }> }) {
  const t = controlWords();
  const all = Object.values(by).reduce((sum, one) => sum + one.joined, 0);
  if (all === 0) return null;
  return (
    <table class="composition">
      <caption>{pick(stratum.label)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.group}</th>
          <th scope="col">{t.inRoom}</th>
          <th scope="col">{t.ofPopulation}</th>
        </tr>
      </thead>
      <tbody>
        {stratum.values.map((value) => {
          const joined = by[value.id]?.joined ?? 0;
          return (
            <tr key={value.id}>
              <th scope="row">{pick(value.label)}</th>
              <td>
                {number(joined)} ({wholePercent(joined / all)})
              </td>
              <td>{value.population === null ? '–' : wholePercent(value.population)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
