// Paper ballots of one pile as one person enters them. Pure: what the keyboard means for each kind of ballot, and how
// far the pile is. Two persons enter every pile, blind: nothing here knows the other's entry.
import type { Agenda, Ballot, Choice } from '../protocol/documents';
import type { Batch } from '../protocol/meeting';
import { limitsOf } from './agenda';
import { choiceOf, type Draft, type DraftFault, emptyDraft, faultOf } from './draft';

export interface Sheet {
  /** Not there: not entered yet. null: blank, or no opinion. */
  choice?: Choice;
  /** Whose ballot it is, where the paper carries a seat code, and what stood on it. */
  participant: string | null;
  given: string;
}

export interface Pile {
  batch: string;
  sheets: readonly Sheet[];
  /** The paper in hand, from 0. */
  at: number;
  /** This person is entering it; on a computer where they have not, they are asked first. */
  begun: boolean;
  /** The server has this entry. */
  sent: boolean;
}

export type PileMessage =
  | { type: 'pile_opened'; batch: string; ballots: number; begun: boolean; kept: Pile | null }
  | { type: 'pile_closed' }
  | { type: 'pile_at'; at: number }
  | { type: 'sheet_entered'; at: number; choice: Choice }
  | { type: 'sheet_named'; at: number; participant: string | null; given: string }
  | { type: 'pile_sent'; batch: string }
  | { type: 'pile_again'; positions: readonly number[] };

const blank: Sheet = { participant: null, given: '' };

export function reducePile(pile: Pile | null, message: PileMessage): Pile | null {
  if (message.type === 'pile_opened') {
    const { batch, ballots, begun, kept } = message;
    if (kept?.batch === batch && kept.sheets.length === ballots) return kept;
    return { batch, sheets: Array.from({ length: ballots }, () => blank), at: 0, begun, sent: false };
  }
  if (message.type === 'pile_closed' || !pile) return null;
  switch (message.type) {
    case 'pile_at':
      return { ...pile, at: Math.min(Math.max(0, message.at), pile.sheets.length) };
    case 'sheet_entered':
      return { ...changed(pile, message.at, { choice: message.choice }), at: nextAt(pile, message.at) };
    case 'sheet_named':
      return changed(pile, message.at, { participant: message.participant, given: message.given });
    case 'pile_sent':
      return message.batch === pile.batch ? { ...pile, sent: true } : pile;
    case 'pile_again': {
      const again = new Set(message.positions);
      const sheets = pile.sheets.map((sheet, i) => (again.has(i) ? blank : sheet));
      return {
        ...pile,
        sheets,
        at: Math.min(pile.sheets.length, ...(again.size > 0 ? again : [0])),
        begun: true,
        sent: false,
      };
    }
  }
}

function changed(pile: Pile, at: number, by: Partial<Sheet>): Pile {
  return { ...pile, sent: false, sheets: pile.sheets.map((sheet, i) => (i === at ? { ...sheet, ...by } : sheet)) };
}

/** After a paper comes the next; when only some are entered again, the next of those; past the last, the end. */
function nextAt(pile: Pile, at: number): number {
  const next = pile.sheets.findIndex((sheet, i) => i > at && !isEntered(sheet));
  if (next >= 0) return next;
  const left = pile.sheets.findIndex((sheet, i) => i < at && !isEntered(sheet));
  return left >= 0 ? left : pile.sheets.length;
}

/** The form is there, rather than where the batch stands. */
export const isEntering = (pile: Pile | null, duty: Duty): pile is Pile =>
  pile?.begun === true && !pile.sent && !isSettled(duty) && duty !== 'closed';

const isEntered = (sheet: Sheet): boolean => sheet.choice !== undefined;

export const enteredCount = (pile: Pile): number => pile.sheets.filter(isEntered).length;
export const isWhole = (pile: Pile): boolean => pile.sheets.every(isEntered);

/** Two papers with the same seat code: their positions, from 0; null: none. */
export function sameSeat(pile: Pile): [number, number] | null {
  const seen = new Map<string, number>();
  for (const [i, { participant }] of pile.sheets.entries()) {
    if (participant === null) continue;
    const before = seen.get(participant);
    if (before !== undefined) return [before, i];
    seen.set(participant, i);
  }
  return null;
}

export const entriesOf = (pile: Pile): { participant?: string; choice: Choice }[] =>
  pile.sheets.map(({ participant, choice }) => ({
    ...(participant !== null && { participant }),
    choice: choice ?? null,
  }));

/** Papers a pile may hold here: two people compare a pile, and one message carries it. */
export const pileMost = (ballot: Ballot): number => (ballot.kind === 'text' ? 20 : 200);

export const openForPaper = (agenda: Agenda): Ballot[] => agenda.ballots.filter((ballot) => ballot.status === 'open');

/** Nothing more becomes of the batch. */
export const isSettled = (status: Batch['status'] | Duty): boolean => status === 'recorded' || status === 'dropped';

/** What a batch asks of the person `name`. */
export type Duty = 'first' | 'second' | 'wait' | 'again' | 'mismatch' | 'closed' | 'recorded' | 'dropped';

export function dutyOf(batch: Batch, ballot: Ballot | null, name: string | null): Duty {
  if (batch.status === 'recorded' || batch.status === 'dropped') return batch.status;
  if (ballot?.status !== 'open') return 'closed';
  const mine = name !== null && batch.entered.includes(name);
  if (batch.status === 'mismatch') return mine ? 'again' : 'mismatch';
  if (batch.status === 'waiting') return mine ? 'wait' : 'second';
  return 'first';
}

export type SheetFault =
  | DraftFault
  | { kind: 'empty' | 'not_numbers' | 'twice'; n: number }
  | { kind: 'no_option' | 'numbers_count'; n: number };

export type SheetRead = { draft: Draft; choice: Choice } | { draft: Draft; fault: SheetFault };

/** What was typed for one paper. Options go by their number on the paper; X is a blank paper or no opinion, and so is 0
 * where no option, score or value is called so. */
export function readSheet(ballot: Ballot, typed: string): SheetRead {
  if (ballot.kind === 'text') return readText(ballot, typed);
  const text = digitsOf(ballot, typed);
  if (text === '') return wrong('empty', 0);
  if (text === 'x' || (text === '0' && !zeroCounts(ballot))) {
    return { draft: { ...emptyDraft, none: true }, choice: null };
  }
  if (!/^[-\d\s,.]+$/.test(text)) return wrong('not_numbers', 0);
  switch (ballot.kind) {
    case 'scale':
      return readScale(ballot, text);
    case 'score':
    case 'points':
      return readAmounts(ballot, text);
    default:
      return readPicks(ballot, text);
  }
}

function readText(ballot: Ballot, typed: string): SheetRead {
  if (/^[xX]$/.test(typed.trim())) return { draft: { ...emptyDraft, none: true }, choice: null };
  return typed.trim() === '' ? wrong('empty', 0) : checked(ballot, { ...emptyDraft, text: typed });
}

function readScale(ballot: Ballot, text: string): SheetRead {
  if (!/^-?\d+$/.test(text)) return wrong('not_numbers', 0);
  return checked(ballot, { ...emptyDraft, value: Number(text) });
}

function readPicks(ballot: Ballot, text: string): SheetRead {
  const one = ballot.kind === 'single' || ballot.kind === 'yes_no';
  // Up to nine options a digit each is enough.
  const parts = !one && ballot.options.length <= 9 ? [...text.replace(/[\s,.]/g, '')] : words(text);
  const numbers = parts.map(Number);
  if (numbers.some((n) => !Number.isInteger(n))) return wrong('not_numbers', 0);
  if (one && numbers.length > 1) return wrong('too_many', 1);
  if (numbers.some((n) => n < 1 || n > ballot.options.length)) return wrong('no_option', ballot.options.length);
  if (new Set(numbers).size < numbers.length) return wrong('twice', 0);
  return checked(ballot, { ...emptyDraft, picks: numbers.map((n) => ballot.options[n - 1]?.id ?? '') });
}

/** An amount an option, in their order; a dot for an option left out. */
function readAmounts(ballot: Ballot, text: string): SheetRead {
  const { max } = limitsOf(ballot);
  const { options } = ballot;
  const close = max <= 9 && text.length === options.length && /^[\d.]+$/.test(text);
  const parts = close ? [...text] : words(text);
  if (parts.length !== options.length) return wrong('numbers_count', options.length);
  const amounts: Record<string, number> = {};
  for (const [i, part] of parts.entries()) {
    if (part === '.') continue;
    if (!/^-?\d+$/.test(part)) return wrong('not_numbers', 0);
    amounts[options[i]?.id ?? ''] = Number(part);
  }
  return checked(ballot, { ...emptyDraft, amounts });
}

function checked(ballot: Ballot, draft: Draft): SheetRead {
  const fault = faultOf(ballot, draft);
  if (fault) return { draft, fault };
  const choice = choiceOf(ballot, draft);
  return choice === undefined ? wrong('empty', 0) : { draft, choice };
}

const wrong = (kind: SheetFault['kind'], n: number): SheetRead => ({ draft: emptyDraft, fault: { kind, n } });
const words = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

function zeroCounts(ballot: Ballot): boolean {
  if (ballot.kind === 'score') return true;
  const { min, max } = limitsOf(ballot);
  return ballot.kind === 'scale' && min <= 0 && max >= 0;
}

// The top row of a keyboard left in Thai (Kedmanee), and the key of X.
const THAI_KEYS: Record<string, string> = {
  ๅ: '1',
  ภ: '4',
  ถ: '5',
  'ุ': '6',
  'ึ': '7',
  ค: '8',
  ต: '9',
  จ: '0',
  ป: 'x',
};

function digitsOf(ballot: Ballot, typed: string): string {
  const negative = (ballot.kind === 'scale' || ballot.kind === 'score') && limitsOf(ballot).min < 0;
  return [...typed.trim().toLowerCase()]
    .map((character) => {
      if (/[๐-๙]/.test(character)) return String(character.charCodeAt(0) - 0x0e50);
      if (character === '/') return '2';
      if (character === '-' && !negative) return '3';
      return THAI_KEYS[character] ?? character;
    })
    .join('');
}

/** A paper entered earlier, as it would be typed. */
export function typedOf(ballot: Ballot, choice: Choice | undefined): string {
  if (choice === undefined) return '';
  if (choice === null) return 'X';
  if (typeof choice === 'number' || typeof choice === 'string') return String(choice);
  const place = (id: string) => ballot.options.findIndex((option) => option.id === id) + 1;
  if (Array.isArray(choice)) return choice.map(place).join(' ');
  const missing = ballot.kind === 'points' ? '0' : '.';
  return ballot.options.map(({ id }) => choice[id] ?? missing).join(' ');
}
