// Whose turn it was: an aid for the facilitator's eye, which nobody else sees and nothing records.
import { silentOf, speakersOf } from '../../model/speaking';
import type { Table } from '../../protocol/meeting';
import { number } from '../text/language';
import { tableWords, useFloor } from './context';

export function Speaking({ doc }: { doc: Table }) {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const speakers = speakersOf(doc.participants, floor.turns);
  const silent = silentOf(speakers);
  return (
    <section class="speaking" aria-labelledby="speaking-title">
      <div class="section-head">
        <h2 id="speaking-title">{t.people}</h2>
        {speakers.length > 0 && (
          <p class="section-count" role="status">
            {silent === 0 ? t.allSpoke : t.silent(number(silent))}
          </p>
        )}
      </div>
      {speakers.length === 0 && <p class="none">{t.nobody}</p>}
      <ul class="speakers">
        {speakers.map(({ participant, turns, now }) => (
          <li key={participant}>
            <button
              type="button"
              class={`speaker${turns === 0 ? ' speaker-silent' : ''}${now ? ' speaker-now' : ''}`}
              onClick={() => session.spoke(participant)}
            >
              <span class="speaker-name">{floor.people[participant]?.name ?? participant}</span>
              {floor.people[participant]?.name && <span class="speaker-id">#{participant}</span>}
              {floor.people[participant]?.needs && (
                <span class="speaker-needs">
                  <span class="sr-only">{tableWords().desk.needs}: </span>
                  {floor.people[participant]?.needs}
                </span>
              )}
              <span class="speaker-turns">{turns === 0 ? t.notYet : t.turns(number(turns))}</span>
            </button>
          </li>
        ))}
      </ul>
      {speakers.length > 0 && (
        <>
          <p class="help">{t.peopleHint}</p>
          <div class="actions">
            <button
              type="button"
              class="secondary small"
              disabled={floor.turns.length === 0}
              onClick={() => session.spokeNot()}
            >
              {t.undo}
            </button>
            <button
              type="button"
              class="secondary small"
              disabled={floor.turns.length === 0}
              onClick={() => session.beginRound()}
            >
              {t.newRound}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
