// Many open questions: a board of how far each has come, a page at a time.
import { boardPage } from '../../model/featured';
import type { Screen } from '../../model/screen_session';
import type { Ballot } from '../../protocol/documents';
import { Countdown, useServerNow } from '../parts/countdown';
import { number, pick } from '../text/language';
import { screenWords } from './context';
import { Fit } from './fit';

const PAGE_SIZE = 8;
const PAGE_MS = 12_000;

export function Board({ ballots, screen }: { ballots: readonly Ballot[]; screen: Screen }) {
  const t = screenWords();
  const now = useServerNow(screen.hall.clockOffset, 1000);
  const { items, page, pages } = boardPage(ballots, PAGE_SIZE, now, PAGE_MS);
  return (
    <section class="board">
      <div class="scene-head">
        <h1 class="board-title">{t.board(number(ballots.length))}</h1>
        {pages > 1 && <p class="board-page">{t.page(number(page + 1), number(pages))}</p>}
      </div>
      <Fit class="board-fit">
        <ol class="board-grid">
          {items.map((ballot) => {
            const tally = screen.hall.tallies[ballot.id];
            const share = tally && tally.present > 0 ? Math.min(1, tally.voted / tally.present) : 0;
            return (
              <li key={ballot.id} class="board-item">
                <p class="board-question">{pick(ballot.question)}</p>
                <div class="board-line">
                  <span class="board-count">
                    {number(tally?.voted ?? 0)} / {number(tally?.present ?? 0)}
                  </span>
                  <Countdown ballot={ballot} offset={screen.hall.clockOffset} />
                </div>
                <div class="turnout-bar" aria-hidden="true">
                  <div class="turnout-voted" style={{ width: `${share * 100}%` }} />
                </div>
              </li>
            );
          })}
        </ol>
      </Fit>
    </section>
  );
}
