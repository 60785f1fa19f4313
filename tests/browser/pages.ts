// The windows of one file of tests, opened alike and closed together; signing in; and what is asked of every page.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  account,
  type Browser,
  type BrowserContext,
  expect,
  launch,
  type Page,
  sizes,
  violations,
} from '../../client-web/dev/browser';
import { pictures, type World } from './world';

/** What all windows of a file are like. */
export interface WindowsOptions {
  /** How long a step may take; 30 s if nothing is said. */
  timeout?: number;
  reducedMotion?: 'reduce';
  hasTouch?: boolean;
}

export interface Opening {
  size?: Size;
  language?: 'th' | 'en';
  /** Before the page is there. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

export type Size = { width: number; height: number };
export type Who = { name: string; password: string };

export class Windows {
  readonly #contexts: BrowserContext[] = [];
  #browser: Promise<Browser> | undefined;

  constructor(private readonly options: WindowsOptions = {}) {}

  /** How many are open. */
  get count(): number {
    return this.#contexts.length;
  }

  /** An empty page in a window of its own: a machine that has never been here. */
  async newPage({ size = sizes.desktop, language = 'th', prepare }: Opening = {}): Promise<Page> {
    const { timeout, ...like } = this.options;
    this.#browser ??= launch();
    const context = await (await this.#browser).newContext({ viewport: size, locale: 'th-TH', ...like });
    this.#contexts.push(context);
    if (timeout !== undefined) context.setDefaultTimeout(timeout);
    if (language === 'en') await context.addInitScript(() => localStorage.setItem('ruamkit.language', 'en'));
    await prepare?.(context);
    return context.newPage();
  }

  /** A page of staff, signed in at its address. */
  async signedIn(url: string, who: Who = account, opening: Opening = {}): Promise<Page> {
    const page = await this.newPage(opening);
    await page.goto(url);
    await signIn(page, who);
    return page;
  }

  /** The same, with this world's deliberation chosen. */
  async staff(world: World, path: string, who: Who = account, opening: Opening = {}): Promise<Page> {
    const page = await this.signedIn(`${world.url}${path}`, who, opening);
    await choose(page, world.code);
    return page;
  }

  /** Closes the window of this page. */
  async close(page: Page): Promise<void> {
    const place = this.#contexts.indexOf(page.context());
    if (place >= 0) this.#contexts.splice(place, 1);
    await page.context().close();
  }

  async closeAll(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  /** Closes the browser too. */
  async end(): Promise<void> {
    await this.closeAll();
    await (await this.#browser)?.close();
  }
}

/** Fills in the form of the page that is open. */
export async function signIn(page: Page, { name, password }: Who = account): Promise<void> {
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
}

/** Signs out, to the form again. */
export async function signOut(page: Page): Promise<void> {
  await page.click('button:has-text("ออกจากระบบ")');
  await page.waitForSelector('#password');
}

/** Whichever of the list shows this text: a deliberation's code, or its title; a place of /table. */
export const choose = (page: Page, text: string): Promise<void> => page.click(`.deliberation:has-text("${text}")`);

/** A citizen takes a seat. */
export async function sit(page: Page, world: World, seat: string): Promise<void> {
  await page.goto(`${world.url}/j/${world.code}`);
  await page.fill('#seat', seat);
  await page.click('button[type=submit]');
  await page.waitForSelector('.where');
}

export interface LookOptions {
  /** The whole page, or what the window shows; `narrow`: whole where the window is as narrow as a phone. */
  full?: boolean | 'narrow';
}

/** Keeps a picture, and holds the page to what every page must be: nothing wider than the window, nothing for axe to find. */
export async function look(page: Page, name: string, { full = true }: LookOptions = {}): Promise<void> {
  await stillness(page);
  mkdirSync(pictures, { recursive: true });
  const narrow = (page.viewportSize()?.width ?? 0) < 600;
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: full === 'narrow' ? narrow : full });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `${name}: wider than the window`).toBeLessThanOrEqual(0);
  expect(await violations(page), name).toEqual([]);
}

/** The same in each of these sizes; the window is then as it was. */
export async function lookInSizes(
  page: Page,
  name: string,
  which: readonly ('desktop' | 'phone')[] = ['desktop', 'phone'],
  options: LookOptions = {},
): Promise<void> {
  const before = page.viewportSize();
  for (const size of which) {
    await page.setViewportSize(sizes[size]);
    await look(page, `${name}-${size}`, options);
  }
  if (before) await page.setViewportSize(before);
}

/** Fonts are there, and what moves to its place has come there; what never ends is not waited for. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const moving = document
      .getAnimations()
      .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map((one) => one.finished));
  });
}
