// score: a row of numbers an option, or a stepper where the range is long.
import { limitsOf } from '../../../model/agenda';
import { setAmount } from '../../../model/draft';
import { number, pick } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';
import { Stepper } from './stepper';

export function Score({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const { min, max } = limitsOf(ballot);
  const amounts = draft.none ? {} : draft.amounts;
  const values = max - min <= 10 ? Array.from({ length: max - min + 1 }, (_, i) => min + i) : null;
  return (
    <>
      <p class="how">
        {t.scoreIntro(number(min), number(max))}
        <span class="how-count" role="status">
          {t.scored(number(Object.keys(amounts).length), number(ballot.options.length))}
        </span>
      </p>
      {ballot.options.map((option) => {
        const label = pick(option.label);
        const amount = amounts[option.id];
        return (
          <fieldset key={option.id} class="score-row">
            <legend>{label}</legend>
            {values ? (
              <div class={`score-values values-${values.length}`}>
                {values.map((value) => (
                  <label key={value} class={`chip${amount === value ? ' chip-on' : ''}`}>
                    <input
                      type="radio"
                      name={`answer-${ballot.id}-${option.id}`}
                      checked={amount === value}
                      onChange={() => change(setAmount(draft, option.id, value))}
                    />
                    <span>{number(value)}</span>
                  </label>
                ))}
              </div>
            ) : (
              <Stepper
                label={label}
                value={amount ?? null}
                min={min}
                max={max}
                step={1}
                change={(value) => change(setAmount(draft, option.id, value))}
              />
            )}
            {amount !== undefined && (
              <button type="button" class="plain small" onClick={() => change(setAmount(draft, option.id, null))}>
                {t.clear}
                <span class="sr-only"> {label}</span>
              </button>
            )}
          </fieldset>
        );
      })}
    </>
  );
}
