// Votes that staff enter for people: paper by two accounts, a kiosk for one person after the other, and what the lead and
// the report say of them.
import { afterAll, beforeAll, describe, expect, type Page, test } from '../../client-web/dev/browser';
import { choose, lookInSizes, Windows } from './pages';
import { makeWorld, type World } from './world';

const password = 'four words are enough';
const accounts = [
  { name: 'somsri', password, role: 'facilitator' },
  { name: 'anan', password, role: 'facilitator' },
  { name: 'wipa', password, role: 'lead' },
];
const WAY = 'จังหวัดควรลงทุนเรื่องใดก่อนเพื่อน';

let world: World;
const windows = new Windows({ timeout: 20_000 });

const staff = (path: string, name: string) => windows.staff(world, path, { name, password });

const paper = async (page: Page) => {
  await choose(page, 'บัตรกระดาษ');
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
  world = await makeWorld({ seats: 12, accounts });
});

afterAll(async () => {
  await windows.end();
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
    await lookInSizes(one, 'paper');
    await one.click('.new-batch button[type=submit]');
    await enter(one, ['1', '2']);
    await one.waitForSelector('.sheet-place:has-text("ใบที่ 3 จาก 4")');
    await one.keyboard.type('9');
    await one.keyboard.press('Enter');
    await one.waitForSelector('#sheet[aria-invalid=true]');
    await one.waitForSelector('.reading .help-wrong');
    await one.keyboard.press('Control+a');
    await one.keyboard.type('1');
    await lookInSizes(one, 'paper-entry');

    // A reload loses nothing that was entered.
    await one.reload();
    await one.waitForSelector('.pile-count:has-text("ป้อนแล้ว 2 จาก 4 ใบ")');
    await enter(one, ['1', 'x']);
    await one.waitForSelector('.pile-whole button:focus');
    await one.keyboard.press('ArrowUp');
    await one.waitForSelector('.sheet-place:has-text("ใบที่ 4")');
    await expect.poll(() => one.inputValue('#sheet')).toBe('X');
    await one.keyboard.press('Enter');
    await lookInSizes(one, 'paper-whole', ['desktop']);
    await one.click('.pile-tools button');
    await one.waitForSelector('.pile-advice li >> nth=2');
    await lookInSizes(one, 'paper-wrong-count', ['phone']);
    await one.click('.pile-whole .primary');
    await one.waitForSelector('.standing:has-text("บัญชีเดียวกันป้อนแทนคนที่สองไม่ได้")');
    await lookInSizes(one, 'paper-waiting');

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
    await lookInSizes(other, 'paper-mismatch');
    expect((await tally('way')).voted).toBe(0);
    await other.click('.standing .primary');
    await other.waitForSelector('.sheet-place:has-text("ใบที่ 2 จาก 4")');
    await expect.poll(() => other.inputValue('#sheet')).toBe('');
    await enter(other, ['2']);
    await other.click('.pile-whole .primary');
    await other.waitForSelector('.standing.batch-recorded');
    await one.waitForSelector('.standing.batch-recorded');
    await lookInSizes(one, 'paper-recorded', ['desktop']);
    expect((await tally('way')).channels).toEqual({ paper: 4 });
    for (const page of [one, other]) {
      expect(
        await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ruamkit.paper'))),
      ).toEqual([]);
    }
    await windows.closeAll();
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
  await lookInSizes(one, 'paper-drop');
  await one.click('.drop .ask .danger');
  await one.waitForSelector('.batches .batch-dropped');
  expect(await one.locator('.batch-dropped button').count()).toBe(0);
  await lookInSizes(one, 'paper-dropped');
  // Whoever has it in hand is told, and can neither send nor drop it.
  await other.waitForSelector('.standing.batch-dropped:has-text("เลิกใช้แล้ว")');
  expect(await other.locator('#sheet, .standing button, .drop').count()).toBe(0);
  await lookInSizes(other, 'paper-dropped-elsewhere', ['phone']);
  for (const page of [one, other]) await expect.poll(() => kept(page)).toEqual([]);
  expect((await tally('way')).channels).toEqual({ paper: 4 });
  await windows.closeAll();
});

describe('the kiosk', () => {
  test('one person after another votes; nothing stays, and it clears itself', async () => {
    const page = await staff('/table', 'somsri');
    await page.clock.install();
    await choose(page, 'จุดลงคะแนน');
    await page.waitForSelector('#kiosk-seat:focus');
    await lookInSizes(page, 'kiosk-door');
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
    await lookInSizes(page, 'kiosk-ballot');
    await page.click('.kiosk-done');
    await page.click('.kiosk-head .ask .primary');
    await page.click('.kiosk .send button');
    await page.waitForSelector('.kiosk .state-recorded');
    await page.waitForSelector('.kiosk-all:has-text("ตอบครบทุกข้อแล้ว")');
    await lookInSizes(page, 'kiosk-answered', ['desktop']);
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
    await lookInSizes(page, 'kiosk-idle');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kiosk-idle', { state: 'detached' });
    await page.clock.fastForward(41_000);
    await page.waitForSelector('.kiosk-idle');
    await page.clock.fastForward(21_000);
    await page.waitForSelector('#kiosk-seat');
    expect((await tally('way')).channels).toEqual({ kiosk: 1, paper: 4 });
    await windows.closeAll();
  });

  test('a keyboard alone, several questions, in English', async () => {
    await world.lead('ballot.open', { ballot: 'works' });
    const page = await staff('/table', 'wipa');
    await choose(page, 'จุดลงคะแนน');
    await page.fill('#kiosk-seat', world.seats[2] ?? '');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.kiosk .open-list');
    await page.click('.language');
    await page.waitForSelector('.kiosk-done:has-text("Done")');
    await lookInSizes(page, 'kiosk-list-en');
    await page.click('.kiosk .open-list .primary');
    await page.focus('.kiosk .ballot-form input >> nth=0');
    await page.keyboard.press('1');
    await page.click('.kiosk .send button');
    await page.waitForSelector('.kiosk .state-recorded');
    await page.click('.kiosk-done');
    // The next person finds the language the staff left.
    await page.waitForSelector('.kiosk-door:has-text("รหัสที่นั่ง")');
    await windows.closeAll();
  });
});

test('the lead sees by which channels votes came', async () => {
  await world.lead('ballot.close', { ballot: 'way' });
  const page = await staff('/control', 'wipa');
  await page.waitForSelector('.stage');
  await page.click('.stage-name:has-text("เลือกทิศทาง")');
  const channels = page.locator(`.card:has-text("${WAY}") .card-channels`);
  await expect.poll(() => channels.textContent()).toMatch(/บัตรกระดาษ 4.*จุดลงคะแนน 2/);
  await lookInSizes(page, 'control-channels');
});
