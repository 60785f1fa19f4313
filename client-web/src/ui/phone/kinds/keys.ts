// Keys 1–9 choose, while the focus is within the ballot and not in a field that takes digits.
import { limitsOf } from '../../../model/agenda';
import { type Draft, setValue, toggle } from '../../../model/draft';
import type { Ballot } from '../../../protocol/documents';

export function digitPressed(event: KeyboardEvent, ballot: Ballot, draft: Draft): Draft | null {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return null;
  const target = event.target as HTMLElement;
  if (target.matches('textarea, input:not([type=radio]):not([type=checkbox]):not([type=range])')) return null;
  const digit = Number(event.key);
  switch (ballot.kind) {
    case 'single':
    case 'yes_no':
    case 'multiple':
    case 'rank': {
      const option = ballot.options[digit - 1];
      return option ? toggle(ballot, draft, option.id) : null;
    }
    case 'scale': {
      const { min, max } = limitsOf(ballot);
      return digit >= min && digit <= max ? setValue(draft, digit) : null;
    }
    default:
      return null;
  }
}
