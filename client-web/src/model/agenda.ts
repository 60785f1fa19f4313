// Reading the agenda: which stage runs, which ballots matter now.
import type { Agenda, Ballot, Kind, Localized, Stage } from '../protocol/documents';

export type Language = 'th' | 'en';

/** The text in one's language, or in the other where only that was written. */
export function pick(text: Localized, language: Language): string {
  return text[language] || text.th || text.en;
}

export function ballotById(agenda: Agenda, id: string): Ballot | null {
  return agenda.ballots.find((ballot) => ballot.id === id) ?? null;
}

export function runningStage(agenda: Agenda): Stage | null {
  return agenda.stages.find((stage) => stage.id === agenda.stage) ?? null;
}

/** The stage on the desk: the one chosen, else the one running, else the next. */
export function deskStage(agenda: Agenda, chosen: string | null): Stage | null {
  return (
    agenda.stages.find((stage) => stage.id === chosen) ??
    runningStage(agenda) ??
    agenda.stages.find((stage) => stage.status === 'waiting') ??
    null
  );
}

export function stageNumber(agenda: Agenda): { number: number; of: number } | null {
  const index = agenda.stages.findIndex((stage) => stage.id === agenda.stage);
  return index < 0 ? null : { number: index + 1, of: agenda.stages.length };
}

export function ballotsOf(agenda: Agenda, stage: Stage): Ballot[] {
  return stage.ballots.flatMap((id) => ballotById(agenda, id) ?? []);
}

export function stagelessBallots(agenda: Agenda): Ballot[] {
  const placed = new Set(agenda.stages.flatMap((stage) => stage.ballots));
  return agenda.ballots.filter((ballot) => !placed.has(ballot.id));
}

/** In the agenda's order, which is the order of the day. */
export function ballotsInOrder(agenda: Agenda): Ballot[] {
  return [...agenda.stages.flatMap((stage) => ballotsOf(agenda, stage)), ...stagelessBallots(agenda)];
}

export function openBallots(agenda: Agenda): Ballot[] {
  return ballotsInOrder(agenda).filter((ballot) => ballot.status === 'open');
}

/** Ballots that are over, the latest to close first. */
export function pastBallots(agenda: Agenda): Ballot[] {
  return ballotsInOrder(agenda)
    .filter((ballot) => ballot.status === 'closed' || ballot.status === 'published')
    .sort((a, b) => (b.closed_at ?? 0) - (a.closed_at ?? 0));
}

export function secondsLeft(ballot: Ballot, serverNow: number): number | null {
  if (ballot.status !== 'open' || ballot.closes_at === null) return null;
  return secondsUntil(ballot.closes_at, serverNow);
}

export const secondsUntil = (then: number, now: number): number => Math.max(0, Math.ceil((then - now) / 1000));

/** Opening again is refused where closing showed the counts to everyone. */
export function mayReopen(ballot: Ballot): boolean {
  return ballot.status === 'closed' && ballot.reveal !== 'on_close';
}

export interface Limits {
  min: number;
  max: number;
}

/** multiple, rank: how many options. score, scale: the smallest and largest amount. points: 0 and the budget. */
export function limitsOf(ballot: Ballot): Limits {
  const fallback = defaultLimits(ballot.kind, ballot.options.length, ballot.budget);
  return { min: ballot.min ?? fallback.min, max: ballot.max ?? fallback.max };
}

function defaultLimits(kind: Kind, options: number, budget: number | null): Limits {
  switch (kind) {
    case 'multiple':
    case 'rank':
      return { min: 1, max: options };
    case 'score':
      return { min: 0, max: 5 };
    case 'scale':
      return { min: 0, max: 10 };
    case 'points':
      return { min: 0, max: budget ?? 100 };
    default:
      return { min: 1, max: 1 };
  }
}

/** Ballots whose options are statements to be ranked, scored … against bars of this meaning. */
export const textLimit = (ballot: Ballot): number => ballot.length_max ?? 2000;
