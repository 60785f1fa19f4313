// One question's result: who voted, what it came to, how it was counted, and how groups differed.
import { useState } from 'preact/hooks';
import { droppedPaper, lengthOf, rowsOf, themeOf } from '../../model/outcome_parts';
import type { Report, ReportBallot, ReportOption, ReportStratum } from '../../protocol/report';
import { Cloud } from '../parts/cloud';
import { Icon } from '../parts/icon';
import { RankingPicture } from '../parts/ranking';
import { commonWords, decimal, number, percent, pick } from '../text/language';
import { outcomesWords } from './context';
import { Bar } from './figures';

export function BallotResult({ report, ballot, place }: { report: Report; ballot: ReportBallot; place: number }) {
  const t = outcomesWords();
  const { outcome } = ballot;
  return (
    <article class="o-ballot" id={`ballot-${ballot.id}`} aria-labelledby={`question-${ballot.id}`} tabIndex={-1}>
      <p class="o-eyebrow">
        <span>{t.questionNumber(number(place))}</span>
        <span>{commonWords().kind[ballot.kind]}</span>
      </p>
      <h3 id={`question-${ballot.id}`}>{pick(ballot.question)}</h3>
      {outcome && <p class="o-explain">{pick(outcome.explain)}</p>}
      <Threshold ballot={ballot} />
      {ballot.options.length > 0 && <Counts report={report} ballot={ballot} />}
      <RankingPicture ballot={ballot} tally={ballot} />
      {ballot.words.length > 0 && <Cloud words={ballot.words} caption={pick(ballot.question)} />}
      <Facts ballot={ballot} />
      {outcome?.tie_broken && <p>{t.tie}</p>}
      {ballot.secrecy === 'roll_call' && <p>{t.rollCall}</p>}
      {ballot.texts.length > 0 && <Texts texts={ballot.texts} />}
      {outcome && outcome.steps.length > 0 && (
        <details class="o-more">
          <summary>{commonWords().countSteps}</summary>
          <ol class="o-steps">
            {outcome.steps.map((step, i) => (
              <li key={i}>{pick(step)}</li>
            ))}
          </ol>
        </details>
      )}
      <ByGroup report={report} ballot={ballot} place={place} />
    </article>
  );
}

function Threshold({ ballot }: { ballot: ReportBallot }) {
  const t = outcomesWords();
  const c = commonWords();
  const had = ballot.outcome?.threshold;
  const asked = ballot.threshold;
  if (!had || !asked) return null;
  const needs = [
    t.thresholdNeeds(percent(asked.share), t.thresholdOf[asked.of] ?? ''),
    asked.quorum === null ? '' : t.quorumNeeds(percent(asked.quorum)),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div class={`o-threshold${had.met ? '' : ' o-threshold-missed'}`}>
      <Icon name={had.met ? 'check' : 'cross'} />
      <p>
        <strong>{had.met ? c.thresholdMet : c.thresholdMissed}</strong>{' '}
        {had.quorum_met === false ? c.quorumMissed : c.thresholdNumbers(percent(had.share), percent(had.needed))}
        {had.turnout !== null && asked.quorum !== null && ` · ${t.quorumTurnout(percent(had.turnout))}`}
        <span class="o-soft">
          {t.threshold}: {needs}
        </span>
      </p>
    </div>
  );
}

export function Counts({ report, ballot }: { report: Report; ballot: ReportBallot }) {
  const t = outcomesWords();
  const c = commonWords();
  const rows = rowsOf(ballot);
  const winners = new Set(ballot.outcome?.winners);
  const means = ballot.kind === 'score';
  const counted =
    ballot.kind === 'score' || ballot.kind === 'points'
      ? t.counted.points
      : ballot.kind === 'rank'
        ? t.counted.first_places
        : t.counted.votes;
  return (
    <table class="o-table o-counts">
      <caption class="sr-only">{pick(ballot.question)}</caption>
      <thead>
        <tr>
          <th scope="col">{ballot.kind === 'scale' ? c.value : c.option}</th>
          <th scope="col">{counted}</th>
          <th scope="col">{means ? t.average : c.share}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} class={winners.has(row.id) ? 'o-winner' : undefined}>
            <th scope="row">
              <span class="o-option">{pick(row.label)}</span>
              {winners.has(row.id) && (
                <span class="o-won">
                  <Icon name="star" />
                  {c.winner}
                </span>
              )}
              <Origin report={report} ballot={ballot} option={row} />
              <Bar length={lengthOf(rows, row)} strong={winners.has(row.id)} />
            </th>
            <td>{number(row.count)}</td>
            <td>
              {means ? (row.mean === null ? '–' : decimal(row.mean)) : row.share === null ? '–' : percent(row.share)}
            </td>
          </tr>
        ))}
        {(ballot.abstained ?? 0) > 0 && (
          <tr>
            <th scope="row" class="o-soft">
              {t.abstained}
            </th>
            <td>{number(ballot.abstained ?? 0)}</td>
            <td>–</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Origin({ report, ballot, option }: { report: Report; ballot: ReportBallot; option: ReportOption }) {
  const t = outcomesWords();
  const theme = themeOf(report, ballot.id, option.id);
  if (!theme) return null;
  return (
    <a class="o-origin" href={`#theme-${theme.id}`}>
      {t.fromTheme}: {pick(theme.title)} ({number(theme.ideas.length)} {t.ideas})
    </a>
  );
}

function Facts({ ballot }: { ballot: ReportBallot }) {
  const t = outcomesWords();
  const c = commonWords();
  const { outcome, margin } = ballot;
  const points = ballot.kind === 'points' || ballot.kind === 'score';
  const channels = Object.entries(ballot.channels);
  const byOthers = channels.some(([channel]) => channel !== 'phone');
  const facts: [string, string][] = [
    [t.rule, t.rules[ballot.rule] ?? ballot.rule],
    [
      t.turnout,
      t.turnoutSaid(
        number(ballot.voted),
        number(ballot.eligible),
        percent(ballot.eligible > 0 ? ballot.voted / ballot.eligible : 0),
      ),
    ],
    [t.abstained, c.people(number(ballot.abstained ?? 0))],
  ];
  if (margin !== null && ballot.voted > (ballot.abstained ?? 0))
    facts.push([t.margin, points ? c.points(number(margin)) : c.votes(number(margin))]);
  if (outcome?.mean != null)
    facts.push([
      t.average,
      outcome.median === null
        ? decimal(outcome.mean)
        : `${decimal(outcome.mean)} · ${t.median(number(outcome.median))}`,
    ]);
  if (byOthers)
    facts.push([t.channels, channels.map(([name, n]) => `${t.channel[name] ?? name} ${number(n)}`).join(' · ')]);
  return (
    <>
      <dl class="o-facts">
        {facts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {byOthers && <p class="o-soft">{t.channelNote}</p>}
      <DroppedPaper ballot={ballot} />
    </>
  );
}

export function DroppedPaper({ ballot }: { ballot: ReportBallot }) {
  const dropped = droppedPaper(ballot);
  if (!dropped) return null;
  return <p class="o-dropped">{outcomesWords().papersDropped(number(dropped.batches), number(dropped.papers))}</p>;
}

const TEXTS_SHOWN = 20;

function Texts({ texts }: { texts: readonly string[] }) {
  const t = outcomesWords();
  const [all, setAll] = useState(false);
  const shown = all ? texts : texts.slice(0, TEXTS_SHOWN);
  const hidden = texts.length - shown.length;
  return (
    <>
      <h4>{t.texts}</h4>
      <ul class="o-ideas">
        {shown.map((text, i) => (
          <li key={i}>{text}</li>
        ))}
      </ul>
      {hidden > 0 && (
        <>
          <button type="button" class="secondary small" onClick={() => setAll(true)}>
            {t.moreIdeas(number(hidden))}
          </button>
          <p class="o-paper-only">{t.notShown(number(hidden))}</p>
        </>
      )}
    </>
  );
}

function ByGroup({ report, ballot, place }: { report: Report; ballot: ReportBallot; place: number }) {
  const t = outcomesWords();
  const strata = report.people.strata.filter((stratum) => ballot.by[stratum.id]);
  const withheld = ballot.by_withheld.map(pick).join(', ');
  if (strata.length === 0 && !withheld) return null;
  return (
    <>
      {strata.length > 0 && (
        <details class="o-more">
          <summary>{t.byGroup}</summary>
          {strata.map((stratum) => (
            <Crosstab key={stratum.id} ballot={ballot} stratum={stratum} place={place} />
          ))}
        </details>
      )}
      {withheld && <p class="o-soft">{t.withheld(withheld)}</p>}
    </>
  );
}

function Crosstab({ ballot, stratum, place }: { ballot: ReportBallot; stratum: ReportStratum; place: number }) {
  const t = outcomesWords();
  const name = pick(stratum.label);
  const rows = ballot.by[stratum.id] ?? {};
  const labels = new Map(stratum.values.map((value) => [value.id, pick(value.label)]));
  const groups = Object.entries(rows);
  const cell = (n: number | null | undefined) => (n === null ? t.cellWithheld : number(n ?? 0));
  const kept = groups.some(([, cells]) => Object.values(cells).includes(null));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div class="o-scroll" role="region" aria-label={t.scrollTable(number(place), name)} tabIndex={0}>
      <table class="o-table">
        <caption>{t.byGroupOf(name)}</caption>
        <thead>
          <tr>
            <th scope="col">{commonWords().option}</th>
            {groups.map(([value]) => (
              <th key={value} scope="col">
                {labels.get(value) ?? t.unknown}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ballot.options.map((option) => (
            <tr key={option.id}>
              <th scope="row">{pick(option.label)}</th>
              {groups.map(([value, cells]) => (
                <td key={value}>{cell(cells[option.id])}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t.abstained}</th>
            {groups.map(([value, cells]) => (
              <td key={value}>{cell(cells.abstained)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      {kept && <p class="o-soft">{t.cellsWithheld}</p>}
    </div>
  );
}
