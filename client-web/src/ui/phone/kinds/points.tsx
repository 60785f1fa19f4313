// points: a budget shared out; what is left stays in sight.
import { limitsOf } from '../../../model/agenda';
import { pointStep, pointsLeft, setAmount } from '../../../model/draft';
import { number, pick } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';
import { Stepper } from './stepper';

export function Points({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const budget = limitsOf(ballot).max;
  const shown = draft.none ? { ...draft, amounts: {} } : draft;
  const left = pointsLeft(ballot, shown);
  return (
    <>
      <p class="how">{t.pointsIntro(number(budget))}</p>
      <div class="points-left">
        <p role="status">
          <strong>
            {left === 0 ? t.pointsUsed : left > 0 ? t.pointsLeft(number(left)) : t.pointsOver(number(-left))}
          </strong>
        </p>
        <div class="progress" aria-hidden="true">
          <div class="progress-fill" style={{ width: `${Math.min(100, ((budget - left) / budget) * 100)}%` }} />
        </div>
      </div>
      <ul class="points">
        {ballot.options.map((option) => {
          const label = pick(option.label);
          const amount = shown.amounts[option.id] ?? 0;
          return (
            <li key={option.id} class="points-row">
              <span class="points-label">{label}</span>
              <Stepper
                label={label}
                value={amount}
                min={0}
                max={amount + Math.max(0, left)}
                step={pointStep(budget)}
                change={(value) => change(setAmount(shown, option.id, value ?? 0))}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
