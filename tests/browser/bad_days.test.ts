// What goes wrong on the day, told by the pages: the scenarios are tests/scenario/bad_days_test.cpp, and what phone, desk
// and table do when a server, a seat or a laptop is lost is in phone.test.ts, desk.test.ts and tables.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, type Page, sizes, test } from '../../client-web/dev/browser';
import { look, sit, Windows } from './pages';
import { dist, makeWorld, type World } from './world';

const DAY_MS = 86_400_000;
const t = (th: string, en: string) => ({ th, en });
const option = (id: string, th: string, en: string) => ({ id, label: t(th, en) });
const ballots = [
  {
    id: 'water',
    kind: 'single',
    question: t('เรื่องน้ำเรื่องใดควรทำก่อน', 'What about water comes first?'),
    reveal: 'on_publish',
    secrecy: 'linked',
    options: [option('a', 'ขุดลอกคลอง', 'Dredge the canals'), option('b', 'เตือนภัยให้เร็วขึ้น', 'Warn earlier')],
  },
  {
    id: 'try',
    kind: 'single',
    question: t('ท่านมาถึงที่นี่ด้วยอะไร', 'How did you come here?'),
    reveal: 'live',
    secrecy: 'linked',
    practice: true,
    options: [option('a', 'รถส่วนตัว', 'By car'), option('b', 'เดิน', 'On foot')],
  },
];
const agenda = [{ id: 'vote', kind: 'ballots', title: t('ลงคะแนน', 'Voting'), minutes: 20, ballots: ['water', 'try'] }];

let world: World;
let seat = 0;
const windows = new Windows({ timeout: 10_000 });

const state = (page: Page, of: string) => page.waitForSelector(`[data-state=${of}]`);

interface Tally {
  doc: { voted: number; counts: Record<string, number> | null };
}
const tally = async (ballot: string) => ((await world.lead('view.get', { view: `tally/${ballot}` })) as Tally).doc;

beforeAll(async () => {
  world = await makeWorld({ seats: 12, more: { agenda, ballots, surveys: [] } });
  await world.lead('stage.start', { stage: 'vote' });
});

afterEach(async () => {
  await windows.closeAll();
  await world.closeAll();
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('a phone whose clock is a day off', () => {
  for (const [name, off] of [
    ['ahead', DAY_MS],
    ['behind', -DAY_MS],
  ] as const) {
    test(`${name}: the countdown is right, the vote counts, the session lasts`, async () => {
      const page = await windows.newPage({ size: sizes.phone });
      await page.clock.install({ time: Date.now() + off });
      await sit(page, world, world.seats[seat++] ?? '');
      const before = (await tally('water')).voted;
      await world.lead('ballot.open', { ballot: 'water', closes_in_s: 300 });
      await page.waitForSelector('.countdown');
      await expect.poll(() => page.textContent('.countdown-digits')).toMatch(/^(5:00|4:\d\d)$/);
      await page.click('.option >> nth=0');
      await page.click('button[type=submit]');
      await state(page, 'recorded');
      await page.reload();
      await page.waitForSelector('.where');
      await state(page, 'recorded');
      await expect.poll(() => page.textContent('.countdown-digits')).toMatch(/^(5:00|[34]:\d\d)$/);
      expect((await tally('water')).voted).toBe(before + 1);
      expect(await page.locator('h1:has-text("หมดเวลา")').count()).toBe(0);
    });
  }
});

describe('the server goes away between close and publish', () => {
  test('phone and screen wait, show nothing, and show the result once it is published', async () => {
    const phone = await windows.newPage({ size: sizes.phone });
    await sit(phone, world, world.seats[seat++] ?? '');
    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    await world.lead('ballot.open', { ballot: 'water' });
    await phone.click('.option >> nth=1');
    await phone.click('button[type=submit]');
    await state(phone, 'recorded');
    await world.lead('ballot.close', { ballot: 'water' });
    await screen.waitForSelector('.scene-closed:has-text("รอประกาศผล")');
    await world.away(() => Promise.all([phone, screen].map((page) => page.waitForSelector('.connection-away'))));
    await phone.waitForSelector('.connection-away', { state: 'detached', timeout: 30_000 });
    await screen.waitForSelector('.connection-away', { state: 'detached', timeout: 30_000 });
    await screen.waitForSelector('.scene-closed:has-text("รอประกาศผล")');
    for (const page of [phone, screen]) expect(await page.locator('.results').count()).toBe(0);
    await world.lead('ballot.publish', { ballot: 'water' });
    await screen.waitForSelector('.scene-published:has-text("ผลการลงคะแนน")');
    for (const page of [phone, screen]) await page.waitForSelector('.results');
  });
});

describe('practice', () => {
  test('phone, wall and desk say that it does not count', async () => {
    const phone = await windows.newPage({ size: sizes.phone });
    await sit(phone, world, world.seats[seat++] ?? '');
    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    const desk = await windows.staff(world, '/control');
    await world.lead('ballot.open', { ballot: 'try' });
    await phone.waitForSelector('.ballot :text("ซ้อมลงคะแนน คำตอบนี้ไม่นับในผลจริง")');
    await screen.waitForSelector('.scene-open:has-text("ซ้อมลงคะแนน")');
    await desk.waitForSelector('.card:has-text("ซ้อม ไม่นับในผล")');
    await phone.click('.option >> nth=0');
    await phone.click('button[type=submit]');
    await state(phone, 'recorded');
    await look(phone, 'practice-phone', { full: false });
    await look(screen, 'practice-screen', { full: false });
    await look(desk, 'practice-desk', { full: false });
  });
});

describe('the venue loses its Internet', () => {
  test('no page asks anybody but the hall’s own server', async () => {
    const pages = ['/', `/j/${world.code}`, '/control', '/table', '/prepare', `/screen/${world.code}`];
    for (const path of pages) {
      const page = await windows.newPage();
      const asked = new Set<string>();
      const complaints: string[] = [];
      page.on('request', (request) => request.url().startsWith('data:') || asked.add(new URL(request.url()).host));
      page.on('websocket', (socket) => asked.add(new URL(socket.url()).host));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      const answer = await page.goto(`${world.url}${path}`, { waitUntil: 'networkidle' });
      expect(answer?.headers()['content-security-policy'], path).toContain("default-src 'none'");
      expect([...asked], path).toEqual([new URL(world.url).host]);
      expect(complaints, path).toEqual([]);
    }
  });

  test('nothing that is served names an outside script, style, font or host', () => {
    // Names of XML vocabularies, and of our own licences, are never fetched.
    const never_fetched = /^https?:\/\/(www\.w3\.org\/|schemas\.|purl\.org\/|localhost)/;
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(html|js|css|webmanifest|svg)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const text = readFileSync(join(dist, name), 'utf8');
      const outside = (text.match(/(https?|wss?):\/\/[\w.-]+[\w/]*/g) ?? []).filter((url) => !never_fetched.test(url));
      expect(outside, name).toEqual([]);
      expect(text.match(/(?:src|href)=["']\/\/|url\(\s*["']?\/\/|@import/g) ?? [], name).toEqual([]);
    }
  });
});
