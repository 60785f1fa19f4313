// The lead's desk and the hall's screen.
import {
  afterAll,
  afterEach,
  beforeAll,
  type Caller,
  describe,
  expect,
  type Page,
  test,
} from '../../client-web/dev/browser';
import { choose, type Opening, signIn, signOut, Windows } from './pages';
import { account, makeWorld, type World } from './world';

let world: World;
let crowd: Caller[];
const windows = new Windows({ timeout: 10_000 });

async function desk(opening: Opening = {}): Promise<Page> {
  const page = await windows.staff(world, '/control', account, opening);
  await page.waitForSelector('.stage');
  return page;
}

async function wall(): Promise<Page> {
  const page = await windows.newPage();
  await page.goto(`${world.url}/screen/${world.code}`);
  await page.waitForSelector('.wall');
  return page;
}

const card = (page: Page, question: string) => page.locator(`.card:has-text("${question}")`);
const WAY = 'จังหวัดควรลงทุนเรื่องใดก่อนเพื่อน';
const WORKS = 'งานใดควรเสร็จภายในปีแรก';
const DAM = 'เห็นชอบให้จังหวัดเสนอเรื่องนี้';

beforeAll(async () => {
  world = await makeWorld({ seats: 12 });
  crowd = await world.crowd(10);
});

afterEach(async () => {
  await windows.closeAll();
  await world.closeAll();
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('signing in', () => {
  test('a wrong password is told, and the right one stays through a reload', async () => {
    const page = await windows.newPage();
    await page.goto(`${world.url}/control`);
    await signIn(page, { name: account.name, password: `${account.password}x` });
    await page.waitForSelector('.error-summary:has-text("รหัสผ่านไม่ถูกต้อง")');
    await page.fill('#password', account.password);
    await page.click('button[type=submit]');
    await choose(page, world.code);
    await page.waitForSelector('.stage');
    await page.reload();
    await page.waitForSelector('.stage');
    await expect.poll(() => page.textContent('.doors-code strong')).toBe(world.code);
    await signOut(page);
    await page.reload();
    await page.waitForSelector('#password');
  });
});

describe('a vote from the desk to the wall', () => {
  test('start the stage, open with time, extend, close, publish; the wall follows', async () => {
    const page = await desk();
    const screen = await wall();
    await screen.waitForSelector('.join-code');
    await page.click('.stage-name:has-text("เลือกทิศทาง")');
    await page.click('.stage-action button');
    await page.waitForSelector('.stage-running:has-text("เลือกทิศทาง")');
    const way = card(page, WAY);
    await way.locator('select').selectOption('60');
    await way.locator('button:has-text("เปิดลงคะแนน")').click();
    await way.locator('.countdown-digits').waitFor();
    await screen.waitForSelector(`.scene-question:has-text("${WAY}")`);
    await way.locator('button:has-text("+5 นาที")').click();
    await expect.poll(() => way.locator('.countdown-digits').textContent()).toMatch(/^[56]:/);
    for (const [i, person] of crowd.entries()) {
      const choice = i === 9 ? null : [i < 6 ? 'ponds' : 'walls'];
      await person.call('ballot.cast', { ballot: 'way', choice });
    }
    await expect.poll(() => way.locator('.turnout-key-voted dd').textContent()).toBe('10');
    await expect.poll(() => screen.locator('.bar:has-text("แก้มลิง") .bar-main').textContent()).toBe('67%');
    await expect.poll(() => screen.locator('table tbody tr').count()).toBe(4);
    await way.locator('button:has-text("ปิดลงคะแนน")').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => way.locator('.ask').count()).toBe(0);
    await way.locator('button:has-text("ปิดลงคะแนน")').click();
    await way.locator('button:has-text("ปิดเลย")').click();
    await way.locator('button:has-text("ประกาศผล")').click();
    await way.locator('button:has-text("ประกาศเลย")').click();
    await way.locator('.chip-status-published').waitFor();
    await screen.waitForSelector('.scene-published');
    await screen.waitForSelector('.bar-winner:has-text("แก้มลิง")');
    await screen.waitForSelector('.threshold');
    expect((await screen.textContent('.explain'))?.length).toBeGreaterThan(10);
  });

  test('hidden counts stay hidden from everybody, the lead too, until they are published', async () => {
    const page = await desk();
    const screen = await wall();
    await page.click('.stage-name:has-text("เลือกทิศทาง")');
    const dam = card(page, DAM);
    await dam.locator('button:has-text("เปิดลงคะแนน")').click();
    await dam.locator('.chip-status-open').waitFor();
    await screen.waitForSelector('.question-open .scene-options');
    for (const person of crowd) await person.call('ballot.cast', { ballot: 'dam', choice: ['yes'] });
    await expect.poll(() => screen.textContent('.big-turnout')).toContain('10');
    expect(await screen.locator('.bars').count()).toBe(0);
    expect(await dam.locator('.bars').count()).toBe(0);
    await dam.locator('button:has-text("ปิดลงคะแนน")').click();
    await dam.locator('button:has-text("ปิดเลย")').click();
    await dam.locator('.chip-status-closed').waitFor();
    await screen.waitForSelector('.scene-closed');
    expect(await screen.locator('.bars').count()).toBe(0);
    expect(await dam.locator('.bars').count()).toBe(0);
    await dam.locator('button:has-text("เปิดอีกครั้ง")').click();
    await dam.locator('.chip-status-open').waitFor();
    await dam.locator('button:has-text("ปิดลงคะแนน")').click();
    await dam.locator('button:has-text("ปิดเลย")').click();
    await dam.locator('.chip-status-closed').waitFor();
  });

  test('another lead was quicker: news, not an error', async () => {
    // This desk's views come late, so that its button is still there when the other lead has already pressed theirs.
    let late = false;
    const kept: (() => void)[] = [];
    const prepare: Opening['prepare'] = async (context) => {
      await context.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => server.send(message));
        server.onMessage((message) => {
          if (late && String(message).includes('"method":"view"')) kept.push(() => socket.send(message));
          else socket.send(message);
        });
      });
    };
    const page = await desk({ prepare });
    await page.click('.stage-name:has-text("เลือกทิศทาง")');
    const works = card(page, WORKS);
    await works.locator('button:has-text("เปิดลงคะแนน")').waitFor();
    late = true;
    await world.lead('ballot.open', { ballot: 'works' });
    await works.locator('button:has-text("เปิดลงคะแนน")').click();
    await works.locator('.trouble-news:has-text("มีผู้ทำไปแล้ว")').waitFor();
    late = false;
    for (const deliver of kept) deliver();
    await works.locator('.chip-status-open').waitFor();
    await works.locator('.trouble button').click();
    await expect.poll(() => works.locator('.trouble').count()).toBe(0);
    await world.lead('ballot.close', { ballot: 'works' });
    await works.locator('.chip-status-closed').waitFor();
    expect(await works.locator('button:has-text("เปิดอีกครั้ง")').count()).toBe(0);
  });

  test('statements are opened, closed and published together; the wall shows a board', async () => {
    const page = await desk();
    const screen = await wall();
    await page.click('.stage-name:has-text("ข้อความความคิดเห็น")');
    await page.click('.stage-selected .stage-action button');
    await page.click('.stage-selected .ask button >> nth=0');
    await page.waitForSelector('.stage-running:has-text("ข้อความ")');
    await page.click('.together button:has-text("เปิดที่เหลือทั้ง 12 ข้อ")');
    await page.click('.together .ask button >> nth=0');
    await screen.waitForSelector('.board-title:has-text("12")');
    await expect.poll(() => page.locator('.card-open').count()).toBe(12);
    await page.click('.together button:has-text("ปิดทั้ง 12 ข้อ")');
    await page.click('.together .ask button >> nth=0');
    await expect.poll(() => page.locator('.card-closed').count()).toBe(12);
    const waiting = () => page.locator('.reports .notice-line').textContent();
    await expect.poll(waiting).toContain('ปิดแล้วแต่ยังไม่ประกาศ');
    const before = Number((await waiting())?.match(/\d+/)?.[0]);
    expect(before).toBeGreaterThanOrEqual(12);
    await page.click('.together button:has-text("ประกาศทั้ง 12 ข้อ")');
    await page.click('.together .ask button >> nth=0');
    await expect.poll(() => page.locator('.card-published').count()).toBe(12);
    if (before > 12) await expect.poll(waiting).toContain(`มี ${before - 12} ข้อ`);
    else await expect.poll(() => page.locator('.reports .notice-line').count()).toBe(0);
  });

  test('the room is counted', async () => {
    const page = await desk();
    const screen = await wall();
    await screen.waitForSelector('.wall-head');
    await expect.poll(() => page.locator('.figures div:has-text("จอ") dd').textContent()).toBe('1');
    await expect.poll(() => page.locator('.figures div:has-text("เชื่อมต่ออยู่") dd').textContent()).toBe('10');
  });
});

describe('when the server goes away', () => {
  test('desk and wall say so and come back', async () => {
    const page = await desk();
    const screen = await wall();
    await world.away(() => Promise.all([page, screen].map((one) => one.waitForSelector('.connection-away'))));
    await page.waitForSelector('.connection-online');
    await screen.waitForSelector('.connection-away', { state: 'detached' });
    await page.waitForSelector('.stage');
  });
});

test('a screen with a wrong code asks for the right one', async () => {
  const page = await windows.newPage();
  await page.goto(`${world.url}/screen/${world.code === '111111' ? '222222' : '111111'}`);
  await page.waitForSelector('.error-summary:has-text("ไม่พบเวที")');
  await page.fill('#code', world.code);
  await page.click('button[type=submit]');
  await page.waitForSelector('.wall');
});
