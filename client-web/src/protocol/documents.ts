// The documents of PROTOCOL.md, Views, as they are after decoding: what was absent is null.
import type { Pictures } from './hall_views';
import { boolean, dict, list, nullable, number, type Of, object, oneOf, or, type Shape, string } from './shape';

export const localized = object({ th: or(string, ''), en: or(string, '') });
export type Localized = Of<typeof localized>;

const no_words: Localized = { th: '', en: '' };
const words = or(localized, no_words);

export const KINDS = ['single', 'multiple', 'rank', 'score', 'points', 'scale', 'yes_no', 'text'] as const;
export type Kind = (typeof KINDS)[number];

export type Choice = null | string[] | Record<string, number> | number | string;

const choice: Shape<Choice> = (v, p) => {
  if (v === null || v === undefined) return null;
  if (typeof v === 'number' || typeof v === 'string') return v;
  return Array.isArray(v) ? list(string)(v, p) : dict(number)(v, p);
};

const option = object({ id: string, label: words, theme: nullable(string) });
export type Option = Of<typeof option>;

const ballot = object({
  id: string,
  kind: oneOf(...KINDS),
  question: words,
  options: or(list(option), []),
  rule: or(string, ''),
  reveal: oneOf('live', 'on_close', 'on_publish'),
  secrecy: or(string, 'linked'),
  threshold: nullable(object({ share: number, of: oneOf('cast', 'eligible'), quorum: nullable(number) })),
  min: nullable(number),
  max: nullable(number),
  budget: nullable(number),
  length_max: nullable(number),
  practice: or(boolean, false),
  status: oneOf('draft', 'open', 'closed', 'published'),
  opened_at: nullable(number),
  closes_at: nullable(number),
  closed_at: nullable(number),
  published_at: nullable(number),
  stratum: nullable(string),
});
export type Ballot = Of<typeof ballot>;

const stage = object({
  id: string,
  kind: string,
  title: words,
  minutes: nullable(number),
  ballots: or(list(string), []),
  status: oneOf('waiting', 'running', 'finished'),
  started_at: nullable(number),
  ends_at: nullable(number),
  finished_at: nullable(number),
});
export type Stage = Of<typeof stage>;

const stratum = object({
  id: string,
  label: words,
  values: or(list(object({ id: string, label: words, population: nullable(number) })), []),
});
export type Stratum = Of<typeof stratum>;

const paper = object({
  id: string,
  title: words,
  role: nullable(string),
  attached: nullable(object({ sha256: string, bytes: number, type: string })),
});
export type Paper = Of<typeof paper>;

export const agenda = object({
  deliberation: string,
  code: string,
  method: string,
  status: oneOf('prepared', 'running', 'finished'),
  title: words,
  issue: words,
  convenor: or(object({ agency: or(string, ''), commitment: words }), { agency: '', commitment: no_words }),
  admission: oneOf('seats', 'open'),
  strata: or(list(stratum), []),
  tables: nullable(object({ count: number, size: list(number) })),
  stage: nullable(string),
  stages: list(stage),
  ballots: list(ballot),
  documents: or(list(paper), []),
});
export type Agenda = Of<typeof agenda>;

const outcome = object({
  rule: or(string, ''),
  winners: or(list(string), []),
  tie_broken: or(boolean, false),
  tied: or(list(string), []),
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
export type Outcome = Of<typeof outcome>;

export const tally = object({
  ballot: string,
  status: oneOf('draft', 'open', 'closed', 'published'),
  eligible: number,
  present: number,
  voted: number,
  counts: nullable(dict(number)),
  abstained: nullable(number),
  by: or(dict(dict(dict(nullable(number)))), {}),
  outcome: nullable(outcome),
});
/** `channels`: those who voted by the channel of their last vote; only the pages of staff read it. Pictures come to screens
 * and staff alone. */
export type Tally = Of<typeof tally> & Partial<Pictures> & { channels?: Record<string, number> };

export const me = object({
  participant: string,
  strata: or(dict(string), {}),
  table: nullable(number),
  left: or(boolean, false),
  ballots: or(dict(object({ choice, seq: number, receipt: string })), {}),
  ideas: or(
    list(
      object({
        idea: string,
        text: string,
        version: number,
        withdrawn: or(boolean, false),
        theme: nullable(object({ theme: string, title: words })),
        options: or(list(object({ ballot: string, option: string })), []),
      }),
    ),
    [],
  ),
});
export type Me = Of<typeof me>;
export type OwnIdea = Me['ideas'][number];

const theme = object({ theme: string, title: words, version: number, ideas: number, from: nullable(string) });
export type Theme = Of<typeof theme>;

export const themes = object({
  themes: list(theme),
  merged: or(dict(string), {}),
  unplaced: or(number, 0),
});
export type Themes = Of<typeof themes>;

export const room = object({
  seats: number,
  joined: number,
  connected: number,
  screens: or(number, 0),
  staff: or(dict(number), {}),
  by: or(dict(dict(object({ seats: number, joined: number }))), {}),
});
export type Room = Of<typeof room>;
