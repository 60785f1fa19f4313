// The wall's pictures, each with the table a screen reader reads: who is in the room, results published together, a
// ranking, a word cloud; and the lead's desk beside them.
import {
  afterAll,
  beforeAll,
  type Caller,
  definition,
  describe,
  expect,
  type Page,
  sizes,
  test,
} from '../../client-web/dev/browser';
import { look, Windows } from './pages';
import { account, makeWorld, type World } from './world';

const t = (th: string, en: string) => ({ th, en });
const ages = [
  ['young', '18–34 ปี', '18–34'],
  ['middle', '35–59 ปี', '35–59'],
  ['old', '60 ปีขึ้นไป', '60 and over'],
] as const;

const answers = [
  'อยากให้ซ่อมประตูระบายน้ำและขุดลอกคลองก่อนหน้าฝน',
  'โรงเรียนต้องเป็นศูนย์พักพิง มีน้ำสะอาดและห้องน้ำเพียงพอ',
  'ขุดลอกคลองทุกปี และเตือนภัยเป็นภาษาถิ่น',
  'ชาวนาควรได้ค่าชดเชยเร็วขึ้นเมื่อน้ำท่วมนา',
  'ตลาดและถนนหน้าโรงเรียนน้ำท่วมทุกปี',
  'ผู้สูงอายุไม่มีเรือ ตอนน้ำท่วมออกจากบ้านไม่ได้',
];

let world: World;
let crowd: Caller[];
const windows = new Windows();

async function wall(language: 'th' | 'en' = 'th'): Promise<Page> {
  const page = await windows.newPage({ language });
  await page.goto(`${world.url}/screen/${world.code}`);
  return page;
}

async function desk(size: 'desktop' | 'phone'): Promise<Page> {
  const page = await windows.staff(world, '/control', account, { size: sizes[size] });
  await page.waitForSelector('.stage');
  return page;
}

async function vote(ballot: string, choices: unknown[]): Promise<void> {
  await Promise.all(
    crowd.map((person, i) => person.call('ballot.cast', { ballot, choice: choices[i % choices.length] })),
  );
}

beforeAll(async () => {
  const [arrive, , , second] = definition.agenda;
  world = await makeWorld({
    seats: 64,
    more: {
      agenda: [
        { ...arrive, ballots: [] },
        { id: 'ask', kind: 'ballots', title: t('ใครอยู่ในห้อง', 'Who is in the room'), ballots: ['who_age'] },
        second,
      ],
      ballots: [
        ...definition.ballots,
        {
          id: 'who_age',
          kind: 'single',
          question: t('ช่วงอายุของท่าน', 'Your age'),
          options: ages.map(([id, th, en]) => ({ id, label: t(th, en) })),
          reveal: 'on_publish',
          demographic: true,
          stratum: 'age',
        },
      ],
    },
  });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('pictures on the wall', () => {
  test('while people arrive the wall shows by turns how to join and who is there', async () => {
    await world.lead('stage.start', { stage: 'arrive' });
    crowd = await world.crowd(60);
    const screen = await wall();
    // By turns of 15 s with how to join: one look at both, for the turn may end between two.
    await screen.waitForFunction(
      () => document.querySelectorAll('.presence-scene:has(.pairs) table tbody tr').length === 5,
      null,
      { timeout: 40_000 },
    );
    await look(screen, 'screen-presence', { full: false });
    await screen.waitForSelector('.join-code', { timeout: 40_000 });
  });

  test('the room’s own answers stand beside the population, and who is missing is said', async () => {
    await world.lead('stage.start', { stage: 'ask' });
    await world.lead('stage.open', { stage: 'ask' });
    await vote('who_age', [
      ['old'],
      ['old'],
      ['middle'],
      ['middle'],
      ['old'],
      ['middle'],
      ['old'],
      ['young'],
      ['old'],
      ['middle'],
    ]);
    const screen = await wall();
    await screen.waitForSelector('.question-open');
    await world.lead('stage.close', { stage: 'ask' });
    await world.lead('stage.publish', { stage: 'ask' });
    await screen.waitForSelector('.presence-scene .missing');
    await screen.waitForFunction(() => document.querySelector('.presence-scene')?.textContent?.includes('ตามคำตอบ'));
    await expect
      .poll(() => screen.textContent('.missing'))
      .toContain('ช่วงอายุ 18–34 ปี ในห้องมีร้อยละ 10 แต่ในประชากรมีร้อยละ 24');
    await look(screen, 'screen-presence-missing', { full: false });
    const english = await wall('en');
    await english.waitForSelector('.missing');
    await expect.poll(() => english.textContent('.missing')).toContain('Age 18–34: 10 per cent of the room');
    await look(english, 'screen-presence-english', { full: false });

    const control = await desk('desktop');
    await control.waitForSelector('.presence-panel .missing');
    await look(control, 'control-presence');
    const small = await desk('phone');
    await small.waitForSelector('.presence-panel .missing');
    await look(small, 'control-presence-phone');
  });

  test('results published in one step are seen side by side; a ranking and a cloud each have their table', async () => {
    await world.lead('stage.start', { stage: 'vote2' });
    await world.lead('stage.open', { stage: 'vote2' });
    await vote('order', [
      ['old', 'kids', 'farm'],
      ['kids', 'old', 'farm', 'shop'],
      ['old', 'farm'],
      ['farm', 'old', 'kids'],
      null,
    ]);
    await vote('rate', [
      { fields: 5, walls: 1, ponds: 4 },
      { fields: 4, walls: 3, ponds: 3 },
    ]);
    await vote('budget', [
      { fields: 50, ponds: 50 },
      { fields: 20, walls: 30, ponds: 30, warn: 20 },
    ]);
    await vote('trust', [7, 8, 5, 9, 3, 7, 10, 6]);
    await vote('water', [40, 60, 80]);
    await vote('words', answers);
    const screen = await wall();
    await screen.waitForSelector('.board');
    const control = await desk('desktop');
    await control.click('.together .danger');
    await control.click('.together .ask .danger');
    await control.waitForSelector('.together button:has-text("ประกาศทั้ง")');
    await world.lead('stage.publish', { stage: 'vote2' });
    // The first of two pages of 15 s each: one look at both, for the page may turn between two.
    await screen.waitForSelector('.together-4 > .together-item:nth-child(4)', { timeout: 40_000 });
    await look(screen, 'screen-together', { full: false });
    await screen.waitForSelector('.together-2 > .together-item:nth-child(2)', { timeout: 40_000 });

    await control.waitForSelector('.card-published .ranking');
    await expect.poll(() => control.locator('.ranking table tbody tr').count()).toBe(4);
    await control.click('.by-group summary >> nth=0');
    await look(control, 'control-pictures');
  });

  test('one ranking, and one cloud, large', async () => {
    const { ballots } = definition;
    const pick = (id: string) => ballots.find((ballot: { id: string }) => ballot.id === id);
    const other = await makeWorld({
      seats: 40,
      more: {
        agenda: [{ id: 'vote', kind: 'ballots', title: t('ลงคะแนน', 'Vote'), ballots: ['order', 'words'] }],
        ballots: [pick('order'), pick('words')],
      },
    });
    const people = await other.crowd(36);
    await other.lead('stage.start', { stage: 'vote' });
    const screen = await windows.newPage();
    await screen.goto(`${other.url}/screen/${other.code}`);
    const ask = async (ballot: string, choices: unknown[]) => {
      await other.lead('ballot.open', { ballot });
      await Promise.all(
        people.map((one, i) => one.call('ballot.cast', { ballot, choice: choices[i % choices.length] })),
      );
      await other.lead('ballot.close', { ballot });
      await other.lead('ballot.publish', { ballot });
    };
    await ask('order', [['old', 'kids', 'farm'], ['kids', 'old', 'farm', 'shop'], ['old', 'farm'], null]);
    await screen.waitForSelector('.ranking');
    await expect.poll(() => screen.locator('.ranking table thead th').count()).toBe(7);
    await look(screen, 'screen-ranking', { full: false });
    await ask('words', answers);
    await screen.waitForSelector('.cloud-word');
    const rows = await screen.locator('.cloud table tbody tr').count();
    expect(rows).toBeGreaterThan(5);
    await look(screen, 'screen-cloud', { full: false });
    await other.stop();
  });
});
