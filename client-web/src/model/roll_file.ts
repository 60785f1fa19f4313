// A roll as people bring it, a table with a header, and what of it can be imported.
import type { Agenda } from '../protocol/documents';

export interface Person {
  id: string;
  strata: Record<string, string>;
  name?: string;
  contact?: string;
  needs?: string;
}

/** Which column holds what; -1: none. */
export interface Mapping {
  id: number;
  name: number;
  contact: number;
  needs: number;
  strata: Record<string, number>;
  /** Texts of the file that are neither a value's id nor its label: what they stand for, set by hand. */
  values: Record<string, Record<string, string>>;
}

export type RowFault =
  | { row: number; kind: 'id_missing' | 'id_wrong' | 'id_twice' | 'needs_long'; text: string }
  | { row: number; kind: 'value_unknown'; stratum: string; text: string };

type Stratum = Agenda['strata'][number];

/** RFC 4180 with `,`, `;` or tab, whichever the header has most of. */
export function parseCsv(text: string): string[][] {
  const body = text.replace(/^\ufeff/, '');
  const head = body.slice(0, body.search(/\r?\n|$/));
  const count = (sign: string) => head.split(sign).length;
  const separator = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    row.push(field.trim());
    field = '';
  };
  const endRow = () => {
    endField();
    if (row.some(Boolean)) rows.push(row);
    row = [];
  };
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i] as string;
    if (quoted) {
      if (c !== '"') field += c;
      else if (body[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (c === separator) endField();
    else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  endRow();
  return rows;
}

const plain = (text: string): string => text.trim().toLowerCase();

const valueNamed = (stratum: Stratum, text: string): string | null => {
  const wanted = plain(text);
  const found = stratum.values.find((value) =>
    [value.id, value.label.th, value.label.en].some((name) => plain(name) === wanted),
  );
  return found?.id ?? null;
};

const ID_NAMES = ['id', 'รหัส', 'ลำดับ', 'เลขที่', 'no', 'number', 'participant'];
const PERSON_NAMES = ['name', 'ชื่อ', 'ชื่อ-สกุล', 'ชื่อ-นามสกุล', 'ชื่อสกุล', 'fullname', 'full name'];
const CONTACT_NAMES = ['contact', 'phone', 'tel', 'โทรศัพท์', 'เบอร์โทร', 'เบอร์โทรศัพท์', 'ติดต่อ', 'line', 'email'];
const NEEDS_NAMES = ['needs', 'accessibility', 'ความต้องการพิเศษ', 'ความต้องการ', 'สิ่งอำนวยความสะดวก', 'ความพิการ'];
/** As the server has it, in characters. */
export const NEEDS_LONGEST = 200;

/** A first guess by the header's names, and by which column's texts fit a stratum. */
export function guessMapping(rows: string[][], strata: Stratum[]): Mapping {
  const header = (rows[0] ?? []).map(plain);
  const named = (names: string[]) => header.findIndex((one) => names.includes(one));
  const chosen: Record<string, number> = {};
  for (const stratum of strata) {
    const names = [stratum.id, stratum.label.th, stratum.label.en].map(plain).filter(Boolean);
    let column = header.findIndex((one) => names.includes(one));
    if (column < 0) {
      const sample = rows.slice(1, 51);
      column = header.findIndex(
        (_, at) => sample.length > 0 && sample.every((row) => valueNamed(stratum, row[at] ?? '') !== null),
      );
    }
    chosen[stratum.id] = column;
  }
  return {
    id: named(ID_NAMES),
    name: named(PERSON_NAMES),
    contact: named(CONTACT_NAMES),
    needs: named(NEEDS_NAMES),
    strata: chosen,
    values: {},
  };
}

/** Texts of a stratum's column that no value is called, each once, for mapping by hand. */
export function strangers(rows: string[][], stratum: Stratum, column: number): string[] {
  if (column < 0) return [];
  const texts = new Set(rows.slice(1).map((row) => (row[column] ?? '').trim()));
  return [...texts].filter((text) => text !== '' && valueNamed(stratum, text) === null);
}

/** The people, and what is wrong by row (counted as a spreadsheet counts them). Without an id column they are numbered. */
export function readRoll(
  rows: string[][],
  strata: Stratum[],
  mapping: Mapping,
): { people: Person[]; faults: RowFault[] } {
  const people: Person[] = [];
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  rows.slice(1).forEach((cells, i) => {
    const row = i + 2;
    const id = mapping.id < 0 ? `r${i + 1}` : (cells[mapping.id] ?? '').trim();
    if (id === '') faults.push({ row, kind: 'id_missing', text: '' });
    else if (!/^[0-9A-Za-z_.-]{1,64}$/.test(id)) faults.push({ row, kind: 'id_wrong', text: id });
    else if (seen.has(id)) faults.push({ row, kind: 'id_twice', text: id });
    seen.add(id);
    const person: Person = { id, strata: {} };
    for (const stratum of strata) {
      const column = mapping.strata[stratum.id] ?? -1;
      const cell = column < 0 ? '' : (cells[column] ?? '').trim();
      if (cell === '') continue;
      const value = valueNamed(stratum, cell) ?? mapping.values[stratum.id]?.[cell];
      if (value) person.strata[stratum.id] = value;
      else faults.push({ row, kind: 'value_unknown', stratum: stratum.id, text: cell });
    }
    const name = mapping.name < 0 ? '' : (cells[mapping.name] ?? '').trim();
    const contact = mapping.contact < 0 ? '' : (cells[mapping.contact] ?? '').trim();
    if (name) person.name = name;
    const needs = mapping.needs < 0 ? '' : (cells[mapping.needs] ?? '').trim();
    if (contact) person.contact = contact;
    if ([...needs].length > NEEDS_LONGEST) faults.push({ row, kind: 'needs_long', text: '' });
    else if (needs) person.needs = needs;
    people.push(person);
  });
  return { people, faults };
}

/** Pieces that fit a frame of 64 KiB with room to spare. */
export function batches(people: Person[], bytesMax = 48_000): Person[][] {
  const out: Person[][] = [];
  let size = bytesMax + 1;
  const encoder = new TextEncoder();
  for (const person of people) {
    const bytes = encoder.encode(JSON.stringify(person)).length + 1;
    if (size + bytes > bytesMax) {
      out.push([]);
      size = 0;
    }
    (out[out.length - 1] as Person[]).push(person);
    size += bytes;
  }
  return out;
}
