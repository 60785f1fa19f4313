import { describe, expect, test } from 'vitest';
import {
  deskStage,
  mayReopen,
  openBallots,
  pastBallots,
  pick,
  secondsLeft,
  stagelessBallots,
} from '../src/model/agenda';
import { emptyControl, reduceControl } from '../src/model/control_session';
import { boardPage, featured, sceneOf } from '../src/model/featured';
import { emptyHall, reduceHall } from '../src/model/hall';
import { ranked, resultOf } from '../src/model/result';
import { codeInPath, groupSeat, hallDigits, isWholeSeat, strangers } from '../src/model/seat';
import { isNews } from '../src/model/staff';
import { agenda, ballot, stage, tally } from './samples';

describe('agenda', () => {
  const day = agenda({
    stage: 'v2',
    stages: [stage({ id: 'v1', ballots: ['q1'], status: 'finished' }), stage({ id: 'v2', ballots: ['q3', 'q2'] })],
    ballots: [
      ballot({ id: 'q1', status: 'published', closed_at: 50 }),
      ballot({ id: 'q2', status: 'open' }),
      ballot({ id: 'q3', status: 'closed', closed_at: 90 }),
      ballot({ id: 'q4', status: 'open' }),
    ],
  });

  test('ballots come in the order of the day, those outside it last', () => {
    expect(openBallots(day).map(({ id }) => id)).toEqual(['q2', 'q4']);
    expect(pastBallots(day).map(({ id }) => id)).toEqual(['q3', 'q1']);
    expect(stagelessBallots(day).map(({ id }) => id)).toEqual(['q4']);
  });

  test('the desk follows the running stage, then the next one', () => {
    expect(deskStage(day, null)?.id).toBe('v2');
    expect(deskStage(day, 'v1')?.id).toBe('v1');
    const morning = agenda({
      stage: null,
      stages: [stage({ id: 'a', status: 'finished' }), stage({ id: 'b', status: 'waiting' })],
    });
    expect(deskStage(morning, null)?.id).toBe('b');
  });

  test('time left is the server’s, and never below zero', () => {
    expect(secondsLeft(ballot({ closes_at: 10_500 }), 8_000)).toBe(3);
    expect(secondsLeft(ballot({ closes_at: 10_500 }), 99_000)).toBe(0);
    expect(secondsLeft(ballot(), 0)).toBeNull();
  });

  test('a ballot whose counts closing showed does not open again', () => {
    expect(mayReopen(ballot({ status: 'closed', reveal: 'on_publish' }))).toBe(true);
    expect(mayReopen(ballot({ status: 'closed', reveal: 'on_close' }))).toBe(false);
    expect(mayReopen(ballot({ status: 'published', reveal: 'on_publish' }))).toBe(false);
  });

  test('a text that exists in one language only is shown in that', () => {
    expect(pick({ th: 'ก', en: '' }, 'en')).toBe('ก');
    expect(pick({ th: '', en: 'a' }, 'th')).toBe('a');
  });
});

describe('what deserves the eye', () => {
  test('open, then just over, then how to join', () => {
    expect(sceneOf(agenda())).toMatchObject({ kind: 'question' });
    const two = agenda({ stages: [stage({ ballots: ['q1', 'q2'] })], ballots: [ballot(), ballot({ id: 'q2' })] });
    expect(sceneOf(two)).toMatchObject({ kind: 'board' });
    const over = agenda({ ballots: [ballot({ status: 'published', closed_at: 5 })] });
    expect(featured(over)).toMatchObject({ kind: 'past', ballot: { id: 'q1' } });
  });

  test('a new stage clears the wall', () => {
    const moved = agenda({
      stage: 'talk',
      stages: [stage({ status: 'finished' }), stage({ id: 'talk', kind: 'tables', ballots: [] })],
      ballots: [ballot({ status: 'published', closed_at: 5 })],
    });
    expect(sceneOf(moved)).toEqual({ kind: 'join' });
  });

  const compared = [
    { id: 'age', label: { th: 'อายุ', en: '' }, values: [{ id: 'a', label: { th: '', en: '' }, population: 1 }] },
  ];

  test('results published in one step are seen together', () => {
    const published = (id: string, published_at: number) =>
      ballot({ id, status: 'published', closed_at: 5, published_at });
    const day = agenda({
      stages: [stage({ ballots: ['q1', 'q2', 'q3'] })],
      ballots: [published('q1', 9), published('q2', 9), published('q3', 7)],
    });
    const scene = sceneOf(day);
    expect(scene.kind).toBe('together');
    expect(scene.kind === 'together' && scene.ballots.map(({ id }) => id)).toEqual(['q1', 'q2']);
    const one = agenda({ ballots: [published('q1', 9)] });
    expect(sceneOf(one)).toMatchObject({ kind: 'question' });
  });

  test('who is in the room: while people arrive by turns with how to join, and in the stage that asks', () => {
    const arriving = agenda({ strata: compared, stages: [stage({ kind: 'registration', ballots: [] })], ballots: [] });
    expect(sceneOf(arriving)).toEqual({ kind: 'arrival' });
    expect(sceneOf({ ...arriving, strata: [] })).toEqual({ kind: 'join' });
    const asking = agenda({ strata: compared, ballots: [ballot({ stratum: 'age' })] });
    expect(sceneOf(asking)).toMatchObject({ kind: 'question' });
    for (const status of ['draft', 'closed', 'published'] as const)
      expect(sceneOf({ ...asking, ballots: [ballot({ stratum: 'age', status })] })).toEqual({ kind: 'presence' });
  });

  test('a long board turns its pages', () => {
    const items = Array.from({ length: 10 }, (_, i) => i);
    expect(boardPage(items, 4, 0, 100)).toEqual({ items: [0, 1, 2, 3], page: 0, pages: 3 });
    expect(boardPage(items, 4, 250, 100)).toEqual({ items: [8, 9], page: 2, pages: 3 });
    expect(boardPage([], 4, 250, 100).pages).toBe(1);
  });
});

describe('hall', () => {
  const viewed = (rev: number, voted: number) =>
    ({
      type: 'view',
      deliberation: 'd_1',
      view: 'tally/q1',
      rev,
      document: { kind: 'tally', ballot: 'q1', doc: tally({ voted }) },
    }) as const;

  test('documents skip forward and never go back', () => {
    let hall = reduceHall(emptyHall, viewed(4, 10));
    hall = reduceHall(hall, viewed(9, 12));
    hall = reduceHall(hall, viewed(7, 11));
    expect(hall.tallies.q1?.voted).toBe(12);
  });

  test('a new connection starts the comparison anew', () => {
    let hall = reduceHall(emptyHall, viewed(900, 12));
    hall = reduceHall(hall, { type: 'link', state: 'open' });
    hall = reduceHall(hall, viewed(1, 13));
    expect(hall.tallies.q1?.voted).toBe(13);
  });

  test('the first connecting is not a lost connection', () => {
    const starting = reduceHall(emptyHall, { type: 'link', state: 'connecting' });
    expect(starting.online).toBe('starting');
    const lost = reduceHall(reduceHall(starting, { type: 'link', state: 'open' }), { type: 'link', state: 'waiting' });
    expect(lost.online).toBe('away');
    expect(reduceHall(lost, { type: 'link', state: 'connecting' }).online).toBe('away');
  });
});

describe('results', () => {
  test('votes are shares of those who had an opinion', () => {
    const result = resultOf(ballot(), tally());
    expect(result?.voters).toBe(4);
    expect(result?.rows.map(({ share }) => share)).toEqual([0.75, 0.25, 0]);
  });

  test('hidden counts give no result', () => {
    expect(resultOf(ballot(), tally({ counts: null }))).toBeNull();
  });

  test('scores are means over those who answered', () => {
    const result = resultOf(ballot({ kind: 'score', min: 0, max: 5 }), tally({ counts: { a: 16, b: 4, c: 0 } }));
    expect(result?.rows.map(({ mean }) => mean)).toEqual([4, 1, 0]);
    expect(result?.rows[0]?.length).toBeCloseTo(0.8);
  });

  test('points are shares of points, a scale has its mean, a text only its number', () => {
    const points = resultOf(ballot({ kind: 'points', budget: 100 }), tally({ counts: { a: 300, b: 100, c: 0 } }));
    expect(points?.rows.map(({ share }) => share)).toEqual([0.75, 0.25, 0]);
    const scale = resultOf(ballot({ kind: 'scale', options: [], min: 0, max: 10 }), tally({ counts: { 7: 3, 3: 1 } }));
    expect(scale?.mean).toBe(6);
    expect(scale?.rows).toHaveLength(11);
    expect(resultOf(ballot({ kind: 'text', options: [] }), tally({ counts: {} }))?.rows).toEqual([]);
  });

  test('nobody has voted: nothing is divided by zero', () => {
    const result = resultOf(ballot(), tally({ voted: 0, abstained: 0, counts: { a: 0, b: 0, c: 0 } }));
    expect(result?.rows.every(({ share, length }) => share === 0 && length === 0)).toBe(true);
  });

  test('the winner leads, whatever was counted', () => {
    const outcome = {
      rule: 'irv',
      winners: ['b'],
      tie_broken: false,
      tied: [],
      threshold: null,
      explain: { th: '', en: '' },
      steps: [],
    };
    const result = resultOf(ballot({ kind: 'rank' }), tally({ outcome }));
    expect(result && ranked(result).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});

describe('codes as people type them', () => {
  test.each([
    ['abcdefghj', 'ABC-DEF-GHJ'],
    [' abc def-ghj99', 'ABC-DEF-GHJ'],
    ['ab', 'AB'],
    ['', ''],
  ])('seat %j', (typed, grouped) => {
    expect(groupSeat(typed)).toBe(grouped);
  });

  test('look-alikes are pointed at', () => {
    expect(strangers('aO1-bOc')).toEqual(['O', '1']);
    expect(isWholeSeat('ABC-DEF-GHJ')).toBe(true);
    expect(isWholeSeat('ABC-DEF-GHI')).toBe(false);
    expect(isWholeSeat('ABC-DEF-GH')).toBe(false);
  });

  test('hall codes, with Thai digits too', () => {
    expect(hallDigits('๔๘๒ 913x7')).toBe('482913');
    expect(codeInPath('/j/482913')).toBe('482913');
    expect(codeInPath('/screen/482913')).toBe('482913');
    expect(codeInPath('/j/12')).toBeNull();
    expect(codeInPath('/')).toBeNull();
  });
});

describe('desk', () => {
  test('a refusal stands by its ballot until dismissed or tried again', () => {
    let desk = reduceControl(emptyControl, { type: 'does', subject: 'ballot/q1' });
    expect(desk.doing['ballot/q1']).toBe(true);
    desk = reduceControl(desk, { type: 'did', subject: 'ballot/q1', code: 'ballot_open' });
    expect(desk.doing['ballot/q1']).toBeUndefined();
    expect(desk.trouble['ballot/q1']).toBe('ballot_open');
    desk = reduceControl(desk, { type: 'does', subject: 'ballot/q1' });
    expect(desk.trouble['ballot/q1']).toBeUndefined();
  });

  test('what another lead has done is news', () => {
    expect(isNews('ballot_open')).toBe(true);
    expect(isNews('storage_unavailable')).toBe(false);
  });

  test('another deliberation’s documents do not reach this desk', () => {
    const desk = reduceControl(emptyControl, { type: 'chose', deliberation: 'd_2' });
    const after = reduceControl(desk, {
      type: 'view',
      deliberation: 'd_1',
      view: 'agenda',
      rev: 1,
      document: { kind: 'agenda', doc: agenda() },
    });
    expect(after.hall.agenda).toBeNull();
  });
});
