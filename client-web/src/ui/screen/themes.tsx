// The themes, shown back to the room they came from: the largest first, a page at a time.
import { boardPage } from '../../model/featured';
import type { Screen } from '../../model/screen_session';
import { bySize } from '../../model/theme_order';
import { useServerNow } from '../parts/countdown';
import { commonWords, number, pick } from '../text/language';
import { screenWords } from './context';
import { Fit } from './fit';

const PAGE_SIZE = 8;
const PAGE_MS = 15_000;

export function ThemesScene({ screen }: { screen: Screen }) {
  const t = screenWords();
  const now = useServerNow(screen.hall.clockOffset, 1000);
  const { themes } = screen.hall;
  if (!themes) return <p class="opening">{commonWords().loading}</p>;
  const { items, page, pages } = boardPage(bySize(themes.themes), PAGE_SIZE, now, PAGE_MS);
  const most = themes.themes.reduce((max, theme) => Math.max(max, theme.ideas), 1);
  return (
    <section class="board">
      <div class="scene-head">
        <h1 class="board-title">{t.themes}</h1>
        {pages > 1 && <p class="board-page">{t.page(number(page + 1), number(pages))}</p>}
      </div>
      {themes.themes.length === 0 ? (
        <p class="themes-wait">{t.noThemes}</p>
      ) : (
        <Fit class="board-fit">
          <ol class="board-grid">
            {items.map((theme) => (
              <li key={theme.theme} class="board-item">
                <p class="board-question">{pick(theme.title)}</p>
                <div class="board-line">
                  <span class="board-count">{t.themeIdeas(number(theme.ideas))}</span>
                </div>
                <div class="turnout-bar" aria-hidden="true">
                  <div class="turnout-voted" style={{ width: `${(theme.ideas / most) * 100}%` }} />
                </div>
              </li>
            ))}
          </ol>
        </Fit>
      )}
    </section>
  );
}
