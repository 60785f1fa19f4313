// A participant's own ideas: where one may write them, and what became of each.
import type { Agenda, Ballot, OwnIdea } from '../protocol/documents';
import { ballotById, runningStage } from './agenda';

/** The draft of the next idea is kept beside the drafts of answers; no ballot has this id. */
export const IDEA_DRAFT = '~idea';
export const IDEA_LENGTH = 2000;

/** While people talk at tables. */
export function mayWrite(agenda: Agenda): boolean {
  const kind = runningStage(agenda)?.kind;
  return kind === 'tables' || kind === 'ideas' || kind === 'themes';
}

/** The ballots that ask about the theme an idea went into. */
export function ballotsAbout(agenda: Agenda, idea: OwnIdea): Ballot[] {
  return idea.options.flatMap(({ ballot }) => ballotById(agenda, ballot) ?? []);
}
