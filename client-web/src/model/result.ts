// A tally as rows that can be shown as bars and as a table.
import type { Ballot, Localized, Tally } from '../protocol/documents';
import { limitsOf } from './agenda';

export interface Row {
  id: string;
  label: Localized;
  /** What was counted: votes, first places, the sum of scores or points. */
  count: number;
  /** 0..1 of `base`: the length to read as a percentage; null where a percentage says nothing (scores). */
  share: number | null;
  /** score: the mean. */
  mean: number | null;
  /** 0..1 of the longest bar possible. */
  length: number;
  winner: boolean;
}

export interface Result {
  rows: Row[];
  /** votes: shares of the people who answered. points: shares of points. mean: rows carry means. */
  unit: 'votes' | 'first_places' | 'points' | 'mean' | 'values' | 'none';
  voters: number;
  abstained: number;
  /** scale: the mean of all values. */
  mean: number | null;
}

/** null while the counts are hidden. */
export function resultOf(ballot: Ballot, tally: Tally): Result | null {
  const { counts } = tally;
  if (counts === null) return null;
  const abstained = tally.abstained ?? 0;
  const voters = Math.max(0, tally.voted - abstained);
  const winners = new Set(tally.outcome?.winners ?? []);
  const rows = labelled(ballot, counts).map(({ id, label, count }) => ({
    id,
    label,
    count,
    share: null as number | null,
    mean: null as number | null,
    length: 0,
    winner: winners.has(id),
  }));
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const most = rows.reduce((max, row) => Math.max(max, row.count), 0);
  switch (ballot.kind) {
    case 'score': {
      const { min, max } = limitsOf(ballot);
      for (const row of rows) {
        row.mean = voters > 0 ? row.count / voters : null;
        row.length = row.mean === null || max <= min ? 0 : Math.max(0, (row.mean - min) / (max - min));
      }
      return { rows, unit: 'mean', voters, abstained, mean: null };
    }
    case 'points':
      for (const row of rows) {
        row.share = total > 0 ? row.count / total : 0;
        row.length = most > 0 ? row.count / most : 0;
      }
      return { rows, unit: 'points', voters, abstained, mean: null };
    case 'scale': {
      const sum = Object.entries(counts).reduce((all, [value, n]) => all + Number(value) * n, 0);
      for (const row of rows) {
        row.share = voters > 0 ? row.count / voters : 0;
        row.length = most > 0 ? row.count / most : 0;
      }
      return { rows, unit: 'values', voters, abstained, mean: total > 0 ? sum / total : null };
    }
    case 'text':
      return { rows: [], unit: 'none', voters, abstained, mean: null };
    default:
      for (const row of rows) {
        row.share = voters > 0 ? row.count / voters : 0;
        row.length = row.share;
      }
      return {
        rows,
        unit: ballot.kind === 'rank' ? 'first_places' : 'votes',
        voters,
        abstained,
        mean: null,
      };
  }
}

/** A long scale is read in ten classes. */
function labelled(ballot: Ballot, counts: Record<string, number>): { id: string; label: Localized; count: number }[] {
  if (ballot.kind !== 'scale') return ballot.options.map(({ id, label }) => ({ id, label, count: counts[id] ?? 0 }));
  const { min, max } = limitsOf(ballot);
  const width = max - min <= 20 ? 1 : Math.ceil((max - min + 1) / 10);
  const rows = [];
  for (let from = min; from <= max; from += width) {
    const to = Math.min(max, from + width - 1);
    let count = 0;
    for (let value = from; value <= to; value++) count += counts[value] ?? 0;
    const id = to > from ? `${from}–${to}` : String(from);
    rows.push({ id, label: { th: id, en: id }, count });
  }
  return rows;
}

/** Best first where order means something; a scale keeps its own order. */
export function ranked(result: Result): Row[] {
  if (result.unit === 'values') return result.rows;
  return [...result.rows].sort((a, b) => Number(b.winner) - Number(a.winner) || b.count - a.count);
}
