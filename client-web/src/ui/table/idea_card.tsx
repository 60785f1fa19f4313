// One idea as the theme team handles it: chosen with a checkbox, moved by dragging or by key.
import type { Idea } from '../../protocol/meeting';
import { number } from '../text/language';
import { tableWords, useFloor } from './context';

export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle(id: string): void;
  add(ids: readonly string[]): void;
  clear(): void;
}

export const MOVE_FIELD = 'move-to';

/** An idea that is dragged takes along all that are chosen, if it is one of them. */
const MIME = 'text/plain';
const PREFIX = 'ruamkit-ideas ';

export function droppedIdeas(event: DragEvent): string[] {
  const text = event.dataTransfer?.getData(MIME) ?? '';
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length).split(' ') : [];
}

export function IdeaCard({ idea, choice, theme }: { idea: Idea; choice: Choosing; theme?: string | null }) {
  const { floor } = useFloor();
  const t = tableWords();
  const on = choice.chosen.has(idea.idea);
  const moving = floor.doing[`idea/${idea.idea}`] === true;
  return (
    <li
      class={`sort-idea${on ? ' sort-on' : ''}${moving ? ' sort-moving' : ''}`}
      draggable
      onDragStart={(event) => {
        const ids = on ? [...choice.chosen] : [idea.idea];
        event.dataTransfer?.setData(MIME, PREFIX + ids.join(' '));
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <label>
        <input
          type="checkbox"
          checked={on}
          onChange={() => choice.toggle(idea.idea)}
          onKeyDown={(event) => {
            if (event.code !== 'KeyM' || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            if (!on) choice.toggle(idea.idea);
            // The field is there once the choice has been drawn.
            setTimeout(() => document.getElementById(MOVE_FIELD)?.focus());
          }}
        />
        <span class="sort-text">{idea.text}</span>
      </label>
      {idea.dissent && (
        <p class="idea-dissent">
          <strong>{t.table.dissentShort}</strong> {idea.dissent}
        </p>
      )}
      <p class="sort-meta">
        <span>{t.themes.table(number(idea.table))}</span>
        {idea.agreement && <span>{t.table.level[idea.agreement]}</span>}
        {idea.by === 'participant' && <span>{t.table.fromPhone}</span>}
        {theme && <span class="sort-theme">{theme}</span>}
      </p>
    </li>
  );
}
