import { describe, expect, test } from 'vitest';
import { memoryStorage } from '../src/link/storage';
import { dropDefinition, keepDefinition, readDefinition } from '../src/model/kept_definition';
import { faultOfFile, readingPath, typeOfFile } from '../src/model/papers';
import { batches, guessMapping, parseCsv, readRoll, strangers } from '../src/model/roll_file';
import { seatInHash, seatLink } from '../src/model/seat';

const strata = [
  {
    id: 'gender',
    label: { th: 'เพศ', en: 'Gender' },
    values: [
      { id: 'f', label: { th: 'หญิง', en: 'Woman' }, population: null },
      { id: 'm', label: { th: 'ชาย', en: 'Man' }, population: null },
    ],
  },
];

describe('a definition that is being written', () => {
  test('is kept for its writer alone, and what cannot be read is none', () => {
    const storage = memoryStorage();
    const source = { deliberation: 'd_1', code: '123456', title: { th: 'ก', en: '' }, method: 'jury', status: 'open' };
    const one = { doc: { method: 'town_meeting', more: [1] }, json: null, source, at: 5 };
    keepDefinition(storage, 'a', one);
    expect(readDefinition(storage, 'a')).toEqual(one);
    expect(readDefinition(storage, 'b')).toBeNull();
    dropDefinition(storage, 'a');
    expect(readDefinition(storage, 'a')).toBeNull();
    for (const damaged of ['', '{', '[]', '{"doc":{},"json":5,"at":1}', '{"doc":{}}']) {
      storage.set('ruamkit.definition.a', damaged);
      expect(readDefinition(storage, 'a')).toBeNull();
    }
  });
});

describe('documents', () => {
  test('what the server would refuse is known before it is sent', () => {
    expect(typeOfFile('ข้อมูล.PDF')).toBe('application/pdf');
    expect(typeOfFile('notes.md')).toBe('text/markdown');
    expect(faultOfFile({ name: 'a.docx', size: 1 })).toBe('document_kind');
    expect(faultOfFile({ name: 'a.pdf', size: 20 * 1024 * 1024 + 1 })).toBe('document_too_large');
    expect(faultOfFile({ name: 'a.pdf', size: 20 * 1024 * 1024 })).toBeNull();
    expect(readingPath('d_1', 'a.b')).toBe('/api/deliberations/d_1/documents/a.b');
  });
});

describe('a roll', () => {
  test('comma, semicolon or tab, quotes, an empty line, a mark at the start', () => {
    expect(parseCsv('\ufeffid,name\r\n1,"ก, ""ข"""\r\n\r\n2, ค \n')).toEqual([
      ['id', 'name'],
      ['1', 'ก, "ข"'],
      ['2', 'ค'],
    ]);
    expect(parseCsv('id;name\n1;a,b')[1]).toEqual(['1', 'a,b']);
    expect(parseCsv('id\tname\n1\ta,b')[1]).toEqual(['1', 'a,b']);
    expect(parseCsv('')).toEqual([]);
  });

  test('columns are guessed by name, in Thai too, and by what stands in them', () => {
    const named = guessMapping([['รหัส', 'ชื่อ-สกุล', 'เพศ']], strata);
    expect(named).toMatchObject({ id: 0, name: 1, contact: -1, strata: { gender: 2 } });
    const seen = guessMapping(
      [
        ['x', 'y'],
        ['1', 'หญิง'],
        ['2', 'Man'],
      ],
      strata,
    );
    expect(seen).toMatchObject({ id: -1, strata: { gender: 1 } });
  });

  test('faults name the row as the spreadsheet counts it', () => {
    const rows = [
      ['id', 'gender'],
      ['1', 'หญิง'],
      ['', 'm'],
      ['1', 'F'],
      ['a b', 'หญิงแท้'],
    ];
    const mapping = guessMapping(rows, strata);
    const { people, faults } = readRoll(rows, strata, mapping);
    expect(people[0]).toEqual({ id: '1', strata: { gender: 'f' } });
    expect(faults).toEqual([
      { row: 3, kind: 'id_missing', text: '' },
      { row: 4, kind: 'id_twice', text: '1' },
      { row: 5, kind: 'id_wrong', text: 'a b' },
      { row: 5, kind: 'value_unknown', stratum: 'gender', text: 'หญิงแท้' },
    ]);
    expect(strangers(rows, strata[0] as (typeof strata)[0], 1)).toEqual(['หญิงแท้']);
    const mapped = { ...mapping, id: -1, values: { gender: { หญิงแท้: 'f' } } };
    expect(readRoll(rows, strata, mapped).faults).toEqual([]);
  });

  test('a column of needs goes with its person; one too long is a fault of its row', () => {
    const rows = [
      ['รหัส', 'ชื่อ', 'ความต้องการพิเศษ'],
      ['1', 'มาลี', ' รถเข็น '],
      ['2', 'คำปัน', ''],
      ['3', 'ยาว', 'ก'.repeat(201)],
      ['4', 'พอดี', 'ก'.repeat(200)],
    ];
    const mapping = guessMapping(rows, []);
    expect(mapping).toMatchObject({ id: 0, name: 1, needs: 2 });
    const { people, faults } = readRoll(rows, [], mapping);
    expect(people[0]).toEqual({ id: '1', strata: {}, name: 'มาลี', needs: 'รถเข็น' });
    expect(people[1]).toEqual({ id: '2', strata: {}, name: 'คำปัน' });
    expect(people[3]?.needs).toHaveLength(200);
    expect(faults).toEqual([{ row: 4, kind: 'needs_long', text: '' }]);
  });

  test('pieces stay below a frame', () => {
    const people = Array.from({ length: 5000 }, (_, i) => ({
      id: `p${i}`,
      strata: { gender: 'f' },
      name: 'ก'.repeat(60),
    }));
    const pieces = batches(people);
    expect(pieces.flat()).toEqual(people);
    for (const piece of pieces) expect(new TextEncoder().encode(JSON.stringify(piece)).length).toBeLessThan(64 * 1024);
  });
});

test('a seat card’s address gives hall and seat, the seat in the part no server sees', () => {
  const link = new URL(seatLink('https://hall.example', '482913', 'ABC-DEF-GHJ'));
  expect(link.pathname).toBe('/j/482913');
  expect(seatInHash(link.hash)).toBe('ABCDEFGHJ');
  expect(seatInHash('#/receipts')).toBeNull();
  expect(seatInHash('#seat=AB')).toBeNull();
});
