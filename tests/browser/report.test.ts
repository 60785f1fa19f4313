// The report: saved from the lead's desk, and read as a web page by itself.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, type Caller, expect, type Page, test, violations } from '../../client-web/dev/browser';
import { look, Windows } from './pages';
import { makeWorld, pictures, type World } from './world';

let world: World;
let crowd: Caller[];
const windows = new Windows({ timeout: 20_000 });

async function desk(): Promise<Page> {
  const page = await windows.staff(world, '/control');
  await page.waitForSelector('.reports');
  return page;
}

/** Presses a format's button; the file, and what it is called. */
async function save(page: Page, label: string): Promise<{ name: string; path: string }> {
  const coming = page.waitForEvent('download');
  await page.click(`.reports button:has-text("${label}")`);
  const file = await coming;
  const name = file.suggestedFilename();
  const path = join(pictures, `report${name.slice(name.lastIndexOf('.'))}`);
  await file.saveAs(path);
  await page.waitForSelector(`.reports [role=status]:has-text("${name}")`);
  return { name, path };
}

beforeAll(async () => {
  world = await makeWorld({ seats: 80 });
  crowd = await world.crowd(64);
  const { doc } = (await world.staff.call('view.get', { view: 'agenda', deliberation: world.deliberation })) as {
    doc: {
      stages: { id: string; ballots: string[] }[];
      ballots: { id: string; kind: string; options: { id: string }[] }[];
    };
  };
  for (const stage of doc.stages) {
    if (stage.ballots.length === 0) continue;
    await world.lead('stage.start', { stage: stage.id });
    for (const id of stage.ballots) {
      const ballot = doc.ballots.find((each) => each.id === id);
      if (!ballot) continue;
      await world.lead('ballot.open', { ballot: id });
      if (ballot.kind !== 'single' && ballot.kind !== 'yes_no') continue;
      const options = ballot.options.map((option) => option.id);
      await Promise.all(
        crowd.map((person, i) =>
          person.call('ballot.cast', { ballot: id, choice: i % 8 === 7 ? null : [options[i % options.length]] }),
        ),
      );
    }
    await world.closeAll();
    for (const id of stage.ballots) await world.lead('ballot.publish', { ballot: id });
  }
});

afterAll(async () => {
  await windows.end();
  await world.stop();
});

test('the desk saves the report in each format, named in Thai', async () => {
  const page = await desk();
  const begins: [string, string, string][] = [
    ['HTML', '.html', '<!doctype html>'],
    ['PDF', '.pdf', '%PDF-'],
    ['XLSX', '.xlsx', 'PK'],
    ['CSV', '.csv', '\uFEFF'],
    ['JSON', '.json', '{'],
  ];
  for (const [label, ending, start] of begins) {
    const { name, path } = await save(page, label);
    expect(name.startsWith('รายงานผล-'), name).toBe(true);
    expect(name.endsWith(ending), name).toBe(true);
    expect((await readFile(path)).toString('utf8').startsWith(start), ending).toBe(true);
  }
  await page.locator('.reports').scrollIntoViewIfNeeded();
  await look(page, 'desk-report');
});

test('the report as a page: axe finds nothing, on a desktop, a phone and in English', async () => {
  const from = await desk();
  const thai = await save(from, 'HTML');
  const page = await windows.newPage();
  for (const [name, size] of [
    ['report-desktop', { width: 1280, height: 900 }],
    ['report-phone', { width: 360, height: 740 }],
  ] as const) {
    await page.setViewportSize(size);
    await page.goto(`file://${thai.path}`);
    await look(page, name);
  }
  // The style is let through by its own policy: without it nothing would have this colour.
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main section h2') as Element).color)).toBe(
    'rgb(19, 70, 107)',
  );
  await from.check('.reports input[value=en]');
  const english = await save(from, 'HTML');
  await page.goto(`file://${english.path}`);
  await expect.poll(() => page.getAttribute('html', 'lang')).toBe('en');
  await expect.poll(() => page.textContent('.subtitle')).toContain('Report of results');
  expect(await violations(page)).toEqual([]);
});
