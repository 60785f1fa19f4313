import { describe, expect, test } from 'vitest';
import {
  becameOf,
  decided,
  droppedPaper,
  gapsOf,
  heldAt,
  ideasIn,
  lengthOf,
  roomAnswers,
  rowsOf,
  themeOf,
  undecided,
} from '../src/model/outcome_parts';
import { emptyOutcomes, markOf, type Outcomes, reduceOutcomes } from '../src/model/outcomes_session';
import { type Report, readReport } from '../src/protocol/report';

const words = (text: string) => ({ th: text, en: text });
const ballot = (id: string, more: object = {}) => ({
  id,
  question: words(id),
  kind: 'single',
  rule: 'plurality',
  status: 'published',
  eligible: 20,
  voted: 12,
  revealed: true,
  abstained: 2,
  counts: { t1: 7, t2: 3 },
  options: [
    { id: 't2', label: words('ป่า'), count: 3, share: 0.3, mean: null },
    { id: 't1', label: words('น้ำ'), count: 7, share: 0.7, mean: null },
  ],
  outcome: { rule: 'plurality', winners: ['t1'], tie_broken: false, explain: words('น้ำ') },
  ...more,
});
const sample = (more: object = {}): Report => {
  const report = readReport(
    JSON.stringify({
      format: 'ruamkit-report/1',
      deliberation: 'd_1',
      method: 'town_meeting',
      title: words('เวที'),
      issue: words('น้ำ'),
      convenor: { agency: 'อบต.', commitment: null },
      status: 'running',
      standing: { seq: 9, hash: 'ab', first_hash: 'cd', at: 5 },
      people: {
        seats: 20,
        joined: 12,
        strata: [
          {
            id: 'gender',
            label: words('เพศ'),
            joined_unknown: 0,
            values: [
              {
                id: 'f',
                label: words('หญิง'),
                seats: 10,
                joined: 9,
                share: 0.75,
                population: 0.5,
                standardised_difference: 0.53,
                standing: 'over_represented',
              },
              {
                id: 'm',
                label: words('ชาย'),
                seats: 10,
                joined: 3,
                share: 0.25,
                population: 0.5,
                standardised_difference: -0.53,
                standing: 'missing',
              },
              {
                id: 'x',
                label: words('อื่น'),
                seats: 0,
                joined: 0,
                share: 0,
                population: null,
                standardised_difference: null,
                standing: null,
              },
            ],
          },
        ],
      },
      stages: [
        { title: words('ก'), kind: 'tables', status: 'finished', started_at: 70, finished_at: 80 },
        { title: words('ข'), kind: 'ballots', status: 'running', started_at: 60, finished_at: null },
        { title: words('ค'), kind: 'report', status: 'waiting', started_at: null, finished_at: null },
      ],
      themes: [
        {
          id: 't1',
          title: words('น้ำ'),
          ideas: [{ text: 'ขุดคลอง', agreement: 'most', dissent: 'แพง' }, { text: 'ฝาย' }],
          became: [
            { ...words('q1'), ballot: 'q1', option: 't1' },
            { ...words('q2'), ballot: 'q2', option: 't1' },
          ],
        },
      ],
      ideas_unplaced: [{ text: 'เรื่องอื่น' }],
      ballots: [ballot('q1'), ballot('q2', { revealed: false, options: [], abstained: null, outcome: null })],
      ...more,
    }),
  );
  if (!report) throw new Error('the sample is no report');
  return report;
};
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('nothing there');
  return one;
};

describe('a report that is read', () => {
  test('what is absent is null, what is unknown is left aside, what is wrong is no report', () => {
    const report = sample({ a_key_added_later: 1 });
    expect(report.convenor.commitment).toBeNull();
    expect(first(report.themes).ideas[1]).toEqual({ text: 'ฝาย', agreement: null, dissent: null });
    expect(readReport('{"deliberation":7}')).toBeNull();
    expect(readReport('<html>')).toBeNull();
  });

  test('who is missing and who is many', () => {
    const { compared, under, over } = gapsOf(sample());
    expect(compared).toBe(true);
    expect(under.map((gap) => gap.label.th)).toEqual(['ชาย']);
    expect(over.map((gap) => gap.label.th)).toEqual(['หญิง']);
    expect(gapsOf(sample({ people: { seats: 1, joined: 0, strata: [] } })).compared).toBe(false);
  });

  test('ideas are those in themes and those in none; the day began with its first stage', () => {
    expect(ideasIn(sample())).toBe(3);
    expect(heldAt(sample())).toBe(60);
    expect(heldAt(sample({ stages: [] }))).toBeNull();
  });
});

test('a question about who is in the room decides nothing', () => {
  const report = sample({
    ballots: [ballot('who', { demographic: true }), ballot('q1'), ballot('q2', { revealed: false })],
  });
  expect(roomAnswers(report).map((one) => one.id)).toEqual(['who']);
  expect(decided(report).map((one) => one.id)).toEqual(['q1']);
  expect(undecided(report).map((one) => one.id)).toEqual(['q2']);
});

test('batches of paper that were dropped are told, and nothing where none was', () => {
  const reconciliation = {
    channels: { paper: { received: 4, replaced: 0, counted: 4 } },
    batches: [
      { batch: 'b1', ballots: 4, recorded: true, dropped: false },
      { batch: 'b2', ballots: 700, recorded: false, dropped: true },
      { batch: 'b3', ballots: 31, recorded: false, dropped: true },
    ],
    papers_dropped: 731,
  };
  const kept = { ...reconciliation, batches: reconciliation.batches.slice(0, 1), papers_dropped: 0 };
  const [some, none, unsaid] = sample({
    ballots: [ballot('q1', { reconciliation }), ballot('q2', { reconciliation: kept }), ballot('q3')],
  }).ballots.map(droppedPaper);
  expect(some).toEqual({ batches: 2, papers: 731 });
  expect(none).toBeNull();
  expect(unsaid).toBeNull();
});

describe('from a theme to the votes', () => {
  test('a revealed question tells its place; another tells nothing', () => {
    const report = sample();
    const [shown, hidden] = becameOf(report, first(report.themes));
    expect(shown?.result).toMatchObject({ place: 1, won: true, option: { count: 7 } });
    expect(hidden).toMatchObject({ ballot: 'q2', result: null });
  });

  test('equal counts share a place, and a ranking’s first places give none', () => {
    const tied = ballot('q1', {
      options: [
        { id: 't1', label: words('น้ำ'), count: 5, share: 0.5, mean: null },
        { id: 't2', label: words('ป่า'), count: 5, share: 0.5, mean: null },
      ],
      outcome: { rule: 'plurality', winners: ['t2'], tie_broken: true, explain: words('') },
    });
    const report = sample({ ballots: [tied] });
    expect(first(becameOf(report, first(report.themes))).result).toMatchObject({ place: 1, won: false });
    const rank = sample({ ballots: [ballot('q1', { kind: 'rank' })] });
    expect(first(becameOf(rank, first(rank.themes))).result?.place).toBeNull();
  });

  test('and back: an option’s theme', () => {
    const report = sample();
    expect(themeOf(report, 'q1', 't1')?.id).toBe('t1');
    expect(themeOf(report, 'q1', 't2')).toBeNull();
  });
});

describe('rows of a result', () => {
  test('the chosen first, then the most', () => {
    const won = first(
      sample({ ballots: [ballot('q1', { outcome: { winners: ['t2'], explain: words('') } })] }).ballots,
    );
    expect(rowsOf(won).map((row) => row.id)).toEqual(['t2', 't1']);
  });

  test('a long scale in ten classes that keep every answer', () => {
    const options = Array.from({ length: 101 }, (_, i) => ({
      id: String(i),
      label: words(String(i)),
      count: i === 100 ? 3 : 1,
      share: (i === 100 ? 3 : 1) / 103,
      mean: null,
    }));
    const rows = rowsOf(first(sample({ ballots: [ballot('q1', { kind: 'scale', options })] }).ballots));
    expect(rows).toHaveLength(10);
    expect(rows[0]?.label.th).toBe('0–10');
    expect(rows[9]?.label.th).toBe('99–100');
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(103);
    expect(rows.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(1);
  });

  test('a bar is as long as the share, and where none is told as the count beside the largest', () => {
    const rows = rowsOf(first(sample().ballots));
    expect(rows.map((row) => lengthOf(rows, row))).toEqual([0.7, 0.3]);
    const scores = [
      { id: 'a', label: words('a'), count: 40, share: null, mean: 4 },
      { id: 'b', label: words('b'), count: 10, share: null, mean: 1 },
    ];
    expect(scores.map((row) => lengthOf(scores, row))).toEqual([1, 0.25]);
  });
});

describe('when the page reads again', () => {
  const at = (agenda?: number, themes?: number): Outcomes => ({
    ...emptyOutcomes,
    phase: 'desk',
    deliberation: 'd_1',
    hall: {
      ...emptyOutcomes.hall,
      revs: { ...(agenda !== undefined && { agenda }), ...(themes !== undefined && { themes }) },
    },
  });

  test('when the agenda or the themes have changed, and not for a connection that came back', () => {
    expect(markOf(at(3))).toBeNull();
    expect(markOf(at(3, 7))).toBe(markOf(at(3, 7)));
    expect(markOf(at(3, 7))).not.toBe(markOf(at(4, 7)));
    expect(markOf(at(3, 7))).not.toBe(markOf(at(3, 8)));
    expect(markOf({ ...at(3, 7), phase: 'list' })).toBeNull();
  });

  test('a report that comes too late for the deliberation on the page is not shown', () => {
    const report = sample();
    const reading = reduceOutcomes(at(3, 7), { type: 'reads' });
    const other = reduceOutcomes(reading, { type: 'chose', deliberation: 'd_2' });
    expect(reduceOutcomes(other, { type: 'read', deliberation: 'd_1', report }).report).toBeNull();
    expect(reduceOutcomes(reading, { type: 'read', deliberation: 'd_1', report }).report).toBe(report);
  });

  test('what was read stays while a reading fails, and goes with the deliberation', () => {
    const read = reduceOutcomes(at(3, 7), { type: 'read', deliberation: 'd_1', report: sample() });
    const failed = reduceOutcomes(read, { type: 'could_not_read', deliberation: 'd_1', code: 'busy' });
    expect(failed).toMatchObject({ unread: 'busy', reading: false });
    expect(failed.report).not.toBeNull();
    expect(reduceOutcomes(read, { type: 'could_not_read', deliberation: 'd_2', code: 'busy' }).unread).toBeNull();
    expect(reduceOutcomes(failed, { type: 'chose', deliberation: null })).toMatchObject({ report: null, unread: null });
  });
});
