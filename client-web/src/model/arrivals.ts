// The check-in desk: what is typed or scanned, and what became of it. Pure.
import type { Code } from '../protocol/codes';
import { seatCharacters, strangers } from './seat';

export type Deed = 'arrive' | 'leave' | 'walk_in';

export interface Arrival {
  /** The command's id: an answer finds its row by it. */
  key: string;
  deed: Deed;
  /** What was given: a seat code or `#` and a participant's id; empty for a walk-in until it has a seat. */
  given: string;
  state: 'sending' | 'done' | 'refused';
  participant: string | null;
  table: number | null;
  strata: Record<string, string>;
  name: string | null;
  /** What the person needs to take part: a place for a wheelchair, sign language, large print. */
  needs: string | null;
  /** This card was checked in before, and its person has not left. */
  again: boolean;
  code: Code | null;
}

export interface Arrivals {
  /** The newest first. */
  entries: readonly Arrival[];
}

export const emptyArrivals: Arrivals = { entries: [] };

const KEPT = 40;

export type ArrivalMessage =
  | { type: 'arrival_sent'; key: string; deed: Deed; given: string; strata?: Record<string, string> }
  | {
      type: 'arrival_done';
      key: string;
      given?: string;
      participant?: string;
      table?: number | null;
      strata?: Record<string, string>;
      again?: boolean;
      name?: string | null;
      needs?: string | null;
    }
  | { type: 'arrival_needs'; participant: string; needs: string | null }
  | { type: 'arrival_moved'; participant: string; table: number }
  | { type: 'arrival_refused'; key: string; code: Code };

export function reduceArrivals(arrivals: Arrivals, message: ArrivalMessage): Arrivals {
  if (message.type === 'arrival_sent') {
    const { key, deed, given, strata = {} } = message;
    const entry: Arrival = {
      key,
      deed,
      given,
      state: 'sending',
      participant: null,
      table: null,
      strata,
      name: null,
      needs: null,
      again: false,
      code: null,
    };
    return { entries: [entry, ...arrivals.entries].slice(0, KEPT) };
  }
  const entries = arrivals.entries.map((entry): Arrival => {
    if (message.type === 'arrival_needs' || message.type === 'arrival_moved') {
      if (entry.participant !== message.participant) return entry;
      if (message.type === 'arrival_needs') return { ...entry, needs: message.needs };
      return entry.deed === 'leave' ? entry : { ...entry, table: message.table };
    }
    if (entry.key !== message.key) return entry;
    if (message.type === 'arrival_refused') return { ...entry, state: 'refused', code: message.code };
    return {
      ...entry,
      state: 'done',
      code: null,
      given: message.given ?? entry.given,
      participant: message.participant ?? entry.participant,
      table: message.table === undefined ? entry.table : message.table,
      strata: message.strata ?? entry.strata,
      again: message.again ?? false,
      name: message.name ?? null,
      needs: message.needs ?? null,
    };
  });
  return { entries };
}

/** The last thing known of a person: whether they are here is what the newest of their rows says. */
export function isHere(arrivals: Arrivals, participant: string): boolean {
  const last = arrivals.entries.find((entry) => entry.participant === participant && entry.state === 'done');
  return last !== undefined && last.deed !== 'leave';
}

export type Typed =
  | { kind: 'empty' }
  | { kind: 'walk_in' }
  | { kind: 'seat'; leaves: boolean; seat: string }
  | { kind: 'participant'; leaves: boolean; participant: string }
  | { kind: 'fault'; fault: 'length' | 'stranger' | 'other_hall'; what: string };

/** A card's QR (typed by a scanner or read by the camera), a seat code, or `#` and a participant's id. A dash in front:
 * the person leaves. A plus alone: somebody without a card. */
export function readTyped(typed: string, hall: string): Typed {
  let text = fromThaiKeys(typed.trim());
  if (text === '') return { kind: 'empty' };
  if (text === '+') return { kind: 'walk_in' };
  const leaves = text.startsWith('-');
  if (leaves) text = text.slice(1).trim();
  const card = /\/j\/([0-9]{6})\/?[^=]*seat=([^&\s]+)/i.exec(text);
  if (card && card[1] !== hall) return { kind: 'fault', fault: 'other_hall', what: card[1] ?? '' };
  if (!card && text.startsWith('#')) return { kind: 'participant', leaves, participant: text.slice(1).trim() };
  const given = card?.[2] ?? text;
  const seat = given.toUpperCase().replace(/[^0-9A-Z]/g, '');
  if (seat.length !== 9) return { kind: 'fault', fault: 'length', what: String(seat.length) };
  const strange = strangers(seat);
  if (strange.length > 0) return { kind: 'fault', fault: 'stranger', what: strange.join(' ') };
  return { kind: 'seat', leaves, seat: seatCharacters(seat) };
}

// The Kedmanee layout, key by key: a desk's keyboard is often left in Thai, and a scanner types through it.
const LATIN = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const THAI = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ';
const LATIN_UPPER = "QWERTYUIOP{}ASDFGHJKL:'ZXCVBNM<>?";
const THAI_UPPER = '๐"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ';
const keys = new Map<string, string>([
  ...[...THAI].map((thai, i): [string, string] => [thai, LATIN[i] ?? '']),
  ...[...THAI_UPPER].map((thai, i): [string, string] => [thai, LATIN_UPPER[i] ?? '']),
]);

export function fromThaiKeys(typed: string): string {
  if (!/[ก-ฺเ-๎]/.test(typed)) return typed;
  return [...typed].map((character) => keys.get(character) ?? character).join('');
}
