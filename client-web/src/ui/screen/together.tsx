// Results that were published in one moment, side by side: four a page.
import { boardPage } from '../../model/featured';
import type { Screen } from '../../model/screen_session';
import type { Ballot } from '../../protocol/documents';
import { Cloud } from '../parts/cloud';
import { useServerNow } from '../parts/countdown';
import { pictureWords } from '../parts/picture_words';
import { Results } from '../parts/results';
import { number, pick } from '../text/language';
import { Fit } from './fit';

const PAGE_SIZE = 4;
const PAGE_MS = 15_000;

export function TogetherScene({ ballots, screen }: { ballots: readonly Ballot[]; screen: Screen }) {
  const t = pictureWords();
  const now = useServerNow(screen.hall.clockOffset, 1000);
  const { items, page, pages } = boardPage(ballots, PAGE_SIZE, now, PAGE_MS);
  return (
    <section class="board">
      <div class="scene-head">
        <h1 class="board-title">{t.together(number(ballots.length))}</h1>
        {pages > 1 && <p class="board-page">{t.page(number(page + 1), number(pages))}</p>}
      </div>
      <ul class={`together-grid together-${items.length}`}>
        {items.map((ballot) => (
          <Small key={ballot.id} ballot={ballot} screen={screen} />
        ))}
      </ul>
    </section>
  );
}

function Small({ ballot, screen }: { ballot: Ballot; screen: Screen }) {
  const tally = screen.hall.tallies[ballot.id];
  return (
    <li class="together-item">
      <Fit class="together-fit">
        <h2 class="board-question">{pick(ballot.question)}</h2>
        {tally?.words && tally.words.length > 0 ? (
          <Cloud words={tally.words} caption={pick(ballot.question)} />
        ) : (
          tally && <Results ballot={ballot} tally={tally} sorted={true} />
        )}
      </Fit>
    </li>
  );
}
