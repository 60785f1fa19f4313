// The theme team's page: the ideas of all tables on the left, the themes they are sorted into on the right.
import { useMemo, useState } from 'preact/hooks';
import { byTheme, ideasOf } from '../../model/sorting';
import type { Agenda } from '../../protocol/documents';
import { commonWords } from '../text/language';
import { tableWords, useFloor } from './context';
import { IdeaStream } from './idea_stream';
import { ThemeBoard } from './theme_board';

export function ThemesPage({ agenda }: { agenda: Agenda }) {
  const { floor } = useFloor();
  const { themes, meeting } = floor.hall;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ideas = useMemo(() => ideasOf(meeting.pages), [meeting.pages]);
  const groups = useMemo(() => byTheme(ideas, themes), [ideas, themes]);
  if (!meeting.ideas || !themes) return <p class="opening">{commonWords().loading}</p>;
  // What somebody withdrew is no longer chosen.
  const standing = new Set(ideas.map((idea) => idea.idea));
  const still = new Set([...chosen].filter((id) => standing.has(id)));
  const choice = {
    chosen: still,
    toggle: (id: string) => {
      const next = new Set(still);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
    },
    add: (ids: readonly string[]) => setChosen(new Set([...still, ...ids])),
    clear: () => setChosen(new Set()),
  };
  return (
    <div class="sorting">
      <h1 class="sr-only">{tableWords().placeName.themes}</h1>
      <IdeaStream ideas={ideas} head={meeting.ideas} themes={themes} choice={choice} />
      <ThemeBoard agenda={agenda} themes={themes} groups={groups} choice={choice} />
    </div>
  );
}
