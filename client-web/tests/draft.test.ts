import { describe, expect, test } from 'vitest';
import {
  addPoints,
  choiceOf,
  draftOf,
  emptyDraft,
  faultOf,
  lengthOf,
  move,
  pointStep,
  pointsLeft,
  sameChoice,
  setAmount,
  setNone,
  setText,
  setValue,
  toggle,
} from '../src/model/draft';
import type { Choice } from '../src/protocol/documents';
import { ballot } from './samples';

const single = ballot();
const multiple = ballot({ kind: 'multiple', min: 1, max: 2 });
const rank = ballot({ kind: 'rank', min: 1, max: 3 });
const score = ballot({ kind: 'score', min: 0, max: 5 });
const points = ballot({ kind: 'points', budget: 100 });
const scale = ballot({ kind: 'scale', options: [], min: 0, max: 10 });
const text = ballot({ kind: 'text', options: [], length_max: 5 });

describe('a choice and its draft are the same thing', () => {
  test.each<[string, typeof single, Choice]>([
    ['single', single, ['b']],
    ['yes_no', ballot({ kind: 'yes_no' }), ['a']],
    ['multiple', multiple, ['a', 'c']],
    ['rank', rank, ['c', 'a', 'b']],
    ['score', score, { a: 4, b: 0 }],
    ['points', points, { a: 60, b: 40 }],
    ['scale', scale, 7],
    ['scale, zero', scale, 0],
    ['text', text, 'น้ำ'],
    ['no opinion', single, null],
  ])('%s', (_name, of, choice) => {
    expect(choiceOf(of, draftOf(of, choice))).toEqual(choice);
    expect(faultOf(of, draftOf(of, choice))).toBeNull();
  });

  test('nothing yet is no choice', () => {
    for (const of of [single, multiple, rank, score, points, scale, text]) {
      expect(choiceOf(of, emptyDraft)).toBeUndefined();
      expect(faultOf(of, emptyDraft)).not.toBeNull();
    }
  });
});

test('a single choice replaces, a multiple one gathers up to its most', () => {
  expect(toggle(single, toggle(single, emptyDraft, 'a'), 'b').picks).toEqual(['b']);
  const two = toggle(multiple, toggle(multiple, emptyDraft, 'c'), 'a');
  expect(toggle(multiple, two, 'b').picks).toEqual(['c', 'a']);
  expect(choiceOf(multiple, two)).toEqual(['a', 'c']);
  expect(toggle(multiple, two, 'c').picks).toEqual(['a']);
});

test('a ranking keeps the order of taps and moves by one', () => {
  let draft = ['b', 'c', 'a'].reduce((now, id) => toggle(rank, now, id), emptyDraft);
  draft = move(draft, 'a', -1);
  expect(draft.picks).toEqual(['b', 'a', 'c']);
  expect(move(draft, 'b', -1)).toBe(draft);
  expect(move(draft, 'c', 1)).toBe(draft);
  expect(faultOf(ballot({ kind: 'rank', min: 2, max: 3 }), toggle(rank, emptyDraft, 'a'))).toEqual({
    kind: 'too_few',
    n: 2,
  });
});

test('points stay within the budget', () => {
  let draft = addPoints(points, emptyDraft, 'a', 70);
  draft = addPoints(points, draft, 'b', 70);
  expect(draft.amounts).toEqual({ a: 70, b: 30 });
  expect(pointsLeft(points, draft)).toBe(0);
  expect(addPoints(points, draft, 'a', -200).amounts.a).toBe(0);
  expect(faultOf(points, setAmount(draft, 'a', 90))).toEqual({ kind: 'over_budget', n: 20 });
  expect(choiceOf(points, setAmount(draft, 'b', 0))).toEqual({ a: 70 });
  expect(pointStep(100)).toBe(5);
  expect(pointStep(10)).toBe(1);
});

test('a text is counted in code points and trimmed', () => {
  expect(lengthOf('น้ำ🌊')).toBe(4);
  expect(choiceOf(text, setText(emptyDraft, '  น้ำ '))).toBe('น้ำ');
  expect(faultOf(text, setText(emptyDraft, '   '))).toEqual({ kind: 'text_empty', n: 0 });
  expect(faultOf(text, setText(emptyDraft, 'abcdefg'))).toEqual({ kind: 'text_long', n: 2 });
});

test('an opinion takes “no opinion” away', () => {
  const none = setNone(emptyDraft, true);
  expect(toggle(single, none, 'a').none).toBe(false);
  expect(setAmount(none, 'a', 1).none).toBe(false);
  expect(setValue(none, 1).none).toBe(false);
  expect(setText(none, 'a').none).toBe(false);
});

test('an option that is gone from the ballot is gone from the draft', () => {
  expect(draftOf(single, ['gone', 'a']).picks).toEqual(['a']);
});

test('same choice', () => {
  expect(sameChoice(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(sameChoice(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(sameChoice({ a: 1 }, { a: 1 })).toBe(true);
  expect(sameChoice({ a: 1 }, { a: 1, b: 0 })).toBe(false);
  expect(sameChoice(null, null)).toBe(true);
  expect(sameChoice(null, undefined)).toBe(false);
  expect(sameChoice(['a'], { a: 1 })).toBe(false);
});
