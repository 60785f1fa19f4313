// The report in the order a committee asks: what was decided, by whom, and what it came from.
import type { Localized } from '../protocol/documents';
import type { Report, ReportBallot, ReportOption, ReportTheme } from '../protocol/report';

export interface Gap {
  label: Localized;
  share: number;
  population: number;
}

/** The groups that are fewer or more here than in the population, as the server judges for the wall and the report. */
export function gapsOf(report: Report): { compared: boolean; under: Gap[]; over: Gap[] } {
  const under: Gap[] = [];
  const over: Gap[] = [];
  let compared = false;
  for (const { values } of report.people.strata) {
    for (const { label, share, population, standing } of values) {
      if (share === null || population === null || standing === null) continue;
      compared = true;
      if (standing === 'missing') under.push({ label, share, population });
      if (standing === 'over_represented') over.push({ label, share, population });
    }
  }
  return { compared, under, over };
}

export function ideasIn(report: Report): number {
  return report.themes.reduce((sum, theme) => sum + theme.ideas.length, report.ideas_unplaced.length);
}

/** The day's first stage began; null: it has not. */
export function heldAt(report: Report): number | null {
  const began = report.stages.flatMap((stage) => stage.started_at ?? []);
  return began.length > 0 ? Math.min(...began) : null;
}

/** The questions about the issue; those that ask who is in the room decide nothing. */
export const issues = (report: Report): ReportBallot[] => report.ballots.filter((ballot) => !ballot.demographic);
export const decided = (report: Report): ReportBallot[] => issues(report).filter((ballot) => ballot.revealed);
export const undecided = (report: Report): ReportBallot[] => issues(report).filter((ballot) => !ballot.revealed);
/** What the room said of itself. */
export const roomAnswers = (report: Report): ReportBallot[] =>
  report.ballots.filter((ballot) => ballot.demographic && ballot.revealed);

/** Batches of paper that were opened and dropped; null: none was. */
export function droppedPaper(ballot: ReportBallot): { batches: number; papers: number } | null {
  const batches = ballot.reconciliation.batches.filter((batch) => batch.dropped).length;
  return batches > 0 ? { batches, papers: ballot.reconciliation.papers_dropped } : null;
}

/** What became of a theme in one question. */
export interface Became {
  ballot: string;
  question: Localized;
  /** null: not revealed yet. */
  result: { option: ReportOption; place: number | null; won: boolean } | null;
}

export function becameOf(report: Report, theme: ReportTheme): Became[] {
  return theme.became.map(({ ballot, option, th, en }) => {
    const asked = report.ballots.find((one) => one.id === ballot);
    const shown = asked?.options.find((one) => one.id === option);
    const result =
      asked && shown && asked.revealed
        ? {
            option: shown,
            place: placeOf(asked, shown),
            won: asked.outcome?.winners.includes(shown.id) ?? false,
          }
        : null;
    return { ballot, question: { th, en }, result };
  });
}

/** The theme an option was made from. */
export function themeOf(report: Report, ballot: string, option: string): ReportTheme | null {
  return (
    report.themes.find((theme) => theme.became.some((one) => one.ballot === ballot && one.option === option)) ?? null
  );
}

/** 1 for the most, equal counts sharing a place; null where counts are not what decides (a ranking's first places). */
function placeOf(ballot: ReportBallot, option: ReportOption): number | null {
  if (ballot.kind === 'rank') return null;
  return 1 + ballot.options.filter((other) => other.count > option.count).length;
}

/** A scale of more values than this is read in classes. */
const VALUES_MAX = 21;
const CLASSES = 10;

/** The options as they are read: the chosen and the most first; who is in the room keeps its order, and so does a scale,
 * a long one in ten classes. */
export function rowsOf(ballot: ReportBallot): ReportOption[] {
  const { options } = ballot;
  if (ballot.demographic) return options;
  if (ballot.kind !== 'scale') {
    const winners = new Set(ballot.outcome?.winners ?? []);
    return [...options].sort((a, b) => Number(winners.has(b.id)) - Number(winners.has(a.id)) || b.count - a.count);
  }
  if (options.length <= VALUES_MAX) return options;
  const width = Math.ceil(options.length / CLASSES);
  const rows: ReportOption[] = [];
  for (let from = 0; from < options.length; from += width) {
    const part = options.slice(from, from + width);
    const [first, last] = [part[0]?.id ?? '', part[part.length - 1]?.id ?? ''];
    const name = first === last ? first : `${first}–${last}`;
    const sum = (of: (one: ReportOption) => number) => part.reduce((all, one) => all + of(one), 0);
    rows.push({
      id: first,
      label: { th: name, en: name },
      count: sum((one) => one.count),
      share: sum((one) => one.share ?? 0),
      mean: null,
    });
  }
  return rows;
}

/** 0..1 for each row's bar: its share of those who chose, or of the longest where no share is told. */
export function lengthOf(rows: readonly ReportOption[], row: ReportOption): number {
  if (row.share !== null) return row.share;
  const most = rows.reduce((max, one) => Math.max(max, one.count), 0);
  return most > 0 ? Math.max(0, row.count) / most : 0;
}
