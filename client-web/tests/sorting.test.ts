import { describe, expect, test } from 'vitest';
import {
  byTheme,
  everything,
  filtered,
  freshBallotId,
  ideasOf,
  standing,
  suggestAlike,
  themeOf,
} from '../src/model/sorting';
import { bySize } from '../src/model/theme_order';
import { tellingWords, wordsOf } from '../src/model/words';
import type { Themes } from '../src/protocol/documents';
import type { Idea } from '../src/protocol/meeting';

let next = 1;
const idea = (text: string, more: Partial<Idea> = {}): Idea => ({
  idea: `i${next++}`,
  table: 1,
  text,
  agreement: null,
  dissent: null,
  version: 1,
  by: 'table',
  theme: null,
  added_at: 0,
  withdrawn: false,
  ...more,
});
const theme = (id: string, ideas = 0) => ({
  theme: id,
  title: { th: id, en: '' },
  version: 1,
  ideas,
  from: null,
});
const themes: Themes = { themes: [theme('t1', 2), theme('t4', 9)], merged: { t2: 't3', t3: 't1' }, unplaced: 1 };

test('Thai is cut into words where nothing stands between them', () => {
  expect(wordsOf('ขุดลอกคลองก่อนฤดูฝน')).toContain('คลอง');
  expect(wordsOf('Dredge the canal, now!')).toEqual(['dredge', 'the', 'canal', 'now']);
  expect(tellingWords('ควรขุดลอกคลองและขุดลอกบึง')).not.toContain('ควร');
});

test('the newest first, without what was withdrawn, whatever page it is on', () => {
  const pages = {
    1: { page: 1, ideas: [idea('ค', { idea: 'i101' })] },
    0: { page: 0, ideas: [idea('ก', { idea: 'i9' }), idea('ข', { idea: 'i10', withdrawn: true })] },
  };
  expect(ideasOf(pages).map((one) => one.idea)).toEqual(['i101', 'i9']);
});

test('an idea counts for the last of the successors of its theme', () => {
  expect(themeOf('t2', themes)).toBe('t1');
  expect(themeOf('t4', themes)).toBe('t4');
  expect(themeOf(null, themes)).toBeNull();
  const groups = byTheme([idea('ก', { theme: 't2' }), idea('ข', { theme: 't1' }), idea('ค')], themes);
  expect(groups.get('t1')).toHaveLength(2);
  expect(groups.get(null)).toHaveLength(1);
});

describe('finding', () => {
  const heap = [
    idea('เตือนภัยน้ำท่วมทางโทรศัพท์', { table: 3 }),
    idea('ขุดลอกคลองก่อนฤดูฝน', { theme: 't2', dissent: 'ห่วงตลิ่ง' }),
    idea('ตาชั่งที่ตลาดต้องเที่ยงตรง'),
  ];
  const found = (filter: Partial<typeof everything>) =>
    filtered(heap, { ...everything, ...filter }, themes).map((one) => heap.indexOf(one));

  test('by words, every one of them', () => {
    expect(found({ query: 'คลอง' })).toEqual([1]);
    expect(found({ query: 'น้ำท่วม โทรศัพท์' })).toEqual([0]);
    expect(found({ query: 'คลอง โทรศัพท์' })).toEqual([]);
    expect(found({ query: '' })).toEqual([0, 1, 2]);
  });

  test('a short word is not found inside others, and dissent is searched too', () => {
    expect(found({ query: 'ตา' })).toEqual([]);
    expect(found({ query: 'ตลิ่ง' })).toEqual([1]);
  });

  test('by table, by place, by dissent', () => {
    expect(found({ table: 3 })).toEqual([0]);
    expect(found({ which: 'unplaced' })).toEqual([0, 2]);
    expect(found({ which: 'dissent' })).toEqual([1]);
  });
});

describe('a suggestion of what is alike', () => {
  test('ideas that share half of their words, and no others', () => {
    const heap = [idea('ขุดลอกคลองแม่รำพันก่อนฤดูฝนทุกปี'), idea('ปลูกหญ้าแฝกริมตลิ่ง'), idea('ควรขุดลอกคลองแม่รำพันให้เสร็จก่อนฤดูฝน')];
    const groups = suggestAlike(heap);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.ideas).toEqual([heap[0], heap[2]]);
    expect(groups[0]?.words).toContain('คลอง');
    expect(standing(groups, heap)[0]?.ideas).toHaveLength(2);
    expect(standing(groups, heap.slice(1))).toEqual([]);
  });

  test('twenty thousand ideas do not stop the page', () => {
    const heap = Array.from({ length: 20_000 }, (_, i) => {
      const pair = Math.floor(i / 2) + 100;
      return idea(`บ่อ ${pair} รหัส ${pair + 50_000}`);
    });
    filtered(heap, { ...everything, query: 'รหัส' }, themes);
    const began = performance.now();
    const groups = suggestAlike(heap);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(groups).toHaveLength(10_000);
  });
});

test('a ballot’s id is one nobody has', () => {
  expect(freshBallotId([])).toBe('t1');
  expect(freshBallotId(['t1', 'who', 't2'])).toBe('t3');
});

test('on the wall the largest theme stands first', () => {
  expect(bySize(themes.themes).map((one) => one.theme)).toEqual(['t4', 't1']);
});
