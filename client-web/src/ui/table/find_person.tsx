// Somebody who forgot their card: found by name, then checked in (or out) like anybody else.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Code } from '../../protocol/codes';
import { sentence } from '../text/language';
import { tableWords, useFloor } from './context';

const PAUSE_MS = 250;
const LETTERS_MIN = 2;
const MOST = 20;

interface Found {
  participant: string;
  name: string;
}

export function FindPerson({ leaving, done }: { leaving: boolean; done(found: Found | null): void }) {
  const { session } = useFloor();
  const [people, setPeople] = useState<Found[] | null>(null);
  const [refused, setRefused] = useState<Code | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef('');
  const t = tableWords();
  useLayoutEffect(() => {
    field.current?.focus();
    return () => clearTimeout(pause.current);
  }, []);
  const look = async () => {
    clearTimeout(pause.current);
    const text = (field.current?.value ?? '').trim();
    asked.current = text;
    if ([...text].length < LETTERS_MIN) {
      setPeople(null);
      return;
    }
    const found = await session.findPeople(text);
    if (asked.current !== text) return; // a later question is on its way
    setRefused(typeof found === 'string' ? found : null);
    setPeople(typeof found === 'string' ? null : found);
  };
  return (
    <form
      class="walk-in find-person"
      aria-labelledby="find-person-title"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
      onKeyDown={(event) => event.key === 'Escape' && done(null)}
    >
      <h2 id="find-person-title">{leaving ? t.desk.findTitleLeaving : t.desk.findTitle}</h2>
      <label>
        <span>{t.desk.findLabel}</span>
        <input
          ref={field}
          autoComplete="off"
          maxLength={80}
          onInput={() => {
            clearTimeout(pause.current);
            pause.current = setTimeout(() => void look(), PAUSE_MS);
          }}
        />
      </label>
      <div role="status">
        {refused && <p class="refused">{sentence(refused)}</p>}
        {people && people.length === 0 && <p class="none">{t.desk.findNobody}</p>}
        {people && people.length >= MOST && <p class="help">{t.desk.findMany}</p>}
      </div>
      {people && people.length > 0 && (
        <ul class="found">
          {people.map((one) => (
            <li key={one.participant}>
              <button type="button" class="secondary" onClick={() => done(one)}>
                <strong>{one.name}</strong> <span>#{one.participant}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <button type="button" class="secondary" onClick={() => done(null)}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
