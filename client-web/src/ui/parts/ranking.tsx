// A ranking: a bar an option, cut by the places people gave it; the same numbers as a table.
import { type Ranked, type RankedAnswers, type RankedRow, type Ranking, rankingOf } from '../../model/ranking';
import { commonWords, decimal, number, pick } from '../text/language';
import { Icon } from './icon';
import { pictureWords } from './picture_words';

/** Narrower pieces have no room for their number. */
const NUMBERED = 5;

export function RankingPicture({ ballot, tally }: { ballot: Ranked; tally: RankedAnswers }) {
  const ranking = rankingOf(ballot, tally);
  if (!ranking || ranking.people === 0) return null;
  const won = tally.outcome?.threshold?.met === false ? commonWords().leading : commonWords().winner;
  return (
    <div class="ranking">
      <Legend places={ranking.places} />
      <ul class="ranking-rows" aria-hidden="true">
        {ranking.rows.map((row) => (
          <Row key={row.id} row={row} people={ranking.people} won={won} />
        ))}
      </ul>
      <Table ballot={ballot} ranking={ranking} won={won} />
    </div>
  );
}

const shade = (place: number): string => `place place-${Math.min(place, 5)}`;

function Legend({ places }: { places: number }) {
  const t = pictureWords();
  return (
    <ul class="ranking-legend" aria-hidden="true">
      {Array.from({ length: places }, (_, i) => (
        <li key={i}>
          <svg viewBox="0 0 10 10">
            <rect class={shade(i + 1)} width="10" height="10" rx="2" />
          </svg>
          {t.place(number(i + 1))}
        </li>
      ))}
    </ul>
  );
}

function Row({ row, people, won }: { row: RankedRow; people: number; won: string }) {
  const t = pictureWords();
  let from = 0;
  const pieces = row.places.map((count, i) => {
    const piece = { place: i + 1, count, from, width: (count / people) * 100 };
    from += piece.width;
    return piece;
  });
  return (
    <li class={`ranking-row${row.winner ? ' ranking-winner' : ''}`}>
      <span class="ranking-label">
        {pick(row.label)}
        {row.winner && (
          <span class="bar-won">
            <Icon name="star" />
            {won}
          </span>
        )}
      </span>
      <span class="ranking-mean">
        {t.meanPlace} {row.mean === null ? '–' : decimal(row.mean)}
      </span>
      <span class="ranking-bar">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none">
          {pieces.map(({ place, count, from: x, width }) =>
            count > 0 ? <rect key={place} class={shade(place)} x={x} y="0" width={width} height="10" /> : null,
          )}
        </svg>
        {pieces.map(({ place, count, from: x, width }) =>
          width >= NUMBERED ? (
            <span key={place} class={`ranking-count ${shade(place)}`} style={{ left: `${x}%`, width: `${width}%` }}>
              {number(count)}
            </span>
          ) : null,
        )}
      </span>
    </li>
  );
}

function Table({ ballot, ranking, won }: { ballot: Ranked; ranking: Ranking; won: string }) {
  const t = pictureWords();
  return (
    <div class="sr-only">
      <table>
        <caption>
          {pick(ballot.question)} {t.places}
        </caption>
        <thead>
          <tr>
            <th scope="col">{commonWords().option}</th>
            {Array.from({ length: ranking.places }, (_, i) => (
              <th key={i} scope="col">
                {t.place(number(i + 1))}
              </th>
            ))}
            <th scope="col">{t.unplaced}</th>
            <th scope="col">{t.meanPlace}</th>
          </tr>
        </thead>
        <tbody>
          {ranking.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {pick(row.label)}
                {row.winner ? ` (${won})` : ''}
              </th>
              {row.places.map((n, i) => (
                <td key={i}>{number(n)}</td>
              ))}
              <td>{number(row.unplaced)}</td>
              <td>{row.mean === null ? '–' : decimal(row.mean)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
