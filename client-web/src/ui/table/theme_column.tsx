// One theme: its title, its ideas, and what may be done to it.
import { useRef, useState } from 'preact/hooks';
import type { Agenda, Theme } from '../../protocol/documents';
import type { Idea } from '../../protocol/meeting';
import type { Words } from '../../protocol/staff_methods';
import { Ask } from '../control/ask';
import { Trouble } from '../control/trouble';
import { pick as inWords, language, number } from '../text/language';
import { tableWords, useFloor } from './context';
import { type Choosing, droppedIdeas, IdeaCard } from './idea_card';

interface Props {
  agenda: Agenda;
  theme: Theme;
  themes: readonly Theme[];
  ideas: readonly Idea[];
  choice: Choosing;
  /** Goes into the next ballot. */
  picked: boolean;
  pick(): void;
}

const FIRST = 8;

export function ThemeColumn({ agenda, theme, themes, ideas, choice, picked, pick }: Props) {
  const { session } = useFloor();
  const t = tableWords().themes;
  const [over, setOver] = useState(false);
  const [all, setAll] = useState(false);
  const [doing, setDoing] = useState<'reword' | 'merge' | 'split' | null>(null);
  const title = inWords(theme.title);
  const mine = ideas.filter((idea) => choice.chosen.has(idea.idea)).map((idea) => idea.idea);
  const inBallot = agenda.ballots.some((ballot) => ballot.options.some((option) => option.theme === theme.theme));
  const close = () => setDoing(null);
  return (
    <section
      class={`theme${over ? ' theme-over' : ''}`}
      aria-labelledby={`theme-${theme.theme}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choice.clear();
        void session.place(droppedIdeas(event), theme.theme);
      }}
    >
      <header>
        <h3 id={`theme-${theme.theme}`}>{title}</h3>
        <p class="theme-count">
          {t.ideasIn(number(theme.ideas))}
          {inBallot && <span class="theme-in"> · {t.inBallot}</span>}
        </p>
        <label class="theme-pick">
          <input type="checkbox" checked={picked} onChange={pick} />
          {t.forBallot}
          <span class="sr-only"> {title}</span>
        </label>
        <div class="theme-tools">
          <button type="button" class="plain small" onClick={() => setDoing('reword')}>
            {t.reword}
            <span class="sr-only"> {title}</span>
          </button>
          {themes.length > 1 && (
            <button type="button" class="plain small" onClick={() => setDoing('merge')}>
              {t.merge}
              <span class="sr-only"> {title}</span>
            </button>
          )}
          {mine.length > 0 && mine.length < ideas.length && (
            <button type="button" class="plain small" onClick={() => setDoing('split')}>
              {t.split(number(mine.length))}
            </button>
          )}
        </div>
      </header>
      {doing === 'reword' && <Reword theme={theme} close={close} />}
      {doing === 'merge' && <Merge theme={theme} themes={themes} close={close} />}
      {doing === 'split' && (
        <TitleForm
          id={`split-${theme.theme}`}
          close={close}
          save={async (words) => {
            const done = await session.splitTheme(theme.theme, mine, words);
            if (done) choice.clear();
            return done;
          }}
        />
      )}
      <Trouble subject={`theme/${theme.theme}`} />
      <ul class="sort-list">
        {(all ? ideas : ideas.slice(0, FIRST)).map((idea) => (
          <IdeaCard key={idea.idea} idea={idea} choice={choice} />
        ))}
      </ul>
      {!all && ideas.length > FIRST && (
        <button type="button" class="plain small" onClick={() => setAll(true)}>
          {t.more(number(ideas.length - FIRST))}
        </button>
      )}
    </section>
  );
}

/** Somebody may reword it meanwhile: the first attempt then only tells, the second is meant. */
function Reword({ theme, close }: { theme: Theme; close(): void }) {
  const { session } = useFloor();
  const t = tableWords().themes;
  const [from, setFrom] = useState(theme.version);
  const now = useRef(theme);
  now.current = theme;
  return (
    <>
      {theme.version > from && (
        <p class="theme-stale" role="status">
          {t.stale(inWords(theme.title))}
        </p>
      )}
      <TitleForm
        id={`reword-${theme.theme}`}
        start={theme.title}
        close={close}
        save={async (words) => {
          const done = await session.rewordTheme(theme.theme, words, from);
          if (!done) setFrom(now.current.version);
          return done;
        }}
      />
    </>
  );
}

interface TitleProps {
  id: string;
  start?: { th: string; en: string };
  save(words: Words): Promise<boolean>;
  close(): void;
}

function TitleForm({ id, start, save, close }: TitleProps) {
  const [title, setTitle] = useState(start ?? { th: '', en: '' });
  const [busy, setBusy] = useState(false);
  const t = tableWords();
  const languages = language.value === 'th' ? (['th', 'en'] as const) : (['en', 'th'] as const);
  return (
    <form
      class="theme-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const words: Words = {};
        for (const one of languages) if (title[one].trim()) words[one] = title[one].trim();
        if (Object.keys(words).length === 0) return;
        setBusy(true);
        void save(words).then((done) => (done ? close() : setBusy(false)));
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      {languages.map((one, i) => (
        <label key={one}>
          <span>
            {t.themes.themeTitle} ({t.language[one]})
          </span>
          <input
            id={`${id}-${one}`}
            lang={one}
            value={title[one]}
            ref={(input) => {
              if (input && i === 0 && !input.dataset.seen) {
                input.dataset.seen = '1';
                input.focus();
              }
            }}
            onInput={(event) => setTitle({ ...title, [one]: event.currentTarget.value })}
          />
        </label>
      ))}
      <div class="actions">
        <button type="submit" class="primary small" disabled={busy}>
          {busy ? t.doing : t.save}
        </button>
        <button type="button" class="secondary small" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}

function Merge({ theme, themes, close }: { theme: Theme; themes: readonly Theme[]; close(): void }) {
  const { session } = useFloor();
  const t = tableWords();
  const others = themes.filter((one) => one.theme !== theme.theme);
  const [into, setInto] = useState(others[0]?.theme ?? '');
  const id = `merge-${theme.theme}`;
  return (
    <div class="theme-form">
      <label for={id}>{t.themes.merge}</label>
      <select id={id} value={into} onChange={(event) => setInto(event.currentTarget.value)}>
        {others.map((one) => (
          <option key={one.theme} value={one.theme}>
            {inWords(one.title)}
          </option>
        ))}
      </select>
      <div class="actions">
        <Ask
          label={t.themes.mergeYes}
          question={t.themes.mergeAsk}
          yes={t.themes.mergeYes}
          no={t.cancel}
          disabled={into === ''}
          look="primary"
          act={() => {
            session.mergeTheme(theme.theme, into);
            close();
          }}
        />
        <button type="button" class="secondary small" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}
