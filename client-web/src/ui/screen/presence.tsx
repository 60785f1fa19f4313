// Who is in the room, on the wall: two strata a page, and the groups that are missing most in plain words.
import { boardPage } from '../../model/featured';
import { presenceGroups } from '../../model/presence';
import type { Screen } from '../../model/screen_session';
import type { Agenda } from '../../protocol/documents';
import { useServerNow } from '../parts/countdown';
import { pictureWords } from '../parts/picture_words';
import { MissingSentences, PresencePicture } from '../parts/presence';
import { commonWords, number } from '../text/language';
import { Fit } from './fit';

const PAGE_SIZE = 2;
const PAGE_MS = 12_000;
const SENTENCES = 2;

export function PresenceScene({ agenda, screen }: { agenda: Agenda; screen: Screen }) {
  const t = pictureWords();
  const now = useServerNow(screen.hall.clockOffset, 1000);
  const { presence } = screen.hall.meeting;
  if (!presence) return <p class="opening">{commonWords().loading}</p>;
  const { items, page, pages } = boardPage(presenceGroups(agenda, presence), PAGE_SIZE, now, PAGE_MS);
  return (
    <section class="presence-scene">
      <div class="scene-head">
        <h1 class="board-title">{t.presence}</h1>
        <p class="board-page">
          {t.here(number(presence.here))}
          {pages > 1 && <span class="presence-page">{t.page(number(page + 1), number(pages))}</span>}
        </p>
      </div>
      <Fit class="presence-fit">
        <div class={`presence-groups presence-groups-${items.length}`}>
          {items.map((group) => (
            <PresencePicture key={group.id} group={group} />
          ))}
        </div>
      </Fit>
      <MissingSentences agenda={agenda} presence={presence} most={SENTENCES} />
    </section>
  );
}
