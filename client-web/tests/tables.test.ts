import { describe, expect, test } from 'vitest';
import { emptyArrivals, fromThaiKeys, isHere, readTyped, reduceArrivals } from '../src/model/arrivals';
import { emptyFloor, endOf, type Floor, placesOf, reduceFloor, runBy, seatedAt, viewsOf } from '../src/model/floor';
import { type Note, type NoteMessage, openNote, reduceNote } from '../src/model/notes';
import { silentOf, speakersOf } from '../src/model/speaking';
import { reduceUnsent, type UnsentIdea } from '../src/model/unsent';
import { decodeFrame } from '../src/protocol/frames';
import { readMeeting } from '../src/protocol/meeting';
import { agenda, stage } from './samples';

describe('what is typed at the desk', () => {
  test.each([
    ['abc-def-ghj', { kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' }],
    ['  ABCDEFGHJ ', { kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' }],
    ['-ABC-DEF-GHJ', { kind: 'seat', leaves: true, seat: 'ABCDEFGHJ' }],
    ['https://hall.go.th/j/482913#seat=ABCDEFGHJ', { kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' }],
    ['http://10.0.0.2:8090/j/482913/#seat=abc-def-ghj', { kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' }],
    ['https://hall.go.th/j/111111#seat=ABCDEFGHJ', { kind: 'fault', fault: 'other_hall', what: '111111' }],
    ['#p0007', { kind: 'participant', leaves: false, participant: 'p0007' }],
    ['-#p0007', { kind: 'participant', leaves: true, participant: 'p0007' }],
    ['+', { kind: 'walk_in' }],
    ['   ', { kind: 'empty' }],
    ['ABC-DEF', { kind: 'fault', fault: 'length', what: '6' }],
    ['ABC-DEF-GHJ-K', { kind: 'fault', fault: 'length', what: '10' }],
    ['ABC-DEF-GH0', { kind: 'fault', fault: 'stranger', what: '0' }],
  ])('%j', (typed, read) => {
    expect(readTyped(typed, '482913')).toEqual(read);
  });

  test('a keyboard left in Thai, plain and with capitals, and a scanner that types through it', () => {
    expect(fromThaiKeys('ฟิแกดำเ้่')).toBe('abcdfeghj');
    expect(fromThaiKeys('ๆไ')).toBe('qw');
    expect(readTyped('ฟิแกำดเ้่', '482913')).toEqual({ kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' });
    expect(readTyped('ฤฺฉฏฎโฌ็๋', '482913')).toEqual({ kind: 'seat', leaves: false, seat: 'ABCDEFGHJ' });
    expect(fromThaiKeys('abc-def')).toBe('abc-def');
  });
});

describe('arrivals', () => {
  const sent = (key: string, deed: 'arrive' | 'leave' | 'walk_in' = 'arrive') =>
    ({ type: 'arrival_sent', key, deed, given: 'ABC-DEF-GHJ' }) as const;

  test('needs set at the desk and a table chosen by hand stand on every row about the person', () => {
    let desk = reduceArrivals(emptyArrivals, sent('a'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'a', participant: 'p1', table: 3, name: 'มาลี' });
    desk = reduceArrivals(desk, sent('b', 'leave'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'b', participant: 'p1', table: null });
    desk = reduceArrivals(desk, sent('c'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'c', participant: 'p2', table: 4, needs: 'รถเข็น' });
    desk = reduceArrivals(desk, { type: 'arrival_needs', participant: 'p1', needs: 'ล่ามภาษามือ' });
    desk = reduceArrivals(desk, { type: 'arrival_moved', participant: 'p1', table: 9 });
    expect(desk.entries.map(({ needs, table }) => [needs, table])).toEqual([
      ['รถเข็น', 4],
      ['ล่ามภาษามือ', null],
      ['ล่ามภาษามือ', 9],
    ]);
    desk = reduceArrivals(desk, { type: 'arrival_needs', participant: 'p1', needs: null });
    expect(desk.entries[2]).toMatchObject({ name: 'มาลี', needs: null });
  });

  test('the newest stands first, and answers find their row though they come out of order', () => {
    let desk = reduceArrivals(emptyArrivals, sent('a'));
    desk = reduceArrivals(desk, sent('b'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'b', participant: 'p2', table: 7 });
    desk = reduceArrivals(desk, { type: 'arrival_refused', key: 'a', code: 'unknown_seat' });
    expect(desk.entries.map(({ key, state, table }) => [key, state, table])).toEqual([
      ['b', 'done', 7],
      ['a', 'refused', null],
    ]);
  });

  test('here or gone is what the newest row about a person says', () => {
    let desk = reduceArrivals(emptyArrivals, sent('a'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'a', participant: 'p1', table: 3 });
    expect(isHere(desk, 'p1')).toBe(true);
    desk = reduceArrivals(desk, sent('b', 'leave'));
    desk = reduceArrivals(desk, { type: 'arrival_done', key: 'b', participant: 'p1', table: null });
    expect(isHere(desk, 'p1')).toBe(false);
    expect(isHere(desk, 'p9')).toBe(false);
  });

  test('a long day keeps a short list', () => {
    let desk = emptyArrivals;
    for (let i = 0; i < 5_000; i += 1) desk = reduceArrivals(desk, sent(String(i)));
    expect(desk.entries).toHaveLength(40);
    expect(desk.entries[0]?.key).toBe('4999');
  });
});

describe('notes', () => {
  const run = (messages: NoteMessage[], from: Note | null = openNote(1, null)): Note | null =>
    messages.reduce(reduceNote, from);
  const typed = (text: string): NoteMessage => ({ type: 'note_typed', text });
  const seen = (text: string, version: number): NoteMessage => ({
    type: 'note_seen',
    table: 1,
    notes: { text, version },
  });

  test('typed, on its way, saved', () => {
    const saving = run([seen('', 0), typed('ก'), { type: 'note_sending' }]);
    expect(saving).toMatchObject({ state: 'saving', sent: 'ก', version: 0 });
    expect(run([{ type: 'note_saved', version: 1 }], saving)).toMatchObject({ state: 'clean', version: 1 });
  });

  test('what is typed while the save is on its way is saved next', () => {
    const note = run([typed('ก'), { type: 'note_sending' }, typed('กข'), { type: 'note_saved', version: 1 }]);
    expect(note).toMatchObject({ state: 'typed', text: 'กข', version: 1 });
  });

  test('another’s text is taken over while nothing is typed here', () => {
    expect(run([seen('ของเขา', 4)])).toMatchObject({ text: 'ของเขา', version: 4, state: 'clean' });
  });

  test('another’s text and one’s own are both kept, and merging writes over the version that was seen', () => {
    const clash = run([typed('ของฉัน'), { type: 'note_sending' }, seen('ของเขา', 5)]);
    expect(clash?.state).toBe('saving');
    const told = run([{ type: 'note_refused', code: 'stale_version' }], clash);
    expect(told).toMatchObject({ state: 'clash', text: 'ของฉัน', theirs: { text: 'ของเขา', version: 5 } });
    expect(run([typed('ทั้งสอง')], told)).toMatchObject({ state: 'clash', text: 'ทั้งสอง' });
    expect(run([{ type: 'note_merged', text: 'ทั้งสอง' }], told)).toMatchObject({
      state: 'typed',
      text: 'ทั้งสอง',
      version: 5,
      theirs: null,
    });
    expect(run([{ type: 'note_yielded' }], told)).toMatchObject({ state: 'clean', text: 'ของเขา', version: 5 });
  });

  test('the refusal may come before the text that caused it', () => {
    const refused = run([typed('ของฉัน'), { type: 'note_sending' }, { type: 'note_refused', code: 'stale_version' }]);
    expect(refused?.state).toBe('kept');
    expect(run([seen('ของเขา', 5)], refused)?.state).toBe('clash');
  });

  test('one’s own text coming back as a view is no clash', () => {
    const note = run([typed('ก'), { type: 'note_sending' }, seen('ก', 1), { type: 'note_saved', version: 1 }]);
    expect(note).toMatchObject({ state: 'clean', version: 1, theirs: null });
  });

  test('without a connection it is kept, and another table’s notes are none of ours', () => {
    const note = run([typed('ก'), { type: 'note_sending' }, { type: 'note_refused', code: 'offline' }]);
    expect(note?.state).toBe('kept');
    expect(run([{ type: 'note_seen', table: 2, notes: { text: 'x', version: 9 } }], note)).toBe(note);
    expect(openNote(1, { text: 'ก', version: 2 })).toMatchObject({ state: 'kept', version: 2 });
  });
});

test('an idea waits here until it is acknowledged, and a refusal says why', () => {
  const idea: UnsentIdea = {
    id: 'c1',
    table: 1,
    text: 'ก',
    agreement: 'most',
    dissent: '',
    state: 'sending',
    code: null,
  };
  let ideas = reduceUnsent([], { type: 'idea_queued', idea });
  ideas = reduceUnsent(ideas, { type: 'idea_kept', id: 'c1' });
  expect(ideas[0]?.state).toBe('kept');
  ideas = reduceUnsent(ideas, { type: 'idea_refused', id: 'c1', code: 'text_too_long' });
  expect(ideas[0]).toMatchObject({ state: 'refused', code: 'text_too_long' });
  ideas = reduceUnsent(ideas, { type: 'idea_sending', id: 'c1' });
  expect(ideas[0]).toMatchObject({ state: 'sending', code: null });
  expect(reduceUnsent(ideas, { type: 'idea_added', id: 'c1' })).toEqual([]);
});

test('turns are counted, and whoever has not spoken is counted too', () => {
  const speakers = speakersOf(['p1', 'p2', 'p3'], ['p1', 'p3', 'p1']);
  expect(speakers.map(({ turns, now }) => [turns, now])).toEqual([
    [2, true],
    [0, false],
    [1, false],
  ]);
  expect(silentOf(speakers)).toBe(1);
});

describe('the page', () => {
  const as = (role: string, name = 'somsri'): Floor => ({
    ...emptyFloor,
    phase: 'desk',
    deliberation: 'd_1',
    hall: {
      ...emptyFloor.hall,
      session: { role, name, participant: null, deliberation: 'd_1' },
      agenda: agenda({ tables: { count: 3, size: [8, 12] } }),
    },
  });

  test('everyone finds their own places', () => {
    expect(placesOf(as('facilitator'))).toEqual(['desk', 'table', 'paper', 'kiosk']);
    expect(placesOf(as('theme_team'))).toEqual(['themes']);
    expect(placesOf(as('lead'))).toEqual(['desk', 'table', 'themes', 'paper', 'kiosk']);
    expect(placesOf(as('committee'))).toEqual([]);
  });

  test('a place watches what it shows, and never a table or a page that is not there', () => {
    const at = (place: Floor['place'], from = as('lead')) => viewsOf({ ...from, place });
    expect(at({ kind: 'desk' })).toEqual(['agenda', 'desk']);
    expect(at({ kind: 'paper', batch: 'b9' })).toEqual(['agenda', 'paper']);
    expect(at({ kind: 'kiosk' })).toEqual(['agenda']);
    expect(at({ kind: 'table', table: null })).toEqual(['agenda', 'tables']);
    expect(at({ kind: 'table', table: 3 })).toEqual(['agenda', 'table/3']);
    expect(at({ kind: 'table', table: 4 })).toEqual(['agenda']);
    expect(at({ kind: 'themes' })).toEqual(['agenda', 'themes', 'ideas']);
    const lead = as('lead');
    const ideas = { ideas: 150, withdrawn: 0, unplaced: 150, page: 100, pages: 2 };
    const later = { ...lead, hall: { ...lead.hall, meeting: { ...lead.hall.meeting, ideas } } };
    expect(at({ kind: 'themes' }, later)).toEqual(['agenda', 'themes', 'ideas', 'ideas/0', 'ideas/1']);
    expect(viewsOf(as('committee'))).toEqual(['agenda']);
  });

  test('a table’s own end is its end; without any there is what was planned', () => {
    const talk = stage({ kind: 'tables', ballots: [], started_at: 1_000, minutes: 2 });
    const day = agenda({ stages: [talk] });
    expect(endOf(day, null)).toBe(121_000);
    expect(endOf(agenda({ stages: [{ ...talk, ends_at: 500_000 }] }), null)).toBe(500_000);
    expect(endOf(agenda({ stage: null, stages: [] }), null)).toBeNull();
  });

  test('names are asked for when others sit at the table shown, and when the desk has written of those who do', () => {
    const base = as('facilitator');
    const seats = (people: number, participants: string[]) => {
      const doc = { table: 2, seated: participants.length, by: {}, help: false, ends_at: null, ideas: [] };
      const table = { 2: { ...doc, facilitator: null, participants, people, notes: null } };
      const place = { kind: 'table', table: 2 } as const;
      return seatedAt({ ...base, place, hall: { ...base.hall, meeting: { ...base.hall.meeting, table } } });
    };
    expect(seats(0, [])).toBe('');
    expect(seats(5, [])).toBe('');
    expect(seats(0, ['p1', 'p2'])).toBe('0 p1 p2');
    expect(seats(5, ['p1', 'p2'])).not.toBe(seats(0, ['p1', 'p2']));
    expect(seatedAt(base)).toBe('');
  });

  test('a table’s document opens its notes, counts its people and tells who runs it', () => {
    const doc = {
      table: 2,
      seated: 1,
      by: {},
      help: false,
      ideas: [{ idea: 'i1', text: 'ก', version: 1, by: 'table' }],
      facilitator: 'anan',
      participants: ['p1'],
      notes: { text: 'จด', version: 3 },
    };
    const frame = JSON.stringify({
      jsonrpc: '2.0',
      method: 'view',
      params: { deliberation: 'd_1', view: 'table/2', rev: 4, doc },
    });
    expect(decodeFrame(frame).type).toBe('unknown');
    const message = decodeFrame(frame, readMeeting);
    if (message.type !== 'view') throw new Error('not a view');
    let floor = reduceFloor(
      { ...as('facilitator'), place: { kind: 'table', table: 2 } },
      {
        type: 'note_opened',
        table: 2,
        kept: null,
      },
    );
    floor = reduceFloor(floor, message);
    expect(floor.note).toMatchObject({ text: 'จด', version: 3, state: 'clean' });
    expect(floor.hall.meeting.table[2]?.ideas[0]?.agreement).toBeNull();
    const rows = {
      size: [8, 12],
      round: 1,
      unseated: 0,
      tables: [
        { table: 2, seated: 1, facilitator: 'anan', help: false, ideas: 1, ends_at: null, by: {} },
        { table: 3, seated: 0, facilitator: 'somsri', help: false, ideas: 0, ends_at: null, by: {} },
      ],
    };
    floor = { ...floor, hall: { ...floor.hall, meeting: { ...floor.hall.meeting, tables: rows } } };
    expect(runBy(floor, 2)).toBe('anan');
    expect(runBy(floor, 3)).toBeNull();
  });

  test('going elsewhere closes the notes and forgets the turns', () => {
    const floor = reduceFloor({ ...as('facilitator'), turns: ['p1'] }, { type: 'goes', place: { kind: 'desk' } });
    expect(floor).toMatchObject({ place: { kind: 'desk' }, note: null, turns: [] });
  });
});
