// A result by the groups of each stratum; what the small-cell rule keeps back is said to be kept back.
import type { Agenda, Ballot, Stratum, Tally } from '../../protocol/documents';
import { commonWords, number, pick } from '../text/language';
import { pictureWords } from './picture_words';

interface Named {
  id: string;
  name: string;
}

export function ByGroup({ agenda, ballot, tally }: { agenda: Agenda; ballot: Ballot; tally: Tally }) {
  const t = pictureWords();
  const strata = agenda.strata.filter(({ id }) => tally.by[id] !== undefined);
  if (strata.length === 0) return null;
  const options = [
    ...ballot.options.map(({ id, label }) => ({ id, name: pick(label) })),
    { id: 'abstained', name: commonWords().noOpinion },
  ];
  return (
    <details class="by-group">
      <summary>{t.byGroups}</summary>
      {strata.map((stratum) => (
        <Table key={stratum.id} stratum={stratum} cells={tally.by[stratum.id] ?? {}} options={options} />
      ))}
      <p class="by-group-note">{t.withheldNote}</p>
    </details>
  );
}

interface TableProps {
  stratum: Stratum;
  cells: Record<string, Record<string, number | null>>;
  options: Named[];
}

/** The shorter side goes across. */
function Table({ stratum, cells, options }: TableProps) {
  const t = pictureWords();
  const groups = Object.keys(cells).map((id) => ({ id, name: nameOf(stratum, id, t.unknown) }));
  const groupsAcross = groups.length <= options.length;
  const [across, down] = groupsAcross ? [groups, options] : [options, groups];
  return (
    <table>
      <caption>{t.byGroup(pick(stratum.label))}</caption>
      <thead>
        <tr>
          <th scope="col">{groupsAcross ? commonWords().option : t.group}</th>
          {across.map(({ id, name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {down.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            {across.map((column) => {
              const [group, option] = groupsAcross ? [column.id, row.id] : [row.id, column.id];
              const n = cells[group]?.[option];
              return <td key={column.id}>{typeof n === 'number' ? number(n) : t.withheld}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf(stratum: Stratum, id: string, unknown: string): string {
  const found = stratum.values.find((value) => value.id === id);
  return found ? pick(found.label) : unknown;
}
