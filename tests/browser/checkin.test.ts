// The desk knows people: names and needs, leaving by card, finding somebody by name, a table chosen by hand; and the
// facilitator who reads it all at the table.
import { afterAll, beforeAll, expect, type Page, test } from '../../client-web/dev/browser';
import { choose, lookInSizes, Windows } from './pages';
import { makeWorld, type World } from './world';

const password = 'four words are enough';
const accounts = [
  { name: 'somsri', password, role: 'facilitator' },
  { name: 'anan', password, role: 'facilitator' },
];
const t = (th: string, en: string) => ({ th, en });
const agenda = [
  { id: 'arrive', kind: 'registration', title: t('ลงทะเบียน', 'Arrival'), minutes: 60 },
  { id: 'talk', kind: 'tables', title: t('สนทนาตามโต๊ะ', 'Table talk'), minutes: 60 },
];
const people = [
  { id: 'A1', strata: {}, name: 'นางสาวมาลี ใจดี', needs: 'ใช้รถเข็น ขอที่นั่งใกล้ประตู' },
  { id: 'A2', strata: {}, name: 'นายคำปัน ใจดี' },
  { id: 'A3', strata: {}, name: 'นายจรูญ ศรีสุข' },
];

let world: World;
let cards: Record<string, string>;
const windows = new Windows({ timeout: 10_000 });

beforeAll(async () => {
  world = await makeWorld({ seats: 2, accounts, more: { agenda, ballots: [] } });
  await world.lead('roll.import', { people });
  const { seats } = (await world.lead('seat.issue', { ids: people.map(({ id }) => id) })) as {
    seats: { seat: string; participant_id: string }[];
  };
  cards = Object.fromEntries(seats.map((one) => [one.participant_id, one.seat]));
  await world.lead('table.form', { count: 2 });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

async function staff(name: string, place: string): Promise<Page> {
  const page = await windows.staff(world, '/table', { name, password });
  await choose(page, place);
  return page;
}

const enter = async (page: Page, typed: string) => {
  await page.waitForSelector('#arrival:focus');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
};
const here = (page: Page) => page.textContent('.counts-here strong');
const link = (id: string) => `${world.url}/j/${world.code}#seat=${(cards[id] ?? '').replace(/-/g, '')}`;

test('a name and needs are told, changed and seen at the table; the same card takes its person out and in', async () => {
  const desk = await staff('somsri', 'โต๊ะลงทะเบียน');
  await enter(desk, link('A1'));
  await desk.waitForSelector('.answer-name:has-text("นางสาวมาลี ใจดี")');
  await desk.waitForSelector('.needs:has-text("ใช้รถเข็น ขอที่นั่งใกล้ประตู")');
  await lookInSizes(desk, 'checkin-needs');
  const first = (await desk.textContent('.answer-table strong')) ?? '';

  // A table near the door, by hand.
  const wanted = first === '1' ? '2' : '1';
  await desk.click('button:has-text("เลือกโต๊ะเอง")');
  await desk.keyboard.type(wanted);
  await desk.keyboard.press('Enter');
  await expect.poll(() => desk.textContent('.answer-table strong')).toBe(wanted);
  const worse = desk.locator('.care button:has-text("รับทราบ")');
  if ((await worse.count()) > 0) await worse.click();

  await desk.click('button:has-text("แก้ความต้องการพิเศษ")');
  await desk.fill('.care-form input', 'ใช้รถเข็นไฟฟ้า');
  await lookInSizes(desk, 'checkin-edit');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('.needs:has-text("ใช้รถเข็นไฟฟ้า")');
  await desk.waitForSelector('#arrival:focus');

  const table = await staff('anan', 'โต๊ะสนทนา');
  await table.click(`.table-button:has-text("โต๊ะ ${wanted}")`);
  await table.waitForSelector('.speaker:has-text("นางสาวมาลี ใจดี"):has-text("ใช้รถเข็นไฟฟ้า")');
  await lookInSizes(table, 'table-names');

  // The desk writes again, and the open page of the table shows it.
  await desk.click('button:has-text("แก้ความต้องการพิเศษ")');
  await desk.fill('.care-form input', 'ขอล่ามภาษามือ');
  await desk.keyboard.press('Enter');
  await table.waitForSelector('.speaker:has-text("นางสาวมาลี ใจดี"):has-text("ขอล่ามภาษามือ")');

  // Leaving: in words and colour, refused for who is not here, undone by one press.
  await desk.click('.mode-leaving');
  await desk.waitForSelector('.checkin-leaving label:has-text("กำลังกลับ")');
  await enter(desk, link('A2'));
  await desk.waitForSelector('.answer-refused');
  expect(await here(desk)).toBe('1');
  await enter(desk, link('A1'));
  await desk.waitForSelector('.answer-left:has-text("นางสาวมาลี ใจดี")');
  await expect.poll(() => here(desk)).toBe('0');
  await table.waitForSelector('.speaker', { state: 'detached' });
  await lookInSizes(desk, 'checkin-leaving');
  await desk.click('.undo:has-text("ให้กลับเข้ามา")');
  await expect.poll(() => here(desk)).toBe('1');
  await desk.waitForSelector('.answer-done .answer-name:has-text("นางสาวมาลี ใจดี")');
  await enter(desk, cards.A1 ?? '');
  await expect.poll(() => here(desk)).toBe('0');
  await desk.click('.mode-arriving');
  await enter(desk, cards.A1 ?? '');
  await expect.poll(() => here(desk)).toBe('1');

  // Saved empty, they are gone; the badge too.
  await desk.click('button:has-text("แก้ความต้องการพิเศษ")');
  await desk.fill('.care-form input', '');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('.needs', { state: 'detached' });
  expect(await world.lead('desk.people', { participants: ['A1'] })).toEqual({
    people: [{ participant: 'A1', name: 'นางสาวมาลี ใจดี' }],
  });
});

test('somebody without their card is found by name, by keyboard alone', async () => {
  const desk = await staff('somsri', 'โต๊ะลงทะเบียน');
  await desk.waitForSelector('#arrival:focus');
  const before = Number(await here(desk));
  await desk.focus('button:has-text("ค้นชื่อ")');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('.find-person input:focus');
  await desk.keyboard.type('ใจดี');
  await desk.waitForSelector('.found li >> nth=1');
  await expect.poll(() => desk.locator('.found li').count()).toBe(2);
  await lookInSizes(desk, 'checkin-find');
  await desk.keyboard.type(' คำ');
  await expect.poll(() => desk.locator('.found li').count()).toBe(1);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('.answer-name:has-text("นายคำปัน ใจดี")');
  await desk.waitForSelector('#arrival:focus');
  await expect.poll(async () => Number(await here(desk))).toBe(before + 1);

  await desk.click('button:has-text("ค้นชื่อ")');
  await desk.waitForSelector('.find-person input:focus');
  await desk.keyboard.type('ไม่มีคนนี้');
  await desk.waitForSelector('.find-person .none');
  await desk.keyboard.press('Escape');
  await desk.waitForSelector('#arrival:focus');
});

test('a walk-in may give a name and needs', async () => {
  const desk = await staff('somsri', 'โต๊ะลงทะเบียน');
  await desk.waitForSelector('#arrival:focus');
  await desk.keyboard.type('+');
  await desk.fill('.walk-in input[name=name]', 'นางผ่อง มาทีหลัง');
  await desk.fill('.walk-in input[name=needs]', 'เอกสารตัวใหญ่');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('.answer-name:has-text("นางผ่อง มาทีหลัง")');
  await desk.waitForSelector('.needs:has-text("เอกสารตัวใหญ่")');
  await desk.waitForSelector('.answer-seat-new');
});
