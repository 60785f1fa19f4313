// The organiser's page: from nothing to seat cards.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  account,
  afterAll,
  type Browser,
  beforeAll,
  expect,
  launch,
  type Page,
  sizes,
  test,
  violations,
} from '../../client-web/dev/browser';
import { makeWorld, pictures, type World } from './world';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await makeWorld({ seats: 1 });
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function look(page: Page, name: string) {
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

test('a definition in the form, its faults as sentences, the roll from a file, cards to print', async () => {
  const context = await browser.newContext({ viewport: sizes.desktop, locale: 'th-TH', acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(`${world.url}/prepare`);
  await page.click('a:has-text("ไปเข้าสู่ระบบ")');
  await page.fill('#name', account.name);
  await page.fill('#password', account.password);
  await page.click('button[type=submit]');
  await page.click('a:has-text("เตรียมเวทีใหม่")');

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
  const phone = await (await browser.newContext({ viewport: sizes.phone, locale: 'th-TH' })).newPage();
  await phone.goto(`${world.url}/j/${code}#seat=${seat.replace(/-/g, '')}`);
  await phone.waitForSelector('text=เวทีน้ำสะอาด');
  await phone.close();

  await page.setViewportSize(sizes.phone);
  await look(page, 'prepare-phone');
  await context.close();
});
