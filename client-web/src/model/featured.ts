// What deserves the eye now: what can be answered, else what has just been answered, else nothing.
import type { Agenda, Ballot } from '../protocol/documents';
import { ballotsOf, openBallots, pastBallots, runningStage } from './agenda';
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

/** What a projector shows: one question large, a board of many, a past question, the themes while they are gone
 * through, what there is to read while people are briefed, or how to join. */
export type Scene =
  | { kind: 'question'; ballot: Ballot }
  | { kind: 'board'; ballots: Ballot[] }
  | { kind: 'themes' }
  | { kind: 'papers' }
  | { kind: 'join' };

export function sceneOf(agenda: Agenda): Scene {
  const now = featured(agenda);
  if (now.kind === 'none') {
    const stage = runningStage(agenda)?.kind;
    if (stage === 'themes') return { kind: 'themes' };
    return { kind: stage === 'briefing' && attachedPapers(agenda).length > 0 ? 'papers' : 'join' };
  }
  if (now.kind === 'past') return { kind: 'question', ballot: now.ballot };
  const [first, ...rest] = now.ballots;
  return rest.length === 0 ? { kind: 'question', ballot: first } : { kind: 'board', ballots: now.ballots };
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
