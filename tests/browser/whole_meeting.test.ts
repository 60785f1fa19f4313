// One small town meeting from the first check-in to the committee's report, by people who have only the screens: the
// organiser, a lead, the desk, two tables, the theme team, the wall, a committee member, and phones in Thai of which one
// knows no mouse and no touch. Those without a page sit on raw sockets. At most ten windows at once.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  account,
  afterAll,
  beforeAll,
  type Caller,
  expect,
  type Page,
  seatPeople,
  sizes,
  startServer,
  test,
} from '../../client-web/dev/browser';
import { choose, type LookOptions, look as lookAt, type Size, signIn, Windows } from './pages';
import { pictures } from './world';

const password = account.password;
const accounts = [
  { name: 'wipa', password, role: 'lead' },
  { name: 'malee', password, role: 'facilitator' },
  { name: 'somsri', password, role: 'facilitator' },
  { name: 'anan', password, role: 'facilitator' },
  { name: 'prasit', password, role: 'theme_team' },
  { name: 'governor', password, role: 'committee' },
];
const t = (th: string, en: string) => ({ th, en });
const definition = {
  method: 'town_meeting',
  title: t('เวทีน้ำตำบลปากแคว', 'Pak Khwae water meeting'),
  issue: t('ตำบลจะอยู่กับน้ำอย่างไร', 'How should the subdistrict live with water?'),
  convenor: {
    agency: 'อบต. ปากแคว',
    commitment: t('นายก อบต. จะตอบทุกข้อภายใน 30 วัน', 'The mayor will answer every point within 30 days'),
  },
  strata: [
    {
      id: 'gender',
      label: t('เพศ', 'Gender'),
      values: [
        { id: 'f', label: t('หญิง', 'Women'), population: 0.52 },
        { id: 'm', label: t('ชาย', 'Men'), population: 0.48 },
      ],
    },
  ],
  agenda: [
    { id: 'arrive', kind: 'registration', title: t('ลงทะเบียน', 'Arrival'), minutes: 30 },
    { id: 'room', kind: 'ballots', title: t('วันนี้ใครอยู่ในห้อง', 'Who is here'), minutes: 5, ballots: ['who'] },
    { id: 'brief', kind: 'briefing', title: t('ข้อมูลที่เป็นกลาง', 'Briefing'), minutes: 20 },
    { id: 'talk', kind: 'tables', title: t('สนทนาตามโต๊ะ', 'Table talk'), minutes: 60 },
    { id: 'sort', kind: 'themes', title: t('ประเด็นร่วมกลับขึ้นจอ', 'Themes'), minutes: 30 },
    { id: 'vote', kind: 'ballots', title: t('ลงคะแนน', 'Voting'), minutes: 20, ballots: [] },
    { id: 'end', kind: 'report', title: t('รายงานผล', 'Report'), minutes: 15 },
  ],
  ballots: [
    {
      id: 'who',
      kind: 'single',
      question: t('บ้านท่านอยู่ที่ใด', 'Where is your home?'),
      options: [
        { id: 'river', label: t('ริมแม่น้ำ', 'By the river') },
        { id: 'field', label: t('กลางทุ่ง', 'In the fields') },
      ],
      reveal: 'live',
      demographic: true,
    },
  ],
  tables: { size: [4, 8], balance: ['gender'] },
};
const roll = ['รหัส,ชื่อ,เพศ', ...Array.from({ length: 12 }, (_, i) => `B${i + 1},คนที่ ${i + 1},${i % 2 ? 'ชาย' : 'หญิง'}`)];

let server: Awaited<ReturnType<typeof startServer>>;
const windows = new Windows({ timeout: 20_000, reducedMotion: 'reduce' });
let code = '';
let seats: string[] = [];
let crowd: Caller[] = [];
let deliberation = '';
const pages = {} as Record<
  'lead' | 'desk' | 'one' | 'two' | 'team' | 'wall' | 'committee' | 'touch' | 'keys' | 'other',
  Page
>;
let step = 0;

async function open(size: Size, path: string): Promise<Page> {
  expect(windows.count, 'windows open at once').toBeLessThan(10);
  const page = await windows.newPage({ size });
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Signs in and opens the meeting, by its title. */
async function staff(path: string, name: string): Promise<Page> {
  const page = await open(sizes.desktop, path);
  await signIn(page, { name, password });
  await choose(page, 'เวทีน้ำตำบลปากแคว');
  return page;
}

/** Looks at the page of this step. */
async function look(page: Page, name: string, { full = 'narrow' }: LookOptions = {}): Promise<void> {
  step += 1;
  await lookAt(page, `day-${String(step).padStart(2, '0')}-${name}`, { full });
}

/** Tab until the focus is on it: as far as a keyboard must go, and no further than a patient person would. */
async function reach(page: Page, selector: string): Promise<void> {
  const there = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  for (let i = 0; i < 60; i += 1) {
    if (await there()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

interface Spoken {
  role: string;
  name: string;
  live: string;
}

/** What a screen reader is given of the page. */
async function spoken(page: Page): Promise<Spoken[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({
      role: String(node.role?.value ?? ''),
      name: String(node.name?.value ?? ''),
      live: String(node.properties?.find((one) => one.name === 'live')?.value.value ?? ''),
    }));
}

const startStage = async (title: string) => {
  const { lead } = pages;
  await lead.click(`.stage-name:has-text("${title}")`);
  const stage = lead.locator(`.stage:has-text("${title}")`);
  await stage.locator('.stage-action > button').click();
  const sure = stage.locator('.ask-buttons button:has-text("เริ่มเลย")');
  const running = lead.locator(`.stage-running:has-text("${title}")`);
  await sure.or(running).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await running.waitFor();
};
const card = (question: string) => pages.lead.locator(`.card:has-text("${question}")`);

beforeAll(async () => {
  server = await startServer(accounts);
});

afterAll(async () => {
  for (const person of crowd) person.close();
  await windows.end();
  await server?.stop();
});

test('the organiser prepares it: the definition, the roll, the seats', async () => {
  const page = await open(sizes.desktop, '/control');
  await signIn(page);
  await page.waitForSelector('a:has-text("เตรียมเวทีใหม่")');
  await look(page, 'empty-list');
  await page.click('a:has-text("เตรียมเวทีใหม่")');
  await page.setInputFiles('input[type=file]', {
    name: 'meeting.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(definition)),
  });
  await page.click('button:has-text("กลับไปแบบฟอร์ม")');
  await expect.poll(() => page.inputValue('#field-titleTh')).toBe('เวทีน้ำตำบลปากแคว');
  await page.click('button:has-text("ตรวจ")');
  await page.waitForSelector('.verdict:has-text("ใช้จัดเวทีได้")');
  await look(page, 'prepare-checked');
  await page.click('button:has-text("สร้างเวที")');
  await page.waitForSelector('#roll-title');
  await page.setInputFiles('input[type=file]', {
    name: 'roll.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(roll.join('\n')),
  });
  await page.click('button:has-text("นำเข้า 12 คน")');
  await page.waitForSelector('text=นำเข้าแล้ว 12 คน');
  await page.click('summary:has-text("ออกรหัสเป็นไฟล์ CSV")');
  await page.click('button:has-text("ออกรหัส")');
  await page.waitForSelector('a:has-text("บันทึกเป็น CSV")');
  await look(page, 'prepare-seats');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("บันทึกเป็น CSV")')]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1);
  seats = lines.map((line) => line.split(',')[1] ?? '');
  expect(seats).toHaveLength(12);
  code = (await page.textContent('.standing dd'))?.trim() ?? '';
  await windows.close(page);
});

test('the lead makes two tables; the desk seats people as they arrive; phones come in', async () => {
  [pages.lead, pages.desk, pages.wall] = await Promise.all([
    staff('/control', 'wipa'),
    staff('/table', 'malee'),
    open(sizes.desktop, `/screen/${code}`),
  ]);
  const { lead, desk, wall } = pages;
  await wall.waitForSelector('.join-code');
  await look(wall, 'wall-join');
  await startStage('ลงทะเบียน');
  await lead.fill('#table-count', '2');
  await lead.click('.tables-form button');
  await lead.waitForSelector('.tables-panel .figures');
  await look(lead, 'control-tables');

  await choose(desk, 'โต๊ะลงทะเบียน');
  await desk.waitForSelector('#arrival:focus');
  for (const seat of seats.slice(0, 11)) {
    await desk.keyboard.type(seat);
    await desk.keyboard.press('Enter');
  }
  await expect.poll(() => desk.textContent('.counts-here strong')).toBe('11');
  const seated = await desk.locator('.recent-table').allTextContents();
  expect(seated.filter((text) => text === 'โต๊ะ 1').length).toBeGreaterThan(3);
  await look(desk, 'desk-arrived');

  // By touch, with the code on the wall and the code on the card.
  pages.touch = await open(sizes.phone, '/');
  const { touch } = pages;
  await touch.fill('#code', code);
  await touch.click('button[type=submit]');
  await touch.waitForSelector('#seat');
  await look(touch, 'phone-seat');
  await touch.fill('#seat', seats[0] ?? '');
  await touch.click('button[type=submit]');
  await touch.waitForSelector('.my-table strong');
  await look(touch, 'phone-waiting');

  // The keyboard alone, from the empty page on.
  pages.keys = await open(sizes.phone, `/j/${code}`);
  const { keys } = pages;
  await keys.waitForSelector('#seat');
  await reach(keys, '#seat');
  await keys.keyboard.type(seats[1] ?? '');
  await keys.keyboard.press('Enter');
  await keys.waitForSelector('.my-table strong');

  // A late one, whom the desk has not seen.
  pages.other = await open(sizes.phone, `/j/${code}#seat=${(seats[11] ?? '').replace(/-/g, '')}`);
  await pages.other.waitForSelector('.my-table strong');
  crowd = await seatPeople(server.url, code, seats.slice(2, 11));
  await expect.poll(() => lead.locator('.tables-panel .figures').textContent()).toContain('นั่งแล้ว12');
  await expect.poll(() => lead.textContent('.composition')).toContain('6 (50%)');
});

test('who is in the room: a first vote that everybody sees grow', async () => {
  const { lead, wall, touch, keys, other } = pages;
  await startStage('วันนี้ใครอยู่ในห้อง');
  await card('บ้านท่านอยู่ที่ใด').locator('button:has-text("เปิดลงคะแนน")').click();
  await touch.click('.option:has-text("ริมแม่น้ำ")');
  await touch.click('.send button[type=submit]');
  await touch.waitForSelector('[data-state=recorded]');
  await keys.waitForSelector('.ballot-form');
  await reach(keys, '.ballot-form input');
  await keys.keyboard.press('1');
  await reach(keys, '.send button[type=submit]');
  await keys.keyboard.press('Enter');
  await keys.waitForSelector('[data-state=recorded]');
  await other.click('.option:has-text("กลางทุ่ง")');
  await other.click('.send button[type=submit]');
  await other.waitForSelector('[data-state=recorded]');
  await Promise.all(
    crowd.map((person, i) => person.call('ballot.cast', { ballot: 'who', choice: [i < 6 ? 'river' : 'field'] })),
  );
  await expect.poll(() => wall.locator('.bars').textContent()).toContain('8 เสียง');
  await look(wall, 'wall-room');
  await look(touch, 'phone-voted');
  await card('บ้านท่านอยู่ที่ใด').locator('button:has-text("ปิดลงคะแนน")').click();
  await lead.click('.ask-buttons button:has-text("ปิดเลย")');
  await card('บ้านท่านอยู่ที่ใด').locator('button:has-text("ประกาศผล")').click();
  await lead.click('.ask-buttons button:has-text("ประกาศเลย")');
  await lead.waitForSelector('.card-published');
  await touch.waitForSelector('.results');
});

test('table talk: notes, ideas, dissent, a call for help, and a citizen’s own idea', async () => {
  const { lead, touch, keys } = pages;
  // The desk's work is done: its window goes to a table.
  await windows.close(pages.desk);
  await startStage('สนทนาตามโต๊ะ');
  [pages.one, pages.two] = await Promise.all([staff('/table', 'somsri'), staff('/table', 'anan')]);
  const { one, two } = pages;
  for (const [page, number] of [
    [one, 1],
    [two, 2],
  ] as const) {
    await choose(page, 'โต๊ะสนทนา');
    await page.click(`.table-button:has-text("โต๊ะ ${number}")`);
    await page.waitForSelector('#notes');
  }
  await one.fill('#notes', 'เริ่มคุยเรื่องคลองตื้นเขิน');
  await one.waitForSelector('.note-clean');
  await one.fill('#idea-new', 'ขุดลอกคลองทุกปีก่อนฝน');
  await one.check('.level:has-text("ส่วนใหญ่") input');
  await one.fill('#dissent-new', 'บางคนกลัวตลิ่งพัง');
  await one.click('.idea-form button[type=submit]');
  await one.waitForSelector('.idea:has-text("ขุดลอกคลอง") .idea-foot');
  await look(one, 'table-one');
  await two.fill('#idea-new', 'เตือนภัยทางหอกระจายข่าว');
  await two.click('.idea-form button[type=submit]');
  await two.waitForSelector('.idea:has-text("หอกระจายข่าว") .idea-foot');
  await two.click('.help-call button');
  await lead.waitForSelector('.calls-on:has-text("โต๊ะ 2")');
  await look(lead, 'control-help');
  await lead.click('.calls-on button:has-text("ไปช่วยแล้ว")');
  await two.waitForSelector('.help-call .danger');

  await touch.fill('#own-idea', 'ให้เด็กช่วยดูระดับน้ำหน้าโรงเรียน');
  await touch.click('.new-idea button');
  await touch.waitForSelector('.own-idea:has-text("รอทีมประมวลประเด็น")');
  await look(touch, 'phone-idea');
  await reach(keys, '#own-idea');
  await keys.keyboard.type('ปลูกต้นไม้ริมคลอง');
  await reach(keys, '.new-idea button');
  await keys.keyboard.press('Enter');
  await keys.waitForSelector('.own-idea:has-text("ปลูกต้นไม้")');
});

test('the theme team sorts them, the wall shows them, and two presses make a question', async () => {
  const { wall, touch } = pages;
  // Table two has told all it had to tell.
  await windows.close(pages.two);
  await startStage('ประเด็นร่วมกลับขึ้นจอ');
  pages.team = await staff('/table', 'prasit');
  const { team } = pages;
  await choose(team, 'ประมวลประเด็น');
  await team.waitForSelector('.stream .sort-idea >> nth=3');
  const theme = async (title: string, ideas: string[]) => {
    for (const idea of ideas) await team.check(`.stream .sort-idea:has-text("${idea}") input`);
    await team.click('.move-line button:has-text("ประเด็นใหม่")');
    await team.waitForSelector('#new-theme:focus');
    await team.keyboard.type(title);
    await team.keyboard.press('Enter');
    await team.waitForSelector(`.theme:has-text("${title}"):has-text("${ideas.length} ข้อ")`);
  };
  await theme('ดูแลคลอง', ['ขุดลอกคลอง', 'ปลูกต้นไม้']);
  await theme('รู้ทันน้ำ', ['หอกระจายข่าว', 'ระดับน้ำหน้าโรงเรียน']);
  await touch.waitForSelector('.own-way strong:has-text("รู้ทันน้ำ")');
  await wall.waitForSelector('.board-item:has-text("รู้ทันน้ำ")');
  await look(wall, 'wall-themes');
  await look(team, 'themes');
  await team.click('.board button:has-text("ตั้งคำถามจาก 2 ประเด็น")');
  await team.click('button:has-text("สร้างคำถาม")');
  await team.waitForSelector('.make-ballot:has-text("สร้างคำถามแล้ว")');
  await touch.waitForSelector('.own-way a:has-text("ประเด็นใดควรทำก่อน")');
});

const QUESTION = 'ประเด็นใดควรทำก่อน';

/** The id the theme team’s two presses gave the question. */
async function madeBallot(): Promise<string> {
  const [one] = crowd;
  if (!one) throw new Error('nobody is here');
  const { doc } = (await one.call('view.get', { view: 'agenda' })) as {
    doc: { deliberation: string; ballots: { id: string; question: { th: string } }[] };
  };
  deliberation = doc.deliberation;
  return doc.ballots.find((ballot) => ballot.question.th === QUESTION)?.id ?? '';
}

test('the vote: by touch, by keyboard, with a screen reader', async () => {
  const { lead, wall, touch, keys, other } = pages;
  pages.committee = await staff('/outcomes', 'governor');
  const { committee } = pages;
  await committee.waitForSelector('.o-head h1');
  await startStage('ลงคะแนน');
  await card(QUESTION).locator('button:has-text("เปิดลงคะแนน")').click();

  // His own idea leads him to the question.
  await touch.waitForSelector('.ballot-form');
  await touch.click('.option:has-text("รู้ทันน้ำ")');
  await look(touch, 'phone-ballot');
  await touch.click('.send button[type=submit]');
  await touch.waitForSelector('[data-state=recorded]');

  await keys.waitForSelector('.ballot-form');
  const heard = await spoken(keys);
  const said = (role: string, name: string | RegExp) =>
    heard.some((one) => one.role === role && (typeof name === 'string' ? one.name === name : name.test(one.name)));
  expect(said('heading', QUESTION)).toBe(true);
  expect(said('group', QUESTION)).toBe(true);
  expect(said('checkbox', /ดูแลคลอง/)).toBe(true);
  expect(said('checkbox', /รู้ทันน้ำ/)).toBe(true);
  expect(said('checkbox', 'ไม่ออกความเห็น')).toBe(true);
  expect(said('button', 'ส่งคำตอบ')).toBe(true);
  expect(heard.filter((one) => one.live === 'polite').length).toBeGreaterThan(0);
  writeFileSync(join(pictures, 'day-ballot.aria.yml'), await keys.locator('main').ariaSnapshot());
  await reach(keys, '.ballot-form input');
  await keys.keyboard.press('Space');
  await keys.keyboard.press('2');
  await expect.poll(async () => (await spoken(keys)).some((one) => /เลือกแล้ว 2 จาก 2/.test(one.name))).toBe(true);
  await keys.keyboard.press('1');
  await reach(keys, '.send button[type=submit]');
  await look(keys, 'phone-keyboard');
  await keys.keyboard.press('Enter');
  await keys.waitForSelector('.vote-status[aria-live=polite] .state-recorded');
  expect((await spoken(keys)).some((one) => one.name === 'บันทึกแล้ว')).toBe(true);

  await other.click('.option-none');
  await other.click('.send button[type=submit]');
  await other.waitForSelector('[data-state=recorded]');
  const ballot = await madeBallot();
  await Promise.all(
    crowd.map((person, i) =>
      person.call('ballot.cast', { ballot, choice: i < 3 ? ['t1'] : i < 8 ? ['t2'] : ['t1', 't2'] }),
    ),
  );
  await expect.poll(() => card(QUESTION).locator('.turnout-key-voted dd').textContent()).toBe('12');
  await look(wall, 'wall-voting');
  expect(await committee.textContent('#votes')).not.toContain(QUESTION);
  await card(QUESTION).locator('button:has-text("ปิดลงคะแนน")').click();
  await lead.click('.ask-buttons button:has-text("ปิดเลย")');
  await card(QUESTION).locator('button:has-text("ประกาศผล")').click();
  await look(lead, 'control-publish');
  await lead.click('.ask-buttons button:has-text("ประกาศเลย")');
  await wall.waitForSelector('.scene-published');
  await look(wall, 'wall-result');
  await touch.waitForSelector('.results');
  await look(touch, 'phone-result');
});

test('the committee reads what was cast, follows one idea to it, and takes the report home', async () => {
  const { committee } = pages;
  await startStage('รายงานผล');
  const result = committee.locator(`.o-ballot:has-text("${QUESTION}")`);
  await result.waitFor();
  const cells = (text: string) => result.locator(`.o-counts tr:has-text("${text}") td`).allTextContents();
  // รู้ทันน้ำ: by touch, by keyboard, five on sockets and the one who chose both. ดูแลคลอง: three, and the same one.
  expect(await cells('รู้ทันน้ำ')).toEqual(['8', '72.7%']);
  expect(await cells('ดูแลคลอง')).toEqual(['4', '36.4%']);
  expect(await cells('ไม่ออกความเห็น')).toEqual(['1', '–']);
  expect(await result.locator('.o-winner').allTextContents()).toHaveLength(1);
  await expect.poll(() => result.locator('.o-winner').textContent()).toContain('รู้ทันน้ำ');
  await expect.poll(() => result.textContent()).toContain('12 จากผู้มีสิทธิ์ 12 คน (100%)');
  await expect.poll(() => committee.textContent('.o-figures')).toContain('12');
  expect(await committee.locator('.o-room tr:has-text("ริมแม่น้ำ") td').allTextContents()).toEqual(['8', '66.7%']);
  expect(await committee.textContent('.o-summary')).not.toContain('บ้านท่านอยู่ที่ใด');
  await expect.poll(() => committee.textContent('.o-commitment')).toContain('ภายใน 30 วัน');
  const theme = committee.locator('.o-theme:has-text("รู้ทันน้ำ")');
  await theme.locator('summary').click();
  await theme.locator('li:has-text("ระดับน้ำหน้าโรงเรียน")').waitFor();
  await expect.poll(() => theme.textContent()).toContain('ได้รับเลือก');
  await committee.locator('.o-theme:has-text("ดูแลคลอง") summary').click();
  await committee.waitForSelector('.o-dissent:has-text("ตลิ่งพัง")');
  await look(committee, 'outcomes', { full: true });
  await committee.setViewportSize(sizes.phone);
  await look(committee, 'outcomes-phone');
  await committee.setViewportSize(sizes.desktop);

  const save = async (label: string) => {
    const coming = committee.waitForEvent('download');
    await committee.click(`.reports button:has-text("${label}")`);
    const file = await coming;
    const bytes = readFileSync(await file.path());
    await committee.waitForSelector('.reports [role=status]:has-text("บันทึกแล้ว")');
    return bytes;
  };
  const report = JSON.parse((await save('JSON')).toString('utf8')) as {
    deliberation: string;
    standing: { hash: string };
    ballots: { question: { th: string }; counts: Record<string, number>; abstained: number; voted: number }[];
  };
  const asked = report.ballots.find((ballot) => ballot.question.th === QUESTION);
  expect(asked).toMatchObject({ voted: 12, abstained: 1, counts: { t1: 4, t2: 8 } });
  expect(report.deliberation).toBe(deliberation);
  await expect.poll(() => committee.textContent('.o-proof')).toContain(report.standing.hash);
  expect((await save('PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await save('HTML')).toString('utf8')).toContain('บางคนกลัวตลิ่งพัง');
});
