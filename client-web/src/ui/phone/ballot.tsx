// One question: the form while it is open, one's answer and the result afterwards.
import { useState } from 'preact/hooks';
import { openBallots } from '../../model/agenda';
import { choiceOf, type Draft, faultOf, sameChoice, setNone } from '../../model/draft';
import { currentDraft, latestChoice, nextUnanswered } from '../../model/phone';
import type { Agenda, Ballot } from '../../protocol/documents';
import { Countdown } from '../parts/countdown';
import { ErrorSummary } from '../parts/error_summary';
import { Icon } from '../parts/icon';
import { Results } from '../parts/results';
import { commonWords, number, pick } from '../text/language';
import { ChoiceInWords } from './choice';
import { useVoter } from './context';
import { Answer } from './kinds/answer';
import { digitPressed } from './kinds/keys';
import { VoteStatus } from './status';
import { phoneWords } from './words';

export function BallotPage({ agenda, ballot }: { agenda: Agenda; ballot: Ballot }) {
  const { session } = useVoter();
  const t = phoneWords();
  const open = openBallots(agenda);
  const index = open.findIndex((one) => one.id === ballot.id);
  return (
    <>
      <nav class="ballot-nav">
        <button type="button" class="plain back" onClick={() => session.show({ kind: 'home' })}>
          <Icon name="back" />
          {t.back}
        </button>
        {index >= 0 && open.length > 1 && (
          <span class="ballot-place">{t.questionOf(number(index + 1), number(open.length))}</span>
        )}
      </nav>
      {ballot.status !== 'open' && open[0] && <NewlyOpen id={open.length === 1 ? open[0].id : null} />}
      <BallotPanel ballot={ballot} heading="h1" />
    </>
  );
}

function NewlyOpen({ id }: { id: string | null }) {
  const { session } = useVoter();
  const t = phoneWords();
  return (
    <div class="newly-open" role="status">
      <p>{t.newOpen}</p>
      <button
        type="button"
        class="primary small"
        onClick={() => session.show(id === null ? { kind: 'home' } : { kind: 'ballot', id })}
      >
        {t.goVote}
      </button>
    </div>
  );
}

export function BallotPanel({ ballot, heading }: { ballot: Ballot; heading: 'h1' | 'h2' }) {
  const { phone } = useVoter();
  const t = phoneWords();
  const Heading = heading;
  return (
    <section class="ballot" aria-labelledby={`question-${ballot.id}`}>
      <Countdown ballot={ballot} offset={phone.hall.clockOffset} />
      <Heading class="question" id={`question-${ballot.id}`} tabIndex={-1}>
        {pick(ballot.question)}
      </Heading>
      {ballot.practice && <p class="secrecy">{t.practice}</p>}
      {ballot.status === 'open' && ballot.secrecy !== 'linked' && (
        <p class="secrecy">{ballot.secrecy === 'secret' ? t.secret : t.rollCall}</p>
      )}
      {ballot.status === 'draft' && <p class="state-note">{t.draftNotice}</p>}
      {ballot.status === 'open' ? (
        <BallotForm ballot={ballot} />
      ) : (
        ballot.status !== 'draft' && <Over ballot={ballot} />
      )}
    </section>
  );
}

function BallotForm({ ballot }: { ballot: Ballot }) {
  const { session, phone } = useVoter();
  const [attempt, setAttempt] = useState(0);
  const [tried, setTried] = useState(false);
  const t = phoneWords();
  const draft = currentDraft(phone, ballot);
  const fault = tried ? faultOf(ballot, draft) : null;
  const latest = latestChoice(phone, ballot.id);
  const unchanged = latest !== undefined && sameChoice(choiceOf(ballot, draft), latest);
  const change = (next: Draft) => {
    session.draft(ballot.id, next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const choice = choiceOf(ballot, draft);
    if (faultOf(ballot, draft) || choice === undefined) {
      setTried(true);
      setAttempt(attempt + 1);
      return;
    }
    setTried(false);
    session.cast(ballot.id, choice);
  };
  const fields = `fields-${ballot.id}`;
  return (
    <form
      class="ballot-form"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        const next = digitPressed(event, ballot, draft);
        if (!next) return;
        event.preventDefault();
        change(next);
      }}
    >
      {fault && (
        <ErrorSummary
          message={`${t.fault[fault.kind](number(fault.n))} ${t.orNone}`}
          field={fields}
          attempt={attempt}
        />
      )}
      <fieldset id={fields}>
        <legend class="sr-only">{pick(ballot.question)}</legend>
        <Answer ballot={ballot} draft={draft} change={change} />
        <NoOpinion ballot={ballot} draft={draft} change={change} />
      </fieldset>
      <div class={`send${choiceOf(ballot, draft) === undefined ? '' : ' send-near'}`}>
        <VoteStatus ballot={ballot} />
        {unchanged ? (
          <Onward ballot={ballot} />
        ) : (
          <button type="submit" class="primary">
            {latest === undefined ? t.send : t.sendChange}
          </button>
        )}
      </div>
      {unchanged && <p class="change-hint">{t.recordedHint}</p>}
    </form>
  );
}

function NoOpinion({ ballot, draft, change }: { ballot: Ballot; draft: Draft; change(next: Draft): void }) {
  const radio = ballot.kind === 'single' || ballot.kind === 'yes_no';
  return (
    <div class="no-opinion">
      <label class={`option option-none${draft.none ? ' option-on' : ''}`}>
        <input
          type={radio ? 'radio' : 'checkbox'}
          name={`answer-${ballot.id}`}
          checked={draft.none}
          onChange={(event) => change(setNone(draft, event.currentTarget.checked))}
        />
        <span class="option-label">{commonWords().noOpinion}</span>
      </label>
    </div>
  );
}

/** After an answer: the next question that has none, where several are open. */
function Onward({ ballot }: { ballot: Ballot }) {
  const { session, phone } = useVoter();
  const t = phoneWords();
  const next = nextUnanswered(phone, ballot.id);
  if (!next) return null;
  return (
    <button type="button" class="primary" onClick={() => session.show({ kind: 'ballot', id: next.id })}>
      {t.answerNext}
      <Icon name="forward" />
    </button>
  );
}

function Over({ ballot }: { ballot: Ballot }) {
  const { phone } = useVoter();
  const t = phoneWords();
  const answer = latestChoice(phone, ballot.id);
  const tally = phone.hall.tallies[ballot.id];
  return (
    <>
      <p class="state-note">{ballot.status === 'published' ? commonWords().ballotStatus.published : t.closedNotice}</p>
      {tally && <Results ballot={ballot} tally={tally} sorted={true} />}
      <div class="own-answer">
        <p class="own-title">{t.yourAnswer}</p>
        {answer === undefined ? <p>{t.youDidNotAnswer}</p> : <ChoiceInWords ballot={ballot} choice={answer} />}
        <VoteStatus ballot={ballot} />
      </div>
    </>
  );
}
