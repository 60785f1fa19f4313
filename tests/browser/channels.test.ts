// Votes that staff enter for people: paper by two accounts, a kiosk for one person after the other, and what the lead and
// the report say of them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  afterAll,
  type Browser,
  type BrowserContext,
  beforeAll,
  describe,
  expect,
  launch,
  type Page,
  sizes,
  test,
  violations,
} from '../../client-web/dev/browser';
import { makeWorld, pictures, type World } from './world';

const password = 'four words are enough';
const accounts = [
  { name: 'somsri', password, role: 'facilitator' },
  { name: 'anan', password, role: 'facilitator' },
  { name: 'wipa', password, role: 'lead' },
];
const WAY = 'จังหวัดควรลงทุนเรื่องใดก่อนเพื่อน';

let world: World;
let browser: Browser;
const contexts: BrowserContext[] = [];

async function staff(path: string, name: string, size: { width: number; height: number } = sizes.desktop) {
  const context = await browser.newContext({ viewport: size, locale: 'th-TH', acceptDownloads: true });
  contexts.push(context);
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${world.url}${path}`);
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.click(`.deliberation:has-text("${world.code}")`);
  return page;
}

async function closePages(): Promise<void> {
  for (const context of contexts.splice(0)) await context.close();
}

/** axe, nothing wider than the window, and a picture, at both sizes. */
async function look(page: Page, name: string, which: ('phone' | 'desktop')[] = ['phone', 'desktop']): Promise<void> {
  for (const size of which) {
    await page.setViewportSize(sizes[size]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    expect(overflow, `${name} ${size}: wider than the window`).toBeLessThanOrEqual(0);
    expect(await violations(page), `${name} ${size}`).toEqual([]);
  }
}

const paper = async (page: Page) => {
  await page.click('.deliberation:has-text("บัตรกระดาษ")');
  await page.waitForSelector('.paper h1');
};

/** The keyboard alone: a number, Enter. */
async function enter(page: Page, papers: string[]): Promise<void> {
  for (const typed of papers) {
    await page.waitForSelector('#sheet:focus');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
  }
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await makeWorld({ seats: 12, accounts });
  browser = await launch();
});

afterAll(async () => {
  await closePages();
  await browser.close();
  await world.stop();
});

const tally = async (ballot: string) => {
  const { doc } = (await world.lead('view.get', { view: `tally/${ballot}` })) as {
    doc: { voted: number; channels: Record<string, number> };
  };
  return doc;
};

describe('paper', () => {
  test('two people enter a batch blind; what differs is entered again, and then it counts', async () => {
    const one = await staff('/table', 'somsri');
    await paper(one);
    await one.waitForSelector('.paper-closed');
    await world.lead('stage.start', { stage: 'vote1' }).catch(() => undefined);
    await world.lead('ballot.open', { ballot: 'way' });
    await one.selectOption('.new-batch select', { label: WAY });
    await one.fill('.new-batch input', '0');
    await one.click('.new-batch button[type=submit]');
    await one.waitForSelector('#count-help.help-wrong');
    await one.fill('.new-batch input', '4');
    await look(one, 'paper');
    await one.click('.new-batch button[type=submit]');
    await enter(one, ['1', '2']);
    await one.waitForSelector('.sheet-place:has-text("ใบที่ 3 จาก 4")');
    await one.keyboard.type('9');
    await one.keyboard.press('Enter');
    await one.waitForSelector('#sheet[aria-invalid=true]');
    await one.waitForSelector('.reading .help-wrong');
    await one.keyboard.press('Control+a');
    await one.keyboard.type('1');
    await look(one, 'paper-entry');

    // A reload loses nothing that was entered.
    await one.reload();
    await one.waitForSelector('.pile-count:has-text("ป้อนแล้ว 2 จาก 4 ใบ")');
    await enter(one, ['1', 'x']);
    await one.waitForSelector('.pile-whole button:focus');
    await one.keyboard.press('ArrowUp');
    await one.waitForSelector('.sheet-place:has-text("ใบที่ 4")');
    await expect.poll(() => one.inputValue('#sheet')).toBe('X');
    await one.keyboard.press('Enter');
    await look(one, 'paper-whole', ['desktop']);
    await one.click('.pile-tools button');
    await one.waitForSelector('.pile-advice li >> nth=2');
    await look(one, 'paper-wrong-count', ['phone']);
    await one.click('.pile-whole .primary');
    await one.waitForSelector('.standing:has-text("บัญชีเดียวกันป้อนแทนคนที่สองไม่ได้")');
    await look(one, 'paper-waiting');

    // The second person sees nothing of the first's entry.
    const other = await staff('/table', 'anan');
    await paper(other);
    await other.waitForSelector('.batch-second');
    await other.click('.batch-second button');
    await other.waitForSelector('.pile-count:has-text("ป้อนแล้ว 0 จาก 4 ใบ")');
    await enter(other, ['1', '3', '1', 'x']);
    await other.click('.pile-whole .primary');
    await other.waitForSelector('.standing.batch-again .differ:has-text("2")');
    await one.waitForSelector('.standing.batch-again .differ:has-text("2")');
    await look(other, 'paper-mismatch');
    expect((await tally('way')).voted).toBe(0);
    await other.click('.standing .primary');
    await other.waitForSelector('.sheet-place:has-text("ใบที่ 2 จาก 4")');
    await expect.poll(() => other.inputValue('#sheet')).toBe('');
    await enter(other, ['2']);
    await other.click('.pile-whole .primary');
    await other.waitForSelector('.standing.batch-recorded');
    await one.waitForSelector('.standing.batch-recorded');
    await look(one, 'paper-recorded', ['desktop']);
    expect((await tally('way')).channels).toEqual({ paper: 4 });
    for (const page of [one, other]) {
      expect(
        await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ruamkit.paper'))),
      ).toEqual([]);
    }
    await closePages();
  });
});

test('a batch opened with a wrong number is dropped, and nothing of it stays', async () => {
  const one = await staff('/table', 'somsri');
  await paper(one);
  await one.selectOption('.new-batch select', { label: WAY });
  await one.fill('.new-batch input', '31');
  await one.click('.new-batch button[type=submit]');
  await enter(one, ['1', '2']);
  await one.waitForSelector('.pile-count:has-text("ป้อนแล้ว 2 จาก 31 ใบ")');
  const other = await staff('/table', 'anan');
  await paper(other);
  await other.click('.batch-first button');
  await enter(other, ['1']);
  await other.waitForSelector('.pile-count:has-text("ป้อนแล้ว 1 จาก 31 ใบ")');
  const kept = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ruamkit.paper')));
  expect(await kept(one)).toHaveLength(1);

  // A press by mistake is taken back.
  await one.click('.drop .danger');
  await one.click('.drop .ask .secondary');
  await one.waitForSelector('.drop > .danger:focus');
  await one.keyboard.press('Enter');
  await one.waitForSelector('.drop .ask .danger:focus');
  await look(one, 'paper-drop');
  await one.click('.drop .ask .danger');
  await one.waitForSelector('.batches .batch-dropped');
  expect(await one.locator('.batch-dropped button').count()).toBe(0);
  await look(one, 'paper-dropped');
  // Whoever has it in hand is told, and can neither send nor drop it.
  await other.waitForSelector('.standing.batch-dropped:has-text("เลิกใช้แล้ว")');
  expect(await other.locator('#sheet, .standing button, .drop').count()).toBe(0);
  await look(other, 'paper-dropped-elsewhere', ['phone']);
  for (const page of [one, other]) await expect.poll(() => kept(page)).toEqual([]);
  expect((await tally('way')).channels).toEqual({ paper: 4 });
  await closePages();
});

describe('the kiosk', () => {
  test('one person after another votes; nothing stays, and it clears itself', async () => {
    const page = await staff('/table', 'somsri');
    await page.clock.install();
    await page.click('.deliberation:has-text("จุดลงคะแนน")');
    await page.waitForSelector('#kiosk-seat:focus');
    await look(page, 'kiosk-door');
    await page.fill('#kiosk-seat', 'ABC');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#kiosk-answer.answer-refused');

    // Somebody who has voted by phone: the kiosk's is the one that counts.
    const [phone] = await world.crowd(1);
    const seat = world.seats.at(-1) ?? '';
    await phone?.call('ballot.cast', { ballot: 'way', choice: ['walls'] });
    await page.fill('#kiosk-seat', seat);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.kiosk-head:has-text("${seat.slice(-3)}")`);
    expect(await page.locator('.top-who').count()).toBe(0);
    expect(await page.textContent('body')).not.toContain(seat);
    await page.goBack().catch(() => undefined);
    await page.waitForSelector('.kiosk .ballot-form');
    await page.click('.kiosk .option:has-text("แก้มลิง")');
    await look(page, 'kiosk-ballot');
    await page.click('.kiosk-done');
    await page.click('.kiosk-head .ask .primary');
    await page.click('.kiosk .send button');
    await page.waitForSelector('.kiosk .state-recorded');
    await page.waitForSelector('.kiosk-all:has-text("ตอบครบทุกข้อแล้ว")');
    await look(page, 'kiosk-answered', ['desktop']);
    await page.click('.kiosk-done');
    await page.waitForSelector('#kiosk-seat');
    expect((await tally('way')).channels).toEqual({ kiosk: 1, paper: 4 });

    // The next person finds nothing of the one before, and neither does whoever opens the machine's storage.
    await page.fill('#kiosk-seat', world.seats[1] ?? '');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kiosk .ballot-form');
    expect(await page.locator('.kiosk .option-on').count()).toBe(0);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored).not.toContain('ponds');
    expect(stored).not.toContain(seat);

    // A minute without a touch: a count, then the door.
    await page.click('.kiosk .option >> nth=0');
    await page.clock.fastForward(41_000);
    await page.waitForSelector('.kiosk-idle');
    await look(page, 'kiosk-idle');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kiosk-idle', { state: 'detached' });
    await page.clock.fastForward(41_000);
    await page.waitForSelector('.kiosk-idle');
    await page.clock.fastForward(21_000);
    await page.waitForSelector('#kiosk-seat');
    expect((await tally('way')).channels).toEqual({ kiosk: 1, paper: 4 });
    await closePages();
  });

  test('a keyboard alone, several questions, in English', async () => {
    await world.lead('ballot.open', { ballot: 'works' });
    const page = await staff('/table', 'wipa');
    await page.click('.deliberation:has-text("จุดลงคะแนน")');
    await page.fill('#kiosk-seat', world.seats[2] ?? '');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kiosk .open-list');
    await page.click('.language');
    await page.waitForSelector('.kiosk-done:has-text("Done")');
    await look(page, 'kiosk-list-en');
    await page.click('.kiosk .open-list .primary');
    await page.focus('.kiosk .ballot-form input >> nth=0');
    await page.keyboard.press('1');
    await page.click('.kiosk .send button');
    await page.waitForSelector('.kiosk .state-recorded');
    await page.click('.kiosk-done');
    // The next person finds the language the staff left.
    await page.waitForSelector('.kiosk-door:has-text("รหัสที่นั่ง")');
    await closePages();
  });
});

test('the lead sees by which channels votes came', async () => {
  await world.lead('ballot.close', { ballot: 'way' });
  const page = await staff('/control', 'wipa');
  await page.waitForSelector('.stage');
  await page.click('.stage-name:has-text("เลือกทิศทาง")');
  const channels = page.locator(`.card:has-text("${WAY}") .card-channels`);
  await expect.poll(() => channels.textContent()).toMatch(/บัตรกระดาษ 4.*จุดลงคะแนน 2/);
  await look(page, 'control-channels');
});
