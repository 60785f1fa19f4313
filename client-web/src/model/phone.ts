// The phone's state and its pure reducer.
import type { Message } from '../protocol/client';
import type { Code } from '../protocol/codes';
import type { Ballot, Choice } from '../protocol/documents';
import { ballotById, openBallots } from './agenda';
import { type Draft, draftOf, emptyDraft } from './draft';
import { emptyHall, type Hall, reduceHall } from './hall';

export type Page = { kind: 'home' } | { kind: 'ballot'; id: string } | { kind: 'receipts' };

export interface Pending {
  command: string;
  choice: Choice;
  state: 'sending' | 'kept';
}

export interface Recorded {
  choice: Choice;
  seq: number;
  receipt: string;
}

export interface Refused {
  choice: Choice;
  code: Code;
}

export interface Phone {
  hall: Hall;
  phase: 'starting' | 'code' | 'seat' | 'in' | 'moved' | 'ended';
  code: string;
  seat: string;
  busy: boolean;
  fault: Code | null;
  page: Page;
  pending: Record<string, Pending>;
  recorded: Record<string, Recorded>;
  refused: Record<string, Refused>;
  drafts: Record<string, Draft>;
}

export const emptyPhone: Phone = {
  hall: emptyHall,
  phase: 'starting',
  code: '',
  seat: '',
  busy: false,
  fault: null,
  page: { kind: 'home' },
  pending: {},
  recorded: {},
  refused: {},
  drafts: {},
};

export type PhoneMessage =
  | Message
  | { type: 'asks_code'; code: string }
  | { type: 'asks_seat'; code: string }
  | { type: 'joining' }
  | { type: 'joined'; code: string; seat: string; deliberation: string; participant: string }
  | { type: 'join_refused'; code: Code }
  | { type: 'shows'; page: Page }
  | { type: 'drafts'; ballot: string; draft: Draft }
  | { type: 'restored'; code: string; seat: string; pending: Record<string, Pending>; drafts: Record<string, Draft> }
  | { type: 'left' };

export function reducePhone(phone: Phone, message: PhoneMessage): Phone {
  switch (message.type) {
    case 'asks_code':
      return { ...phone, phase: 'code', code: message.code, busy: false, fault: null };
    case 'asks_seat':
      return { ...phone, phase: 'seat', code: message.code, busy: false, fault: null };
    case 'joining':
      return { ...phone, busy: true, fault: null };
    case 'joined':
      return {
        ...phone,
        phase: 'in',
        busy: false,
        fault: null,
        code: message.code,
        seat: message.seat,
        hall: {
          ...phone.hall,
          ended: null,
          session: {
            role: 'participant',
            participant: message.participant,
            name: null,
            deliberation: message.deliberation,
          },
        },
      };
    case 'join_refused':
      return { ...phone, busy: false, fault: message.code };
    case 'shows':
      return { ...phone, page: message.page };
    case 'drafts':
      return { ...phone, drafts: { ...phone.drafts, [message.ballot]: message.draft } };
    case 'restored':
      return { ...phone, code: message.code, seat: message.seat, pending: message.pending, drafts: message.drafts };
    case 'left':
      return { ...emptyPhone, phase: 'code', hall: { ...emptyHall, online: phone.hall.online } };
    default:
      return reduceVotes({ ...phone, hall: reduceHall(phone.hall, message) }, message);
  }
}

function reduceVotes(phone: Phone, message: Message): Phone {
  switch (message.type) {
    case 'bound':
      return { ...phone, phase: 'in', busy: false, fault: null };
    case 'ended':
      return { ...phone, busy: false, phase: message.reason === 'moved' ? 'moved' : 'ended' };
    case 'link':
      return message.state === 'open' ? phone : { ...phone, pending: keepAll(phone.pending) };
    case 'queued': {
      const state = phone.hall.online === 'online' ? 'sending' : 'kept';
      const { command, choice, ballot } = message;
      return {
        ...phone,
        pending: { ...phone.pending, [ballot]: { command, choice, state } },
        refused: without(phone.refused, ballot),
      };
    }
    case 'sent':
      return withPending(phone, message, 'sending');
    case 'delayed':
      return withPending(phone, message, 'kept');
    case 'recorded': {
      const { ballot, choice, seq, receipt } = message;
      const settled = settle(phone, message);
      return { ...settled, recorded: { ...settled.recorded, [ballot]: { choice, seq, receipt } } };
    }
    case 'refused': {
      const waiting = phone.pending[message.ballot];
      if (waiting && waiting.command !== message.command) return phone;
      const settled = settle(phone, message);
      const { choice, code } = message;
      return { ...settled, refused: { ...settled.refused, [message.ballot]: { choice, code } } };
    }
    default:
      return phone;
  }
}

/** An answer to an earlier command does not touch the later one that is still on its way. */
function settle(phone: Phone, about: { command: string; ballot: string }): Phone {
  if (phone.pending[about.ballot]?.command !== about.command) return phone;
  return {
    ...phone,
    pending: without(phone.pending, about.ballot),
    drafts: without(phone.drafts, about.ballot),
  };
}

function withPending(phone: Phone, about: { command: string; ballot: string }, state: Pending['state']): Phone {
  const pending = phone.pending[about.ballot];
  if (!pending || pending.command !== about.command) return phone;
  return { ...phone, pending: { ...phone.pending, [about.ballot]: { ...pending, state } } };
}

function keepAll(pending: Record<string, Pending>): Record<string, Pending> {
  return Object.fromEntries(Object.entries(pending).map(([id, one]) => [id, { ...one, state: 'kept' as const }]));
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/** The newest answer the server is known to hold: its own word (`me`) or the acknowledgement, whichever is later. */
export function recordedAnswer(phone: Phone, ballot: string): Recorded | null {
  const said = phone.hall.me?.ballots[ballot];
  const acknowledged = phone.recorded[ballot];
  if (said && acknowledged) return said.seq >= acknowledged.seq ? said : acknowledged;
  return said ?? acknowledged ?? null;
}

export type AnswerState = 'none' | 'sending' | 'kept' | 'recorded' | 'refused';

export function answerState(phone: Phone, ballot: string): AnswerState {
  const pending = phone.pending[ballot];
  if (pending) return pending.state;
  if (phone.refused[ballot]) return 'refused';
  return recordedAnswer(phone, ballot) ? 'recorded' : 'none';
}

/** What the form shows: what is being made, else what is on its way, else what is recorded. */
export function currentDraft(phone: Phone, ballot: Ballot): Draft {
  const draft = phone.drafts[ballot.id];
  if (draft) return draft;
  const latest = latestChoice(phone, ballot.id);
  return latest === undefined ? emptyDraft : draftOf(ballot, latest);
}

/** undefined: no answer at all. */
export function latestChoice(phone: Phone, ballot: string): Choice | undefined {
  const pending = phone.pending[ballot];
  if (pending) return pending.choice;
  return recordedAnswer(phone, ballot)?.choice;
}

export interface Progress {
  answered: number;
  of: number;
}

export function progressOf(phone: Phone, ballots: readonly Ballot[]): Progress {
  return { answered: ballots.filter((ballot) => hasAnswer(phone, ballot.id)).length, of: ballots.length };
}

export function hasAnswer(phone: Phone, ballot: string): boolean {
  return latestChoice(phone, ballot) !== undefined;
}

/** The next open ballot without an answer after this one, going round. */
export function nextUnanswered(phone: Phone, after: string | null): Ballot | null {
  if (!phone.hall.agenda) return null;
  const open = openBallots(phone.hall.agenda);
  const from = open.findIndex((ballot) => ballot.id === after) + 1;
  return [...open.slice(from), ...open.slice(0, from)].find((b) => b.id !== after && !hasAnswer(phone, b.id)) ?? null;
}

/** The page to draw: a page whose ballot does not exist (any more) is home. */
export function shownPage(phone: Phone): Page {
  const { page, hall } = phone;
  if (page.kind === 'ballot' && hall.agenda && !ballotById(hall.agenda, page.id)) return { kind: 'home' };
  return page;
}

export function unsentCount(phone: Phone): number {
  return Object.keys(phone.pending).length;
}
