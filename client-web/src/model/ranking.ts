// A ranking as a picture: for each option, how many put it first, second …
import type { Localized, Outcome } from '../protocol/documents';

/** What was asked, as a view or the report tells it. */
export interface Ranked {
  question: Localized;
  options: readonly { id: string; label: Localized }[];
}

/** What was answered. */
export interface RankedAnswers {
  voted: number;
  abstained: number | null;
  ranks?: Record<string, number[]> | null;
  outcome: Outcome | null;
}

export interface RankedRow {
  id: string;
  label: Localized;
  /** People by place, the first place first. */
  places: number[];
  unplaced: number;
  /** The mean place among those who gave it one; null: nobody did. */
  mean: number | null;
  winner: boolean;
}

export interface Ranking {
  rows: RankedRow[];
  places: number;
  people: number;
}

/** Winners first, then by points: a place is worth as many as there are options not before it. null: not revealed. */
export function rankingOf(ballot: Ranked, tally: RankedAnswers): Ranking | null {
  const { ranks } = tally;
  if (!ranks) return null;
  const people = Math.max(0, tally.voted - (tally.abstained ?? 0));
  const winners = new Set(tally.outcome?.winners ?? []);
  const all = Object.values(ranks);
  // Places that nobody gave at the end say nothing.
  const places = Math.max(1, ...all.map((row) => row.reduce((last, n, i) => (n > 0 ? i + 1 : last), 0)));
  const options = ballot.options.length;
  const rows = ballot.options.map(({ id, label }) => {
    const given = (ranks[id] ?? []).slice(0, places);
    const placed = given.reduce((sum, n) => sum + n, 0);
    const sum = given.reduce((total, n, i) => total + n * (i + 1), 0);
    return {
      row: {
        id,
        label,
        places: given,
        unplaced: Math.max(0, people - placed),
        mean: placed > 0 ? sum / placed : null,
        winner: winners.has(id),
      },
      points: given.reduce((total, n, i) => total + n * (options - i), 0),
    };
  });
  rows.sort((a, b) => Number(b.row.winner) - Number(a.row.winner) || b.points - a.points);
  return { rows: rows.map(({ row }) => row), places, people };
}
