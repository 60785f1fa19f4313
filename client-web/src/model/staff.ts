// What every page of staff knows: who is signed in, which deliberation is chosen, and what became of each press.
import type { Message } from '../protocol/client';
import type { Code } from '../protocol/codes';
import type { Listed } from '../protocol/staff_methods';
import { emptyHall, type Hall, leaveDeliberation, reduceHall } from './hall';

export interface Staff {
  hall: Hall;
  phase: 'starting' | 'login' | 'list' | 'desk';
  busy: boolean;
  fault: Code | null;
  list: Listed[] | null;
  deliberation: string | null;
  /** Commands on their way, and the last refusal, by subject: `ballot/ID`, `stage/ID`, `table/N`. */
  doing: Record<string, true>;
  trouble: Record<string, Code>;
}

export const emptyStaff: Staff = {
  hall: emptyHall,
  phase: 'starting',
  busy: false,
  fault: null,
  list: null,
  deliberation: null,
  doing: {},
  trouble: {},
};

export type StaffMessage =
  | Message
  | { type: 'asks_login' }
  | { type: 'signing_in' }
  | { type: 'signed_in'; role: string; name: string }
  | { type: 'refused_call'; code: Code }
  | { type: 'listed'; list: Listed[] }
  | { type: 'chose'; deliberation: string | null }
  | { type: 'does'; subject: string }
  | { type: 'did'; subject: string; code: Code | null }
  | { type: 'dismisses'; subject: string };

/** `empty`: what the page knows before anybody has signed in. */
export function reduceStaff<S extends Staff>(staff: S, message: StaffMessage, empty: S): S {
  switch (message.type) {
    case 'asks_login':
      return { ...empty, phase: 'login', hall: { ...emptyHall, online: staff.hall.online } };
    case 'signing_in':
      return { ...staff, busy: true, fault: null };
    case 'signed_in': {
      const session = { role: message.role, participant: null, name: message.name, deliberation: null };
      return { ...staff, busy: false, fault: null, phase: 'list', hall: { ...staff.hall, session, ended: null } };
    }
    case 'refused_call':
      return { ...staff, busy: false, fault: message.code };
    case 'listed':
      return { ...staff, list: message.list, fault: null };
    case 'chose':
      return {
        ...staff,
        deliberation: message.deliberation,
        phase: message.deliberation === null ? 'list' : 'desk',
        doing: {},
        trouble: {},
        hall: leaveDeliberation(staff.hall),
      };
    case 'does':
      return {
        ...staff,
        doing: { ...staff.doing, [message.subject]: true },
        trouble: dropped(staff.trouble, message.subject),
      };
    case 'did': {
      const trouble = message.code === null ? staff.trouble : { ...staff.trouble, [message.subject]: message.code };
      return { ...staff, doing: dropped(staff.doing, message.subject), trouble };
    }
    case 'dismisses':
      return { ...staff, trouble: dropped(staff.trouble, message.subject) };
    case 'ended':
      return {
        ...empty,
        phase: 'login',
        fault: 'token_expired',
        hall: { ...emptyHall, online: staff.hall.online },
      };
    case 'view':
      if (staff.deliberation !== null && message.deliberation !== '' && message.deliberation !== staff.deliberation) {
        return staff;
      }
      return { ...staff, hall: reduceHall(staff.hall, message) };
    case 'bound': {
      const hall = reduceHall(staff.hall, message);
      const phase = staff.phase === 'starting' ? (staff.deliberation === null ? 'list' : 'desk') : staff.phase;
      return { ...staff, hall, phase };
    }
    default:
      return { ...staff, hall: reduceHall(staff.hall, message) };
  }
}

export function dropped<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/** Several people at one job: another has already done it. News, not a mistake. */
export function isNews(code: Code): boolean {
  return (
    code === 'ballot_open' ||
    code === 'ballot_closed' ||
    code === 'ballot_published' ||
    code === 'nothing_to_do' ||
    code === 'stage_running' ||
    code === 'stage_finished' ||
    code === 'stage_not_running' ||
    code === 'idea_withdrawn' ||
    code === 'idea_elsewhere' ||
    code === 'theme_merged' ||
    code === 'stale_version'
  );
}

export type Right = 'prepare' | 'lead' | 'facilitate' | 'theme' | 'look' | 'outcomes';

const rights: Record<Right, readonly string[]> = {
  prepare: ['organiser', 'admin'],
  lead: ['lead', 'organiser', 'admin'],
  facilitate: ['facilitator', 'lead', 'organiser', 'admin'],
  theme: ['theme_team', 'lead', 'organiser', 'admin'],
  look: ['facilitator', 'theme_team', 'lead', 'organiser', 'admin'],
  outcomes: ['committee', 'lead', 'organiser', 'admin'],
};

export function mayDo(staff: Staff, right: Right): boolean {
  return rights[right].includes(staff.hall.session?.role ?? '');
}
