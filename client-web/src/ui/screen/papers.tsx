// While people are briefed: what there is to read, each with a code that opens it on a phone.
import { attachedPapers, isPdf, readingPath } from '../../model/papers';
import type { Agenda } from '../../protocol/documents';
import { sizeOf } from '../parts/papers';
import { Qr } from '../parts/qr';
import { pick } from '../text/language';
import { screenWords } from './context';

/** More codes than these are too small to be read from the last row; the rest is on the phones. */
const SHOWN = 3;

export function PapersScene({ agenda }: { agenda: Agenda }) {
  const t = screenWords();
  return (
    <section class="papers-scene">
      <h1>{t.papers}</h1>
      <p class="papers-how">{t.papersHow}</p>
      <ul>
        {attachedPapers(agenda)
          .slice(0, SHOWN)
          .map((paper) => (
            <li key={paper.id}>
              <Qr
                text={location.origin + readingPath(agenda.deliberation, paper.id)}
                title={t.paperQr(pick(paper.title))}
              />
              <p>
                <strong>{pick(paper.title)}</strong>
                {isPdf(paper) && <span>{sizeOf(paper)}</span>}
              </p>
            </li>
          ))}
      </ul>
    </section>
  );
}
