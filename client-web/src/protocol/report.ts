// The report as JSON (`report.json`, PROTOCOL.md, Reports), as it is after decoding: what was absent is null.
import { KINDS, localized } from './documents';
import { AGREEMENTS } from './meeting';
import { boolean, dict, list, Misfit, nullable, number, type Of, object, oneOf, or, string } from './shape';

const words = or(localized, { th: '', en: '' });

const value = object({
  id: string,
  label: words,
  seats: number,
  joined: number,
  share: nullable(number),
  population: nullable(number),
  standardised_difference: nullable(number),
  /** By the rule that the wall goes by; null: not compared. */
  standing: nullable(oneOf('missing', 'near', 'over_represented')),
});
const stratum = object({ id: string, label: words, values: list(value), joined_unknown: or(number, 0) });
export type ReportStratum = Of<typeof stratum>;

const idea = object({ text: string, agreement: nullable(oneOf(...AGREEMENTS)), dissent: nullable(string) });
export type ReportIdea = Of<typeof idea>;

const became = object({ th: or(string, ''), en: or(string, ''), ballot: or(string, ''), option: or(string, '') });
const theme = object({ id: string, title: words, ideas: or(list(idea), []), became: or(list(became), []) });
export type ReportTheme = Of<typeof theme>;

const paper = object({
  id: string,
  title: words,
  files: or(list(object({ sha256: string, bytes: number, type: string, attached_at: number })), []),
});
export type ReportPaper = Of<typeof paper>;

const option = object({
  id: string,
  label: words,
  count: number,
  share: nullable(number),
  mean: nullable(number),
});
export type ReportOption = Of<typeof option>;

const outcome = object({
  rule: or(string, ''),
  winners: or(list(string), []),
  tie_broken: or(boolean, false),
  tied: or(list(string), []),
  mean: nullable(number),
  median: nullable(number),
  threshold: nullable(
    object({
      met: boolean,
      share: number,
      needed: number,
      of: or(string, 'cast'),
      quorum_met: nullable(boolean),
      turnout: nullable(number),
    }),
  ),
  explain: words,
  steps: or(list(words), []),
});

/** How the votes came in; here only what became of paper. */
const reconciliation = object({
  batches: or(list(object({ batch: string, dropped: or(boolean, false) })), []),
  papers_dropped: or(number, 0),
});

const ballot = object({
  id: string,
  question: words,
  kind: oneOf(...KINDS),
  rule: or(string, ''),
  secrecy: or(string, 'linked'),
  status: oneOf('draft', 'open', 'closed', 'published'),
  closed_at: nullable(number),
  published_at: nullable(number),
  eligible: number,
  voted: number,
  revealed: boolean,
  demographic: or(boolean, false),
  abstained: nullable(number),
  channels: or(dict(number), {}),
  reconciliation: or(reconciliation, { batches: [], papers_dropped: 0 }),
  threshold: nullable(object({ share: number, of: or(string, 'cast'), quorum: nullable(number) })),
  options: or(list(option), []),
  margin: nullable(number),
  by: or(dict(dict(dict(nullable(number)))), {}),
  by_withheld: or(list(words), []),
  outcome: nullable(outcome),
  texts: or(list(string), []),
});
export type ReportBallot = Of<typeof ballot>;

const report = object({
  deliberation: string,
  method: string,
  title: words,
  issue: words,
  convenor: object({ agency: or(string, ''), commitment: nullable(localized) }),
  documents: or(list(paper), []),
  status: oneOf('prepared', 'running', 'finished'),
  standing: object({ seq: number, hash: string, first_hash: string, at: number }),
  people: object({ seats: number, joined: number, strata: or(list(stratum), []) }),
  deviations: or(list(words), []),
  stages: or(
    list(
      object({
        title: words,
        status: oneOf('waiting', 'running', 'finished'),
        started_at: nullable(number),
        finished_at: nullable(number),
      }),
    ),
    [],
  ),
  themes: or(list(theme), []),
  ideas_unplaced: or(list(idea), []),
  ballots: or(list(ballot), []),
});
export type Report = Of<typeof report>;

/** null: not a report this page understands. */
export function readReport(text: string): Report | null {
  try {
    return report(JSON.parse(text), '');
  } catch (fault) {
    if (fault instanceof Misfit || fault instanceof SyntaxError) return null;
    throw fault;
  }
}
