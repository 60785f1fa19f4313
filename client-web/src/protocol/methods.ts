// Methods this client calls: what goes in (types) and what comes out (decoded).
import { type Choice, localized } from './documents';
import { dict, list, nullable, number, type Of, object, or, type Shape, string } from './shape';

const nothing: Shape<Record<string, never>> = () => ({});
const stamped = object({ seq: number });

const fault = object({ severity: string, code: string, at: string, th: or(string, ''), en: or(string, '') });
export type Fault = Of<typeof fault>;
const issued = object({ seat: string, participant_id: string, strata: dict(string) });
export type IssuedSeat = Of<typeof issued>;

export const results = {
  'server.time': object({ now: number }),
  'account.login': object({ token: string, role: string, name: or(string, ''), expires_at: number, now: number }),
  'session.join': object({
    token: string,
    participant: string,
    deliberation: string,
    expires_at: number,
    now: number,
  }),
  'screen.join': object({ token: string, role: string, deliberation: string, expires_at: number, now: number }),
  'session.resume': object({
    role: string,
    participant: nullable(string),
    name: nullable(string),
    deliberation: nullable(string),
    expires_at: number,
    now: number,
  }),
  'session.logout': nothing,
  'deliberation.list': object({
    deliberations: list(
      object({ deliberation: string, code: string, title: localized, method: string, status: string }),
    ),
  }),
  'deliberation.check': object({ faults: list(fault), deviations: list(fault) }),
  'deliberation.create': object({ deliberation: string, code: string, deviations: list(fault) }),
  'roll.import': object({ imported: number, roll: number }),
  'seat.issue': object({ seats: list(issued) }),
  'stage.start': stamped,
  'stage.finish': stamped,
  'ballot.open': object({ seq: number, closes_at: nullable(number) }),
  'ballot.extend': object({ seq: number, closes_at: number }),
  'ballot.close': stamped,
  'ballot.publish': stamped,
  'ballot.cast': object({ seq: number, receipt: string }),
  'view.watch': nothing,
  'view.unwatch': nothing,
} as const;

export type Method = keyof typeof results;
export type ResultOf<M extends Method> = Of<(typeof results)[M]>;
export type Listed = ResultOf<'deliberation.list'>['deliberations'][number];

interface Scope {
  deliberation?: string;
}
interface Repeatable extends Scope {
  command_id?: string;
}

export interface ParamsOf {
  'server.time': Record<string, never>;
  'account.login': { name: string; password: string };
  'session.join': { code: string; seat?: string; command_id?: string };
  'screen.join': { code: string };
  'session.resume': { token: string };
  'session.logout': Record<string, never>;
  'deliberation.list': Record<string, never>;
  'deliberation.check': { definition: unknown };
  'deliberation.create': { definition: unknown; command_id?: string };
  'roll.import': Repeatable & {
    people: { id: string; strata: Record<string, string>; name?: string; contact?: string }[];
  };
  'seat.issue': Repeatable & { count?: number; ids?: string[] };
  'stage.start': Repeatable & { stage: string };
  'stage.finish': Repeatable & { stage: string };
  'ballot.open': Repeatable & { ballot: string; closes_in_s?: number };
  'ballot.extend': Repeatable & { ballot: string; seconds: number };
  'ballot.close': Repeatable & { ballot: string };
  'ballot.publish': Repeatable & { ballot: string };
  'ballot.cast': Repeatable & { ballot: string; choice: Choice };
  'view.watch': Scope & { views: string[] };
  'view.unwatch': Scope & { views: string[] };
}
