// The pages of staff without a mouse: Tab comes to everything that can be worked, and shows where it is.
import { afterAll, beforeAll, describe, expect, type Page, test } from '../../client-web/dev/browser';
import { Windows } from './pages';
import { makeWorld, type World } from './world';

const t = (th: string, en: string) => ({ th, en });
let world: World;
const windows = new Windows({ timeout: 20_000, reducedMotion: 'reduce' });

beforeAll(async () => {
  world = await makeWorld({
    seats: 12,
    more: {
      agenda: [
        { id: 'talk', kind: 'tables', title: t('สนทนาตามโต๊ะ', 'Table talk'), minutes: 60 },
        { id: 'sort', kind: 'themes', title: t('ประเด็น', 'Themes'), minutes: 30 },
        { id: 'vote', kind: 'ballots', title: t('ลงคะแนน', 'Vote'), minutes: 20, ballots: ['who', 'way', 'dam'] },
      ],
      tables: { size: [4, 8], balance: [] },
    },
  });
  await world.crowd(6);
  await world.lead('table.form', { count: 2 });
  await world.lead('stage.start', { stage: 'talk' });
  for (const text of ['ขุดลอกคลอง', 'ปลูกป่าต้นน้ำ', 'เตือนภัยทางโทรศัพท์', 'เตือนภัยทางหอกระจายข่าว'])
    await world.lead('idea.add', { table: 1, text, dissent: 'บางคนไม่เห็นด้วย' });
  await world.lead('theme.add', { title: t('น้ำ', 'Water'), ideas: ['i1'] });
  await world.lead('theme.add', { title: t('ป่า', 'Forest'), ideas: ['i2'] });
  await world.lead('table.help', { table: 1, wanted: true });
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

async function signedIn(path: string): Promise<Page> {
  const page = await windows.staff(world, '/control');
  await page.waitForSelector('.stage');
  if (path !== '/control') await page.goto(`${world.url}${path}`);
  return page;
}

/**
 * Goes round the page by Tab. What could be worked and was never reached, and what was reached without showing it: an
 * element shows the focus when it, its label or the box around it looks other with the focus than without.
 */
async function walk(page: Page): Promise<{ missed: string[]; unseen: string[]; reached: number }> {
  await page.evaluate(() => {
    interface Walk {
      seen: Set<Element>;
      last: Element | null;
      looks: string;
      unseen: string[];
    }
    const told = (e: Element) =>
      `${e.tagName.toLowerCase()}${e.id && `#${e.id}`}.${e.className} ${(e.textContent ?? '').trim().slice(0, 30)}`;
    const boxes = (e: Element) => {
      const label = e.closest('label') ?? (e.id ? document.querySelector(`label[for="${CSS.escape(e.id)}"]`) : null);
      return [e, label, e.parentElement].filter((one): one is Element => {
        const box = one?.getBoundingClientRect();
        return box !== undefined && box.width > 4 && box.height > 4;
      });
    };
    const looks = (e: Element) =>
      boxes(e)
        .map((one) => {
          const s = getComputedStyle(one);
          const line = s.outlineStyle === 'none' ? '' : `${s.outlineWidth} ${s.outlineColor}`;
          return `${line}|${s.boxShadow}|${s.borderColor}|${s.backgroundColor}|${s.left}`;
        })
        .join('\n');
    const state: Walk = { seen: new Set(), last: null, looks: '', unseen: [] };
    Object.assign(window, {
      walkStep() {
        const { last } = state;
        if (last?.isConnected && looks(last) === state.looks) state.unseen.push(told(last));
        const now = document.activeElement;
        if (!now || now === document.body) {
          state.last = null;
          return 'outside';
        }
        const known = state.seen.has(now);
        state.seen.add(now);
        state.last = now;
        state.looks = looks(now);
        return known ? 'round' : 'new';
      },
      walkEnd() {
        const workable = [
          ...document.querySelectorAll<HTMLElement>(
            'a[href], button, input, select, textarea, summary, [tabindex="0"]',
          ),
        ].filter(
          (e) =>
            e.tabIndex >= 0 && !(e as HTMLButtonElement).disabled && e.checkVisibility({ visibilityProperty: true }),
        );
        // One of a group of radio buttons stands for all: arrows go on from it.
        const groups = new Set(
          [...state.seen].flatMap((e) => (e instanceof HTMLInputElement && e.type === 'radio' ? [e.name] : [])),
        );
        const missed = workable.filter(
          (e) => !state.seen.has(e) && !(e instanceof HTMLInputElement && e.type === 'radio' && groups.has(e.name)),
        );
        return { missed: missed.map(told), unseen: state.unseen, reached: state.seen.size };
      },
    });
  });
  const step = () => page.evaluate(() => (window as unknown as { walkStep(): string }).walkStep());
  let outside = 0;
  for (let i = 0; i < 400 && outside < 2; i += 1) {
    await page.keyboard.press('Tab');
    const went = await step();
    if (went === 'outside') outside += 1;
    if (went === 'round') break;
  }
  return page.evaluate(() =>
    (window as unknown as { walkEnd(): { missed: string[]; unseen: string[]; reached: number } }).walkEnd(),
  );
}

async function walked(page: Page, atLeast: number): Promise<void> {
  const { missed, unseen, reached } = await walk(page);
  expect(missed, 'never reached').toEqual([]);
  expect(unseen, 'reached without showing it').toEqual([]);
  expect(reached).toBeGreaterThanOrEqual(atLeast);
  await windows.close(page);
}

describe('Tab reaches and shows everything', () => {
  test('/control, with tables and a call for help', async () => {
    const page = await signedIn('/control');
    await page.waitForSelector('.calls-on');
    await page.click('.move-one summary');
    await walked(page, 25);
  });

  test('/control, with questions in every state', async () => {
    await world.lead('stage.start', { stage: 'vote' });
    await world.lead('ballot.open', { ballot: 'who', closes_in_s: 600 });
    await world.lead('ballot.open', { ballot: 'dam' });
    await world.lead('ballot.close', { ballot: 'dam' });
    const page = await signedIn('/control');
    await page.waitForSelector('.card-open');
    await page.waitForSelector('.card-closed');
    await walked(page, 30);
    await world.closeAll();
    await world.lead('stage.start', { stage: 'talk' });
  });

  test('/table: the places, the desk, a table, the themes', async () => {
    const places = await signedIn('/table');
    await places.waitForSelector('.place-choose .deliberation');
    await walked(places, 6);
    const desk = await signedIn('/table#/desk');
    await desk.fill('#arrival', world.seats[0] ?? '');
    await desk.keyboard.press('Enter');
    await desk.waitForSelector('.recent-row button');
    await walked(desk, 8);
    const table = await signedIn('/table#/table');
    await table.click('.table-button >> nth=0');
    await table.waitForSelector('.idea-foot');
    await walked(table, 15);
    const themes = await signedIn('/table#/themes');
    await themes.waitForSelector('.theme .sort-idea');
    await themes.check('.stream .sort-idea input >> nth=0');
    await walked(themes, 20);
  });

  test('/prepare: the definition, and the people', async () => {
    const definition = await signedIn('/prepare');
    await definition.waitForSelector('.definition');
    await definition.click('button:has-text("เพิ่มคำถาม")');
    await walked(definition, 15);
    const people = await signedIn(`/prepare?deliberation=${world.deliberation}`);
    await people.waitForSelector('#roll-title');
    await walked(people, 4);
  });

  test('the walk itself notices what is out of reach and what is not shown', async () => {
    const page = await signedIn('/table');
    await page.waitForSelector('.place-choose .deliberation');
    await page.evaluate(() => {
      document.styleSheets[0]?.insertRule('.deliberation:focus { outline: none !important }');
      const trap = document.createElement('button');
      trap.addEventListener('focus', () => trap.blur());
      trap.textContent = 'ไปไม่ถึง';
      document.querySelector('main')?.append(trap);
    });
    const places = await page.locator('.place-choose .deliberation').count();
    expect(places).toBeGreaterThan(2);
    const { missed, unseen } = await walk(page);
    expect(missed.join()).toContain('ไปไม่ถึง');
    expect(unseen).toHaveLength(places);
    await windows.close(page);
  });

  test('/staff', async () => {
    const page = await windows.newPage();
    await page.goto(`${world.url}/staff`);
    await walked(page, 6);
  });

  test('/outcomes', async () => {
    const page = await signedIn('/outcomes');
    await page.waitForSelector('.o-theme');
    await walked(page, 18);
  });
});

/** What has the focus, in words; empty: nothing has. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const e = document.activeElement;
    return !e || e === document.body ? '' : (e.textContent ?? '').trim() || e.tagName;
  });

async function reach(page: Page, words: string, within = 'body'): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    const there = await page.evaluate(
      ([text, place]) => {
        const e = document.activeElement;
        return e?.tagName === 'BUTTON' && e.textContent?.trim().startsWith(text) && e.closest(place ?? 'body') !== null;
      },
      [words, within] as const,
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach “${words}” in ${within}`);
}

test('a lead works a stage and a question with the keyboard, and the place is never lost', async () => {
  const page = await signedIn('/control');
  const press = async (words: string, within: string, until: string) => {
    await reach(page, words, within);
    await page.keyboard.press('Enter');
    await page.waitForSelector(until);
    await expect.poll(() => focused(page), { message: `after “${words}”` }).not.toBe('');
  };
  await page.focus('.stage-name:has-text("ลงคะแนน")');
  await page.keyboard.press('Enter');
  await press('เริ่มช่วงนี้', '.stages', '.stages .ask');
  expect(await focused(page)).toBe('เริ่มเลย');
  await press('เริ่มเลย', '.stages', '.stage-running:has-text("ลงคะแนน")');
  const card = '.card[aria-labelledby="card-way"]';
  await press('เปิดลงคะแนน', card, `${card}.card-open`);
  await press('ปิดลงคะแนน', card, `${card} .ask`);
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('ปิดลงคะแนน');
  await press('ปิดลงคะแนน', card, `${card} .ask`);
  await press('ปิดเลย', card, `${card}.card-closed`);
  await press('ประกาศผล', card, `${card} .ask`);
  await press('ประกาศเลย', card, `${card}.card-published`);
  await windows.close(page);
});
