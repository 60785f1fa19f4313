// Where we are, what can be answered, what has been answered.
import { useState } from 'preact/hooks';
import { openBallots, pastBallots, runningStage, stageNumber } from '../../model/agenda';
import { featured } from '../../model/featured';
import { mayWrite } from '../../model/own_ideas';
import { attachedPapers } from '../../model/papers';
import { answerState, nextUnanswered, progressOf, recordedAnswer, unsentCount } from '../../model/phone';
import type { Agenda, Ballot } from '../../protocol/documents';
import { Icon } from '../parts/icon';
import { PaperLinks } from '../parts/papers';
import { commonWords, number, pick } from '../text/language';
import { BallotPanel } from './ballot';
import { usePhone, useVoter } from './context';
import { MyIdeas, MyTable } from './own_ideas';
import { phoneWords } from './words';

export function Home({ agenda }: { agenda: Agenda }) {
  const now = featured(agenda);
  const shown =
    now.kind === 'past' ? now.ballot : now.kind === 'open' && now.ballots.length === 1 ? now.ballots[0] : null;
  return (
    <>
      <Where agenda={agenda} />
      {shown ? (
        <BallotPanel key={shown.id} ballot={shown} heading="h2" />
      ) : now.kind === 'open' ? (
        <OpenList agenda={agenda} />
      ) : (
        <Waiting agenda={agenda} />
      )}
      <MyIdeas agenda={agenda} />
      <Past agenda={agenda} except={shown} />
      <About agenda={agenda} />
      <Foot />
    </>
  );
}

function Where({ agenda }: { agenda: Agenda }) {
  const t = phoneWords();
  const stage = runningStage(agenda);
  const place = stageNumber(agenda);
  return (
    <section class="where">
      <h1 tabIndex={-1}>{pick(agenda.title)}</h1>
      {stage && place ? (
        <p class="where-stage">
          <span>{commonWords().stageOf(number(place.number), number(place.of))}</span>
          <strong>{pick(stage.title)}</strong>
        </p>
      ) : (
        <p class="where-stage">
          <strong>{agenda.status === 'finished' ? t.finished : t.notStarted}</strong>
        </p>
      )}
      <MyTable />
      <ol class="steps" aria-hidden="true">
        {agenda.stages.map((one) => (
          <li key={one.id} class={`step step-${one.status}`} />
        ))}
      </ol>
    </section>
  );
}

function Waiting({ agenda }: { agenda: Agenda }) {
  const t = phoneWords();
  const { phone } = usePhone();
  // Who can write an idea is not waiting.
  if (agenda.status === 'finished' || (mayWrite(agenda) && phone.hall.me?.table != null)) return null;
  return (
    <section class="waiting">
      <h2>{t.waitTitle}</h2>
      <p>{t.waitBody}</p>
    </section>
  );
}

export function OpenList({ agenda }: { agenda: Agenda }) {
  const { session, phone } = useVoter();
  const t = phoneWords();
  const open = openBallots(agenda);
  const { answered, of } = progressOf(phone, open);
  const next = nextUnanswered(phone, null);
  return (
    <section class="open-list" aria-labelledby="open-title">
      <h2 id="open-title">{t.openNow}</h2>
      <div class="progress" aria-hidden="true">
        <div class="progress-fill" style={{ width: `${of > 0 ? (answered / of) * 100 : 0}%` }} />
      </div>
      <p class="progress-words" role="status">
        {answered === of ? t.allAnswered : t.answeredOf(number(answered), number(of))}
      </p>
      {next && (
        <button type="button" class="primary" onClick={() => session.show({ kind: 'ballot', id: next.id })}>
          {answered === 0 ? t.answerFirst : t.answerNext}
          <Icon name="forward" />
        </button>
      )}
      <ol class="ballot-list">
        {open.map((ballot, index) => (
          <li key={ballot.id}>
            <BallotLink ballot={ballot} index={index + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function BallotLink({ ballot, index }: { ballot: Ballot; index: number | null }) {
  const { session, phone } = useVoter();
  return (
    <a
      class="ballot-link"
      href={`#/ballot/${encodeURIComponent(ballot.id)}`}
      onClick={(event) => {
        event.preventDefault();
        session.show({ kind: 'ballot', id: ballot.id });
      }}
    >
      {index !== null && <span class="ballot-number">{number(index)}</span>}
      <span class="ballot-question">{pick(ballot.question)}</span>
      <AnswerBadge ballot={ballot} state={answerState(phone, ballot.id)} />
    </a>
  );
}

function AnswerBadge({ ballot, state }: { ballot: Ballot; state: ReturnType<typeof answerState> }) {
  const t = phoneWords();
  if (state === 'none') {
    return (
      <span class="badge badge-none">
        {ballot.status === 'open' ? t.notAnswered : commonWords().ballotStatus[ballot.status]}
      </span>
    );
  }
  const look = {
    sending: ['send', t.sending],
    kept: ['phone', t.kept],
    recorded: ['check', t.answered],
    refused: ['alert', t.refused],
  } as const;
  const [icon, text] = look[state];
  return (
    <span class={`badge badge-${state}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

/** More than this many earlier questions are folded away. */
const FOLD = 4;

function Past({ agenda, except }: { agenda: Agenda; except: Ballot | null }) {
  const t = phoneWords();
  const past = pastBallots(agenda).filter((ballot) => ballot.id !== except?.id);
  if (past.length === 0) return null;
  const list = (
    <ul class="ballot-list">
      {past.map((ballot) => (
        <li key={ballot.id}>
          <BallotLink ballot={ballot} index={null} />
        </li>
      ))}
    </ul>
  );
  if (past.length > FOLD) {
    return (
      <details class="past">
        <summary>
          {t.pastTitle} ({number(past.length)})
        </summary>
        {list}
      </details>
    );
  }
  return (
    <section class="past" aria-labelledby="past-title">
      <h2 id="past-title">{t.pastTitle}</h2>
      {list}
    </section>
  );
}

function About({ agenda }: { agenda: Agenda }) {
  const t = phoneWords();
  const issue = pick(agenda.issue);
  const commitment = pick(agenda.convenor.commitment);
  return (
    <section class="about">
      {issue && <p class="issue">{issue}</p>}
      {commitment && (
        <blockquote>
          <p>{commitment}</p>
          <footer>
            {t.commitment} {agenda.convenor.agency}
          </footer>
        </blockquote>
      )}
      {attachedPapers(agenda).length > 0 && (
        <nav aria-labelledby="papers-title">
          <h2 id="papers-title">{t.documents}</h2>
          <PaperLinks agenda={agenda} />
        </nav>
      )}
      <details>
        <summary>{t.agenda}</summary>
        <ol class="agenda">
          {agenda.stages.map((stage) => (
            <li
              key={stage.id}
              class={`agenda-${stage.status}`}
              aria-current={stage.status === 'running' ? 'step' : undefined}
            >
              {stage.status === 'finished' && <Icon name="check" />}
              {pick(stage.title)}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function Foot() {
  const { session, phone } = usePhone();
  const [asking, setAsking] = useState(false);
  const t = phoneWords();
  const receipts = phone.hall.agenda?.ballots.filter((ballot) => recordedAnswer(phone, ballot.id)).length ?? 0;
  const unsent = unsentCount(phone);
  return (
    <footer class="foot">
      <button type="button" class="secondary" onClick={() => session.show({ kind: 'receipts' })}>
        <Icon name="receipt" />
        {t.receipts} ({number(receipts)})
      </button>
      {asking ? (
        <div class="ask" role="group" aria-label={t.leave}>
          <p>
            <strong>{t.leaveAsk}</strong> {unsent > 0 ? t.leaveUnsent(number(unsent)) : t.leaveKept}
          </p>
          <div class="ask-buttons">
            <button type="button" class="secondary" onClick={() => setAsking(false)}>
              {t.stay}
            </button>
            <button type="button" class="danger" onClick={() => session.leave()}>
              {t.leaveYes}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {phone.seat ? t.otherSeat : t.leave}
        </button>
      )}
    </footer>
  );
}
