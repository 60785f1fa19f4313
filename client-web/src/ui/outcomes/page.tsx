// What a committee reads: the question put to the people, what they answered, who they were, and how it came about.
import { useEffect } from 'preact/hooks';
import { decided, heldAt, ideasIn, issues, undecided } from '../../model/outcome_parts';
import { readingPath } from '../../model/papers';
import type { Report } from '../../protocol/report';
import { controlWords } from '../control/context';
import { Reports } from '../control/reports';
import { Icon } from '../parts/icon';
import { fileSize } from '../parts/papers';
import { date, number, pick, sentence, time } from '../text/language';
import { BallotResult } from './ballot';
import { Chain } from './chain';
import { outcomesWords, useOutcomes } from './context';
import { People } from './people';

export function OutcomesPage({ report }: { report: Report }) {
  const t = outcomesWords();
  useOpenedForPrint();
  const sections: [string, string][] = [
    ['summary', t.summary],
    ['people', t.people],
    ['method', t.method],
    ['chain', t.chain],
    ['votes', t.votes],
    ['report', t.report],
  ];
  return (
    <>
      <a class="skip" href="#votes">
        {t.skip}
      </a>
      <div class="o-page">
        <div class="o-top">
          <Head report={report} />
          <Charge report={report} />
          <Figures report={report} />
        </div>
        <nav class="o-contents" aria-label={t.contents}>
          <ul>
            {sections.map(([id, name]) => (
              <li key={id}>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="o-body">
          <Summary report={report} />
          <People report={report} />
          <Method report={report} />
          <Chain report={report} />
          <Votes report={report} />
          <Proof report={report} />
        </div>
      </div>
    </>
  );
}

/** What is folded on the screen is on the paper. */
function useOpenedForPrint(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = () => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('.o-body details:not([open])')];
      for (const each of opened) each.open = true;
    };
    const fold = () => {
      for (const each of opened) each.open = false;
      opened = [];
    };
    addEventListener('beforeprint', open);
    addEventListener('afterprint', fold);
    return () => {
      removeEventListener('beforeprint', open);
      removeEventListener('afterprint', fold);
    };
  }, []);
}

function Head({ report }: { report: Report }) {
  const { session, outcomes } = useOutcomes();
  const t = outcomesWords();
  const held = heldAt(report);
  const { method, status } = controlWords();
  return (
    <header class="o-head">
      <p class="o-eyebrow">
        <span>{t.reportOf(method[report.method] ?? report.method)}</span>
        <span class={`chip-status chip-status-${report.status}`}>{status[report.status] ?? report.status}</span>
      </p>
      <h1>{pick(report.title)}</h1>
      <dl class="o-facts">
        <div>
          <dt>{t.convenor}</dt>
          <dd>{report.convenor.agency || '–'}</dd>
        </div>
        <div>
          <dt>{t.heldOn}</dt>
          <dd>{held === null ? t.notHeld : date(held)}</dd>
        </div>
      </dl>
      {report.status === 'running' && <p class="o-live">{t.underWay}</p>}
      <div class="o-tools">
        <div class="o-as-of">
          <p>{outcomes.reading ? t.reading : t.asOf(date(report.standing.at), time(report.standing.at))}</p>
          <p class="sr-only" role="status">
            {t.questions}: {number(decided(report).length)}
          </p>
          <p class="o-unread" role="status">
            {outcomes.unread && `${t.unread}: ${sentence(outcomes.unread)}`}
          </p>
        </div>
        <button type="button" class="secondary small" onClick={() => session.read()}>
          {t.readAgain}
        </button>
        <button type="button" class="secondary small" onClick={() => print()}>
          {t.print}
        </button>
      </div>
    </header>
  );
}

function Charge({ report }: { report: Report }) {
  const t = outcomesWords();
  const { agency, commitment } = report.convenor;
  const promised = commitment ? pick(commitment) : '';
  return (
    <div class="o-charge">
      <section aria-labelledby="issue-title">
        <h2 id="issue-title">{t.issue}</h2>
        <p class="o-issue">{pick(report.issue)}</p>
      </section>
      <section
        class={promised ? 'o-commitment' : 'o-commitment o-commitment-missing'}
        aria-labelledby="commitment-title"
      >
        <h2 id="commitment-title">{t.commitment}</h2>
        {promised ? (
          <blockquote>
            <p>{promised}</p>
            {agency && <footer>{agency}</footer>}
          </blockquote>
        ) : (
          <p>{t.commitmentMissing}</p>
        )}
      </section>
      <Papers report={report} />
    </div>
  );
}

/** What people were given to read, as it was last attached. */
function Papers({ report }: { report: Report }) {
  const t = outcomesWords();
  const attached = report.documents.flatMap(({ id, title, files }) => {
    const last = files[files.length - 1];
    return last ? [{ id, title, last }] : [];
  });
  if (attached.length === 0) return null;
  return (
    <section aria-labelledby="papers-title">
      <h2 id="papers-title">{t.papers}</h2>
      <ul class="o-papers">
        {attached.map(({ id, title, last }) => (
          <li key={id}>
            <a href={readingPath(report.deliberation, id)} target="_blank" rel="noopener">
              {pick(title)}
            </a>{' '}
            <span class="o-soft">{fileSize(last)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Figures({ report }: { report: Report }) {
  const t = outcomesWords();
  const figures: [string, number, string][] = [
    [t.tookPart, report.people.joined, t.ofSeats(number(report.people.seats))],
    [t.ideas, ideasIn(report), t.ofTables],
    [t.themes, report.themes.length, t.ofIdeas],
    [t.questions, decided(report).length, t.ofQuestions(number(issues(report).length))],
  ];
  return (
    <dl class="o-figures">
      {figures.map(([name, n, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{number(n)}</strong> <span>{more}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Summary({ report }: { report: Report }) {
  const t = outcomesWords();
  const waiting = undecided(report);
  return (
    <section id="summary" aria-labelledby="summary-title" tabIndex={-1}>
      <h2 id="summary-title">{t.summary}</h2>
      {decided(report).length === 0 && <p class="o-none">{t.summaryNone}</p>}
      <ol class="o-summary">
        {decided(report).map((ballot) => (
          <li key={ballot.id}>
            <a href={`#ballot-${ballot.id}`}>{pick(ballot.question)}</a>
            <p>{ballot.outcome && pick(ballot.outcome.explain)}</p>
          </li>
        ))}
      </ol>
      {waiting.length > 0 && (
        <>
          <h3>{t.waiting}</h3>
          <ul class="o-waiting">
            {waiting.map((ballot) => (
              <li key={ballot.id}>
                {pick(ballot.question)} <span class="o-soft">{t.waitingStatus[ballot.status]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Method({ report }: { report: Report }) {
  const t = outcomesWords();
  const { stageStatus } = controlWords();
  return (
    <section id="method" aria-labelledby="method-title" tabIndex={-1}>
      <h2 id="method-title">{t.method}</h2>
      <h3>{t.deviations}</h3>
      {report.deviations.length === 0 ? (
        <p class="o-kept">
          <Icon name="check" />
          {t.deviationsNone}
        </p>
      ) : (
        <ul class="o-deviations">
          {report.deviations.map((each, i) => (
            <li key={i}>{pick(each)}</li>
          ))}
        </ul>
      )}
      <details class="o-more">
        <summary>{t.agenda}</summary>
        <table class="o-table">
          <thead>
            <tr>
              <th scope="col">{t.stage}</th>
              <th scope="col">{t.stageState}</th>
              <th scope="col">{t.stageTime}</th>
            </tr>
          </thead>
          <tbody>
            {report.stages.map((stage, i) => (
              <tr key={i}>
                <th scope="row">{pick(stage.title)}</th>
                <td>{stageStatus[stage.status]}</td>
                <td>{[stage.started_at, stage.finished_at].map((at) => (at === null ? '' : time(at))).join(' – ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Votes({ report }: { report: Report }) {
  const t = outcomesWords();
  return (
    <section id="votes" aria-labelledby="votes-title" tabIndex={-1}>
      <h2 id="votes-title">{t.votes}</h2>
      {decided(report).length === 0 && <p class="o-none">{t.summaryNone}</p>}
      {report.ballots.map(
        (ballot, i) =>
          ballot.revealed &&
          !ballot.demographic && <BallotResult key={ballot.id} report={report} ballot={ballot} place={i + 1} />,
      )}
    </section>
  );
}

function Proof({ report }: { report: Report }) {
  const t = outcomesWords();
  const { seq, hash, first_hash } = report.standing;
  return (
    <section id="report" aria-labelledby="report-title" tabIndex={-1}>
      <h2 id="report-title">{t.report}</h2>
      <Reports />
      <p>{t.proofSaid(number(seq))}</p>
      <dl class="o-proof">
        <dt>{t.reference}</dt>
        <dd>{report.deliberation}</dd>
        <dt>{t.headHash}</dt>
        <dd>{hash}</dd>
        <dt>{t.firstHash}</dt>
        <dd>{first_hash}</dd>
      </dl>
      <p class="o-soft">{t.roomNote}</p>
    </section>
  );
}
