// The agenda and the tables of a definition, and what its method gives where it says nothing.
import { append, at, type Fields, fields, freeId, idsOf, list, put, text, texts } from './definition_paths';
import { strataOf } from './definition_strata';

export const STAGES = [
  'registration',
  'briefing',
  'hearing',
  'tables',
  'ideas',
  'themes',
  'ballots',
  'survey',
  'drafting',
  'verdict',
  'report',
  'response',
] as const;
export type StageKind = (typeof STAGES)[number];

const templates = import.meta.glob<Fields>('../../../config/methods/*.json', { eager: true, import: 'default' });

/** What the method fills in; nothing for a method that is not known. */
export const templateOf = (doc: Fields): Fields => templates[`../../../config/methods/${text(doc.method)}.json`] ?? {};

/** The member as it will hold: the definition's own, else its method's. */
export const holding = (doc: Fields, name: 'ballots' | 'surveys'): Fields[] =>
  list(name in doc ? doc[name] : templateOf(doc)[name]);

export const hasOwnAgenda = (doc: Fields): boolean => list(doc.agenda).length > 0;

export const minutesOf = (agenda: readonly Fields[]): number =>
  agenda.reduce((sum, stage) => sum + (typeof stage.minutes === 'number' ? stage.minutes : 0), 0);

/** The method's stages, with the definition's own ballots in them as the server puts them: who is in the room at the
 * first vote, everything else at the last; a vote left without a question falls away. */
export function methodAgenda(doc: Fields): Fields[] {
  const agenda = list(templateOf(doc).agenda);
  if (!('ballots' in doc)) return agenda;
  const ballots = list(doc.ballots);
  const known = idsOf(ballots);
  const votes = agenda.flatMap((stage, i) => (stage.kind === 'ballots' ? [i] : []));
  const named = agenda.map((stage) => texts(stage.ballots).filter((id) => known.includes(id)));
  for (const ballot of ballots) {
    const id = text(ballot.id);
    const to = ballot.demographic === true ? votes[0] : votes[votes.length - 1];
    if (id !== '' && to !== undefined && !named.some((ids) => ids.includes(id))) named[to]?.push(id);
  }
  return agenda.flatMap((stage, i) => {
    const ids = named[i] ?? [];
    const emptied = ids.length === 0 && texts(stage.ballots).length > 0;
    if (emptied && stage.kind === 'ballots') return [];
    return ids.length > 0 || 'ballots' in stage ? [{ ...stage, ballots: ids }] : [stage];
  });
}

export const takeMethodAgenda = (doc: Fields): Fields => put(doc, '/agenda', methodAgenda(doc));

export function addStage(doc: Fields, kind: StageKind): Fields {
  const id = freeId(idsOf(list(doc.agenda)), kind);
  return append(doc, '/agenda', { id, kind });
}

/** Named or no longer; those named stand in the order of `order`, as far as they did before. */
export function toggled(named: readonly string[], id: string, order: readonly string[]): string[] {
  if (named.includes(id)) return named.filter((one) => one !== id);
  const later = order.slice(order.indexOf(id) + 1);
  const before = named.findIndex((one) => later.includes(one));
  return before < 0 ? [...named, id] : [...named.slice(0, before), id, ...named.slice(before)];
}

/** The tables that will be: the definition's own, else the method's, as far as its strata are there. */
export function tablesOf(doc: Fields): { own: boolean; size: unknown[]; balance: string[] } | null {
  const own = 'tables' in doc;
  const given = own ? doc.tables : templateOf(doc).tables;
  if (given === null || given === undefined) return null;
  const { size, balance } = fields(given);
  const known = idsOf(strataOf(doc));
  const named = texts(balance);
  return {
    own,
    size: Array.isArray(size) ? size : [8, 12],
    balance: own ? named : named.filter((id) => known.includes(id)),
  };
}

/** The method's tables become the definition's own when something in them is changed. */
function ownTables(doc: Fields): Fields {
  if (typeof doc.tables === 'object' && doc.tables !== null) return doc;
  const now = tablesOf(doc);
  return put(doc, '/tables', { size: now?.size ?? [8, 12], balance: now?.balance ?? [] });
}

export function resizeTables(doc: Fields, end: 0 | 1, to: unknown): Fields {
  const next = ownTables(doc);
  const size = [...(tablesOf(next)?.size ?? [])];
  size[end] = to ?? '';
  return put(next, '/tables/size', size);
}

export function balanceTables(doc: Fields, stratum: string): Fields {
  const next = ownTables(doc);
  const balance = toggled(texts(at(next, '/tables/balance')), stratum, idsOf(strataOf(doc)));
  return put(next, '/tables/balance', balance);
}
