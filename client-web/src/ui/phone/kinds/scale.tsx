// scale: a row of numbers, or a slider with its value where the range is long.
import { limitsOf } from '../../../model/agenda';
import { setValue } from '../../../model/draft';
import { number, pick } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';
import { Stepper } from './stepper';

export function Scale({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const { min, max } = limitsOf(ballot);
  const value = draft.none ? null : draft.value;
  if (max - min > 11) {
    return (
      <>
        <p class="how">{t.scaleIntro(number(min), number(max))}</p>
        <div class="slider">
          <Stepper
            label={pick(ballot.question)}
            name={pick(ballot.question)}
            value={value}
            min={min}
            max={max}
            step={1}
            change={(next) => change(next === null ? { ...draft, value: null } : setValue(draft, next))}
          />
          {value === null && <p class="slider-unset">{t.scaleUnset}</p>}
          <input
            type="range"
            class={value === null ? 'slider-open' : ''}
            min={min}
            max={max}
            step={1}
            value={value ?? Math.round((min + max) / 2)}
            aria-label={pick(ballot.question)}
            aria-valuetext={value === null ? t.scaleUnset : number(value)}
            onInput={(event) => change(setValue(draft, Number(event.currentTarget.value)))}
            onClick={(event) => change(setValue(draft, Number(event.currentTarget.value)))}
          />
          <div class="slider-ends" aria-hidden="true">
            <span>{number(min)}</span>
            <span>{number(max)}</span>
          </div>
        </div>
      </>
    );
  }
  const values = Array.from({ length: max - min + 1 }, (_, i) => min + i);
  return (
    <>
      <p class="how">{t.scaleIntro(number(min), number(max))}</p>
      <div class={`score-values values-${values.length}`}>
        {values.map((one) => (
          <label key={one} class={`chip${value === one ? ' chip-on' : ''}`}>
            <input
              type="radio"
              name={`answer-${ballot.id}`}
              checked={value === one}
              onChange={() => change(setValue(draft, one))}
            />
            <span>{number(one)}</span>
          </label>
        ))}
      </div>
    </>
  );
}
