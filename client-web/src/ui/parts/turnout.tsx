// Voted within present within eligible, as one bar and in words.
import type { Tally } from '../../protocol/documents';
import { commonWords, number } from '../text/language';

const part = (n: number, of: number): string => `${of > 0 ? Math.min(100, (n / of) * 100) : 0}%`;

export function Turnout({ tally, scale }: { tally: Tally; scale: 'eligible' | 'present' }) {
  const t = commonWords();
  const whole = scale === 'eligible' ? Math.max(tally.eligible, tally.present) : Math.max(tally.present, tally.voted);
  return (
    <div class="turnout">
      <div class="turnout-bar" aria-hidden="true">
        {scale === 'eligible' && <div class="turnout-present" style={{ width: part(tally.present, whole) }} />}
        <div class="turnout-voted" style={{ width: part(tally.voted, whole) }} />
      </div>
      <dl class="turnout-words">
        <div class="turnout-key-voted">
          <dt>{t.voted}</dt>
          <dd>{number(tally.voted)}</dd>
        </div>
        <div class="turnout-key-present">
          <dt>{t.present}</dt>
          <dd>{number(tally.present)}</dd>
        </div>
        {scale === 'eligible' && (
          <div class="turnout-key-eligible">
            <dt>{t.eligible}</dt>
            <dd>{number(tally.eligible)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
