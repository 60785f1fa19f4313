// Who is here, of whom was expected, by stratum; the same on every desk at once.
import type { Agenda } from '../../protocol/documents';
import type { Desk } from '../../protocol/meeting';
import { Icon } from '../parts/icon';
import { number, pick, wholePercent } from '../text/language';
import { tableWords, useFloor } from './context';

export function DeskCounts({ agenda }: { agenda: Agenda }) {
  const { floor } = useFloor();
  const t = tableWords().desk;
  const { desk } = floor.hall.meeting;
  if (!desk) return null;
  const unseated = Math.max(0, desk.here - desk.seated);
  const figures: [string, number][] = [
    [t.roll, desk.roll],
    [t.arrived, desk.arrived],
    [t.leftCount, desk.left],
    [t.walkIns, desk.walk_ins],
  ];
  return (
    <section class="counts" aria-labelledby="counts-title">
      <h2 id="counts-title">{t.counts}</h2>
      <p class="counts-here">
        <strong>{number(desk.here)}</strong> {t.here}
      </p>
      <dl class="figures counts-figures">
        {figures.map(([name, n]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      {agenda.tables && unseated > 0 && (
        <p class="counts-unseated">
          <Icon name="alert" />
          {t.unseated(number(unseated))}
        </p>
      )}
      {agenda.strata.map((stratum) => (
        <table key={stratum.id} class="composition">
          <caption>{pick(stratum.label)}</caption>
          <thead class="sr-only">
            <tr>
              <th scope="col">{t.group}</th>
              <th scope="col">{t.here}</th>
            </tr>
          </thead>
          <tbody>
            {stratum.values.map((value) => (
              <Row key={value.id} name={pick(value.label)} of={desk.by[stratum.id]?.[value.id]} />
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}

type Counted = Desk['by'][string][string];

function Row({ name, of }: { name: string; of: Counted | undefined }) {
  const t = tableWords().desk;
  const here = of?.here ?? 0;
  const roll = of?.roll ?? 0;
  const share = roll > 0 ? Math.min(1, here / roll) : 0;
  return (
    <tr>
      <th scope="row">
        {name}
        <span class="counts-bar" aria-hidden="true">
          <span style={{ width: wholeOf(share) }} />
        </span>
      </th>
      <td>
        {t.hereOf(number(here), number(roll))}
        <span class="sr-only"> ({wholePercent(share)})</span>
      </td>
    </tr>
  );
}

const wholeOf = (share: number): string => `${share * 100}%`;
