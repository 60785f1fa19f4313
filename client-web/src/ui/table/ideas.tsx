// The ideas of one table: writing them, how far the table agrees, what some hold against it.
import { useRef, useState } from 'preact/hooks';
import { emptyIdea, type IdeaDraft, type UnsentIdea } from '../../model/unsent';
import type { Agreement, Table, TableIdea } from '../../protocol/meeting';
import { Ask } from '../control/ask';
import { Trouble } from '../control/trouble';
import { Icon } from '../parts/icon';
import { number, sentence } from '../text/language';
import { tableWords, useFloor } from './context';

const LEVELS: readonly Agreement[] = ['all', 'most', 'some', 'few'];

export function IdeasOfTable({ table, doc }: { table: number; doc: Table }) {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const unsent = floor.unsent.filter((idea) => idea.table === table);
  const ideas = [...doc.ideas].reverse();
  return (
    <section class="ideas" aria-labelledby="ideas-title">
      <div class="section-head">
        <h2 id="ideas-title">{t.ideas}</h2>
        <p class="section-count">{number(doc.ideas.length)}</p>
      </div>
      <IdeaForm
        name="new"
        start={emptyIdea}
        label={t.add}
        clears={true}
        send={(draft) => session.addIdea(table, draft)}
      />
      {ideas.length === 0 && unsent.length === 0 && <p class="none">{t.noIdeas}</p>}
      <ul class="idea-list">
        {unsent.map((idea) => (
          <Unsent key={idea.id} idea={idea} />
        ))}
        {ideas.map((idea) => (
          <IdeaRow key={idea.idea} idea={idea} />
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  name: string;
  start: IdeaDraft;
  label: string;
  send(draft: IdeaDraft): void;
  /** A form for one more idea is empty again once it was sent. */
  clears?: boolean;
  cancel?(): void;
}

function IdeaForm({ name, start, label, send, clears = false, cancel }: FormProps) {
  const [draft, setDraft] = useState(start);
  const [empty, setEmpty] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const t = tableWords().table;
  const submit = () => {
    const text = draft.text.trim();
    setEmpty(text === '');
    box.current?.focus();
    if (text === '') return;
    send({ ...draft, text, dissent: draft.dissent.trim() });
    if (clears) setDraft(emptyIdea);
  };
  return (
    <form
      class="idea-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          submit();
        }
        if (event.key === 'Escape') cancel?.();
      }}
    >
      <label for={`idea-${name}`}>{t.idea}</label>
      <textarea
        id={`idea-${name}`}
        ref={box}
        rows={3}
        value={draft.text}
        aria-invalid={empty}
        aria-describedby={`idea-help-${name}`}
        onInput={(event) => {
          setDraft({ ...draft, text: event.currentTarget.value });
          setEmpty(false);
        }}
      />
      <p id={`idea-help-${name}`} class={`help${empty ? ' help-wrong' : ''}`} aria-live="polite">
        {empty ? t.ideaEmpty : t.ideaHint}
      </p>
      <fieldset class="levels">
        <legend>{t.agreement}</legend>
        {LEVELS.map((level) => (
          <label key={level} class={`level${draft.agreement === level ? ' level-on' : ''}`}>
            <input
              type="radio"
              name={`agreement-${name}`}
              checked={draft.agreement === level}
              onChange={() => setDraft({ ...draft, agreement: level })}
            />
            {t.level[level]}
          </label>
        ))}
      </fieldset>
      <label for={`dissent-${name}`}>{t.dissent}</label>
      <input
        id={`dissent-${name}`}
        value={draft.dissent}
        onInput={(event) => setDraft({ ...draft, dissent: event.currentTarget.value })}
      />
      <div class="actions">
        <button type="submit" class="primary">
          {label}
        </button>
        {cancel && (
          <button type="button" class="secondary" onClick={cancel}>
            {tableWords().cancel}
          </button>
        )}
      </div>
    </form>
  );
}

function Unsent({ idea }: { idea: UnsentIdea }) {
  const { session } = useFloor();
  const t = tableWords().table;
  return (
    <li class={`idea idea-${idea.state}`}>
      <p class="idea-text">{idea.text}</p>
      <p class="idea-state" role="status">
        {idea.state !== 'sending' && <Icon name="alert" />}
        {idea.state === 'refused' ? `${t.refused} ${idea.code ? sentence(idea.code) : ''}` : t[idea.state]}
      </p>
      {idea.state === 'refused' && (
        <button type="button" class="plain small" onClick={() => session.dropIdea(idea.id)}>
          {t.discard}
        </button>
      )}
    </li>
  );
}

function IdeaRow({ idea }: { idea: TableIdea }) {
  const { session, floor } = useFloor();
  /** The version one began to edit: another's change meanwhile must be seen before it is written over. */
  const [editing, setEditing] = useState<number | null>(null);
  const t = tableWords().table;
  const doing = floor.doing[`idea/${idea.idea}`] === true;
  const start: IdeaDraft = { text: idea.text, agreement: idea.agreement, dissent: idea.dissent ?? '' };
  if (editing !== null) {
    return (
      <li class="idea">
        {idea.version > editing && (
          <div class="clash">
            <h3>{t.theirs}</h3>
            <p class="clash-text">{idea.text}</p>
            <div class="clash-buttons">
              <button type="button" class="secondary small" onClick={() => setEditing(idea.version)}>
                {t.goOn}
              </button>
              <button type="button" class="secondary small" onClick={() => setEditing(null)}>
                {t.takeTheirs}
              </button>
            </div>
          </div>
        )}
        <IdeaForm
          name={idea.idea}
          start={start}
          label={tableWords().save}
          send={(draft) => {
            void session.editIdea(idea.idea, editing, draft).then((done) => done && setEditing(null));
          }}
          cancel={() => setEditing(null)}
        />
        <Trouble subject={`idea/${idea.idea}`} />
      </li>
    );
  }
  return (
    <li class="idea">
      <p class="idea-text">{idea.text}</p>
      {idea.dissent && (
        <p class="idea-dissent">
          <strong>{t.dissentShort}</strong> {idea.dissent}
        </p>
      )}
      <div class="idea-foot">
        {idea.agreement && <span class={`agreed agreed-${idea.agreement}`}>{t.level[idea.agreement]}</span>}
        {idea.by === 'participant' && <span class="idea-origin">{t.fromPhone}</span>}
        <button type="button" class="plain small" disabled={doing} onClick={() => setEditing(idea.version)}>
          {t.edit}
          <span class="sr-only"> {idea.text}</span>
        </button>
        <Ask
          label={t.withdraw}
          question={t.withdrawAsk}
          yes={t.withdrawYes}
          no={t.withdrawNo}
          disabled={doing}
          look="danger"
          act={() => session.withdrawIdea(idea.idea)}
        />
      </div>
      <Trouble subject={`idea/${idea.idea}`} />
    </li>
  );
}
