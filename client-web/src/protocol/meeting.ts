// The documents only staff see of a meeting at tables, and how the pages of staff read theirs.

import type { Document, DocumentReader } from './frames';
import { type Presence, readHall } from './hall_views';
import { boolean, dict, list, nullable, number, type Of, object, oneOf, or, string } from './shape';

const split = or(dict(dict(number)), {});

export const AGREEMENTS = ['all', 'most', 'some', 'few'] as const;
export type Agreement = (typeof AGREEMENTS)[number];

const tables = object({
  size: list(number),
  round: number,
  unseated: number,
  tables: list(
    object({
      table: number,
      seated: number,
      facilitator: nullable(string),
      help: or(boolean, false),
      ideas: or(number, 0),
      ends_at: nullable(number),
      by: split,
    }),
  ),
});
export type Tables = Of<typeof tables>;
export type TableRow = Tables['tables'][number];

const origin = oneOf('table', 'participant');
const agreement = nullable(oneOf(...AGREEMENTS));

const tableIdea = object({
  idea: string,
  text: string,
  agreement,
  dissent: nullable(string),
  version: number,
  by: origin,
  theme: nullable(string),
});
export type TableIdea = Of<typeof tableIdea>;

const notes = object({ text: string, version: number });
export type Notes = Of<typeof notes>;

const table = object({
  table: number,
  seated: number,
  by: split,
  help: or(boolean, false),
  ends_at: nullable(number),
  ideas: or(list(tableIdea), []),
  facilitator: nullable(string),
  participants: or(list(string), []),
  people: or(number, 0),
  notes: nullable(notes),
});
export type Table = Of<typeof table>;

const ideas = object({ ideas: number, withdrawn: number, unplaced: number, page: number, pages: number });
export type IdeasHead = Of<typeof ideas>;

const idea = object({
  idea: string,
  table: number,
  text: string,
  agreement,
  dissent: nullable(string),
  version: number,
  by: origin,
  theme: nullable(string),
  added_at: number,
  withdrawn: or(boolean, false),
});
export type Idea = Of<typeof idea>;

const ideasPage = object({ page: number, ideas: list(idea) });
export type IdeasPage = Of<typeof ideasPage>;

const counted = {
  roll: or(number, 0),
  arrived: or(number, 0),
  here: or(number, 0),
  left: or(number, 0),
  walk_ins: or(number, 0),
};
const desk = object({ ...counted, checked_in: number, seated: number, by: or(dict(dict(object(counted))), {}) });
export type Desk = Of<typeof desk>;

const paper = object({
  batches: or(
    list(
      object({
        batch: string,
        ballot: string,
        ballots: number,
        status: oneOf('open', 'waiting', 'mismatch', 'recorded', 'dropped'),
        entered: or(list(string), []),
        differ: or(list(number), []),
      }),
    ),
    [],
  ),
});
export type Paper = Of<typeof paper>;
export type Batch = Paper['batches'][number];

const channels = object({ channels: or(dict(number), {}) });

export type MeetingDocument =
  | { kind: 'tables'; doc: Tables }
  | { kind: 'table'; doc: Table }
  | { kind: 'ideas'; doc: IdeasHead }
  | { kind: 'ideas_page'; doc: IdeasPage }
  | { kind: 'desk'; doc: Desk }
  | { kind: 'paper'; doc: Paper }
  | { kind: 'presence'; doc: Presence };

export const readMeeting: DocumentReader = (view, doc): Document | null => {
  if (view === 'tables') return { kind: 'tables', doc: tables(doc, '') };
  if (view === 'ideas') return { kind: 'ideas', doc: ideas(doc, '') };
  if (view === 'desk') return { kind: 'desk', doc: desk(doc, '') };
  if (view === 'paper') return { kind: 'paper', doc: paper(doc, '') };
  if (view.startsWith('table/')) return { kind: 'table', doc: table(doc, '') };
  if (view.startsWith('ideas/')) return { kind: 'ideas_page', doc: ideasPage(doc, '') };
  const read = readHall(view, doc);
  return read?.kind === 'tally' ? { ...read, doc: { ...read.doc, ...channels(doc, '') } } : read;
};
