import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SERVER_CODES } from '../src/protocol/codes';
import { results } from '../src/protocol/methods';
import { staffResults } from '../src/protocol/staff_methods';
import * as channels from '../src/ui/text/channels';
import * as channelsEnglish from '../src/ui/text/channels_en';
import * as control from '../src/ui/text/control';
import * as controlEnglish from '../src/ui/text/control_en';
import * as errors from '../src/ui/text/errors';
import * as errorsEnglish from '../src/ui/text/errors_en';
import * as common from '../src/ui/text/everywhere';
import * as commonEnglish from '../src/ui/text/everywhere_en';
import * as join from '../src/ui/text/join';
import * as joinEnglish from '../src/ui/text/join_en';
import * as outcomes from '../src/ui/text/outcomes';
import * as outcomesEnglish from '../src/ui/text/outcomes_en';
import * as phone from '../src/ui/text/phone';
import * as phoneEnglish from '../src/ui/text/phone_en';
import * as pictures from '../src/ui/text/pictures';
import * as picturesEnglish from '../src/ui/text/pictures_en';
import * as prepare from '../src/ui/text/prepare';
import * as prepareEnglish from '../src/ui/text/prepare_en';
import * as prepareForm from '../src/ui/text/prepare_form';
import * as prepareFormEnglish from '../src/ui/text/prepare_form_en';
import * as screen from '../src/ui/text/screen';
import * as screenEnglish from '../src/ui/text/screen_en';
import * as table from '../src/ui/text/table';
import * as tableEnglish from '../src/ui/text/table_en';

const protocol = readFileSync(resolve(import.meta.dirname, '../../server/wire/PROTOCOL.md'), 'utf8');

describe('PROTOCOL.md', () => {
  const table = protocol.slice(protocol.indexOf('## Errors'));
  const listed = [...table.matchAll(/^\| -\d+ \| (.+) \|$/gm)].flatMap(([, codes]) =>
    [...(codes ?? '').matchAll(/`([a-z0-9_]+)`/g)].map(([, code]) => code),
  );

  test('every error code is known here, and no other', () => {
    expect([...SERVER_CODES].sort()).toEqual(listed.sort());
  });

  test('every code has a sentence in Thai and in English', () => {
    for (const code of listed as (typeof SERVER_CODES)[number][]) {
      expect(errors.th[code], code).toMatch(/[ก-๙]{4}/);
      expect(errorsEnglish.en[code], code).toMatch(/^[A-Z].+[.]$/);
    }
  });

  test('every method called is described', () => {
    for (const method of Object.keys({ ...results, ...staffResults })) expect(protocol).toContain(`\`${method}\``);
  });
});

describe('catalogues', () => {
  const pairs = {
    common: [common.th, commonEnglish.en],
    pictures: [pictures.th, picturesEnglish.en],
    join: [join.th, joinEnglish.en],
    phone: [phone.th, phoneEnglish.en],
    control: [control.th, controlEnglish.en],
    outcomes: [outcomes.th, outcomesEnglish.en],
    prepare: [prepare.th, prepareEnglish.en],
    prepareForm: [prepareForm.th, prepareFormEnglish.en],
    screen: [screen.th, screenEnglish.en],
    table: [table.th, tableEnglish.en],
    channels: [channels.th, channelsEnglish.en],
  };
  const leaves = (value: unknown, path = ''): [string, string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value === 'function') return [[path, String(value('1', '2'))]];
    return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
  };

  test.each(Object.entries(pairs))('%s says the same things in both languages, in their letters', (_name, [th, en]) => {
    expect(
      leaves(en)
        .map(([path]) => path)
        .sort(),
    ).toEqual(
      leaves(th)
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, text] of leaves(th)) {
      if (path !== '/otherLanguage') expect(text, path).toMatch(/[ก-๙]/);
    }
    for (const [path, text] of leaves(en)) {
      if (path !== '/otherLanguage') expect(text, path).not.toMatch(/[ก-๙]/);
    }
  });
});
