// Who took part, group by group, against the population.
import { type Gap, gapsOf, roomAnswers } from '../../model/outcome_parts';
import type { Report, ReportStratum } from '../../protocol/report';
import { number, percent, pick } from '../text/language';
import { Counts, DroppedPaper } from './ballot';
import { outcomesWords } from './context';
import { Bar } from './figures';

export function People({ report }: { report: Report }) {
  const t = outcomesWords();
  const { seats, joined, strata } = report.people;
  const { compared, under, over } = gapsOf(report);
  return (
    <section id="people" aria-labelledby="people-title" tabIndex={-1}>
      <h2 id="people-title">{t.people}</h2>
      <p>
        {joined === 0
          ? t.peopleNone
          : t.peopleSaid(number(joined), number(seats), percent(seats > 0 ? joined / seats : 0))}
      </p>
      <Gaps name={t.under} gaps={under} />
      <Gaps name={t.over} gaps={over} />
      {compared && under.length + over.length === 0 && <p>{t.balanced}</p>}
      {strata.length === 0 && <p class="o-none">{t.strataNone}</p>}
      {joined > 0 && (
        <>
          <div class="o-strata">
            {strata.map((stratum) => (
              <Stratum key={stratum.id} stratum={stratum} />
            ))}
          </div>
          {compared && <p class="o-soft">{t.barKey}</p>}
        </>
      )}
      {roomAnswers(report).map((ballot) => (
        <div key={ballot.id} class="o-room">
          <h3>{pick(ballot.question)}</h3>
          <Counts report={report} ballot={ballot} />
          <DroppedPaper ballot={ballot} />
        </div>
      ))}
    </section>
  );
}

function Gaps({ name, gaps }: { name: string; gaps: Gap[] }) {
  const t = outcomesWords();
  if (gaps.length === 0) return null;
  return (
    <p>
      <strong>{name}</strong>{' '}
      {gaps.map((gap) => t.gap(pick(gap.label), percent(gap.share), percent(gap.population))).join(' · ')}
    </p>
  );
}

function Stratum({ stratum }: { stratum: ReportStratum }) {
  const t = outcomesWords();
  return (
    <table class="o-table o-stratum">
      <caption>{pick(stratum.label)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.group}</th>
          <th scope="col">{t.joined}</th>
          <th scope="col">{t.shareHere}</th>
          <th scope="col">{t.population}</th>
        </tr>
      </thead>
      <tbody>
        {stratum.values.map((value) => (
          <tr key={value.id}>
            <th scope="row">
              {pick(value.label)}
              <Bar length={value.share ?? 0} mark={value.population} />
            </th>
            <td>{number(value.joined)}</td>
            <td>{value.share === null ? '–' : percent(value.share)}</td>
            <td>{value.population === null ? '–' : percent(value.population)}</td>
          </tr>
        ))}
        {stratum.joined_unknown > 0 && (
          <tr>
            <th scope="row">{t.unknown}</th>
            <td>{number(stratum.joined_unknown)}</td>
            <td>–</td>
            <td>–</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
