// The organiser's page: from nothing to seat cards.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, afterAll, beforeAll, Caller, expect, type Page, sizes, test } from '../../client-web/dev/browser';
import { look, lookInSizes, signIn, signOut, Windows } from './pages';
import { makeWorld, pictures, type World } from './world';

let world: World;
const windows = new Windows();

beforeAll(async () => {
  world = await makeWorld({ seats: 1, accounts: [facilitator, second] });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

const facilitator = { name: 'somsri', password: account.password, role: 'facilitator' };
const second = { name: 'wanida', password: account.password, role: 'organiser' };

/** Ends the session of this page, as an administrator would or time does. */
async function endSession(page: Page): Promise<void> {
  const token = await page.evaluate(() => sessionStorage.getItem('ruamkit.staff'));
  const other = await Caller.open(world.url);
  await other.call('session.resume', { token });
  await other.call('session.logout');
  other.close();
  await page.waitForSelector('#password');
}

test('signing in here: a wrong password is told, the address is kept, and who is no organiser is told so', async () => {
  const page = await windows.newPage();
  const address = `${world.url}/prepare?deliberation=${world.deliberation}`;
  await page.goto(address);
  await page.waitForSelector('.login .help:has-text("สำหรับผู้จัดเวที")');
  await lookInSizes(page, 'prepare-login');
  await signIn(page, { name: account.name, password: `${account.password}x` });
  await page.waitForSelector('.error-summary:has-text("รหัสผ่านไม่ถูกต้อง")');
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('error-summary');
  await look(page, 'prepare-login-wrong');
  await page.fill('#password', account.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#roll-title');
  expect(page.url()).toBe(address);
  await expect.poll(() => page.textContent('.standing dd')).toBe(world.code);
  await expect.poll(() => page.textContent('.top-who')).toContain(account.name);
  await page.reload();
  await page.waitForSelector('#roll-title');

  await signOut(page);
  expect(await page.locator('.people').count()).toBe(0);
  await signIn(page, facilitator);
  await page.waitForSelector('.notice-line:has-text("ไม่ใช่ผู้จัด")');
  expect(await page.locator('#roll-title').count()).toBe(0);
  expect(page.url()).toBe(address);
});

test('a session that ends in the midst of the work takes nothing of it along', async () => {
  const page = await windows.signedIn(`${world.url}/prepare`);
  await page.fill('#field-titleTh', 'เวทีที่กรอกค้างไว้');
  await page.click('button:has-text("เพิ่มคำถาม")');
  await page.fill('.form-ballots textarea >> nth=0', 'ควรเริ่มที่ใดก่อน');
  await endSession(page);
  await page.waitForSelector('.error-summary');
  await page.waitForSelector('.login .help:has-text("สิ่งที่กรอกไว้ในหน้านี้ยังอยู่ครบ")');
  expect(await page.isVisible('#field-titleTh')).toBe(false);
  expect(await page.locator('.top-who').count()).toBe(0);
  await lookInSizes(page, 'prepare-login-again');
  await signIn(page);
  await page.waitForSelector('#field-titleTh');
  expect(await page.inputValue('#field-titleTh')).toBe('เวทีที่กรอกค้างไว้');
  expect(await page.inputValue('.form-ballots textarea >> nth=0')).toBe('ควรเริ่มที่ใดก่อน');
  // The new session works, and so do the codes that are shown only once.
  await page.fill('#field-issueTh', 'จะเริ่มอย่างไร');
  await page.fill('#field-agency', 'อบต. ตัวอย่าง');
  await page.fill('.form-ballots textarea >> nth=2', 'ต้นน้ำ | Upstream\nปลายน้ำ | Downstream');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('#roll-title');
  await page.click('summary:has-text("CSV")');
  await page.fill('details .count input', '2');
  await page.click('button:has-text("ออกรหัส")');
  await page.waitForSelector('.once:has-text("ออกแล้ว 2")');
  await endSession(page);
  expect(await page.isVisible('.once')).toBe(false);
  await signIn(page);
  await page.waitForSelector('.once:has-text("ออกแล้ว 2")');
  await page.click('button:has-text("ออกรหัส")');
  await page.waitForSelector('.once:has-text("ออกแล้ว 4")');

  // Somebody else finds none of it.
  await endSession(page);
  await signIn(page, second);
  await page.waitForSelector('#roll-title');
  expect(await page.locator('.once').count()).toBe(0);
});

test('a definition being written outlives its tab, and another start can be taken back', async () => {
  const page = await windows.signedIn(`${world.url}/prepare`);
  await page.fill('#field-titleTh', 'เวทีที่เขียนค้างไว้');
  await page.click('button:has-text("เพิ่มคำถาม")');
  await page.fill('.form-ballots textarea >> nth=0', 'ควรเริ่มที่ใดก่อน');
  // Closed in the very moment after the last key.
  await page.goto('about:blank');
  await page.goto(`${world.url}/prepare`);
  await page.waitForSelector('.notice-line:has-text("ร่างที่เขียนค้างไว้")');
  expect(await page.inputValue('#field-titleTh')).toBe('เวทีที่เขียนค้างไว้');
  expect(await page.inputValue('.form-ballots textarea >> nth=0')).toBe('ควรเริ่มที่ใดก่อน');
  await lookInSizes(page, 'prepare-draft');

  await page.click('button:has-text("เริ่มร่างใหม่")');
  await expect.poll(() => page.inputValue('#field-titleTh')).toBe('');
  await page.waitForSelector('.notice-line:has-text("นำกลับมาได้")');
  await look(page, 'prepare-draft-before');
  await page.click('button:has-text("นำกลับมา")');
  await expect.poll(() => page.inputValue('#field-titleTh')).toBe('เวทีที่เขียนค้างไว้');

  // It is this person's alone, in the text as in the form.
  await page.click('button:has-text("แก้เป็น JSON")');
  await page.fill('textarea.json', '{"method": "town_meeting", "ค้าง');
  await signOut(page);
  await signIn(page, second);
  await page.waitForSelector('#field-titleTh');
  expect(await page.inputValue('#field-titleTh')).toBe('');
  await signOut(page);
  await signIn(page);
  await page.waitForSelector('textarea.json');
  expect(await page.inputValue('textarea.json')).toContain('ค้าง');

  // What is created is no draft any more.
  const whole = {
    method: 'town_meeting',
    title: { th: 'เวทีที่สร้างแล้ว' },
    issue: { th: 'จะเริ่มอย่างไร' },
    convenor: { agency: 'อบต. ตัวอย่าง' },
    ballots: [
      {
        id: 'q1',
        kind: 'single',
        question: { th: 'ที่ใดก่อน' },
        options: [
          { id: 'a', label: { th: 'ต้นน้ำ' } },
          { id: 'b', label: { th: 'ปลายน้ำ' } },
        ],
      },
    ],
  };
  await page.fill('textarea.json', JSON.stringify(whole));
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('#roll-title');
  await page.goto(`${world.url}/prepare`);
  await page.waitForSelector('#field-titleTh');
  expect(await page.inputValue('#field-titleTh')).toBe('');
  expect(await page.locator('.notice-line').count()).toBe(0);
});

test('a definition in the form, its faults as sentences, the roll from a file, cards to print', async () => {
  const page = await windows.signedIn(`${world.url}/prepare`);
  await page.waitForSelector('.definition');

  await page.fill('#field-titleTh', 'เวทีน้ำสะอาด');
  await page.click('button:has-text("เพิ่มคำถาม")');
  await page.click('button:has-text("ตรวจ")');
  await page.waitForSelector('.faults-error li');
  await look(page, 'prepare-faults');

  await page.fill('#field-issueTh', 'จะดูแลน้ำอย่างไร');
  await page.fill('#field-agency', 'อบจ. ตัวอย่าง');
  await page.fill('.form-ballots textarea >> nth=0', 'ควรทำเรื่องใดก่อน');
  await page.fill('.form-ballots textarea >> nth=2', 'บำบัดน้ำ | Treat water\nปลูกป่า | Plant trees');
  await page.click('button:has-text("แก้เป็น JSON")');
  const text = JSON.parse(await page.inputValue('textarea.json'));
  expect(text.ballots[0].options[0]).toEqual({ id: 'o1', label: { th: 'บำบัดน้ำ', en: 'Treat water' } });
  text.strata = [
    {
      id: 'gender',
      label: { th: 'เพศ', en: 'Gender' },
      values: [
        { id: 'f', label: { th: 'หญิง', en: 'Woman' }, population: 0.51 },
        { id: 'm', label: { th: 'ชาย', en: 'Man' }, population: 0.49 },
      ],
    },
  ];
  await page.fill('textarea.json', JSON.stringify(text));
  await page.click('button:has-text("กลับไปแบบฟอร์ม")');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('#roll-title');

  await page.setInputFiles('input[type=file]', {
    name: 'roll.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('รหัส,ชื่อ,เพศ,ความต้องการพิเศษ\nA1,สมหญิง,หญิง,ใช้รถเข็น\nA2,สมชาย,ผู้ชาย,\nA3,สมศรี,หญิง,\n'),
  });
  await page.waitForSelector('.faults-error li:has-text("แถว 3")');
  await look(page, 'prepare-roll');
  await page.selectOption('fieldset.columns select', 'm');
  await page.click('button:has-text("นำเข้า 3 คน")');
  await page.waitForSelector('text=นำเข้าแล้ว 3 คน');
  const { deliberations } = (await world.staff.call('deliberation.list', {})) as {
    deliberations: { deliberation: string; title: { th: string } }[];
  };
  const made = deliberations.find(({ title }) => title.th === 'เวทีน้ำสะอาด')?.deliberation;
  expect(await world.staff.call('desk.people', { deliberation: made, participants: ['A1', 'A2'] })).toEqual({
    people: [
      { participant: 'A1', name: 'สมหญิง', needs: 'ใช้รถเข็น' },
      { participant: 'A2', name: 'สมชาย' },
    ],
  });

  await page.fill('.count input >> nth=0', '12');
  const [printed] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("พิมพ์บัตร (PDF)")')]);
  expect(printed.suggestedFilename()).toBe('บัตรที่นั่ง-เวทีน้ำสะอาด.pdf');
  const cards = join(pictures, 'seat-cards.pdf');
  await printed.saveAs(cards);
  const printedText = execFileSync('pdftotext', ['-layout', cards, '-'], { encoding: 'utf8' });
  const printedCodes = printedText.match(/[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/g) ?? [];
  expect(printedCodes).toHaveLength(12);
  await page.waitForSelector('[role=status]:has-text("บัตรที่นั่ง-เวทีน้ำสะอาด.pdf")');
  await page.click('button:has-text("พิมพ์บัตร (PDF)")');
  await expect.poll(() => page.locator('.standing dd >> nth=1').textContent()).toBe('24');
  await page.fill('.count input >> nth=0', '');
  await page.click('button:has-text("พิมพ์บัตร (PDF)")');
  await page.waitForSelector('.refused:has-text("มีบัตรแล้ว")');
  await page.click('label:has-text("บางคน")');
  await page.fill('.cards-kind textarea', 'A1, A2');
  await page.waitForSelector('.once:has-text("2 ที่นั่ง")');
  await look(page, 'prepare-cards');
  const [again] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("พิมพ์บัตร (PDF)")')]);
  expect(again.suggestedFilename()).toBe('บัตรที่นั่ง-เวทีน้ำสะอาด.pdf');
  expect(await page.isDisabled('button:has-text("พิมพ์ป้ายโต๊ะ")')).toBe(true);

  await page.click('summary:has-text("CSV")');
  await page.fill('details .count input', '3');
  await page.click('button:has-text("ออกรหัส")');
  await page.waitForSelector('.once:has-text("ออกแล้ว 3")');
  await look(page, 'prepare-seats');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("บันทึกเป็น CSV")')]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(4);
  const [, csvSeat = '', csvLink = ''] = (lines[1] ?? '').split(',');
  expect(csvLink.endsWith(`#seat=${csvSeat.replace(/-/g, '')}`)).toBe(true);

  // A card's QR brings its holder straight in.
  const seat = printedCodes[11] ?? '';
  const code = (await page.textContent('.standing dd'))?.trim() ?? '';
  const phone = await windows.newPage({ size: sizes.phone });
  await phone.goto(`${world.url}/j/${code}#seat=${seat.replace(/-/g, '')}`);
  await phone.waitForSelector('text=เวทีน้ำสะอาด');
  await windows.close(phone);

  await page.setViewportSize(sizes.phone);
  await look(page, 'prepare-phone');
});

test('a whole meeting from empty: groups, tables, questions and agenda, in the form alone', async () => {
  const page = await windows.signedIn(`${world.url}/control`);
  await page.click('a:has-text("เตรียมเวทีใหม่")');

  await page.fill('#field-titleTh', 'เวทีป่าชุมชน');
  await page.fill('#field-issueTh', 'จะดูแลป่าชุมชนอย่างไร');
  await page.fill('#field-agency', 'อบต. ตัวอย่าง');
  await look(page, 'form-empty');

  // Two groupings; the second is filled by keyboard alone.
  await page.click('.fold:has(h2:has-text("กลุ่มของผู้เข้าร่วม")) > summary');
  await page.click('button:has-text("เพิ่มการแบ่งกลุ่ม")');
  const at = (pointer: string) => page.locator(`[data-at="${pointer}"]`);
  await at('/strata/0/label/th').fill('เพศ');
  await at('/strata/0/label/en').fill('Gender');
  await at('/strata/0/values/0/label/th').fill('หญิง');
  await at('/strata/0/values/0/label/en').fill('Woman');
  await at('/strata/0/values/0/population').fill('51.1');
  await at('/strata/0/values/1/label/th').fill('ชาย');
  await at('/strata/0/values/1/label/en').fill('Man');
  await at('/strata/0/values/1/population').fill('๔๘');
  await page.waitForSelector('.sum-not:has-text("99.1%")');
  await at('/strata/0/values/1/population').fill('48.9');
  await page.waitForSelector('.sum-whole');
  const type = async (text: string) => {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  };
  await page.focus('button:has-text("เพิ่มการแบ่งกลุ่ม")');
  await page.keyboard.press('Enter');
  await at('/strata/1/label/th').focus();
  await type('ช่วงอายุ');
  await type('Age');
  await type('60 ปีขึ้นไป');
  await type('60 and over');
  await type('31');
  await page.getByLabel('เลื่อนลง: 60 ปีขึ้นไป').focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('เลื่อนขึ้น: 60 ปีขึ้นไป');
  await at('/strata/1/values/0/label/th').fill('ต่ำกว่า 60 ปี');
  await at('/strata/1/values/0/label/en').fill('Under 60');
  await at('/strata/1/values/0/population').fill('69');
  await look(page, 'form-groups');

  // Who is in the room, and a vote with a threshold.
  await page.click('button:has-text("เพิ่มคำถาม")');
  await at('/ballots/0/question/th').fill('เพศของท่าน');
  await at('/ballots/0/demographic').check();
  await at('/ballots/0/stratum').selectOption({ label: 'เพศ' });
  await page.click('button:has-text("ใช้กลุ่มย่อยเป็นตัวเลือก")');
  await expect.poll(() => page.inputValue('.form-ballots textarea >> nth=2')).toBe('หญิง | Woman\nชาย | Man');
  await page.click('button:has-text("เพิ่มคำถาม")');
  await at('/ballots/1/question/th').fill('เห็นชอบแผนดูแลป่าหรือไม่');
  await at('/ballots/1/kind').selectOption('yes_no');
  await at('/ballots/1').locator('summary').click();
  await at('/ballots/1/threshold').check();
  await at('/ballots/1/threshold/share').fill('66.7');
  await at('/ballots/1/threshold/quorum').fill('150');

  // The method's agenda, then changed.
  await page.click('.fold:has(h2:text-is("กำหนดการ")) > summary');
  await page.waitForSelector('.method-agenda');
  await page.click('button:has-text("แก้จากกำหนดการนี้")');
  const stages = await page.locator('.form-stage').count();
  await expect.poll(() => at('/agenda/1/ballots').getByLabel('เพศของท่าน').isChecked()).toBe(true);
  await page.selectOption('.new-stage select', 'hearing');
  await page.click('button:has-text("เพิ่มช่วง")');
  for (let i = stages; i > 3; i -= 1) await page.click(`button[data-move="/agenda/${i}"] >> nth=0`);
  await at('/agenda/3/title/th').fill('ฟังผู้เฒ่าผู้แก่');
  await at('/agenda/3/minutes').fill('30');
  await page.click('.fold:has(h2:text-is("โต๊ะสนทนา")) > summary');
  await at('/tables/size/0').fill('9');
  await at('/tables/size/1').fill('10');
  await at('/tables/balance').getByLabel('ช่วงอายุ').uncheck();

  // The fault stands beside its field, and the list leads there though it is folded away.
  await page.click('button:has-text("ตรวจ")');
  await page.waitForSelector('.faults-error li');
  await expect.poll(() => at('/ballots/1/threshold/quorum').getAttribute('aria-invalid')).toBe('true');
  await at('/ballots/1').locator('summary').click();
  await page.click('.faults-error button');
  const told = await page.evaluate(() => {
    const here = document.activeElement;
    const said = document.getElementById(here?.getAttribute('aria-describedby') ?? '');
    return [here?.getAttribute('data-at'), said?.textContent ?? ''];
  });
  expect(told[0]).toBe('/ballots/1/threshold/quorum');
  expect(told[1]).toContain('องค์ประชุม');
  await look(page, 'form-whole');
  await page.click('button:has-text("English")');
  await page.waitForSelector('.faults-error button:has-text("Question 2: The quorum must be a percent")');
  await look(page, 'form-whole-english');
  await page.click('button:has-text("ไทย")');
  await page.setViewportSize(sizes.phone);
  await look(page, 'form-whole-phone');
  await page.setViewportSize(sizes.desktop);
  await at('/ballots/1/threshold/quorum').fill('50');
  await page.click('button:has-text("ตรวจ")');
  await page.waitForSelector('.verdict:has-text("ใช้จัดเวทีได้")');

  await page.click('button:has-text("แก้เป็น JSON")');
  const made = JSON.parse(await page.inputValue('textarea.json'));
  expect(made.strata[0].values.map((one: { population: number }) => one.population)).toEqual([0.511, 0.489]);
  expect(made.strata.map((one: { id: string }) => one.id)).toEqual(['gender', 'age']);
  expect(made.strata[1].values.map((one: { id: string }) => one.id)).toEqual(['under_60', '60_and_over']);
  expect(made.tables).toEqual({ size: [9, 10], balance: ['gender'] });
  expect(made.agenda[3]).toEqual({ id: 'hearing', kind: 'hearing', title: { th: 'ฟังผู้เฒ่าผู้แก่' }, minutes: 30 });
  expect(made.ballots[0]).toMatchObject({
    demographic: true,
    stratum: 'gender',
    options: [{ id: 'woman' }, { id: 'man' }],
  });
  expect(made.ballots[1].threshold).toEqual({ share: 0.667, of: 'cast', quorum: 0.5 });
  await page.click('button:has-text("กลับไปแบบฟอร์ม")');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('h1:has-text("เวทีป่าชุมชน")');
});
