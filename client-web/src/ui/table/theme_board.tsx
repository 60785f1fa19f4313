// The themes as columns, and the ballot made of those that are picked.
import { useState } from 'preact/hooks';
import { bySize } from '../../model/theme_order';
import type { Agenda, Theme, Themes } from '../../protocol/documents';
import type { Idea } from '../../protocol/meeting';
import { number } from '../text/language';
import { tableWords } from './context';
import type { Choosing } from './idea_card';
import { MakeBallot } from './make_ballot';
import { ThemeColumn } from './theme_column';

interface Props {
  agenda: Agenda;
  themes: Themes;
  groups: Map<string | null, Idea[]>;
  choice: Choosing;
}

export function ThemeBoard({ agenda, themes, groups, choice }: Props) {
  const t = tableWords().themes;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [making, setMaking] = useState(false);
  // The largest first would make columns jump about while people drop on them: theirs is the order of making.
  const all = themes.themes;
  // Every theme goes to the vote unless somebody takes it out.
  const forBallot = bySize(all).filter((theme) => !left.has(theme.theme));
  const toggle = (theme: Theme) => {
    const next = new Set(left);
    if (!next.delete(theme.theme)) next.add(theme.theme);
    setLeft(next);
  };
  return (
    <section class="board" aria-labelledby="board-title">
      <div class="section-head">
        <h2 id="board-title">
          {t.board} <span class="section-count">{number(all.length)}</span>
        </h2>
        {all.length > 0 && (
          <button
            type="button"
            class="primary"
            disabled={forBallot.length < 2 || making}
            aria-describedby={forBallot.length < 2 ? 'need-two' : undefined}
            onClick={() => setMaking(true)}
          >
            {t.ballot(number(forBallot.length))}
          </button>
        )}
      </div>
      {all.length > 0 && forBallot.length < 2 && (
        <p id="need-two" class="help">
          {t.needTwo}
        </p>
      )}
      {making && <MakeBallot agenda={agenda} themes={forBallot} done={() => setMaking(false)} />}
      {all.length === 0 && <p class="none">{t.noThemes}</p>}
      <div class="theme-columns">
        {all.map((theme) => (
          <ThemeColumn
            key={theme.theme}
            agenda={agenda}
            theme={theme}
            themes={all}
            ideas={groups.get(theme.theme) ?? []}
            choice={choice}
            picked={!left.has(theme.theme)}
            pick={() => toggle(theme)}
          />
        ))}
      </div>
    </section>
  );
}
