// The committee's page: what it shows and when, in every size, on paper, by keyboard, in both languages.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  afterAll,
  beforeAll,
  type Caller,
  definition,
  expect,
  type Page,
  sizes,
  test,
  violations,
} from '../../client-web/dev/browser';
import { lookInSizes, Windows } from './pages';
import { makeWorld, pictures, type World } from './world';

const password = 'four words are enough';
const accounts = [
  { name: 'governor', password, role: 'committee' },
  { name: 'somsri', password, role: 'facilitator' },
];
const t = (th: string, en: string) => ({ th, en });

let world: World;
let crowd: Caller[];
const windows = new Windows({ timeout: 20_000, reducedMotion: 'reduce' });

async function committee(): Promise<Page> {
  const page = await windows.staff(world, '/outcomes', { name: 'governor', password });
  await page.waitForSelector('.o-head h1');
  return page;
}

const ideas = [
  ['ขุดลอกคลองแม่รำพันก่อนฤดูฝนทุกปี', 'all', ''],
  ['ซ่อมประตูระบายน้ำที่ชำรุดให้ครบทุกแห่ง', 'most', 'บางคนเห็นว่าควรสร้างใหม่ทั้งหมด เพราะซ่อมแล้วก็พังอีก'],
  ['ให้ชาวบ้านร่วมเป็นกรรมการดูแลประตูระบายน้ำ', 'most', ''],
  ['เปิดข้อมูลระดับน้ำให้ทุกคนดูได้บนโทรศัพท์', 'all', ''],
  ['เตือนภัยเป็นภาษาถิ่นทางหอกระจายข่าว', 'some', ''],
  ['จ่ายค่าชดเชยทุ่งรับน้ำภายในเจ็ดวัน', 'most', 'งบอาจไม่พอถ้าน้ำท่วมทั้งทุ่ง'],
  ['ทำแก้มลิงตำบลละแห่ง', 'some', ''],
] as const;

beforeAll(async () => {
  const arrive = definition.agenda[0];
  world = await makeWorld({
    seats: 72,
    accounts,
    more: {
      agenda: [
        arrive,
        { id: 'talk', kind: 'tables', title: t('สนทนาตามโต๊ะ', 'Table talk'), minutes: 60 },
        { id: 'themes', kind: 'themes', title: t('ประเด็นร่วม', 'Themes'), minutes: 30 },
        ...definition.agenda.slice(2, 4),
      ],
      ballots: [
        ...definition.ballots.filter((ballot) => !/^s\d/.test(ballot.id)),
        {
          id: 'travel',
          kind: 'single',
          rule: 'plurality',
          reveal: 'on_close',
          demographic: true,
          question: t('ท่านเดินทางมาอย่างไร', 'How did you come here?'),
          options: [
            { id: 'foot', label: t('เดินเท้า', 'On foot') },
            { id: 'car', label: t('รถยนต์', 'By car') },
          ],
        },
      ],
    },
  });
  crowd = await world.crowd(64);
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

async function vote(ballot: string, choices: unknown[], meanwhile?: () => Promise<void>): Promise<void> {
  await world.lead('ballot.open', { ballot });
  await meanwhile?.();
  await Promise.all(
    crowd.flatMap((person, i) => {
      const choice = choices[i % choices.length];
      return choice === undefined ? [] : [person.call('ballot.cast', { ballot, choice })];
    }),
  );
  await world.lead('ballot.close', { ballot });
}

test('whose page it is, and what stands on it before anything has happened', async () => {
  const floor = await windows.signedIn(`${world.url}/outcomes`, { name: 'somsri', password });
  await floor.waitForSelector('a:has-text("ไปหน้าโต๊ะสนทนา")');
  expect(await violations(floor)).toEqual([]);
  const desk = await windows.staff(world, '/control', { name: 'governor', password });
  await desk.click('.notice-line a:has-text("ไปหน้าผลสำหรับคณะกรรมการ")');
  await desk.waitForSelector('.o-head h1');
  const page = await committee();
  await page.waitForSelector('#chain :text("ยังไม่มีความคิดเห็นจากโต๊ะ")');
  await expect.poll(() => page.textContent('.o-issue')).toContain('480 ล้านบาท');
  await expect.poll(() => page.textContent('.o-commitment')).toContain('ภายใน 60 วัน');
  await lookInSizes(page, 'outcomes-before');
});

test('nothing is known here before the hall knows it; then the page renews itself', async () => {
  const page = await committee();
  await world.lead('table.form', { count: 8 });
  await world.lead('stage.start', { stage: 'talk' });
  for (const [i, [text, agreement, dissent]] of ideas.entries())
    await world.lead('idea.add', { table: 1 + (i % 8), text, agreement, ...(dissent ? { dissent } : {}) });
  await world.lead('theme.add', { title: t('ดูแลทางน้ำร่วมกัน', 'Care for the waterways'), ideas: ['i1', 'i2', 'i3'] });
  await world.lead('theme.add', { title: t('เตือนภัยให้ถึงทุกคน', 'Warnings for all'), ideas: ['i4', 'i5'] });
  await world.lead('theme.add', { title: t('ทุ่งรับน้ำที่เป็นธรรม', 'Fair retention fields'), ideas: ['i6'] });
  await page.waitForSelector('.o-theme >> nth=2');
  await world.lead('ballot.make', {
    ballot: 'first',
    question: t('ประเด็นใดควรทำก่อน', 'Which theme should come first?'),
    kind: 'single',
    themes: ['t1', 't2'],
    reveal: 'on_publish',
    stage: 'vote1',
  });
  await world.lead('stage.start', { stage: 'vote1' });
  await vote('first', [['t1'], ['t1'], ['t2'], ['t1'], null]);
  await page.waitForSelector('.o-waiting li:has-text("ประเด็นใดควรทำก่อน"):has-text("ปิดแล้ว รอประกาศผล")');
  expect(await page.locator('#ballot-first').count()).toBe(0);
  await expect.poll(() => page.textContent('.o-theme >> nth=0')).toContain('ยังไม่ประกาศผล');
  await lookInSizes(page, 'outcomes-waiting', ['desktop']);

  await world.lead('ballot.publish', { ballot: 'first' });
  await page.waitForSelector('#ballot-first .o-winner:has-text("ดูแลทางน้ำร่วมกัน")');
  const counted = await page.locator('#ballot-first .o-counts tbody tr').allTextContents();
  // 64 people, five choices in turn.
  expect(counted[0]).toContain('39');
  expect(counted[1]).toContain('13');
  expect(counted[2]).toContain('12');
  const theme = page.locator('.o-theme:has-text("ดูแลทางน้ำร่วมกัน")');
  await expect.poll(() => theme.textContent()).toContain('ได้รับเลือก · อันดับ 1 · 75%');
  await theme.locator('summary').click();
  await theme.locator('.o-dissent:has-text("ซ่อมแล้วก็พังอีก")').waitFor();
  await page.click('#ballot-first .o-origin >> nth=0');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('theme-t1');
});

test('every kind of result, by group, in both languages, on paper', async () => {
  await vote('way', [['fields'], ['fields'], ['ponds'], ['walls'], ['fields'], ['warn'], ['ponds'], null, undefined]);
  await world.lead('ballot.publish', { ballot: 'way' });
  await vote('works', [['dredge', 'gates'], ['gates', 'roads', 'maps'], ['wells']]);
  await vote('dam', [['yes'], ['yes'], ['no'], ['yes'], null]);
  await world.lead('ballot.publish', { ballot: 'dam' });
  const openedByMistake = (ballot: string, ballots: number) => async () => {
    const { batch } = (await world.lead('paper.open', { ballot, ballots })) as { batch: string };
    await world.lead('paper.drop', { batch });
  };
  const orders = [
    ['old', 'kids'],
    ['kids', 'old', 'farm'],
    ['old', 'farm'],
  ];
  await vote('order', orders, openedByMistake('order', 731));
  await vote('travel', [['foot'], ['car']], openedByMistake('travel', 40));
  await vote('rate', [
    { fields: 5, walls: 1, ponds: 4 },
    { fields: 4, walls: 3 },
  ]);
  await vote('budget', [
    { fields: 50, ponds: 50 },
    { fields: 20, walls: 30, ponds: 30, warn: 20 },
  ]);
  await vote('trust', [7, 8, 5, 9, 3, 7, 10, 6, null]);
  await vote('water', [0, 35, 80, 12, 44, 100]);
  await vote('words', ['น้ำประปาเค็มในหน้าแล้ง', 'ขยะในคลอง', null]);
  await world.lead('ballot.publish', { ballot: 'words' });
  const page = await committee();
  await page.waitForSelector('#ballot-words .o-ideas li >> nth=19');
  await page.waitForSelector('#ballot-order .o-dropped:has-text("เลิกใช้แล้วมี 1 ชุด เปิดไว้รวม 731 ใบ")');
  await page.waitForSelector('.o-room .o-dropped:has-text("40 ใบ")');
  expect(await page.locator('.o-dropped').count()).toBe(2);
  expect(await page.locator('#ballot-order .ranking table tbody tr').count()).toBe(4);
  await page.waitForSelector('#ballot-words .cloud table tr:has-text("คลอง")', { state: 'attached' });
  for (const each of await page.locator('.o-body summary').all()) await each.click();
  await lookInSizes(page, 'outcomes');
  await page.setViewportSize(sizes.desktop);
  await page.click('.language');
  await page.waitForSelector('h2:has-text("What the people chose")');
  await page.waitForSelector('#ballot-order .o-dropped:has-text("dropped: 1, opened for 731 papers")');
  await lookInSizes(page, 'outcomes-en');
  await page.click('.language');

  await page.reload();
  await page.waitForSelector('.o-head h1');
  await page.pdf({ path: join(pictures, 'outcomes.pdf'), preferCSSPageSize: true });
  await expect.poll(() => page.locator('.o-body details[open]').count()).toBe(0);
});

test('the keyboard alone reads it, and takes the report away', async () => {
  const page = await windows.newPage();
  await page.goto(`${world.url}/outcomes`);
  await page.focus('#name');
  await page.keyboard.type('governor');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.deliberation');
  const reach = async (wanted: string) => {
    for (let i = 0; i < 200; i += 1) {
      if (await page.evaluate((one) => document.activeElement?.matches(one) ?? false, wanted)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard did not reach ${wanted}`);
  };
  await reach('.deliberation');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.o-head h1');
  await reach('.o-contents a[href="#votes"]');
  await page.keyboard.press('Enter');
  await reach('#ballot-first .o-more summary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#ballot-first .o-scroll .o-table');
  await reach('.reports-formats button.primary');
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await coming;
  await page.waitForSelector('.reports-formats button.primary:focus');
  const text = await readFile(await file.path(), 'utf8');
  const hash = await page.locator('.o-proof dd >> nth=1').textContent();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(text).toContain('ดูแลทางน้ำร่วมกัน');
  expect(text).toContain(hash);
});
