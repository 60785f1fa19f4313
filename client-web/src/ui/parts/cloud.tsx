// The words of a question answered in writing: a cloud for the eye, the most used beside it, and all of them in a table.
import { useMemo } from 'preact/hooks';
import { cloudOf, type Measure, roughly } from '../../model/cloud';
import type { Word } from '../../protocol/hall_views';
import { number } from '../text/language';
import { pictureWords } from './picture_words';

const WIDTH = 1600;
const HEIGHT = 800;
const LISTED = 12;
/** The server tells no word of fewer (the small-cell rule). */
const FEWEST = 5;

export function Cloud({ words, caption }: { words: readonly Word[]; caption: string }) {
  const t = pictureWords();
  const placed = useMemo(() => cloudOf(words, WIDTH, HEIGHT, measure()), [words]);
  return (
    <div class="cloud">
      <svg class="cloud-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {placed.map(({ word, x, y, size }, i) => (
          <text
            key={word}
            class={`cloud-word cloud-word-${i % 4}`}
            x={x}
            y={y + size * 0.36}
            font-size={size}
            text-anchor="middle"
          >
            {word}
          </text>
        ))}
      </svg>
      <ol class="cloud-list" aria-hidden="true">
        {words.slice(0, LISTED).map(({ word, people }) => (
          <li key={word}>
            <span>{word}</span> <span class="cloud-people">{t.usedBy(number(people))}</span>
          </li>
        ))}
      </ol>
      <p class="cloud-note">{t.cloudNote(number(FEWEST))}</p>
      <div class="sr-only">
        <table>
          <caption>
            {caption} {t.cloud}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t.word}</th>
              <th scope="col">{t.people}</th>
            </tr>
          </thead>
          <tbody>
            {words.map(({ word, people }) => (
              <tr key={word}>
                <th scope="row">{word}</th>
                <td>{number(people)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function measure(): Measure {
  const brush = document.createElement('canvas').getContext('2d');
  if (!brush) return roughly;
  brush.font = `700 100px ${getComputedStyle(document.body).fontFamily}`;
  return (word) => brush.measureText(word).width / 100;
}
