// single, multiple, yes_no.
import { limitsOf } from '../../../model/agenda';
import { toggle } from '../../../model/draft';
import { number, pick } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';

export function Options({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const several = ballot.kind === 'multiple';
  const { min, max } = limitsOf(ballot);
  const least = Math.max(1, min);
  const full = several && draft.picks.length >= max;
  return (
    <>
      {several ? (
        <p class="how" role="status">
          {least === max ? t.chooseExactly(number(max)) : t.chooseBetween(number(least), number(max))}
          <span class="how-count">{t.chosen(number(draft.none ? 0 : draft.picks.length), number(max))}</span>
        </p>
      ) : (
        ballot.kind === 'single' && <p class="how">{t.chooseOne}</p>
      )}
      <div class={`options${ballot.kind === 'yes_no' ? ' options-pair' : ''}`}>
        {ballot.options.map((option, index) => {
          const on = !draft.none && draft.picks.includes(option.id);
          return (
            <label key={option.id} class={`option${on ? ' option-on' : ''}${full && !on ? ' option-off' : ''}`}>
              <input
                type={several ? 'checkbox' : 'radio'}
                name={`answer-${ballot.id}`}
                checked={on}
                disabled={full && !on}
                onChange={() => change(toggle(ballot, draft, option.id))}
              />
              <span class="option-label">{pick(option.label)}</span>
              {index < 9 && (
                <span class="option-key" aria-hidden="true">
                  {index + 1}
                </span>
              )}
            </label>
          );
        })}
      </div>
    </>
  );
}
