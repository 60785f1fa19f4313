// A citizen's phone: coming in, voting, and everything a hall's Wi-Fi does to it.
import {
  afterAll,
  afterEach,
  type BrowserContext,
  beforeAll,
  describe,
  expect,
  type Page,
  sizes,
  test,
} from '../../client-web/dev/browser';
import { sit, Windows } from './pages';
import { makeWorld, type World } from './world';

let world: World;
let seat = 0;
const windows = new Windows({ timeout: 10_000, hasTouch: true });

async function newPhone(): Promise<{ page: Page; context: BrowserContext }> {
  const page = await windows.newPage({ size: sizes.phone });
  return { page, context: page.context() };
}

/** A phone in a seat of its own. */
async function seated(): Promise<{ page: Page; context: BrowserContext; code: string }> {
  const code = world.seats[seat++] ?? '';
  const phone = await newPhone();
  await sit(phone.page, world, code);
  return { ...phone, code };
}

const state = (page: Page, of: string) => page.waitForSelector(`[data-state=${of}]`);
const open = (ballot: string, closes_in_s?: number) =>
  world.lead('ballot.open', closes_in_s === undefined ? { ballot } : { ballot, closes_in_s });
const close = (ballot: string) => world.lead('ballot.close', { ballot });
/** For ballots whose counts nobody sees before. */
const publish = async (ballot: string) => {
  await close(ballot);
  await world.lead('ballot.publish', { ballot });
};

interface Tally {
  doc: { voted: number; counts: Record<string, number> | null; abstained: number | null };
}
const tally = async (ballot: string) => ((await world.lead('view.get', { view: `tally/${ballot}` })) as Tally).doc;

beforeAll(async () => {
  world = await makeWorld({ seats: 24 });
});

afterEach(async () => {
  await windows.closeAll();
  await world.closeAll();
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('coming in', () => {
  test('by the six digits, then the seat', async () => {
    const { page } = await newPhone();
    await page.goto(world.url);
    await page.click('button[type=submit]');
    await page.waitForSelector('.error-summary');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('error-summary');
    await page.fill('#code', world.code === '111111' ? '222222' : '111111');
    await page.click('button[type=submit]');
    await page.waitForSelector('.error-summary:has-text("ไม่พบเวที")');
    await page.fill('#code', world.code);
    await page.click('button[type=submit]');
    await page.waitForSelector('#seat');
    const code = world.seats[seat++] ?? '';
    await page.locator('#seat').pressSequentially(code.replace(/-/g, '').toLowerCase());
    await expect.poll(() => page.inputValue('#seat')).toBe(code);
    await page.click('button[type=submit]');
    await page.waitForSelector('.where');
    await expect.poll(() => page.textContent('h1')).toContain('สุโขทัย');
  });

  test('look-alike letters are pointed at, a wrong seat is told', async () => {
    const { page } = await newPhone();
    await page.goto(`${world.url}/j/${world.code}`);
    await page.fill('#seat', 'ABO');
    await page.waitForSelector('.help-wrong:has-text("ไม่มีตัว O")');
    await page.fill('#seat', '222-222-222');
    await page.click('button[type=submit]');
    await page.waitForSelector('.error-summary:has-text("ไม่พบรหัสที่นั่ง")');
  });

  test('the language is switched and stays', async () => {
    const { page } = await newPhone();
    await page.goto(world.url);
    await page.click('.language');
    await page.waitForSelector('h1:has-text("Join the deliberation")');
    await expect.poll(() => page.getAttribute('html', 'lang')).toBe('en');
    await page.reload();
    await page.waitForSelector('h1:has-text("Join the deliberation")');
    await page.click('.language');
    await page.waitForSelector('h1:has-text("เข้าร่วมเวที")');
  });
});

describe('voting', () => {
  test('a vote is recorded, can be changed, and has a receipt', async () => {
    const { page } = await seated();
    await page.waitForSelector('.waiting');
    await open('way');
    await page.waitForSelector('.ballot-form');
    await page.click('button[type=submit]');
    await page.waitForSelector('.error-summary:has-text("ยังไม่ได้เลือก")');
    await page.click('.option >> nth=0');
    await page.click('button[type=submit]');
    await state(page, 'recorded');
    expect((await tally('way')).counts).toMatchObject({ fields: 1 });
    await page.click('.option >> nth=1');
    await page.click('button:has-text("ส่งคำตอบใหม่")');
    await expect.poll(async () => (await tally('way')).counts).toMatchObject({ fields: 0, walls: 1 });
    expect((await tally('way')).voted).toBe(1);
    await state(page, 'recorded');
    await page.click('.state-receipt');
    await expect.poll(() => page.textContent('.receipt')).toContain('พนังกั้นน้ำ');
    await page.goBack();
    await page.waitForSelector('.ballot-form');
    await close('way');
    await page.waitForSelector('.results');
    await expect.poll(() => page.textContent('table')).toContain('1 เสียง');
  });

  test('keys choose while the ballot has the focus, and “no opinion” is counted apart', async () => {
    const { page } = await seated();
    await open('dam');
    await page.waitForSelector('.ballot-form');
    await page.keyboard.press('2');
    expect(await page.locator('input:checked').count()).toBe(0);
    await page.focus('.option input >> nth=0');
    await page.keyboard.press('2');
    await expect.poll(() => page.locator('.option-on').textContent()).toContain('ไม่');
    await page.click('.option-none');
    await page.click('button[type=submit]');
    await state(page, 'recorded');
    await publish('dam');
    expect(await tally('dam')).toMatchObject({ voted: 1, abstained: 1 });
  });

  test('a ranking is made with the keyboard alone', async () => {
    const { page } = await seated();
    await open('order');
    await page.waitForSelector('.rank');
    for (const nth of [2, 0, 0]) {
      await page.focus(`.rank-rest .option >> nth=${nth}`);
      await page.keyboard.press('Enter');
    }
    const order = () => page.locator('.rank-label').allTextContents();
    expect(await order()).toEqual(['ร้านค้าในตลาด', 'ผู้สูงอายุและผู้ป่วยติดเตียง', 'ชาวนาที่นาจมน้ำ']);
    await page.focus('.rank-row >> nth=2 >> button >> nth=0');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect((await order())[0]).toBe('ชาวนาที่นาจมน้ำ');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('ชาวนา');
    await page.click('button[type=submit]');
    await state(page, 'recorded');
    expect((await tally('order')).voted).toBe(1);
    await close('order');
  });

  test('points, scores, scale and text', async () => {
    const { page } = await seated();
    for (const id of ['rate', 'budget', 'water', 'words']) await open(id);
    const go = async (id: string) => {
      await page.goto(`${world.url}/j/${world.code}#/ballot/${id}`);
      await page.waitForSelector('.ballot-form');
    };
    const send = async () => {
      await page.click('button[type=submit]');
      await state(page, 'recorded');
    };
    await go('rate');
    await page.click('.score-row >> nth=1 >> .chip >> nth=5');
    await send();
    await go('budget');
    await page.fill('.points-row >> nth=0 >> input', '80');
    await page.fill('.points-row >> nth=1 >> input', '70');
    await expect.poll(() => page.inputValue('.points-row >> nth=1 >> input')).toBe('20');
    await page.waitForSelector('.points-left:has-text("แบ่งครบแล้ว")');
    await send();
    await go('water');
    await page.focus('input[type=range]');
    await page.keyboard.press('End');
    await expect.poll(() => page.inputValue('.stepper input')).toBe('100');
    await send();
    await go('words');
    await page.fill('textarea', 'ก'.repeat(401));
    await page.click('button[type=submit]');
    await page.waitForSelector('.error-summary:has-text("ยาวเกินไป 1")');
    await page.fill('textarea', 'น้ำประปา 1 2 3');
    await send();
    for (const id of ['rate', 'budget', 'water', 'words']) await close(id);
    expect((await tally('rate')).counts).toMatchObject({ walls: 5 });
    expect((await tally('budget')).counts).toMatchObject({ fields: 80, walls: 20 });
    expect((await tally('water')).counts).toMatchObject({ 100: 1 });
  });

  test('many at once: one leads to the next', async () => {
    const { page } = await seated();
    for (let i = 1; i <= 5; i += 1) await open(`s${i}`);
    await page.waitForSelector('.open-list');
    await page.click('.open-list .primary');
    for (let i = 1; i <= 5; i += 1) {
      await page.waitForSelector(`.ballot-place:has-text("ข้อ ${i} จาก 5")`);
      await page.click('.options .option >> nth=1');
      await page.click('button[type=submit]');
      await state(page, 'recorded');
      if (i < 5) await page.click('.send button:has-text("ตอบข้อถัดไป")');
    }
    await page.click('.back');
    await page.waitForSelector('.progress-words:has-text("ตอบครบ")');
    for (let i = 1; i <= 5; i += 1) await close(`s${i}`);
  });
});

describe('what a hall’s Wi-Fi does', () => {
  test('a vote made without a signal is kept, survives a reload, and is counted once', async () => {
    const { page, context } = await seated();
    await open('works');
    await page.waitForSelector('.ballot-form');
    await context.setOffline(true);
    await page.waitForSelector('.connection-away');
    await page.click('.option >> nth=0');
    await page.click('.option >> nth=2');
    await page.click('button[type=submit]');
    await state(page, 'kept');
    expect((await tally('works')).voted).toBe(0);
    await context.setOffline(false);
    await page.reload();
    await state(page, 'recorded');
    await close('works');
    expect(await tally('works')).toMatchObject({ voted: 1, counts: { dredge: 1, roads: 1 } });
  });

  test('the signal comes back and the page with it', async () => {
    const { page, context } = await seated();
    await open('s6');
    await page.waitForSelector('.ballot-form');
    await context.setOffline(true);
    await page.waitForSelector('.connection-away');
    await page.click('.option >> nth=0');
    await page.click('button[type=submit]');
    await state(page, 'kept');
    await context.setOffline(false);
    await state(page, 'recorded');
    await close('s6');
    expect((await tally('s6')).voted).toBe(1);
  });

  test('a vote that came back too late is said not to count', async () => {
    const { page, context } = await seated();
    await open('s7');
    await page.waitForSelector('.ballot-form');
    await context.setOffline(true);
    await page.waitForSelector('.connection-away');
    await page.click('.option >> nth=0');
    await page.click('button[type=submit]');
    await state(page, 'kept');
    await close('s7');
    await context.setOffline(false);
    await page.waitForSelector('.state-refused:has-text("ไม่ได้นับ")');
    expect((await tally('s7')).voted).toBe(0);
  });

  test('a restarted server neither loses nor doubles a vote', async () => {
    const { page } = await seated();
    await open('s8');
    await page.waitForSelector('.ballot-form');
    await page.click('.option >> nth=0');
    await page.click('button[type=submit]');
    await state(page, 'recorded');
    await world.away(async () => {
      await page.waitForSelector('.connection-away');
      await page.click('.option >> nth=1');
      await page.click('button[type=submit]');
      await state(page, 'kept');
    });
    await state(page, 'recorded');
    await page.waitForSelector('.connection-away', { state: 'detached' });
    await publish('s8');
    expect(await tally('s8')).toMatchObject({ voted: 1, counts: { agree: 0, disagree: 1 } });
  });

  test('the countdown goes by the server’s clock, and time’s end closes the form', async () => {
    const { page } = await seated();
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.reload();
    await page.waitForSelector('.where');
    await open('s9', 9);
    await page.waitForSelector('.countdown-digits:text-matches("^0:0[1-9]$")');
    await page.waitForSelector('.ballot-form', { state: 'detached' });
  });
});

describe('one seat, two phones', () => {
  test('the first says the seat has moved, and can take it back', async () => {
    const first = await seated();
    const second = await newPhone();
    await sit(second.page, world, first.code);
    await first.page.waitForSelector('h1:has-text("ย้ายไปใช้บนเครื่องอื่น")');
    await first.page.click('button:has-text("ใช้ที่นั่งบนเครื่องนี้")');
    await first.page.waitForSelector('.where');
    await second.page.waitForSelector('h1:has-text("ย้ายไปใช้บนเครื่องอื่น")');
  });

  test('another seat is taken after leaving the first', async () => {
    const { page } = await seated();
    await page.click('.foot .plain');
    await page.click('.ask .danger');
    await page.waitForSelector('#code');
    await sit(page, world, world.seats[seat++] ?? '');
    await page.reload();
    await page.waitForSelector('.where');
  });
});

test('a hall that is open to all asks for no seat', async () => {
  const openWorld = await makeWorld({ admission: 'open' });
  try {
    const { page } = await newPhone();
    await page.goto(`${openWorld.url}/j/${openWorld.code}`);
    await page.waitForSelector('.where');
    await page.reload();
    await page.waitForSelector('.where');
  } finally {
    await openWorld.stop();
  }
});

test('text is readable before the script runs, and the page asks nobody else for anything', async () => {
  const { page } = await newPhone();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const html = await (await page.goto(world.url))?.text();
  expect(html).toContain('กำลังเปิด');
  await page.waitForSelector('#code');
  await page.waitForTimeout(500);
  expect(new Set(asked)).toEqual(new Set([new URL(world.url).host]));
  expect(complaints).toEqual([]);
});
