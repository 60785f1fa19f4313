// Every page as a person sees it: axe finds nothing, nothing is cut off, and a picture is kept.
import { afterAll, beforeAll, type Caller, describe, expect, sizes, test } from '../../client-web/dev/browser';
import { choose, look, sit, Windows } from './pages';
import { account, makeWorld, type World } from './world';

let world: World;
let crowd: Caller[];
const windows = new Windows();

const open = (ballot: string, closes_in_s?: number) =>
  world.lead('ballot.open', closes_in_s === undefined ? { ballot } : { ballot, closes_in_s });
const close = (ballot: string) => world.lead('ballot.close', { ballot });
const publish = (ballot: string) => world.lead('ballot.publish', { ballot });

async function vote(ballot: string, choices: unknown[]): Promise<void> {
  await Promise.all(
    crowd.flatMap((person, i) => {
      const choice = choices[i % choices.length];
      return choice === undefined ? [] : [person.call('ballot.cast', { ballot, choice })];
    }),
  );
}

beforeAll(async () => {
  world = await makeWorld({ seats: 80 });
  crowd = await world.crowd(64);
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('looks', () => {
  test('coming in', async () => {
    const page = await windows.newPage({ size: sizes.phone });
    await page.goto(world.url);
    await page.waitForSelector('#code');
    await look(page, 'phone-join');
    await page.click('button[type=submit]');
    await look(page, 'phone-join-incomplete');
    await page.goto(`${world.url}/j/${world.code}`);
    await page.waitForSelector('#seat');
    await page.fill('#seat', 'ab0');
    await look(page, 'phone-seat');
    const wide = await windows.newPage();
    await wide.goto(world.url);
    await wide.waitForSelector('#code');
    await look(wide, 'phone-join-desktop');
    await wide.click('.join a');
    await wide.waitForURL(`${world.url}/staff`);
    expect(await wide.locator('script').count()).toBe(0);
    expect(await wide.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '/control',
      '/table',
      '/prepare',
      '/outcomes',
      '/screen',
      '/',
    ]);
    await look(wide, 'staff-desktop');
    await wide.setViewportSize(sizes.phone);
    await look(wide, 'staff-phone');
    for (const [path, there] of [
      ['/control', '#name'],
      ['/table', '#name'],
      ['/prepare', '#name'],
      ['/outcomes', '#name'],
      ['/screen', '#code'],
      ['/', '#code'],
    ] as const) {
      await wide.goto(`${world.url}/staff`);
      await wide.click(`main a[href="${path}"]`);
      await wide.waitForSelector(there);
    }
    const control = await windows.newPage();
    await control.goto(`${world.url}/control`);
    await control.waitForSelector('#name');
    await look(control, 'control-login');
    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/`);
    await screen.waitForSelector('#code');
    await look(screen, 'screen-code');
    await screen.goto(`${world.url}/screen/${world.code}`);
    await screen.waitForSelector('.join-code');
    await look(screen, 'screen-join', { full: false });
    await windows.closeAll();
  });

  test('a hall that votes', async () => {
    const phone = await windows.newPage({ size: sizes.phone });
    await sit(phone, world, world.seats[0] ?? '');
    await look(phone, 'phone-waiting');
    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    const control = await windows.signedIn(`${world.url}/control`);
    await control.waitForSelector('.deliberation');
    await look(control, 'control-list');
    await choose(control, world.code);
    await control.waitForSelector('.stage');
    await look(control, 'control-prepared');

    await world.lead('stage.start', { stage: 'vote1' });
    await open('way', 180);
    await vote('way', [['fields'], ['fields'], ['ponds'], ['walls'], ['fields'], ['warn'], ['ponds'], null, undefined]);
    await phone.waitForSelector('.option');
    await look(phone, 'phone-single');
    await phone.click('.option:has-text("ทุ่งรับน้ำ")');
    await phone.click('button[type=submit]');
    await phone.waitForSelector('[data-state=recorded]');
    await look(phone, 'phone-single-recorded');
    await screen.waitForSelector('.bars');
    await look(screen, 'screen-live', { full: false });
    await look(control, 'control-open');
    await control.click('.card-open .danger');
    await look(control, 'control-close-ask');
    await close('way');
    await publish('way');
    await screen.waitForSelector('.scene-published');
    await look(screen, 'screen-published', { full: false });
    await phone.waitForSelector('.results');
    await look(phone, 'phone-result');

    await open('dam', 60);
    await vote('dam', [['yes'], ['yes'], ['no'], ['yes'], null]);
    await phone.waitForSelector('.options-pair');
    await look(phone, 'phone-yes-no');
    await screen.waitForSelector('.question-open');
    await look(screen, 'screen-hidden', { full: false });
    await close('dam');
    await screen.waitForSelector('.scene-closed');
    await look(screen, 'screen-closed', { full: false });
    await control.waitForSelector('.card-closed');
    await look(control, 'control-closed');
    const small = await windows.staff(world, '/control', account, { size: sizes.phone });
    await small.waitForSelector('.card');
    await look(small, 'control-phone');
    await windows.closeAll();
  });

  test('every kind of answer', async () => {
    await world.lead('stage.start', { stage: 'vote2' });
    await open('works');
    const phone = await windows.newPage({ size: sizes.phone });
    await sit(phone, world, world.seats[1] ?? '');
    await phone.waitForSelector('.option');
    await phone.click('.option:nth-child(2)');
    await look(phone, 'phone-multiple');
    await vote('works', [['dredge', 'gates'], ['gates', 'roads', 'maps'], ['wells']]);
    await close('works');

    for (const kind of ['order', 'rate', 'budget', 'trust', 'water', 'words']) await open(kind);
    await phone.waitForSelector('.open-list');
    await look(phone, 'phone-list');
    const go = async (id: string) => {
      await phone.goto(`${world.url}/j/${world.code}#/ballot/${id}`);
      await phone.waitForSelector('.ballot-form');
    };
    await go('order');
    await phone.click('.rank-rest .option >> nth=3');
    await phone.click('.rank-rest .option >> nth=0');
    await look(phone, 'phone-rank');
    await go('rate');
    await phone.click('.score-row >> nth=0 >> .chip >> nth=4');
    await look(phone, 'phone-score');
    await go('budget');
    await phone.click('.points-row >> nth=0 >> .tool >> nth=1');
    await phone.fill('.points-row >> nth=2 >> input', '40');
    await look(phone, 'phone-points');
    await go('trust');
    await phone.click('.chip >> nth=7');
    await look(phone, 'phone-scale');
    await go('water');
    await look(phone, 'phone-slider');
    await go('words');
    await phone.fill('textarea', 'เรื่องน้ำประปาหมู่บ้านที่เค็มในหน้าแล้ง ยังไม่มีใครพูดถึง');
    await look(phone, 'phone-text');
    await phone.click('.option-none');
    await phone.click('button[type=submit]');
    await phone.waitForSelector('[data-state=recorded]');
    await look(phone, 'phone-text-none');

    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    await screen.waitForSelector('.board');
    await look(screen, 'screen-board', { full: false });
    await vote('trust', [7, 8, 5, 9, 3, 7, 10, 6, null]);
    await vote('rate', [
      { fields: 5, walls: 1, ponds: 4 },
      { fields: 4, walls: 3 },
    ]);
    await vote('order', [
      ['old', 'kids'],
      ['kids', 'old', 'farm'],
      ['old', 'farm'],
    ]);
    await vote('budget', [
      { fields: 50, ponds: 50 },
      { fields: 20, walls: 30, ponds: 30, warn: 20 },
    ]);
    for (const id of ['order', 'budget', 'water', 'words']) await close(id);
    await close('rate');
    await screen.waitForSelector('.board', { state: 'detached' });
    await close('trust');
    await screen.waitForSelector('.columns');
    await look(screen, 'screen-scale', { full: false });
    await phone.goto(`${world.url}/j/${world.code}#/ballot/trust`);
    await phone.waitForSelector('.columns');
    await look(phone, 'phone-result-scale');
    await windows.closeAll();
  });

  test('many statements, receipts, English, narrow', async () => {
    await world.lead('stage.start', { stage: 'views' });
    for (let i = 1; i <= 12; i += 1) await open(`s${i}`, 600);
    const phone = await windows.newPage({ size: sizes.phone });
    await sit(phone, world, world.seats[2] ?? '');
    await phone.waitForSelector('.open-list');
    await phone.click('.open-list .primary');
    for (let i = 0; i < 3; i += 1) {
      await phone.click('.options .option >> nth=0');
      await phone.click('button[type=submit]');
      await phone.click('.send button:has-text("ตอบข้อถัดไป")');
    }
    await look(phone, 'phone-statement');
    await phone.click('.back');
    await look(phone, 'phone-statements');
    await phone.click('.foot .secondary');
    await look(phone, 'phone-receipts');
    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    await screen.waitForSelector('.board');
    await look(screen, 'screen-board-many', { full: false });

    const english = await windows.newPage({ size: sizes.phone, language: 'en' });
    await english.goto(`${world.url}/j/${world.code}`);
    await english.waitForSelector('#seat');
    await look(english, 'phone-seat-en');
    await english.fill('#seat', world.seats[3] ?? '');
    await english.click('button[type=submit]');
    await english.waitForSelector('.open-list');
    await look(english, 'phone-statements-en');
    const narrow = await windows.newPage({ size: sizes.narrow });
    await sit(narrow, world, world.seats[4] ?? '');
    await narrow.click('.open-list .primary');
    await narrow.waitForSelector('.ballot-form');
    await look(narrow, 'phone-narrow');
    const narrowControl = await windows.staff(world, '/control', account, { size: sizes.narrow });
    await narrowControl.waitForSelector('.card');
    await look(narrowControl, 'control-narrow', { full: false });
    const zoomedScreen = await windows.newPage({ size: { width: 640, height: 360 } });
    await zoomedScreen.goto(`${world.url}/screen/${world.code}`);
    await zoomedScreen.waitForSelector('.board');
    await look(zoomedScreen, 'screen-zoomed', { full: false });
    const controlMany = await windows.staff(world, '/control');
    await controlMany.waitForSelector('.card');
    await look(controlMany, 'control-many', { full: false });
    const controlEnglish = await windows.staff(world, '/control', account, { language: 'en' });
    await controlEnglish.waitForSelector('.card');
    await look(controlEnglish, 'control-en', { full: false });
    const screenEnglish = await windows.newPage({ language: 'en' });
    await screenEnglish.goto(`${world.url}/screen/${world.code}`);
    await screenEnglish.waitForSelector('.board');
    await look(screenEnglish, 'screen-en', { full: false });
    await windows.closeAll();
  });
});
