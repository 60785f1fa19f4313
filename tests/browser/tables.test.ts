// A small town meeting on its pages: a desk, two tables, a theme team member, a lead, a phone and the wall.
import { afterAll, beforeAll, describe, expect, type Page, sizes, test } from '../../client-web/dev/browser';
import { choose, lookInSizes, type Opening, signIn, Windows } from './pages';
import { makeWorld, type World } from './world';

const password = 'four words are enough';
const accounts = [
  { name: 'somsri', password, role: 'facilitator' },
  { name: 'anan', password, role: 'facilitator' },
  { name: 'prasit', password, role: 'theme_team' },
  { name: 'wipa', password, role: 'lead' },
];
const t = (th: string, en: string) => ({ th, en });
const agenda = [
  { id: 'arrive', kind: 'registration', title: t('ลงทะเบียน', 'Arrival'), minutes: 60 },
  { id: 'talk', kind: 'tables', title: t('สนทนาตามโต๊ะ', 'Table talk'), minutes: 60 },
  { id: 'themes', kind: 'themes', title: t('ประเด็นร่วมกลับขึ้นจอ', 'Themes back on screen'), minutes: 30 },
  { id: 'vote', kind: 'ballots', title: t('ลงคะแนนจัดลำดับ', 'Voting'), minutes: 20, ballots: [] },
];

let world: World;
const windows = new Windows({ timeout: 10_000 });

const staff = (path: string, name: string) => windows.staff(world, path, { name, password });

/** On a desktop what one window shows, for that is what these pages are made to fit. */
const look = (page: Page, name: string, which?: readonly ('desktop' | 'phone')[]) =>
  lookInSizes(page, name, which, { full: 'narrow' });

const seat = (i: number): string => world.seats[i] ?? '';
const enter = async (page: Page, typed: string) => {
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
};

beforeAll(async () => {
  world = await makeWorld({ seats: 20, accounts, more: { agenda, ballots: [] } });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

describe('before the tables are made', () => {
  test('the lead makes two tables; a facilitator’s page shows them as they come', async () => {
    const table = await staff('/table', 'somsri');
    await choose(table, 'โต๊ะสนทนา');
    await table.waitForSelector('.none:has-text("ยังไม่ได้ตั้งโต๊ะ")');
    const control = await staff('/control', 'wipa');
    await control.fill('#table-count', '2');
    await control.click('.tables-form button');
    await table.waitForSelector('.table-button >> nth=1');
    await expect.poll(() => table.locator('.table-button').count()).toBe(2);
    await windows.closeAll();
  });
});

describe('the desk', () => {
  test('one Enter a person, and the hands never leave the keyboard', async () => {
    const page = await staff('/table', 'somsri');
    await page.keyboard.press('Tab');
    await page.focus('.deliberation >> nth=0');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#arrival:focus');
    for (let i = 0; i < 6; i += 1) await enter(page, seat(i));
    await page.waitForSelector('.answer-done .answer-table');
    await expect.poll(() => page.locator('.recent-table:has-text("โต๊ะ")').count()).toBe(6);
    const seated = await page.locator('.recent-table').allTextContents();
    expect(seated.filter((text) => text === 'โต๊ะ 1')).toHaveLength(3);
    await expect.poll(() => page.textContent('.counts-here strong')).toBe('6');
    await look(page, 'desk-arrived');

    await enter(page, seat(0));
    await page.waitForSelector('.answer-again:has-text("บัตรนี้ลงทะเบียนไปแล้ว")');
    await enter(page, 'ABC-DEF');
    await page.waitForSelector('.answer-refused:has-text("9 ตัว")');
    await enter(page, seat(6));
    await expect.poll(() => page.textContent('.counts-here strong')).toBe('7');

    await page.keyboard.type('+');
    await page.waitForSelector('.walk-in select:focus');
    await look(page, 'desk-walk-in');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.answer-seat-new');
    await expect.poll(() => page.textContent('.answer-seat-new')).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}$/);
    await page.waitForSelector('#arrival:focus');
    await expect.poll(() => page.textContent('.counts-here strong')).toBe('8');

    await enter(page, `-${seat(6)}`);
    await page.waitForSelector('.answer-left');
    await expect.poll(() => page.textContent('.counts-here strong')).toBe('7');
    await page.click('.recent-row >> nth=0 >> button:has-text("กลับเข้ามา")');
    await expect.poll(() => page.textContent('.counts-here strong')).toBe('8');
    await page.waitForSelector('#arrival:focus');
    await page.click('.counts h2');
    await page.waitForSelector('#arrival:focus');
    await windows.closeAll();
  });

  test('a card’s QR, typed by a scanner or seen by the camera', async () => {
    const prepare: Opening['prepare'] = async (fresh) => {
      await fresh.addInitScript(() => {
        // Chromium on Linux has no detector of its own; what it would report of a card held up, and a picture to look at.
        Object.assign(window, {
          BarcodeDetector: class {
            detect() {
              const text = document.documentElement.dataset.card;
              return Promise.resolve(text ? [{ rawValue: text }] : []);
            }
          },
        });
        navigator.mediaDevices.getUserMedia = () => {
          const canvas = document.createElement('canvas');
          canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
          return Promise.resolve(canvas.captureStream(5));
        };
      });
    };
    const page = await windows.staff(world, '/table#/desk', { name: 'anan', password }, { prepare });
    await page.click('.deliberation >> nth=0');
    await page.waitForSelector('#arrival:focus');
    await enter(page, `${world.url}/j/${world.code}#seat=${seat(7).replace(/-/g, '')}`);
    await page.waitForSelector('.answer-done');
    await enter(page, `${world.url}/j/111111#seat=${seat(8).replace(/-/g, '')}`);
    await page.waitForSelector('.answer-refused:has-text("เวทีอื่น")');
    await page.click('button:has-text("สแกนด้วยกล้อง")');
    await page.waitForSelector('.finder');
    await page.evaluate(
      (card) => {
        document.documentElement.dataset.card = card;
      },
      `${world.url}/j/${world.code}#seat=${seat(8).replace(/-/g, '')}`,
    );
    await page.waitForSelector(`.answer-done:has-text("${seat(8)}")`);
    await page.waitForTimeout(600);
    await expect.poll(() => page.locator('.recent-row').count()).toBe(2);
    await windows.closeAll();
  });
});

describe('two tables', () => {
  test('ideas, notes and help; another laptop takes over with the notes intact', async () => {
    const one = await staff('/table', 'somsri');
    await choose(one, 'โต๊ะสนทนา');
    await look(one, 'table-choose');
    await one.click('.table-button:has-text("โต๊ะ 1")');
    await one.waitForSelector('#notes');
    const control = await staff('/control', 'wipa');
    await control.click('.stage-name:has-text("สนทนาตามโต๊ะ")');
    await control.click('.stage-action button');
    await one.waitForSelector('.prompt .countdown-digits');

    await one.fill('#notes', 'ชาวบ้านริมน้ำอยากให้เตือนภัยเร็วขึ้น');
    await one.waitForSelector('.note-clean');
    await one.fill('#idea-new', 'ขุดลอกคลองแม่รำพันก่อนฤดูฝนทุกปี');
    await one.check('.level:has-text("ส่วนใหญ่") input');
    await one.fill('#dissent-new', 'บางคนห่วงตลิ่งพัง');
    await one.focus('#idea-new');
    await one.keyboard.press('Control+Enter');
    await one.waitForSelector('.idea:has-text("ขุดลอกคลอง") .agreed-most');
    await expect.poll(() => one.inputValue('#idea-new')).toBe('');
    await one.click('.idea:has-text("ขุดลอกคลอง") button:has-text("แก้ไข")');
    await one.fill('.idea .idea-form textarea', 'ขุดลอกคลองแม่รำพันก่อนฤดูฝนทุกปี เริ่มปีนี้');
    await one.click('.idea .idea-form button[type=submit]');
    await one.waitForSelector('.idea-text:has-text("เริ่มปีนี้")');
    await one.click('.speaker >> nth=0');
    await look(one, 'table');

    await one.click('button:has-text("เรียกทีมช่วยเหลือ")');
    await control.waitForSelector('.calls-on:has-text("โต๊ะ 1")');
    await look(control, 'control-tables');
    await control.click('.calls-on button');
    await one.waitForSelector('.help-wanted', { state: 'detached' });
    await control.selectOption('#more-time-table', '1');
    await control.click('.more-time button:has-text("+10")');
    await expect.poll(() => one.textContent('.prompt .countdown-digits')).toMatch(/^(69|70|1 ชั่วโมง)/);

    const other = await staff('/table', 'anan');
    await choose(other, 'โต๊ะสนทนา');
    await other.click('.table-button:has-text("โต๊ะ 1")');
    await other.waitForSelector('.ask:has-text("somsri")');
    await other.keyboard.press('Enter');
    await expect.poll(() => other.inputValue('#notes')).toBe('ชาวบ้านริมน้ำอยากให้เตือนภัยเร็วขึ้น');
    await one.waitForSelector('.taken:has-text("anan")');
    await windows.closeAll();
  });

  test('two at one text: both are shown, and one of them merges', async () => {
    const held: (() => void)[] = [];
    let late = false;
    const prepare: Opening['prepare'] = (fresh) =>
      fresh.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => server.send(message));
        server.onMessage((message) => {
          if (late && String(message).includes('"view":"table/2"')) held.push(() => socket.send(message));
          else socket.send(message);
        });
      });
    const one = await windows.staff(world, '/table', { name: 'somsri', password }, { prepare });
    await choose(one, 'โต๊ะสนทนา');
    await one.click('.table-button:has-text("โต๊ะ 2")');
    await one.fill('#notes', 'เรื่องน้ำ');
    await one.waitForSelector('.note-clean');
    late = true;
    await world.lead('table.note', { table: 2, text: 'เรื่องน้ำ และเรื่องถนน', version: 1 });
    await one.fill('#notes', 'เรื่องน้ำ และเรื่องโรงเรียน');
    await one.waitForTimeout(1_500);
    for (const deliver of held) deliver();
    late = false;
    await one.waitForSelector('.clash-text:has-text("เรื่องถนน")');
    await expect.poll(() => one.inputValue('#notes')).toBe('เรื่องน้ำ และเรื่องโรงเรียน');
    await look(one, 'table-clash', ['desktop']);
    await one.click('.clash button:has-text("ต่อท้าย")');
    await one.click('button:has-text("บันทึกฉบับของท่าน")');
    await one.waitForSelector('.note-clean');
    const { doc } = (await world.lead('view.get', { view: 'table/2' })) as { doc: { notes: { text: string } } };
    expect(doc.notes.text).toContain('โรงเรียน');
    expect(doc.notes.text).toContain('ถนน');
    await windows.closeAll();
  });

  test('the server goes away: what is typed is kept on this computer, then saved and sent', async () => {
    const one = await staff('/table', 'somsri');
    await choose(one, 'โต๊ะสนทนา');
    await one.click('.table-button:has-text("โต๊ะ 2")');
    await one.waitForSelector('#notes');
    const before = await one.inputValue('#notes');
    await world.away(async () => {
      await one.waitForSelector('.connection-away');
      await one.fill('#notes', `${before}\nพิมพ์ตอนไฟดับ`);
      await one.fill('#idea-new', 'ติดเครื่องปั่นไฟสำรองที่ศูนย์พักพิง');
      await one.click('.idea-form button[type=submit]');
      await one.waitForSelector('.idea-sending, .idea-kept');
    });
    await one.waitForSelector('.note-clean', { timeout: 30_000 });
    await one.waitForSelector('.idea:has-text("ปั่นไฟ") .idea-foot', { timeout: 30_000 });
    await expect.poll(() => one.locator('.idea:has-text("ปั่นไฟ")').count()).toBe(1);
    await windows.closeAll();
  });

  test('a lid closed while the server is away: opened again, the notes are there and are saved', async () => {
    const one = await staff('/table', 'somsri');
    await choose(one, 'โต๊ะสนทนา');
    await one.click('.table-button:has-text("โต๊ะ 2")');
    await expect.poll(() => one.inputValue('#notes')).toContain('ไฟดับ');
    const before = await one.inputValue('#notes');
    const again = await one.context().newPage();
    await world.away(async () => {
      await one.waitForSelector('.connection-away');
      await one.fill('#notes', `${before}\nก่อนปิดฝา`);
      await one.fill('#idea-new', 'ให้มีเรือท้องแบนทุกตำบล');
      await one.click('.idea-form button[type=submit]');
      await one.waitForSelector('.idea-sending, .idea-kept');
      await one.close();
    });
    await again.goto(`${world.url}/table#/table/2`);
    await signIn(again, { name: 'somsri', password });
    await choose(again, world.code);
    await choose(again, 'โต๊ะสนทนา');
    await again.click('.table-button:has-text("โต๊ะ 2")');
    await expect.poll(() => again.inputValue('#notes')).toContain('ก่อนปิดฝา');
    await again.waitForSelector('.note-clean');
    await again.waitForSelector('.idea:has-text("เรือท้องแบน") .idea-foot');
    await windows.closeAll();
  });
});

describe('from an idea to the vote', () => {
  test('a citizen follows their own idea; the theme team sorts; the wall shows; the keyboard votes', async () => {
    const phone = await windows.newPage({ size: sizes.phone });
    await phone.goto(`${world.url}/j/${world.code}`);
    await phone.fill('#seat', seat(0));
    await phone.click('button[type=submit]');
    await phone.waitForSelector('.my-table strong');
    await phone.fill('#own-idea', 'ให้ชาวบ้านร่วมดูแลประตูระบายน้ำ');
    await phone.click('.new-idea button');
    await phone.waitForSelector('.idea-sent:has-text("ส่งถึงโต๊ะแล้ว")');
    await phone.waitForSelector('.own-idea:has-text("ประตูระบายน้ำ"):has-text("รอทีมประมวลประเด็น")');
    await look(phone, 'phone-idea', ['phone']);
    for (const [i, text] of [
      'ซ่อมประตูระบายน้ำทุกแห่งก่อนฤดูฝน',
      'เตือนภัยน้ำท่วมทางโทรศัพท์เป็นภาษาถิ่น',
      'แจ้งเตือนภัยน้ำท่วมทางโทรศัพท์ทุกเครื่อง',
    ].entries()) {
      await world.lead('idea.add', { table: 1 + (i % 2), text, agreement: 'most' });
    }

    const team = await staff('/table', 'prasit');
    await choose(team, 'ประมวลประเด็น');
    await team.waitForSelector('.sort-idea >> nth=5');
    await team.selectOption('.filters select >> nth=2', 'alike');
    await team.waitForSelector('.alike-note');
    await team.click('.alike:has-text("โทรศัพท์") button:has-text("เลือกทั้งกลุ่ม")');
    await team.click('.move-line button:has-text("ประเด็นใหม่")');
    await enter(team, 'เตือนภัยให้ถึงทุกคน');
    await team.waitForSelector('.theme:has-text("เตือนภัยให้ถึงทุกคน"):has-text("2 ข้อ")');
    await team.selectOption('.filters select >> nth=2', 'newest');
    await team.click('.move-line button:has-text("ประเด็นใหม่")');
    await enter(team, 'ดูแลทางน้ำ');
    await team.waitForSelector('.theme:has-text("ดูแลทางน้ำ")');

    // By mouse: dragged. By keyboard: Space chooses, M and the arrows move.
    await team.dragAndDrop('.stream .sort-idea:has-text("ขุดลอกคลอง")', '.theme:has-text("ดูแลทางน้ำ")');
    await team.waitForSelector('.theme:has-text("ดูแลทางน้ำ") .sort-idea:has-text("ขุดลอก")');
    await team.fill('.filter-search input', 'ประตูระบายน้ำ');
    await expect.poll(() => team.locator('.stream .sort-idea').count()).toBe(2);
    await team.focus('.stream .sort-idea >> nth=0 >> input');
    await team.keyboard.press('Space');
    await team.keyboard.press('Tab');
    await team.keyboard.press('Space');
    await team.keyboard.press('m');
    await team.waitForSelector('#move-to:focus');
    await team.keyboard.press('ArrowDown');
    await team.keyboard.press('ArrowDown');
    await team.keyboard.press('Enter');
    await team.waitForSelector('.theme:has-text("ดูแลทางน้ำ"):has-text("3 ข้อ")');
    await phone.waitForSelector('.own-way strong:has-text("ดูแลทางน้ำ")');
    await team.fill('.filter-search input', '');

    // Somebody else rewords the theme meanwhile: told first, written over only when meant.
    const column = team.locator('.theme:has(h3:has-text("ทางน้ำ"))');
    await column.locator('button:has-text("แก้ชื่อ")').click();
    await world.lead('theme.reword', { theme: 't2', title: t('ดูแลทางน้ำร่วมกัน', 'Waterways together'), version: 1 });
    await column.locator('.theme-stale:has-text("ดูแลทางน้ำร่วมกัน")').waitFor();
    await column.locator('.theme-form input >> nth=0').fill('ร่วมดูแลทางน้ำ');
    await column.locator('.theme-form button[type=submit]').click();
    await column.locator('.trouble-news').waitFor();
    await column.locator('.theme-form button[type=submit]').click();
    await column.locator('h3:has-text("ร่วมดูแลทางน้ำ")').waitFor();
    await look(team, 'themes');

    const screen = await windows.newPage();
    await screen.goto(`${world.url}/screen/${world.code}`);
    await world.lead('stage.start', { stage: 'themes' });
    await screen.waitForSelector('.board-item:has-text("ร่วมดูแลทางน้ำ")');
    await expect.poll(() => screen.locator('.board-item >> nth=0').textContent()).toContain('3 ความคิดเห็น');
    await look(screen, 'screen-themes', ['desktop']);

    // Two presses.
    await team.click('.board button:has-text("ตั้งคำถามจาก 2 ประเด็น")');
    await look(team, 'themes-ballot', ['desktop']);
    await team.click('button:has-text("สร้างคำถาม")');
    await team.waitForSelector('.make-ballot:has-text("สร้างคำถามแล้ว")');
    await phone.waitForSelector('.own-way a:has-text("ประเด็นใดควรทำก่อน")');
    await look(phone, 'phone-way', ['phone']);

    await world.lead('stage.start', { stage: 'vote' });
    await world.lead('ballot.open', { ballot: 't1' });
    await phone.waitForSelector('.ballot-form');
    // The keyboard alone.
    await phone.focus('.ballot-form input >> nth=0');
    await phone.keyboard.press('2');
    for (let i = 0; i < 12; i += 1) {
      if (await phone.evaluate(() => document.activeElement?.matches('.send button') ?? false)) break;
      await phone.keyboard.press('Tab');
    }
    await phone.keyboard.press('Enter');
    await phone.waitForSelector('.state-recorded');
    await windows.closeAll();
  });

  test('themes are merged and split, and what was withdrawn is gone', async () => {
    const team = await staff('/table', 'prasit');
    await choose(team, 'ประมวลประเด็น');
    const water = team.locator('.theme:has(h3:has-text("ทางน้ำ"))');
    await water.locator('.sort-idea >> nth=0 >> input').check();
    await water.locator('button:has-text("แยก 1 ข้อ")').click();
    await enter(team, 'งานก่อนฤดูฝน');
    await team.waitForSelector('.theme h3:has-text("งานก่อนฤดูฝน")');
    const split = team.locator('.theme:has(h3:has-text("งานก่อนฤดูฝน"))');
    await split.locator('button:has-text("รวมเข้ากับ")').click();
    await split.locator('select').selectOption({ label: 'ร่วมดูแลทางน้ำ' });
    await split.locator('.theme-form .ask button.primary, .theme-form button.primary').first().click();
    await split.locator('.ask button.primary').click();
    await team.waitForSelector('.theme h3:has-text("งานก่อนฤดูฝน")', { state: 'detached' });
    await expect.poll(() => water.locator('.theme-count').textContent()).toContain('3 ข้อ');
    await windows.closeAll();
  });
});

test('who has no work here is told so', async () => {
  const page = await staff('/table', 'prasit');
  await page.waitForSelector('.place-choose .deliberation');
  await expect.poll(() => page.locator('.place-choose .deliberation').count()).toBe(1);
  await look(page, 'table-places');
});

test('in English too', async () => {
  const page = await staff('/table', 'wipa');
  await page.click('.language');
  await choose(page, 'Check-in desk');
  await page.waitForSelector('#arrival');
  await look(page, 'desk-en');
  await page.click('button:has-text("Do something else")');
  await choose(page, 'Themes');
  await page.waitForSelector('.theme');
  await look(page, 'themes-en');
  await page.click('button:has-text("Do something else")');
  await choose(page, 'A table');
  await page.click('.table-button >> nth=0');
  await page.click('.table-grid .ask button >> nth=0');
  await page.waitForSelector('#notes');
  await look(page, 'table-en');
  const control = await staff('/control', 'wipa');
  await control.waitForSelector('.tables-panel .figures');
  await look(control, 'control-after');
});
