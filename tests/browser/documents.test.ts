// What people are given to read: attached on the organiser's page, opened on a phone, shown on the wall, copied along.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, type Page, sizes, test } from '../../client-web/dev/browser';
import { look, Windows } from './pages';
import { makeWorld, type World } from './world';

let world: World;
const windows = new Windows();

const briefing = readFileSync(join(import.meta.dirname, '../../config/demo/documents/kwan-phayao.md'));
const promise = readFileSync(join(import.meta.dirname, '../../config/demo/documents/commitment.md'));

beforeAll(async () => {
  world = await makeWorld({ seats: 2 });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

/** The row of a document on the organiser's page. */
const row = (page: Page, title: string) => page.locator('.paper-row', { hasText: title });

test('a briefing is attached, replaced and refused; phones, the wall and a copy have it', async () => {
  const page = await windows.signedIn(`${world.url}/control`);
  await page.click('a:has-text("เตรียมเวทีใหม่")');
  await page.fill('#field-titleTh', 'เวทีกว๊านพะเยา');
  await page.fill('#field-issueTh', 'จะดูแลกว๊านอย่างไร');
  await page.fill('#field-agency', 'จังหวัดพะเยา');
  await page.click('button:has-text("เพิ่มเอกสารข้อมูล")');
  await page.click('button:has-text("เพิ่มคำมั่น")');
  await page.fill('.form-document input >> nth=0', 'ข้อมูลเรื่องกว๊าน');
  await page.locator('.form-document').nth(1).scrollIntoViewIfNeeded();
  await look(page, 'documents-form');
  // A definition longer than a frame of the socket goes all the same.
  await page.click('button:has-text("แก้เป็น JSON")');
  const text = JSON.parse(await page.inputValue('textarea.json'));
  text.x_notes = 'ก'.repeat(40_000);
  text.agenda = [
    { id: 'brief', kind: 'briefing', title: { th: 'ให้ข้อมูลก่อนหารือ', en: 'Briefing' }, ballots: [] },
    { id: 'talk', kind: 'tables', title: { th: 'พูดคุยที่โต๊ะ', en: 'Table talk' }, ballots: [] },
  ];
  text.ballots = [];
  await page.fill('textarea.json', JSON.stringify(text));
  await page.click('button:has-text("กลับไปแบบฟอร์ม")');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('#papers-title');

  const brief = row(page, 'ข้อมูลเรื่องกว๊าน');
  await brief.locator('input[type=file]').setInputFiles({
    name: 'brief.docx',
    mimeType: 'application/msword',
    buffer: Buffer.from('PK'),
  });
  await brief.locator('.refused', { hasText: 'ไม่ใช่ PDF หรือข้อความ Markdown' }).waitFor();
  await brief.locator('input[type=file]').setInputFiles({
    name: 'brief.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('not a pdf'),
  });
  await brief.locator('.refused', { hasText: 'ไม่ใช่ PDF หรือข้อความ Markdown' }).waitFor();
  await look(page, 'documents-refused');
  await brief.locator('input[type=file]').setInputFiles({
    name: 'brief.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_000_000, 'x')]),
  });
  await brief.locator('.paper-standing', { hasText: 'PDF 1.91 MB' }).waitFor();
  expect(await brief.locator('.refused').count()).toBe(0);
  await brief
    .locator('input[type=file]')
    .setInputFiles({ name: 'kwan-phayao.md', mimeType: 'text/markdown', buffer: briefing });
  await brief.locator('.paper-standing', { hasText: 'Markdown' }).waitFor();
  // Dropped on the row instead of chosen.
  const drop = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'commitment.md', { type: 'text/markdown' }));
    return data;
  }, promise.toString('utf8'));
  await row(page, 'คำมั่นเป็นลายลักษณ์อักษร').dispatchEvent('drop', { dataTransfer: drop });
  await row(page, 'คำมั่นเป็นลายลักษณ์อักษร').locator('.paper-standing', { hasText: 'Markdown' }).waitFor();
  await look(page, 'documents-attached');

  const code = (await page.textContent('.standing dd'))?.trim() ?? '';
  const list = (await world.staff.call('deliberation.list', {})) as {
    deliberations: { deliberation: string; code: string }[];
  };
  const deliberation = list.deliberations.find((one) => one.code === code)?.deliberation ?? '';
  expect(deliberation).not.toBe('');
  const { seats } = (await world.staff.call('seat.issue', { deliberation, count: 1 })) as { seats: { seat: string }[] };

  // A phone: the link, and the page behind it.
  const phone = await windows.newPage({ size: sizes.phone });
  const hand = phone.context();
  const outside: string[] = [];
  hand.on('request', (request) => {
    if (!request.url().startsWith(world.url) && !request.url().startsWith('data:')) outside.push(request.url());
  });
  await phone.goto(`${world.url}/j/${code}#seat=${(seats[0]?.seat ?? '').replace(/-/g, '')}`);
  await phone.waitForSelector('.papers a');
  await look(phone, 'documents-phone');
  const [reading] = await Promise.all([hand.waitForEvent('page'), phone.click('.papers a:has-text("ข้อมูลเรื่องกว๊าน")')]);
  await reading.waitForSelector('h1:has-text("กว๊านพะเยา: ข้อมูลก่อนหารือ")');
  expect(await reading.evaluate(() => document.fonts.check('18px Sarabun', 'กว๊าน'))).toBe(true);
  await look(reading, 'reading-page');
  await reading.goto(reading.url().replace(/[^/]*$/, 'commitment'));
  await reading.waitForSelector('table');
  await look(reading, 'reading-page-table');
  expect(outside).toEqual([]);
  await windows.close(phone);

  // The wall, while people are briefed.
  await world.staff.call('stage.start', { deliberation, stage: 'brief' });
  const screen = await windows.newPage();
  await screen.goto(`${world.url}/screen/${code}`);
  await screen.waitForSelector('.papers-scene .qr >> nth=1');
  await look(screen, 'documents-screen', { full: false });
  await windows.close(screen);

  // A copy has the words and the files; a rehearsal says what it is.
  await page.goto(`${world.url}/prepare`);
  await page.click('summary:has-text("คัดลอกเวทีที่ผ่านมา")');
  await page.click('button[aria-label="คัดลอก: เวทีกว๊านพะเยา"]');
  await page.waitForSelector('.notice-line:has-text("คัดลอกจาก “เวทีกว๊านพะเยา”")');
  await expect.poll(() => page.inputValue('#field-titleTh')).toBe('เวทีกว๊านพะเยา');
  await page.click('button[aria-label="สำเนาสำหรับซ้อม: เวทีกว๊านพะเยา"]');
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#field-titleTh')?.value === 'ซ้อม: เวทีกว๊านพะเยา',
  );
  await look(page, 'documents-copy');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('h1:has-text("ซ้อม: เวทีกว๊านพะเยา")');
  await row(page, 'ข้อมูลเรื่องกว๊าน').locator('.paper-standing', { hasText: 'Markdown' }).waitFor();
  await row(page, 'คำมั่นเป็นลายลักษณ์อักษร').locator('.paper-standing', { hasText: 'Markdown' }).waitFor();
  await page.setViewportSize(sizes.phone);
  await look(page, 'documents-attached-phone');
});
