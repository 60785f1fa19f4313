import { describe, expect, test } from 'vitest';
import {
  dutyOf,
  enteredCount,
  entriesOf,
  isEntering,
  isWhole,
  type Pile,
  pileMost,
  readSheet,
  reducePile,
  sameSeat,
  typedOf,
} from '../src/model/paper';
import type { Ballot, Kind } from '../src/protocol/documents';
import type { Batch } from '../src/protocol/meeting';
import { ballot } from './samples';

const many = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `o${i + 1}`, label: { th: '', en: '' }, theme: null }));
const of = (kind: Kind, more: Partial<Ballot> = {}) => ballot({ kind, ...more });
const yesNo = of('yes_no', { options: many(2).map((one, i) => ({ ...one, id: ['yes', 'no'][i] ?? '' })) });

describe('what the keyboard says of a paper', () => {
  test.each<[string, Ballot, string, unknown]>([
    ['one option', of('single'), '2', ['b']],
    ['a number pad and blanks around', of('single'), ' 3 ', ['c']],
    ['Thai digits', of('single'), '๒', ['b']],
    ['a keyboard left in Thai: 1', of('single'), 'ๅ', ['a']],
    ['a keyboard left in Thai: 2', of('single'), '/', ['b']],
    ['a keyboard left in Thai: 3', of('single'), '-', ['c']],
    ['option twelve', of('single', { options: many(12) }), '12', ['o12']],
    ['nought is blank', of('single'), '0', null],
    ['X is blank', of('single'), 'x', null],
    ['X on a keyboard left in Thai', of('single'), 'ป', null],
    ['yes', yesNo, '1', ['yes']],
    ['no', yesNo, '2', ['no']],
    ['several, a digit each, in the order of the options', of('multiple'), '31', ['a', 'c']],
    ['several, with blanks', of('multiple'), '1 3', ['a', 'c']],
    ['several of more than nine', of('multiple', { options: many(12) }), '11 2', ['o2', 'o11']],
    ['a ranking in its order', of('rank'), '312', ['c', 'a', 'b']],
    ['a short ranking', of('rank'), '2', ['b']],
    ['scores, a digit each', of('score'), '405', { a: 4, b: 0, c: 5 }],
    ['scores, one left out', of('score'), '4 . 5', { a: 4, c: 5 }],
    ['scores beyond a digit', of('score', { max: 100 }), '40 0 100', { a: 40, b: 0, c: 100 }],
    ['points', of('points'), '60 40 0', { a: 60, b: 40 }],
    ['no points at all is blank', of('points'), '0', null],
    ['a value', of('scale'), '7', 7],
    ['nought is a value of a scale from nought', of('scale'), '0', 0],
    ['nought is blank where the scale begins at one', of('scale', { min: 1, max: 5 }), '0', null],
    ['below nought', of('scale', { min: -5, max: 5 }), '-3', -3],
    ['a text', of('text'), ' น้ำสะอาด ', 'น้ำสะอาด'],
    ['a text that begins with a number', of('text'), '0 บาท', '0 บาท'],
    ['no text', of('text'), 'X', null],
  ])('%s', (_name, asked, typed, choice) => {
    expect(readSheet(asked, typed)).toMatchObject({ choice });
  });

  test.each<[string, Ballot, string, string]>([
    ['nothing', of('single'), ' ', 'empty'],
    ['letters', of('single'), 'กข', 'not_numbers'],
    ['an option that is not there', of('single'), '4', 'no_option'],
    ['two of one', of('single'), '1 2', 'too_many'],
    ['the same twice', of('multiple'), '11', 'twice'],
    ['more than may be chosen', of('multiple', { max: 2 }), '123', 'too_many'],
    ['fewer than must be', of('multiple', { min: 2 }), '1', 'too_few'],
    ['too few scores', of('score'), '4 5', 'numbers_count'],
    ['a score too high', of('score'), '4 6 1', 'out_of_range'],
    ['too many points', of('points'), '60 60 0', 'over_budget'],
    ['a value off the scale', of('scale'), '11', 'no_value'],
    ['a text too long', of('text', { length_max: 3 }), 'ยาวไป', 'text_long'],
  ])('%s is told apart', (_name, asked, typed, kind) => {
    expect(readSheet(asked, typed)).toMatchObject({ fault: { kind } });
  });

  test('what was entered reads back as it would be typed', () => {
    const all: [Ballot, string][] = [
      [of('single'), '2'],
      [of('single'), 'X'],
      [yesNo, '2'],
      [of('multiple'), '1 3'],
      [of('rank'), '3 1 2'],
      [of('score'), '4 . 5'],
      [of('points'), '60 40 0'],
      [of('scale'), '0'],
      [of('text'), 'น้ำ'],
    ];
    for (const [asked, typed] of all) {
      const read = readSheet(asked, typed);
      expect('choice' in read && typedOf(asked, read.choice), asked.kind).toBe(typed);
    }
    expect(typedOf(of('single'), undefined)).toBe('');
  });
});

const fresh = (ballots: number): Pile =>
  reducePile(null, { type: 'pile_opened', batch: 'b1', ballots, begun: true, kept: null }) as Pile;
const enter = (pile: Pile, at: number, choice: string[] | null): Pile =>
  reducePile(pile, { type: 'sheet_entered', at, choice }) as Pile;

describe('a pile', () => {
  test('goes on with Enter, back and over with the arrows, and is whole when every paper is entered', () => {
    let pile = fresh(3);
    pile = enter(pile, 0, ['a']);
    expect(pile.at).toBe(1);
    pile = reducePile(pile, { type: 'pile_at', at: 2 }) as Pile;
    pile = enter(pile, 2, null);
    expect(pile.at).toBe(1); // the one stepped over
    expect(isWhole(pile)).toBe(false);
    pile = enter(pile, 1, ['b']);
    expect(pile.at).toBe(3);
    expect(isWhole(pile)).toBe(true);
    expect(entriesOf(pile)).toEqual([{ choice: ['a'] }, { choice: ['b'] }, { choice: null }]);
    expect((reducePile(pile, { type: 'pile_at', at: -1 }) as Pile).at).toBe(0);
    expect((reducePile(pile, { type: 'pile_at', at: 9 }) as Pile).at).toBe(3);
    pile = enter(pile, 0, ['c']);
    expect(pile.at).toBe(3);
  });

  test('when two entries differ, only those papers are asked again', () => {
    let pile = enter(enter(enter(fresh(3), 0, ['a']), 1, ['a']), 2, ['b']);
    pile = reducePile(pile, { type: 'pile_sent', batch: 'b1' }) as Pile;
    expect(isEntering(pile, 'again')).toBe(false);
    pile = reducePile(pile, { type: 'pile_again', positions: [1] }) as Pile;
    expect([pile.at, enteredCount(pile)]).toEqual([1, 2]);
    expect(isEntering(pile, 'again')).toBe(true);
    expect(isEntering(pile, 'recorded')).toBe(false);
    expect(isEntering(pile, 'dropped')).toBe(false);
    pile = enter(pile, 1, ['c']);
    expect([pile.at, isWhole(pile)]).toEqual([3, true]);
    expect(entriesOf(pile).map((one) => one.choice)).toEqual([['a'], ['c'], ['b']]);
  });

  test('an entry kept on this computer is taken up again, one of another size is not', () => {
    const half = enter(fresh(3), 0, ['a']);
    const opened = (ballots: number, batch = 'b1') =>
      reducePile(null, { type: 'pile_opened', batch, ballots, begun: false, kept: half }) as Pile;
    expect(opened(3)).toEqual(half);
    expect(enteredCount(opened(4))).toBe(0);
    expect(opened(3, 'b2').begun).toBe(false);
  });

  test('one seat code twice is seen before it is sent', () => {
    const named = (pile: Pile, at: number, participant: string): Pile =>
      reducePile(pile, { type: 'sheet_named', at, participant, given: participant }) as Pile;
    expect(sameSeat(named(named(fresh(3), 0, 'p1'), 1, 'p2'))).toBeNull();
    expect(sameSeat(named(named(fresh(3), 0, 'p1'), 2, 'p1'))).toEqual([0, 2]);
    expect(entriesOf(enter(named(fresh(1), 0, 'p1'), 0, null))).toEqual([{ participant: 'p1', choice: null }]);
  });

  test('written answers come in small piles', () => {
    expect(pileMost(of('text'))).toBeLessThan(pileMost(of('single')));
  });
});

describe('what a batch asks of somebody', () => {
  const batch = (more: Partial<Batch>): Batch => ({
    batch: 'b1',
    ballot: 'q1',
    ballots: 3,
    status: 'open',
    entered: [],
    differ: [],
    ...more,
  });
  test.each<[Partial<Batch>, string, string]>([
    [{}, 'somsri', 'first'],
    [{ status: 'waiting', entered: ['somsri'] }, 'somsri', 'wait'],
    [{ status: 'waiting', entered: ['somsri'] }, 'anan', 'second'],
    [{ status: 'mismatch', entered: ['somsri', 'anan'] }, 'anan', 'again'],
    [{ status: 'mismatch', entered: ['somsri', 'anan'] }, 'wipa', 'mismatch'],
    [{ status: 'recorded', entered: ['somsri', 'anan'] }, 'anan', 'recorded'],
    [{ status: 'dropped', entered: ['somsri'] }, 'somsri', 'dropped'],
    [{ status: 'dropped' }, 'anan', 'dropped'],
  ])('%j, %s: %s', (more, name, duty) => {
    expect(dutyOf(batch(more), ballot(), name)).toBe(duty);
  });

  test('a question that is closed takes no paper', () => {
    expect(dutyOf(batch({ status: 'waiting' }), ballot({ status: 'closed' }), 'anan')).toBe('closed');
    expect(dutyOf(batch({ status: 'recorded' }), ballot({ status: 'closed' }), 'anan')).toBe('recorded');
    expect(dutyOf(batch({ status: 'dropped' }), ballot({ status: 'closed' }), 'anan')).toBe('dropped');
  });
});
