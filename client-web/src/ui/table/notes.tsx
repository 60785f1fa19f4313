// The table's notes. Where somebody else saved another text meanwhile, both are shown and a person decides.
import { Icon } from '../parts/icon';
import { sentence } from '../text/language';
import { tableWords, useFloor } from './context';

export function NotesBox() {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const { note } = floor;
  if (!note) return null;
  const clash = note.state === 'clash' && note.theirs !== null;
  return (
    <section class="notes" aria-labelledby="notes-title">
      <div class="section-head">
        <h2 id="notes-title">{t.notes}</h2>
        <p class={`note-state note-${note.state}`} role="status">
          {(note.state === 'kept' || note.state === 'clash') && <Icon name="alert" />}
          {note.state === 'clean' && <Icon name="check" />}
          {note.state === 'kept' && note.code && note.code !== 'offline'
            ? sentence(note.code)
            : t.noteState[note.state]}
        </p>
      </div>
      {clash && note.theirs && (
        <div class="clash">
          <p>{t.clashMore}</p>
          <h3>{t.theirs}</h3>
          <p class="clash-text">{note.theirs.text}</p>
          <div class="clash-buttons">
            <button
              type="button"
              class="secondary small"
              onClick={() => session.typeNote(`${note.text}\n${note.theirs?.text ?? ''}`)}
            >
              {t.append}
            </button>
            <button type="button" class="secondary small" onClick={() => session.yieldNote()}>
              {t.takeTheirs}
            </button>
          </div>
        </div>
      )}
      <label for="notes" class={clash ? '' : 'sr-only'}>
        {clash ? t.yours : t.notes}
      </label>
      <textarea
        id="notes"
        rows={10}
        value={note.text}
        aria-describedby="notes-hint"
        onInput={(event) => session.typeNote(event.currentTarget.value)}
      />
      {clash ? (
        <button type="button" class="primary" onClick={() => session.mergeNote(note.text)}>
          {t.keepMine}
        </button>
      ) : null}
      <p id="notes-hint" class="help">
        {t.notesHint}
      </p>
    </section>
  );
}
