// A number with a button on either side; it can be typed as well.
import { Icon } from '../../parts/icon';
import { phoneWords } from '../words';

interface StepperProps {
  label: string;
  /** The field's own name, where it is not an amount of points. */
  name?: string;
  value: number | null;
  min: number;
  max: number;
  step: number;
  change(value: number | null): void;
}

export function Stepper({ label, name, value, min, max, step, change }: StepperProps) {
  const t = phoneWords();
  const now = value ?? min;
  const clamp = (n: number) => Math.min(max, Math.max(min, n));
  return (
    <div class="stepper">
      <button type="button" class="tool" disabled={now <= min} onClick={() => change(clamp(now - step))}>
        <Icon name="minus" />
        <span class="sr-only">{t.less(label)}</span>
      </button>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        aria-label={name ?? t.amountFor(label)}
        value={value === null ? '' : String(value)}
        onInput={(event) => {
          const digits = event.currentTarget.value.replace(/[^\d-]/g, '');
          const typed = Number.parseInt(digits, 10);
          // What is typed may pass through values below the least; leaving the field puts them right.
          const next = Number.isNaN(typed) ? null : Math.min(max, typed);
          event.currentTarget.value = next === null ? '' : String(next);
          change(next);
        }}
        onBlur={() => {
          if (value !== null && value < min) change(min);
        }}
      />
      <button type="button" class="tool" disabled={now >= max} onClick={() => change(clamp(now + step))}>
        <Icon name="plus" />
        <span class="sr-only">{t.more(label)}</span>
      </button>
    </div>
  );
}
