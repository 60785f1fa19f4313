// What only staff call.
import { type Choice, type Kind, type Localized, localized } from './documents';
import type { Repeatable, Scope } from './methods';
import { boolean, dict, list, nullable, number, type Of, object, oneOf, or, string } from './shape';

const stamped = object({ seq: number });
const versioned = object({ seq: number, version: number });

const fault = object({ severity: string, code: string, at: string, th: or(string, ''), en: or(string, '') });
export type Fault = Of<typeof fault>;
const issued = object({ seat: string, participant_id: string, strata: dict(string) });
export type IssuedSeat = Of<typeof issued>;

const known = object({ participant: string, name: nullable(string), needs: nullable(string) });
export type Known = Of<typeof known>;

export const listed = object({ deliberation: string, code: string, title: localized, method: string, status: string });

export const staffResults = {
  'account.login': object({ token: string, role: string, name: or(string, ''), expires_at: number, now: number }),
  'deliberation.list': object({ deliberations: list(listed) }),
  'deliberation.check': object({ faults: list(fault), deviations: list(fault) }),
  'deliberation.create': object({ deliberation: string, code: string, deviations: list(fault) }),
  'deliberation.definition': object({ definition: dict((value: unknown) => value) }),
  'document.reuse': stamped,
  'roll.import': object({ imported: number, roll: number }),
  'seat.issue': object({ seats: list(issued) }),
  'stage.start': stamped,
  'stage.finish': stamped,
  'stage.open': stamped,
  'stage.close': stamped,
  'stage.publish': stamped,
  'stage.extend': object({ seq: number, ends_at: number }),
  'ballot.open': object({ seq: number, closes_at: nullable(number) }),
  'ballot.extend': object({ seq: number, closes_at: number }),
  'ballot.close': stamped,
  'ballot.publish': stamped,
  'ballot.make': object({ seq: number, ballot: string, stage: nullable(string) }),
  'ballot.cast_for': object({ seq: number, receipt: string }),
  'paper.open': object({ seq: number, batch: string }),
  'paper.enter': object({ seq: number, status: oneOf('waiting', 'mismatch', 'recorded') }),
  'paper.drop': stamped,
  'desk.check_in': object({
    participant: string,
    table: nullable(number),
    strata: or(dict(string), {}),
    again: or(boolean, false),
    name: nullable(string),
    needs: nullable(string),
  }),
  'desk.walk_in': object({
    seat: string,
    participant: string,
    table: nullable(number),
    name: nullable(string),
    needs: nullable(string),
  }),
  'desk.leave': object({ seq: number, participant: string, name: nullable(string), needs: nullable(string) }),
  'desk.people': object({ people: list(known) }),
  'desk.find': object({ people: list(object({ participant: string, name: string })) }),
  'desk.needs': object({ participant: string, needs: nullable(string) }),
  'table.form': object({ seq: number, tables: number }),
  'table.move': object({ seq: number, table: number, balance: oneOf('ok', 'worse') }),
  'table.mix': object({ seq: number, met_again: number }),
  'table.facilitate': stamped,
  'table.help': stamped,
  'table.note': versioned,
  'theme.add': object({ seq: number, theme: string }),
  'theme.reword': versioned,
  'theme.place': stamped,
  'theme.merge': stamped,
  'theme.split': object({ seq: number, theme: string }),
} as const;

export type StaffResults = typeof staffResults;
export type StaffMethod = keyof StaffResults;
export type Listed = Of<typeof listed>;

export interface StaffParams {
  'account.login': { name: string; password: string };
  'deliberation.list': Record<string, never>;
  'deliberation.check': { definition: unknown };
  'deliberation.create': { definition: unknown; command_id?: string };
  'deliberation.definition': Scope;
  'document.reuse': Repeatable & { document: string; from: string };
  'roll.import': Repeatable & {
    people: { id: string; strata: Record<string, string>; name?: string; contact?: string; needs?: string }[];
  };
  'seat.issue': Repeatable & { count?: number; ids?: string[] };
  'stage.start': Repeatable & { stage: string };
  'stage.finish': Repeatable & { stage: string };
  'stage.open': Repeatable & { stage: string; closes_in_s?: number };
  'stage.close': Repeatable & { stage: string };
  'stage.publish': Repeatable & { stage: string };
  'stage.extend': Repeatable & { stage: string; seconds: number; table?: number };
  'ballot.open': Repeatable & { ballot: string; closes_in_s?: number };
  'ballot.extend': Repeatable & { ballot: string; seconds: number };
  'ballot.close': Repeatable & { ballot: string };
  'ballot.publish': Repeatable & { ballot: string };
  'ballot.make': Repeatable & { ballot: string; question: Words; kind: Kind; themes: string[]; max?: number };
  'ballot.cast_for': Repeatable & { ballot: string; choice: Choice; channel: string; participant: string };
  'paper.open': Repeatable & { ballot: string; ballots: number };
  'paper.enter': Repeatable & { batch: string; entries: { participant?: string; choice: Choice }[] };
  'paper.drop': Repeatable & { batch: string };
  'desk.check_in': Repeatable & { seat?: string; participant?: string };
  'desk.walk_in': Repeatable & { strata?: Record<string, string>; name?: string; needs?: string };
  'desk.leave': Repeatable & { seat?: string; participant?: string };
  'desk.people': Scope & { participants: string[] };
  'desk.find': Scope & { text: string };
  'desk.needs': Repeatable & { participant: string; needs: string | null };
  'table.form': Repeatable & { count?: number };
  'table.move': Repeatable & { participant: string; table: number; over?: boolean };
  'table.mix': Repeatable;
  'table.facilitate': Repeatable & { table: number };
  'table.help': Repeatable & { table: number; wanted: boolean };
  'table.note': Repeatable & { table: number; text: string; version: number };
  'theme.add': Repeatable & { title: Words; ideas?: string[] };
  'theme.reword': Repeatable & { theme: string; title: Words; version: number };
  'theme.place': Repeatable & { idea: string; theme: string | null };
  'theme.merge': Repeatable & { theme: string; into: string };
  'theme.split': Repeatable & { theme: string; ideas: string[]; title: Words };
}

/** A title as it is sent: only the languages it was written in. */
export type Words = Partial<Localized>;
