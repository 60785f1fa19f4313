// Clouds, rankings and the room, as they are laid out.
import { describe, expect, test } from 'vitest';
import { cloudOf, overlap, roughly } from '../src/model/cloud';
import { missingGroups, presenceGroups } from '../src/model/presence';
import { rankingOf } from '../src/model/ranking';
import { readHall } from '../src/protocol/hall_views';
import { agenda, ballot, tally } from './samples';

/** As people write: a few words of many, many of few. */
const words = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    word: 'น้ำท่วมซ้ำซาก'.slice(0, 3 + ((i * 7) % 7)) + String.fromCharCode(0x0e01 + (i % 40)),
    people: 5 + Math.floor(235 / (i + 1)),
  }));

describe('a word cloud', () => {
  test.each([1, 2, 7, 30, 60])('%i words: the most used, none over another, none outside', (n) => {
    const placed = cloudOf(words(n), 1600, 800, roughly);
    expect(placed.length).toBeGreaterThanOrEqual(Math.min(n, 30));
    expect(placed.map(({ word }) => word)).toEqual(
      words(n)
        .slice(0, placed.length)
        .map(({ word }) => word),
    );
    placed.forEach((a, i) => {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width / 2).toBeLessThanOrEqual(1600);
      expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0);
      expect(a.y + a.height / 2).toBeLessThanOrEqual(800);
      for (const b of placed.slice(i + 1)) expect(overlap(a, b), `${a.word} over ${b.word}`).toBe(false);
    });
  });

  test('more people, larger; the same words, the same picture', () => {
    const placed = cloudOf(words(40), 1600, 800, roughly);
    for (let i = 1; i < placed.length; i++) expect(placed[i]?.size).toBeLessThanOrEqual(placed[i - 1]?.size ?? 0);
    expect(cloudOf(words(40), 1600, 800, roughly)).toEqual(placed);
  });

  test('a word longer than the box is set smaller, not left out', () => {
    const long = [{ word: 'การบริหารจัดการทรัพยากรน้ำอย่างมีส่วนร่วมของประชาชนทุกภาคส่วนในจังหวัด', people: 9 }];
    expect(cloudOf(long, 1600, 800, roughly)).toHaveLength(1);
  });

  test('marks above and below a letter take no room of their own', () => {
    expect(roughly('ที่')).toBeCloseTo(0.62);
  });
});

describe('a ranking', () => {
  const asked = ballot({ kind: 'rank', status: 'published' });
  const counted = tally({
    voted: 12,
    abstained: 2,
    ranks: { a: [2, 3, 0], b: [5, 1, 0], c: [3, 4, 0] },
  });

  test('the winner first, then by points; a place nobody gave is left out', () => {
    const ranking = rankingOf(asked, { ...counted, outcome: null });
    expect(ranking?.places).toBe(2);
    expect(ranking?.people).toBe(10);
    expect(ranking?.rows.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(ranking?.rows[1]).toMatchObject({ places: [3, 4], unplaced: 3, winner: false });
    expect(ranking?.rows[1]?.mean).toBeCloseTo(11 / 7);
    const won = rankingOf(asked, {
      ...counted,
      outcome: {
        rule: 'irv',
        winners: ['a'],
        tie_broken: false,
        tied: [],
        threshold: null,
        explain: { th: '', en: '' },
        steps: [],
      },
    });
    expect(won?.rows[0]).toMatchObject({ id: 'a', winner: true });
  });

  test('no picture while it is hidden', () => {
    expect(rankingOf(asked, { ...counted, ranks: null })).toBeNull();
    expect(rankingOf(asked, tally())).toBeNull();
  });
});

describe('the room against the population', () => {
  const day = agenda({
    strata: [
      {
        id: 'age',
        label: { th: 'ช่วงอายุ', en: 'Age' },
        values: [
          { id: 'young', label: { th: '18–29 ปี', en: '18–29' }, population: 0.17 },
          { id: 'old', label: { th: '30 ปีขึ้นไป', en: '30 and over' }, population: 0.83 },
        ],
      },
      {
        id: 'district',
        label: { th: 'อำเภอ', en: 'District' },
        values: [
          { id: 'pong', label: { th: 'ปง', en: 'Pong' }, population: 0.3 },
          { id: 'chun', label: { th: 'จุน', en: 'Chun' }, population: 0.7 },
        ],
      },
    ],
  });
  const read = readHall('presence', {
    here: 100,
    strata: [
      {
        stratum: 'age',
        source: 'ballot',
        ballot: 'who_age',
        known: 100,
        values: [
          { value: 'young', here: 8, share: 0.08, population: 0.17, difference: -0.09 },
          { value: 'old', here: 92, share: 0.92, population: 0.83, difference: 0.09 },
        ],
        missing: [{ value: 'young', share: 0.08, population: 0.17 }],
      },
      {
        stratum: 'district',
        source: 'roll',
        known: 0,
        values: [
          { value: 'pong', here: null, share: null, population: 0.3, difference: null },
          { value: 'chun', here: null, share: null, population: 0.7, difference: null },
        ],
        missing: [{ value: 'pong', share: null, population: 0.3 }],
      },
    ],
  });
  if (read?.kind !== 'presence') throw new Error('not read');
  const presence = read.doc;

  test('groups carry the words of the definition, and say what is not told yet', () => {
    const [age, district] = presenceGroups(day, presence);
    expect(age).toMatchObject({ id: 'age', source: 'ballot', waiting: false, most: 0.92 });
    expect(age?.rows[0]).toMatchObject({ label: { th: '18–29 ปี' }, here: 8, missing: true });
    expect(district).toMatchObject({ waiting: true });
  });

  test('who is missing, of all strata, the widest gap first', () => {
    expect(missingGroups(day, presence).map(({ value, share }) => [value.en, share])).toEqual([
      ['Pong', null],
      ['18–29', 0.08],
    ]);
  });
});
