// Methods this client calls: what goes in (types) and what comes out (decoded).
import { type Choice, localized } from './documents';
import { list, nullable, number, type Of, object, or, type Shape, string } from './shape';

const nothing: Shape<Record<string, never>> = () => ({});
const stamped = object({ seq: number });

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
