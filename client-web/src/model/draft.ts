// An answer being made, before it is a choice. Pure: every step takes a draft and gives back a new one.
import type { Ballot, Choice } from '../protocol/documents';
import { limitsOf, textLimit } from './agenda';

export interface Draft {
  none: boolean;
  picks: readonly string[];
  amounts: Readonly<Record<string, number>>;
  value: number | null;
  text: string;
}

export const emptyDraft: Draft = { none: false, picks: [], amounts: {}, value: null, text: '' };

/** What keeps a draft from being sent; `n` is the number the sentence needs. */
export interface DraftFault {
  kind:
    | 'nothing_chosen'
    | 'too_few'
    | 'too_many'
    | 'nothing_scored'
    | 'out_of_range'
    | 'over_budget'
    | 'no_value'
    | 'text_empty'
    | 'text_long';
  n: number;
}

export function draftOf(ballot: Ballot, choice: Choice | undefined): Draft {
  if (choice === undefined) return emptyDraft;
  if (choice === null) return { ...emptyDraft, none: true };
  if (typeof choice === 'number') return { ...emptyDraft, value: choice };
  if (typeof choice === 'string') return { ...emptyDraft, text: choice };
  const known = new Set(ballot.options.map((option) => option.id));
  if (Array.isArray(choice)) return { ...emptyDraft, picks: choice.filter((id) => known.has(id)) };
  return { ...emptyDraft, amounts: choice };
}

/** undefined: nothing has been answered yet. */
export function choiceOf(ballot: Ballot, draft: Draft): Choice | undefined {
  if (draft.none) return null;
  switch (ballot.kind) {
    case 'single':
    case 'yes_no':
    case 'rank':
      return draft.picks.length > 0 ? [...draft.picks] : undefined;
    case 'multiple': {
      const picked = ballot.options.map((option) => option.id).filter((id) => draft.picks.includes(id));
      return picked.length > 0 ? picked : undefined;
    }
    case 'score':
      return Object.keys(draft.amounts).length > 0 ? ordered(ballot, draft.amounts) : undefined;
    case 'points': {
      const given = ordered(ballot, draft.amounts);
      return Object.values(given).some((amount) => amount > 0) ? given : undefined;
    }
    case 'scale':
      return draft.value ?? undefined;
    case 'text':
      return draft.text.trim() === '' ? undefined : draft.text.trim();
  }
}

function ordered(ballot: Ballot, amounts: Draft['amounts']): Record<string, number> {
  const out: Record<string, number> = {};
  for (const { id } of ballot.options) {
    const amount = amounts[id];
    if (amount !== undefined && (ballot.kind === 'score' || amount > 0)) out[id] = amount;
  }
  return out;
}

export function faultOf(ballot: Ballot, draft: Draft): DraftFault | null {
  if (draft.none) return null;
  const { min, max } = limitsOf(ballot);
  const count = draft.picks.length;
  switch (ballot.kind) {
    case 'single':
    case 'yes_no':
      return count === 0 ? { kind: 'nothing_chosen', n: 1 } : null;
    case 'multiple':
    case 'rank':
      if (count < Math.max(1, min)) return { kind: count === 0 ? 'nothing_chosen' : 'too_few', n: Math.max(1, min) };
      return count > max ? { kind: 'too_many', n: max } : null;
    case 'score': {
      const amounts = Object.values(draft.amounts);
      if (amounts.length === 0) return { kind: 'nothing_scored', n: 0 };
      return amounts.every((amount) => amount >= min && amount <= max) ? null : { kind: 'out_of_range', n: max };
    }
    case 'points': {
      const left = pointsLeft(ballot, draft);
      if (left < 0) return { kind: 'over_budget', n: -left };
      return left === limitsOf(ballot).max ? { kind: 'nothing_scored', n: 0 } : null;
    }
    case 'scale':
      return draft.value === null || draft.value < min || draft.value > max ? { kind: 'no_value', n: 0 } : null;
    case 'text': {
      const length = lengthOf(draft.text.trim());
      if (length === 0) return { kind: 'text_empty', n: 0 };
      return length > textLimit(ballot) ? { kind: 'text_long', n: length - textLimit(ballot) } : null;
    }
  }
}

/** Code points, as the server counts them. */
export const lengthOf = (text: string): number => Array.from(text).length;

export function pointsLeft(ballot: Ballot, draft: Draft): number {
  const given = Object.values(draft.amounts).reduce((sum, amount) => sum + amount, 0);
  return limitsOf(ballot).max - given;
}

export const setNone = (draft: Draft, none: boolean): Draft => ({ ...draft, none });

/** Ticks an option, or unticks it; a single choice replaces the one before, a ranking puts it last. */
export function toggle(ballot: Ballot, draft: Draft, option: string): Draft {
  if (ballot.kind === 'single' || ballot.kind === 'yes_no') return { ...draft, none: false, picks: [option] };
  if (draft.picks.includes(option)) {
    return { ...draft, none: false, picks: draft.picks.filter((id) => id !== option) };
  }
  if (draft.picks.length >= limitsOf(ballot).max) return { ...draft, none: false };
  return { ...draft, none: false, picks: [...draft.picks, option] };
}

/** Moves a ranked option by one place: -1 up, 1 down. */
export function move(draft: Draft, option: string, by: -1 | 1): Draft {
  const from = draft.picks.indexOf(option);
  const to = from + by;
  const other = draft.picks[to];
  if (from < 0 || other === undefined) return draft;
  const picks = [...draft.picks];
  picks[from] = other;
  picks[to] = option;
  return { ...draft, none: false, picks };
}

/** `amount` null takes the option's amount away. */
export function setAmount(draft: Draft, option: string, amount: number | null): Draft {
  const amounts = { ...draft.amounts };
  if (amount === null) delete amounts[option];
  else amounts[option] = amount;
  return { ...draft, none: false, amounts };
}

/** Gives an option more or fewer points, never below none nor past what is left. */
export function addPoints(ballot: Ballot, draft: Draft, option: string, by: number): Draft {
  const now = draft.amounts[option] ?? 0;
  const most = now + Math.max(0, pointsLeft(ballot, draft));
  return setAmount(draft, option, Math.min(most, Math.max(0, now + by)));
}

/** A step that reaches the whole budget in about twenty taps. */
export function pointStep(budget: number): number {
  const rough = budget / 20;
  return [1, 5, 10, 50, 100, 500, 1000].find((step) => step >= rough) ?? 1000;
}

export const setValue = (draft: Draft, value: number): Draft => ({ ...draft, none: false, value });
export const setText = (draft: Draft, text: string): Draft => ({ ...draft, none: false, text });

export function sameChoice(a: Choice | undefined, b: Choice | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((id, i) => id === b[i]);
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
