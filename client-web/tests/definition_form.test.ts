import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addStage,
  balanceTables,
  methodAgenda,
  minutesOf,
  resizeTables,
  STAGES,
  tablesOf,
  takeMethodAgenda,
  toggled,
} from '../src/model/definition_agenda';
import {
  addBallot,
  changeKind,
  fillFromStratum,
  kindOf,
  optionLines,
  optionsFrom,
  RULES,
  removeBallot,
  renameBallot,
} from '../src/model/definition_ballots';
import { asRehearsal, emptyDefinition, freshDocument, placeFor, within } from '../src/model/definition_form';
import { percentText, shareOf, sumOfShares, wholeOf, wholeText } from '../src/model/definition_numbers';
import { append, at, type Fields, list, move, put, removeAt } from '../src/model/definition_paths';
import {
  addStratum,
  addValue,
  nameStratum,
  nameValue,
  removeStratum,
  renameStratum,
  renameValue,
  strataOf,
} from '../src/model/definition_strata';
import { KINDS } from '../src/protocol/documents';

const root = resolve(import.meta.dirname, '../..');
const phayao = JSON.parse(readFileSync(join(root, 'config/demo/phayao.json'), 'utf8')) as Fields;
const whole = () => structuredClone(phayao);

/** Every pointer to a value that has no members. */
function leaves(node: unknown, here = ''): string[] {
  if (typeof node !== 'object' || node === null) return [here];
  return Object.entries(node).flatMap(([name, inner]) => leaves(inner, `${here}/${name}`));
}

describe('the document', () => {
  test('a whole definition, each of its values written back: nothing is lost, nothing moves', () => {
    let doc = whole();
    const all = leaves(doc);
    expect(all.length).toBeGreaterThan(300);
    for (const pointer of all) doc = put(doc, pointer, at(doc, pointer));
    expect(JSON.stringify(doc)).toBe(JSON.stringify(phayao));
  });

  test('every number and every option goes through its field and comes out as it was', () => {
    let doc = whole();
    for (const pointer of leaves(doc)) {
      const value = at(doc, pointer);
      if (typeof value !== 'number') continue;
      const share = /population|share|quorum/.test(pointer);
      doc = put(doc, pointer, share ? shareOf(percentText(value)) : wholeOf(wholeText(value)));
    }
    list(doc.ballots).forEach((ballot, i) => {
      if ('options' in ballot) {
        doc = put(doc, `/ballots/${i}/options`, optionsFrom(optionLines(ballot.options), ballot.options));
      }
    });
    expect(JSON.stringify(doc)).toBe(JSON.stringify(phayao));
  });

  test('a change touches what it names alone', () => {
    const doc = { ...whole(), x_note: { kept: [1, { two: 2 }] } };
    const changed = put(doc, '/strata/1/values/2/population', 0.3);
    const before = leaves(doc).filter((one) => at(doc, one) !== at(changed, one));
    expect(before).toEqual(['/strata/1/values/2/population']);
    expect(changed.x_note).toEqual(doc.x_note);
    expect(at(doc, '/strata/1/values/2/population')).toBe(0.28);
  });

  test('what is emptied goes, with the objects it leaves empty and never an entry of a list', () => {
    const doc = { title: { th: 'ก' }, convenor: { agency: 'ข', commitment: { en: 'C' } }, strata: [{ id: 'a' }] };
    expect(put(doc, '/title/th', undefined)).not.toHaveProperty('title');
    expect(put(doc, '/convenor/commitment/en', undefined).convenor).toEqual({ agency: 'ข' });
    expect(put(doc, '/strata/0/id', undefined).strata).toEqual([{}]);
  });

  test('entries come, go and move; beyond the ends nothing moves', () => {
    const doc = { agenda: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };
    const ids = (from: Fields) => list(from.agenda).map(({ id }) => id);
    expect(ids(move(doc, '/agenda', 2, -1))).toEqual(['a', 'c', 'b']);
    expect(move(doc, '/agenda', 0, -1)).toBe(doc);
    expect(move(doc, '/agenda', 2, 1)).toBe(doc);
    expect(ids(removeAt(doc, '/agenda', 1))).toEqual(['a', 'c']);
    expect(ids(append(doc, '/agenda', { id: 'd' }))).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('numbers', () => {
  test('percent and share say the same, to the digit that was typed', () => {
    for (const [typed, share] of [
      ['51.1', 0.511],
      ['0.7', 0.007],
      ['66.7', 0.667],
      ['33.3333333', 0.333333333],
      ['29', 0.29],
      ['100', 1],
      ['0', 0],
      ['0.0000001', 0.000000001],
    ] as const) {
      expect(shareOf(typed)).toBe(share);
      expect(percentText(share)).toBe(typed);
    }
  });

  test('Thai digits, a comma, a percent sign; nothing; and what is no number is kept as it is', () => {
    expect(shareOf(' ๕๑,๕ % ')).toBe(0.515);
    expect(shareOf('  ')).toBeUndefined();
    expect(shareOf('half')).toBe('half');
    expect(percentText('half')).toBe('half');
    expect(wholeOf('๔๕')).toBe(45);
    expect(wholeOf('1.5')).toBe('1.5');
    expect(wholeText('1.5')).toBe('1.5');
  });

  test('the sum is of the decimals, not of their binary neighbours', () => {
    expect(sumOfShares([0.1, 0.2, 0.7])).toEqual({ given: 3, percent: '100', whole: true });
    expect(sumOfShares([0.511, 0.488, undefined])).toEqual({ given: 2, percent: '99.9', whole: false });
    expect(sumOfShares([])).toEqual({ given: 0, percent: '0', whole: false });
  });
});

describe('strata', () => {
  test('a new one has values to fill in; its ids come from the English names, once', () => {
    let doc = addStratum(addStratum(emptyDefinition));
    doc = put(doc, '/strata/1/label/en', 'Age band');
    doc = nameStratum(doc, 1);
    doc = nameValue(put(doc, '/strata/1/values/0/label/en', '15–29'), 1, 0);
    doc = nameValue(put(doc, '/strata/1/values/1/label/en', '15 29'), 1, 1);
    expect(strataOf(doc)[1]).toEqual({
      id: 'age_band',
      label: { en: 'Age band' },
      values: [
        { id: '15_29', label: { en: '15–29' } },
        { id: '15_292', label: { en: '15 29' } },
      ],
    });
    expect(at(nameStratum(put(doc, '/strata/1/label/en', 'Age'), 1), '/strata/1/id')).toBe('age_band');
    expect(at(addValue(doc, 0), '/strata/0/values/2/id')).toBe('value3');
    expect(at(nameStratum(put(doc, '/strata/0/label/th', 'เพศ'), 0), '/strata/0/id')).toBe('group1');
  });

  test('an id that changes changes where it is named, and two of one name take nothing from each other', () => {
    const doc = renameValue(renameStratum(whole(), 1, 'years'), 1, 0, 'young');
    expect(at(doc, '/tables/balance')).toEqual(['gender', 'years', 'district']);
    const asked = list(doc.ballots).find(({ id }) => id === 'who_age') ?? {};
    expect(asked.stratum).toBe('years');
    expect(list(asked.options)[0]?.id).toBe('young');
    const touched = leaves(phayao).filter((one) => at(phayao, one) !== at(doc, one));
    expect(touched).toEqual([
      '/strata/1/id',
      '/strata/1/values/0/id',
      '/ballots/1/options/0/id',
      '/ballots/1/stratum',
      '/tables/balance/1',
    ]);
    const twice = renameStratum(whole(), 1, 'gender');
    expect(twice.tables).toEqual(phayao.tables);
    expect(twice.ballots).toEqual(phayao.ballots);
  });

  test('one that is removed is named no more', () => {
    const doc = removeStratum(whole(), 1);
    expect(at(doc, '/tables/balance')).toEqual(['gender', 'district']);
    expect(list(doc.ballots).map(({ stratum }) => stratum)).not.toContain('age');
    expect(removeStratum(addStratum(emptyDefinition), 0)).toEqual(emptyDefinition);
  });
});

describe('ballots', () => {
  test('a line that stands keeps its option, one reworded too, others are new', () => {
    const options = [
      { id: 'f', label: { th: 'หญิง', en: 'Woman' }, x_old: 1 },
      { id: 'm', label: { th: 'ชาย', x_tone: 'mid' } },
    ];
    expect(optionsFrom('ชาย', options)).toEqual([options[1]]);
    expect(optionsFrom('หญิง | Women\nชาย', options)).toEqual([
      { ...options[0], label: { th: 'หญิง', en: 'Women' } },
      options[1],
    ]);
    expect(optionsFrom(' ใหม่ | New \n\nหญิง | Woman\nชาย', options)).toEqual([
      { id: 'o1', label: { th: 'ใหม่', en: 'New' } },
      ...options,
    ]);
  });

  test('the values of the stratum become its options by one press', () => {
    const doc = put(put(addBallot(whole()), '/ballots/10/demographic', true), '/ballots/10/stratum', 'gender');
    const filled = fillFromStratum(doc, list(doc.ballots).length - 1);
    const asked = fillFromStratum(put(filled, '/ballots/0/stratum', 'gender'), 0);
    expect(at(asked, '/ballots/0/options')).toEqual([
      { id: 'f', label: { th: 'หญิง', en: 'Female' } },
      { id: 'm', label: { th: 'ชาย', en: 'Male' } },
    ]);
    expect(fillFromStratum(whole(), 3)).toEqual(phayao);
  });

  test('another kind takes what it can use, and what it cannot comes back with the first', () => {
    const ballot: Fields = { id: 'q', kind: 'single', options: [{ id: 'a' }], rule: 'two_round', x_note: 1 };
    const scale = changeKind(ballot, 'scale', {});
    expect(scale.ballot).toEqual({ id: 'q', kind: 'scale', min: 0, max: 10, x_note: 1 });
    const back = changeKind(scale.ballot, 'rank', scale.kept);
    expect(back.ballot).toEqual({ id: 'q', kind: 'rank', options: [{ id: 'a' }], x_note: 1 });
    expect(changeKind(back.ballot, 'points', {}).ballot).toMatchObject({ budget: 100 });
  });

  test('the rules offered are those the server counts the kind by', () => {
    const names = readFileSync(join(root, 'server/deliberation/rule_names.cpp'), 'utf8');
    for (const kind of KINDS) {
      const [, row = ''] = new RegExp(`std::array ${kind}\\{([^;]*)\\};`).exec(names) ?? [];
      expect(
        [...row.matchAll(/"(\w+)"/g)].map(([, rule]) => rule),
        kind,
      ).toEqual(RULES[kind]);
    }
    expect(kindOf({})).toBe('single');
  });

  test('the agenda follows a ballot that is renamed or removed', () => {
    const index = list(phayao.ballots).findIndex(({ id }) => id === 'money');
    const stage = list(phayao.agenda).findIndex(({ id }) => id === 'vote');
    const named = (doc: Fields) => at(doc, `/agenda/${stage}/ballots`);
    expect(named(renameBallot(whole(), index, 'budget'))).toContain('budget');
    expect(named(renameBallot(whole(), index, 'ratings'))).toContain('money');
    expect(named(removeBallot(whole(), index))).not.toContain('money');
    expect(at(addBallot(addBallot(emptyDefinition)), '/ballots/1/id')).toBe('q2');
  });
});

describe('agenda and tables', () => {
  test('the stage kinds are those of the schema', () => {
    const schema = JSON.parse(readFileSync(join(root, 'config/schema/definition.schema.json'), 'utf8'));
    expect([...STAGES].sort()).toEqual([...schema.definitions.stage.properties.kind.enum].sort());
  });

  test('each method has an agenda to show and to start from', () => {
    for (const file of readdirSync(join(root, 'config/methods'))) {
      const method = file.replace('.json', '');
      expect(methodAgenda({ method }).length, method).toBeGreaterThan(3);
    }
    expect(methodAgenda({ method: 'unknown' })).toEqual([]);
    expect(takeMethodAgenda(emptyDefinition).agenda).toEqual(methodAgenda(emptyDefinition));
  });

  test('own ballots stand in the method’s agenda where the server puts them', () => {
    const doc = {
      method: 'town_meeting',
      ballots: [{ id: 'who', demographic: true }, { id: 'q1' }, { id: 'q2' }],
    };
    const votes = methodAgenda(doc).filter(({ kind }) => kind === 'ballots');
    expect(votes.map(({ ballots }) => ballots)).toEqual([['who'], ['q1', 'q2']]);
    const later = methodAgenda({ method: 'town_meeting', ballots: [{ id: 'q1' }] });
    expect(later.filter(({ kind }) => kind === 'ballots').map(({ id }) => id)).toEqual(['vote']);
  });

  test('stages get ids nobody has; minutes add up; choices keep their order', () => {
    const doc = addStage(addStage(emptyDefinition, 'tables'), 'tables');
    expect(list(doc.agenda)).toEqual([
      { id: 'tables', kind: 'tables' },
      { id: 'tables2', kind: 'tables' },
    ]);
    expect(minutesOf([{ minutes: 60 }, {}, { minutes: 'x' }, { minutes: 45 }])).toBe(105);
    expect(toggled(['c'], 'b', ['a', 'b', 'c'])).toEqual(['b', 'c']);
    expect(toggled(['c', 'a'], 'b', ['a', 'b', 'c'])).toEqual(['b', 'c', 'a']);
    expect(toggled(['a', 'gone'], 'gone', ['a'])).toEqual(['a']);
  });

  test('the tables are the method’s until one thing in them is changed', () => {
    const doc = renameStratum(addStratum(emptyDefinition), 0, 'gender');
    expect(tablesOf(doc)).toEqual({ own: false, size: [8, 12], balance: ['gender'] });
    expect(resizeTables(doc, 1, 10).tables).toEqual({ size: [8, 10], balance: ['gender'] });
    expect(resizeTables(doc, 1, undefined).tables).toEqual({ size: [8, ''], balance: ['gender'] });
    expect(balanceTables(doc, 'gender').tables).toEqual({ size: [8, 12], balance: [] });
    const own = { ...doc, tables: { x_room: 'A' } };
    expect(balanceTables(own, 'gender').tables).toEqual({ x_room: 'A', balance: ['gender'] });
    expect(tablesOf({ ...doc, tables: null })).toBeNull();
    expect(tablesOf({ method: 'consultation' })).toBeNull();
  });
});

describe('documents, rehearsals and faults', () => {
  test('a new document has an id nobody has, and a file name the server takes', () => {
    const doc = append(emptyDefinition, '/documents', freshDocument(emptyDefinition, 'briefing', 'ข้อมูล', ''));
    expect(freshDocument(doc, 'briefing', 'อีกฉบับ', '')).toEqual({
      id: 'briefing2',
      file: 'briefing2',
      role: 'briefing',
      title: { th: 'อีกฉบับ' },
    });
  });

  test('a rehearsal says so once, in the languages there are', () => {
    const doc = { ...emptyDefinition, title: { th: 'เวทีน้ำ' } };
    expect(asRehearsal(asRehearsal(doc))).toEqual({ ...doc, title: { th: 'ซ้อม: เวทีน้ำ' } });
  });

  test('a pointer leads to its field, to the first within, or to the nearest around', () => {
    const places = ['/title/th', '/ballots', '/ballots/1', '/ballots/1/options', '/ballots/1/kind'];
    expect(placeFor('/title', places)).toBe('/title/th');
    expect(placeFor('/ballots/1/options/3/id', places)).toBe('/ballots/1/options');
    expect(placeFor('/ballots/1/secrecy', places)).toBe('/ballots/1');
    expect(placeFor('/surveys/0', places)).toBeNull();
    expect(within('/strata/10', '/strata/1')).toBe(false);
  });
});
