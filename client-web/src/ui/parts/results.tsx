// A result as bars for the eye, and the same numbers as a table for a screen reader.
import { type Result, type Row, ranked, resultOf } from '../../model/result';
import type { Ballot, Tally } from '../../protocol/documents';
import { commonWords, decimal, number, percent, pick, wholePercent } from '../text/language';
import { Icon } from './icon';

export function Results({ ballot, tally, sorted }: { ballot: Ballot; tally: Tally; sorted: boolean }) {
  const t = commonWords();
  const result = resultOf(ballot, tally);
  if (!result)
    return <p class="hidden-note">{ballot.reveal === 'on_close' ? t.hiddenUntilClose : t.hiddenUntilPublish}</p>;
  // Having the most is not having won where a threshold was to be met.
  const won = tally.outcome?.threshold?.met === false ? t.leading : t.winner;
  return (
    <div class="results">
      {result.unit === 'none' ? (
        <p class="results-text">{t.textAnswers(number(result.voters))}</p>
      ) : (
        <>
          {result.unit === 'values' ? <Columns result={result} /> : <Bars result={result} sorted={sorted} won={won} />}
          <Table ballot={ballot} result={result} won={won} />
        </>
      )}
      {result.abstained > 0 && <p class="results-abstained">{t.abstained(number(result.abstained))}</p>}
      {tally.outcome && <Outcome tally={tally} />}
    </div>
  );
}

function Bars({ result, sorted, won }: { result: Result; sorted: boolean; won: string }) {
  const rows = sorted ? ranked(result) : result.rows;
  return (
    <ul class="bars" aria-hidden="true">
      {rows.map((row) => (
        <li key={row.id} class={`bar${row.winner ? ' bar-winner' : ''}`}>
          <span class="bar-label">
            {pick(row.label)}
            {row.winner && (
              <span class="bar-won">
                <Icon name="star" />
                {won}
              </span>
            )}
          </span>
          <span class="bar-figures">
            <span class="bar-main">{mainFigure(result, row)}</span>
            <span class="bar-side">{sideFigure(result, row)}</span>
          </span>
          <span class="bar-track">
            <span class="bar-fill" style={{ width: `${row.length * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Columns({ result }: { result: Result }) {
  const t = commonWords();
  return (
    <div class="columns-box">
      {result.mean !== null && <p class="columns-mean">{t.mean(decimal(result.mean))}</p>}
      <div class="columns" aria-hidden="true">
        {result.rows.map((row) => (
          <div key={row.id} class="column">
            <span class="column-count">{row.count > 0 ? number(row.count) : ''}</span>
            <span class="column-track">
              <span class="column-fill" style={{ height: `${row.length * 100}%` }} />
            </span>
            <span class="column-value">{row.id}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function mainFigure(result: Result, row: Row): string {
  if (result.unit === 'mean') return row.mean === null ? '–' : decimal(row.mean);
  return wholePercent(row.share ?? 0);
}

function sideFigure(result: Result, row: Row): string {
  const t = commonWords();
  switch (result.unit) {
    case 'mean':
    case 'points':
      return t.points(number(row.count));
    case 'first_places':
      return t.firstPlaces(number(row.count));
    default:
      return t.votes(number(row.count));
  }
}

function Table({ ballot, result, won }: { ballot: Ballot; result: Result; won: string }) {
  const t = commonWords();
  return (
    <div class="sr-only">
      <table>
        <caption>{pick(ballot.question)}</caption>
        <thead>
          <tr>
            <th scope="col">{result.unit === 'values' ? t.value : t.option}</th>
            <th scope="col">{t.result}</th>
            <th scope="col">{t.share}</th>
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {pick(row.label)}
                {row.winner ? ` (${won})` : ''}
              </th>
              <td>{sideFigure(result, row)}</td>
              <td>{row.mean !== null ? t.mean(decimal(row.mean)) : row.share === null ? '–' : percent(row.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Outcome({ tally }: { tally: Tally }) {
  const t = commonWords();
  const { outcome } = tally;
  if (!outcome) return null;
  const { threshold } = outcome;
  return (
    <div class="outcome">
      {threshold && (
        <p class={`threshold ${threshold.met ? 'threshold-met' : 'threshold-missed'}`}>
          <Icon name={threshold.met ? 'check' : 'cross'} />
          <strong>{threshold.met ? t.thresholdMet : t.thresholdMissed}</strong>
          <span>
            {threshold.quorum_met === false
              ? t.quorumMissed
              : t.thresholdNumbers(percent(threshold.share), percent(threshold.needed))}
          </span>
        </p>
      )}
      <p class="explain">{pick(outcome.explain)}</p>
      {outcome.steps.length > 0 && (
        <details class="steps">
          <summary>{t.countSteps}</summary>
          <ol>
            {outcome.steps.map((step, i) => (
              <li key={i}>{pick(step)}</li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
