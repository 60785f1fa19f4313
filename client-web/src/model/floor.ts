// The page of those who work with tables: the check-in desk, one table, or the themes. Its state and pure reducer.
import type { Agenda, Stage } from '../protocol/documents';
import type { Table, TableRow } from '../protocol/meeting';
import type { Known } from '../protocol/staff_methods';
import { runningStage } from './agenda';
import { type ArrivalMessage, type Arrivals, emptyArrivals, reduceArrivals } from './arrivals';
import { type Note, type NoteMessage, reduceNote } from './notes';
import { type Pile, type PileMessage, reducePile } from './paper';
import { emptyStaff, mayDo, reduceStaff, type Staff, type StaffMessage } from './staff';
import { reduceUnsent, type UnsentIdea, type UnsentMessage } from './unsent';

export type Place =
  | { kind: 'choose' }
  | { kind: 'desk' }
  | { kind: 'table'; table: number | null }
  | { kind: 'themes' }
  | { kind: 'paper'; batch: string | null }
  | { kind: 'kiosk' };

export interface Floor extends Staff {
  place: Place;
  arrivals: Arrivals;
  note: Note | null;
  /** The pile of paper ballots on the desk. */
  pile: Pile | null;
  unsent: readonly UnsentIdea[];
  /** Who spoke, in order; on this computer only. */
  turns: readonly string[];
  /** Names and needs of those at the table shown, by participant. */
  people: Record<string, Known>;
}

export const emptyFloor: Floor = {
  ...emptyStaff,
  place: { kind: 'choose' },
  arrivals: emptyArrivals,
  note: null,
  pile: null,
  unsent: [],
  turns: [],
  people: {},
};

export type FloorMessage =
  | StaffMessage
  | ArrivalMessage
  | NoteMessage
  | PileMessage
  | UnsentMessage
  | { type: 'goes'; place: Place }
  | { type: 'people_told'; people: readonly Known[] }
  | { type: 'unsent_restored'; ideas: readonly UnsentIdea[] }
  | { type: 'spoke'; participant: string }
  | { type: 'spoke_not' }
  | { type: 'round_begins' };

export function reduceFloor(floor: Floor, message: FloorMessage): Floor {
  switch (message.type) {
    case 'goes':
      return { ...floor, place: message.place, note: null, pile: null, turns: [], people: {} };
    case 'people_told':
      return { ...floor, people: Object.fromEntries(message.people.map((one) => [one.participant, one])) };
    case 'unsent_restored':
      return { ...floor, unsent: message.ideas };
    case 'spoke':
      return { ...floor, turns: [...floor.turns, message.participant] };
    case 'spoke_not':
      return { ...floor, turns: floor.turns.slice(0, -1) };
    case 'round_begins':
      return { ...floor, turns: [] };
    case 'arrival_sent':
    case 'arrival_done':
    case 'arrival_refused':
    case 'arrival_needs':
    case 'arrival_moved':
      return { ...floor, arrivals: reduceArrivals(floor.arrivals, message) };
    case 'note_opened':
    case 'note_typed':
    case 'note_sending':
    case 'note_saved':
    case 'note_refused':
    case 'note_seen':
    case 'note_merged':
    case 'note_yielded':
      return { ...floor, note: reduceNote(floor.note, message) };
    case 'pile_opened':
    case 'pile_closed':
    case 'pile_at':
    case 'sheet_entered':
    case 'sheet_named':
    case 'pile_sent':
    case 'pile_again':
      return { ...floor, pile: reducePile(floor.pile, message) };
    case 'idea_queued':
    case 'idea_sending':
    case 'idea_added':
    case 'idea_kept':
    case 'idea_refused':
    case 'idea_dropped':
      return { ...floor, unsent: reduceUnsent(floor.unsent, message) };
    case 'chose':
      return {
        ...reduceStaff(floor, message, emptyFloor),
        place: { kind: 'choose' },
        arrivals: emptyArrivals,
        note: null,
        pile: null,
        unsent: [],
        turns: [],
        people: {},
      };
    case 'view': {
      const next = reduceStaff(floor, message, emptyFloor);
      const { document } = message;
      if (next === floor || document.kind !== 'table' || !document.doc.notes) return next;
      return {
        ...next,
        note: reduceNote(next.note, { type: 'note_seen', table: document.doc.table, notes: document.doc.notes }),
      };
    }
    default:
      return reduceStaff(floor, message, emptyFloor);
  }
}

export const shownTable = ({ place }: Floor): number | null => (place.kind === 'table' ? place.table : null);

/** Whom the facilitator of the table shown should know, as one text: it changes when they do, and (its first word) when
 * the desk has written something else of them. */
export function seatedAt(floor: Floor): string {
  const number = shownTable(floor);
  const table = number === null ? undefined : floor.hall.meeting.table[number];
  if (!table?.participants.length || !mayDo(floor, 'facilitate')) return '';
  return [table.people, ...table.participants].join(' ');
}

export function tableRow(floor: Floor, table: number): TableRow | null {
  return floor.hall.meeting.tables?.tables.find((row) => row.table === table) ?? null;
}

/** Somebody else runs it. */
export function runBy(floor: Floor, table: number): string | null {
  const name = tableRow(floor, table)?.facilitator ?? null;
  return name === floor.hall.session?.name ? null : name;
}

/** When talk ends at this table: its own end, else the stage's, else what the agenda planned. */
export function endOf(agenda: Agenda, table: Table | null): number | null {
  const stage = runningStage(agenda);
  if (!stage) return null;
  return table?.ends_at ?? stageEnd(stage);
}

export function stageEnd(stage: Stage): number | null {
  if (stage.ends_at !== null) return stage.ends_at;
  return stage.started_at !== null && stage.minutes !== null ? stage.started_at + stage.minutes * 60_000 : null;
}

/** What this person may open: the places of the page, by role. */
export function placesOf(floor: Floor): Exclude<Place['kind'], 'choose'>[] {
  return [
    ...(mayDo(floor, 'facilitate') ? (['desk', 'table'] as const) : []),
    ...(mayDo(floor, 'theme') ? (['themes'] as const) : []),
    ...(mayDo(floor, 'facilitate') ? (['paper', 'kiosk'] as const) : []),
  ];
}

/** The views of a place. */
export function viewsOf(floor: Floor): string[] {
  const views = ['agenda'];
  const { place, hall } = floor;
  if (!mayDo(floor, 'look')) return views;
  if (place.kind === 'desk') return [...views, 'desk'];
  if (place.kind === 'paper') return [...views, 'paper'];
  if (place.kind === 'themes') {
    const pages = hall.meeting.ideas?.pages ?? 0;
    return [...views, 'themes', 'ideas', ...Array.from({ length: pages }, (_, i) => `ideas/${i}`)];
  }
  // The list of 500 tables is for choosing one: each second, to 500 laptops, it would be more than a hall's Wi-Fi carries.
  if (place.kind === 'table' && place.table === null) views.push('tables');
  // One view the server does not know would cost all the others.
  if (place.kind === 'table' && place.table !== null && place.table <= (hall.agenda?.tables?.count ?? 0)) {
    views.push(`table/${place.table}`);
  }
  return views;
}
