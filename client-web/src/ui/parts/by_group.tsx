// A result by the groups of each stratum; what the small-cell rule keeps back is said to be kept back.
import type { Agenda, Ballot, Tally } from '../../protocol/documents';
import { commonWords, number, pick } from '../text/language';
import { pictureWords } from './picture_words';

export function ByGroup({ agenda, ballot, tally }: { agenda: Agenda; ballot: Ballot; tally: Tally }) {
  const t = pictureWords();
  const tables = agenda.strata.filter(({ id }) => tally.by[id] !== undefined);
  if (tables.length === 0) return null;
  const columns = [
    ...ballot.options.map(({ id, label }) => ({ id, name: pick(label) })),
    { id: 'abstained', name: commonWords().noOpinion },
  ];
  return (
    <details class="by-group">
      <summary>{t.byGroups}</summary>
      {tables.map((stratum) => {
        const rows = tally.by[stratum.id] ?? {};
        return (
          <div key={stratum.id} class="by-group-table">
            <table>
              <caption>{t.byGroup(pick(stratum.label))}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.group}</th>
                  {columns.map(({ id, name }) => (
                    <th key={id} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Object.entries(rows).map(([value, cells]) => (
                  <tr key={value}>
                    <th scope="row">{nameOf(stratum.values, value, t.unknown)}</th>
                    {columns.map(({ id }) => {
                      const n = cells[id];
                      return <td key={id}>{n === null || n === undefined ? t.tooFew : number(n)}</td>;
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </details>
  );
}

function nameOf(values: Agenda['strata'][number]['values'], id: string, unknown: string): string {
  const found = values.find((value) => value.id === id);
  return found ? pick(found.label) : unknown;
}
