// Methods the pages call: what goes in (types) and what comes out (decoded).
import type { Choice } from './documents';
import { nullable, number, type Of, object, type Shape, string } from './shape';
import type { StaffMethod, StaffParams, StaffResults } from './staff_methods';

const nothing: Shape<Record<string, never>> = () => ({});

/** What phones and screens call. */
export const results = {
  'server.time': object({ now: number }),
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
  'ballot.cast': object({ seq: number, receipt: string }),
  'idea.add': object({ seq: number, idea: string }),
  'idea.edit': object({ seq: number, version: number }),
  'idea.withdraw': object({ seq: number }),
  'view.watch': nothing,
  'view.unwatch': nothing,
} as const;

type Results = typeof results & StaffResults;
export type Method = keyof typeof results | StaffMethod;
export type ResultOf<M extends Method> = Of<Results[M]>;
/** The shapes a page can decode. */
export type ResultShapes = { readonly [M in Method]?: Shape<ResultOf<M>> };

export interface Scope {
  deliberation?: string;
}
export interface Repeatable extends Scope {
  command_id?: string;
}

export interface ParamsOf extends StaffParams {
  'server.time': Record<string, never>;
  'session.join': { code: string; seat?: string; command_id?: string };
  'screen.join': { code: string };
  'session.resume': { token: string };
  'session.logout': Record<string, never>;
  'ballot.cast': Repeatable & { ballot: string; choice: Choice };
  'idea.add': Repeatable & { text: string; table?: number; agreement?: string; dissent?: string };
  'idea.edit': Repeatable & { idea: string; version: number; text?: string; agreement?: string; dissent?: string };
  'idea.withdraw': Repeatable & { idea: string };
  'view.watch': Scope & { views: string[] };
  'view.unwatch': Scope & { views: string[] };
}
