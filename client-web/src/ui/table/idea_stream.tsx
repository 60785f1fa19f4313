// All ideas, the newest first: filtered, searched, or those alike beside each other.
import { useMemo, useRef, useState } from 'preact/hooks';
import { everything, type Filter, filtered, standing, suggestAlike, themeOf } from '../../model/sorting';
import type { Themes } from '../../protocol/documents';
import type { Idea, IdeasHead } from '../../protocol/meeting';
import { number, pick } from '../text/language';
import { tableWords, useFloor } from './context';
import { type Choosing, droppedIdeas, IdeaCard } from './idea_card';
import { MoveBar } from './move_bar';

interface Props {
  ideas: readonly Idea[];
  head: IdeasHead;
  themes: Themes;
  choice: Choosing;
}

const PAGE = 60;
const GROUPS = 40;

export function IdeaStream({ ideas, head, themes, choice }: Props) {
  const { session } = useFloor();
  const t = tableWords().themes;
  const [filter, setFilter] = useState<Filter>({ ...everything, which: 'unplaced' });
  const [alike, setAlike] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => filtered(ideas, filter, themes), [ideas, filter, themes]);
  const tables = useMemo(() => [...new Set(ideas.map((idea) => idea.table))].sort((a, b) => a - b), [ideas]);
  const change = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part });
    setShown(PAGE);
  };
  /** What was moved may be gone from the list: the next one takes the focus. */
  const onward = () => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])];
    const first = boxes.findIndex((box) => box.checked);
    setTimeout(() => {
      const left = [...(list.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])];
      (left[Math.max(0, first)] ?? left[left.length - 1])?.focus();
    }, 700);
  };
  return (
    <section
      class="stream"
      aria-labelledby="stream-title"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void session.place(droppedIdeas(event), null);
      }}
    >
      <div class="section-head">
        <h2 id="stream-title">{t.stream}</h2>
        <p class="section-count" role="status">
          {t.figures(number(head.ideas), number(themes.unplaced))}
        </p>
      </div>
      <Filters filter={filter} change={change} tables={tables} alike={alike} setAlike={setAlike} />
      <MoveBar themes={themes} choice={choice} moved={onward} />
      <div ref={list} class="stream-list">
        {found.length === 0 && <p class="none">{ideas.length === 0 ? t.noIdeas : t.nothing}</p>}
        {alike ? (
          <AlikeGroups ideas={found} choice={choice} />
        ) : (
          <ul class="sort-list">
            {found.slice(0, shown).map((idea) => (
              <IdeaCard key={idea.idea} idea={idea} choice={choice} theme={titleOf(themes, idea)} />
            ))}
          </ul>
        )}
        {!alike && found.length > shown && (
          <button type="button" class="secondary small" onClick={() => setShown(shown + PAGE)}>
            {t.more(number(Math.min(PAGE, found.length - shown)))}
          </button>
        )}
      </div>
      <p class="help">{t.keysHint}</p>
    </section>
  );
}

function titleOf(themes: Themes, idea: Idea): string | null {
  const id = themeOf(idea.theme, themes);
  const theme = themes.themes.find((one) => one.theme === id);
  return theme ? pick(theme.title) : null;
}

interface FilterProps {
  filter: Filter;
  change(part: Partial<Filter>): void;
  tables: readonly number[];
  alike: boolean;
  setAlike(on: boolean): void;
}

function Filters({ filter, change, tables, alike, setAlike }: FilterProps) {
  const t = tableWords().themes;
  return (
    <div class="filters">
      <label class="filter-search">
        <span>{t.search}</span>
        <input value={filter.query} onInput={(event) => change({ query: event.currentTarget.value })} />
      </label>
      <label>
        <span>{t.which}</span>
        <select
          value={filter.which}
          onChange={(event) => change({ which: event.currentTarget.value as Filter['which'] })}
        >
          {(['unplaced', 'all', 'dissent'] as const).map((which) => (
            <option key={which} value={which}>
              {t.filter[which]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t.tableFilter}</span>
        <select
          value={filter.table ?? ''}
          onChange={(event) => change({ table: event.currentTarget.value ? Number(event.currentTarget.value) : null })}
        >
          <option value="">{t.allTables}</option>
          {tables.map((table) => (
            <option key={table} value={table}>
              {number(table)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t.showAs}</span>
        <select
          value={alike ? 'alike' : 'newest'}
          onChange={(event) => setAlike(event.currentTarget.value === 'alike')}
        >
          <option value="newest">{t.newest}</option>
          <option value="alike">{t.alike}</option>
        </select>
      </label>
    </div>
  );
}

/** Groups of the ideas as they were when asked for: while people work on them they neither jump nor cost anything. */
function AlikeGroups({ ideas, choice }: { ideas: readonly Idea[]; choice: Choosing }) {
  const t = tableWords().themes;
  const [basis, setBasis] = useState(ideas);
  const suggested = useMemo(() => suggestAlike(basis), [basis]);
  const groups = useMemo(() => standing(suggested, ideas).slice(0, GROUPS), [suggested, ideas]);
  return (
    <>
      <div class="alike-note">
        <p>{t.alikeNote}</p>
        <button type="button" class="secondary small" onClick={() => setBasis(ideas)}>
          {t.alikeAgain}
        </button>
      </div>
      {groups.length === 0 && ideas.length > 0 && <p class="none">{t.noAlike}</p>}
      {groups.map((group) => (
        <section key={group.ideas[0]?.idea} class="alike">
          <div class="section-head">
            <h3>
              {t.alikeGroup(number(group.ideas.length))} <span>{group.words.join(' · ')}</span>
            </h3>
            <button
              type="button"
              class="secondary small"
              onClick={() => choice.add(group.ideas.map((idea) => idea.idea))}
            >
              {t.chooseGroup}
            </button>
          </div>
          <ul class="sort-list">
            {group.ideas.slice(0, PAGE).map((idea) => (
              <IdeaCard key={idea.idea} idea={idea} choice={choice} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
