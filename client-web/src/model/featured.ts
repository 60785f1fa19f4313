// What deserves the eye now: what can be answered, else what has just been answered, else nothing.
import type { Agenda, Ballot } from '../protocol/documents';
import { ballotsInOrder, ballotsOf, openBallots, pastBallots, runningStage } from './agenda';
import { attachedPapers } from './papers';

export type Featured =
  | { kind: 'open'; ballots: [Ballot, ...Ballot[]] }
  | { kind: 'past'; ballot: Ballot }
  | { kind: 'none' };

/** The past counts only while its stage runs (or no stage does): a new stage clears the stage. */
export function featured(agenda: Agenda): Featured {
  const [first, ...rest] = openBallots(agenda);
  if (first) return { kind: 'open', ballots: [first, ...rest] };
  const stage = runningStage(agenda);
  const here = stage ? new Set(ballotsOf(agenda, stage).map((ballot) => ballot.id)) : null;
  const past = pastBallots(agenda).find((ballot) => here === null || here.has(ballot.id));
  return past ? { kind: 'past', ballot: past } : { kind: 'none' };
}

/** What a projector shows: one question large, a board of many, a past question, several that were published together,
 * the themes while they are gone through, what there is to read while people are briefed, who is in the room (by turns
 * with how to join while people arrive), or how to join. */
export type Scene =
  | { kind: 'question'; ballot: Ballot }
  | { kind: 'board'; ballots: Ballot[] }
  | { kind: 'themes' }
  | { kind: 'papers' }
  | { kind: 'together'; ballots: Ballot[] }
  | { kind: 'presence' }
  | { kind: 'arrival' }
  | { kind: 'join' };

export function sceneOf(agenda: Agenda): Scene {
  const now = featured(agenda);
  const stage = runningStage(agenda);
  const compared = agenda.strata.some(({ values }) => values.some(({ population }) => population !== null));
  if (now.kind !== 'open' && compared && stage && ballotsOf(agenda, stage).some(({ stratum }) => stratum !== null))
    return { kind: 'presence' };
  if (now.kind === 'none') {
    if (stage?.kind === 'registration' && compared) return { kind: 'arrival' };
    if (stage?.kind === 'themes') return { kind: 'themes' };
    return { kind: stage?.kind === 'briefing' && attachedPapers(agenda).length > 0 ? 'papers' : 'join' };
  }
  if (now.kind === 'past') {
    const ballots = publishedWith(agenda, now.ballot);
    return ballots.length > 1 ? { kind: 'together', ballots } : { kind: 'question', ballot: now.ballot };
  }
  const [first, ...rest] = now.ballots;
  return rest.length === 0 ? { kind: 'question', ballot: first } : { kind: 'board', ballots: now.ballots };
}

/** The ballots whose results were published in the same step as this one's, it among them. */
function publishedWith(agenda: Agenda, ballot: Ballot): Ballot[] {
  if (ballot.published_at === null) return [ballot];
  return ballotsInOrder(agenda).filter(({ published_at }) => published_at === ballot.published_at);
}

/** The page of a long board to show, changed every `everyMs`. */
export function boardPage<T>(
  items: readonly T[],
  size: number,
  now: number,
  everyMs: number,
): { items: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.floor(now / everyMs) % pages;
  return { items: items.slice(page * size, (page + 1) * size), page, pages };
}
