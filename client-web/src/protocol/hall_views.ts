// What screens and staff read of a hall beyond what a phone needs: who is in the room, and what pictures are drawn from.
import type { Dialect } from './client';
import { tally } from './documents';
import { type DocumentReader, readDocument } from './frames';
import { results } from './methods';
import { dict, list, nullable, number, type Of, object, oneOf, or, string } from './shape';

const value = object({
  value: string,
  here: nullable(number),
  share: nullable(number),
  population: number,
  difference: nullable(number),
});
const presenceStratum = object({
  stratum: string,
  source: oneOf('roll', 'ballot'),
  known: number,
  values: list(value),
  missing: or(list(object({ value: string, share: nullable(number), population: number })), []),
});
export type PresenceStratum = Of<typeof presenceStratum>;

const presence = object({ here: number, strata: list(presenceStratum) });
export type Presence = Of<typeof presence>;

const word = object({ word: string, people: number });
export type Word = Of<typeof word>;

/** rank: how many put an option first, second … text: words, most used first. */
export const pictures = object({ ranks: nullable(dict(list(number))), words: or(list(word), []) });
export type Pictures = Of<typeof pictures>;

export const readHall: DocumentReader = (view, doc) => {
  if (view === 'presence') return { kind: 'presence', doc: presence(doc, '') };
  if (view.startsWith('tally/'))
    return { kind: 'tally', ballot: view.slice(6), doc: { ...tally(doc, ''), ...pictures(doc, '') } };
  return readDocument(view, doc);
};

export const hallDialect: Dialect = { read: readHall, results };
