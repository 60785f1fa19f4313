// One's own table and ideas, and the way of each from the table to the vote.
import { useState } from 'preact/hooks';
import { emptyDraft } from '../../model/draft';
import { ballotsAbout, IDEA_DRAFT, IDEA_LENGTH, mayWrite } from '../../model/own_ideas';
import type { Code } from '../../protocol/codes';
import type { Agenda, OwnIdea } from '../../protocol/documents';
import { ErrorSummary } from '../parts/error_summary';
import { Icon } from '../parts/icon';
import { commonWords, number, pick, sentence } from '../text/language';
import { usePhone } from './context';
import { phoneWords } from './words';

export function MyTable() {
  const { phone } = usePhone();
  const { me } = phone.hall;
  if (!me || me.table === null || me.left) return null;
  return (
    <p class="my-table" role="status">
      <span>{phoneWords().myTable}</span> <strong>{number(me.table)}</strong>
    </p>
  );
}

export function MyIdeas({ agenda }: { agenda: Agenda }) {
  const { phone } = usePhone();
  const t = phoneWords();
  const ideas = phone.hall.me?.ideas.filter((idea) => !idea.withdrawn) ?? [];
  const writes = mayWrite(agenda) && phone.hall.me?.table != null;
  if (ideas.length === 0 && !writes) return null;
  return (
    <section class="own-ideas" aria-labelledby="own-ideas-title">
      <h2 id="own-ideas-title">{t.myIdeas}</h2>
      {writes && <NewIdea />}
      <ul>
        {[...ideas].reverse().map((idea) => (
          <OneIdea key={idea.idea} agenda={agenda} idea={idea} editable={mayWrite(agenda)} />
        ))}
      </ul>
    </section>
  );
}

function NewIdea() {
  const { session, phone } = usePhone();
  const t = phoneWords();
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [fault, setFault] = useState<Code | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { text } = phone.drafts[IDEA_DRAFT] ?? emptyDraft;
  const write = (typed: string) => session.draft(IDEA_DRAFT, { ...emptyDraft, text: typed });
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    setSent(false);
    if (text.trim() === '') {
      setFault('text_empty');
      return;
    }
    setBusy(true);
    const refused = await session.tell('idea.add', { text: text.trim() });
    setBusy(false);
    setFault(refused);
    setSent(refused === null);
    if (refused === null) write('');
  };
  return (
    <form class="new-idea" noValidate onSubmit={(event) => void submit(event)}>
      {fault && <ErrorSummary message={sentence(fault)} field="own-idea" attempt={attempt} />}
      <label for="own-idea">{t.newIdea}</label>
      <p id="own-idea-help" class="help">
        {t.newIdeaHelp}
      </p>
      <textarea
        id="own-idea"
        rows={3}
        maxLength={IDEA_LENGTH}
        aria-describedby="own-idea-help"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={busy}>
        {busy ? t.sending : t.sendIdea}
      </button>
      <p class="idea-sent" role="status">
        {sent && (
          <>
            <Icon name="check" />
            {t.ideaSent}
          </>
        )}
      </p>
    </form>
  );
}

function OneIdea({ agenda, idea, editable }: { agenda: Agenda; idea: OwnIdea; editable: boolean }) {
  const { session } = usePhone();
  const t = phoneWords();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<Code | null>(null);
  const ballots = ballotsAbout(agenda, idea);
  return (
    <li class="own-idea">
      <p class="own-idea-text">{idea.text}</p>
      <ol class="own-way">
        <li class="own-done">
          <Icon name="check" />
          <span>{t.wayTable}</span>
        </li>
        <li class={idea.theme ? 'own-done' : ''}>
          {idea.theme && <Icon name="check" />}
          <span>
            {idea.theme ? t.wayTheme : t.wayNoTheme} {idea.theme && <strong>{pick(idea.theme.title)}</strong>}
          </span>
        </li>
        {ballots.map((ballot) => (
          <li key={ballot.id} class="own-done">
            <Icon name="check" />
            <span>
              {t.wayBallot}{' '}
              <a
                href={`#/ballot/${encodeURIComponent(ballot.id)}`}
                onClick={(event) => {
                  event.preventDefault();
                  session.show({ kind: 'ballot', id: ballot.id });
                }}
              >
                {pick(ballot.question)}
              </a>{' '}
              ({commonWords().ballotStatus[ballot.status]})
            </span>
          </li>
        ))}
      </ol>
      {fault && <p class="help help-wrong">{sentence(fault)}</p>}
      {editable &&
        !idea.theme &&
        (asking ? (
          <div class="ask" role="group" aria-label={t.withdraw}>
            <p>{t.withdrawAsk}</p>
            <div class="ask-buttons">
              <button type="button" class="secondary" onClick={() => setAsking(false)}>
                {t.withdrawNo}
              </button>
              <button
                type="button"
                class="danger"
                onClick={() => {
                  setAsking(false);
                  void session.tell('idea.withdraw', { idea: idea.idea }).then(setFault);
                }}
              >
                {t.withdraw}
              </button>
            </div>
          </div>
        ) : (
          <button type="button" class="plain" onClick={() => setAsking(true)}>
            {t.withdraw}
            <span class="sr-only"> {idea.text}</span>
          </button>
        ))}
    </li>
  );
}
