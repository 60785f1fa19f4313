// What the page tests stand on: Chromium, axe, and a hall to sit in. They live outside this folder and reach the
// packages through here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

export type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
export { Caller, createHall, seatPeople } from './crowd.mjs';
export { definition, people } from './demo.mjs';
export { account, startServer } from './server.mjs';

const require = createRequire(import.meta.url);
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.RUAMKIT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Violation {
  id: string;
  help: string;
  nodes: string[];
}

/** What axe finds wrong on the page as it stands, WCAG 2.2 A and AA. */
export async function violations(page: Page): Promise<Violation[]> {
  await page.evaluate(axe_source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const result = await axe.run({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.html} — ${node.failureSummary}`),
    }));
  });
}

export const sizes = {
  phone: { width: 360, height: 740 },
  narrow: { width: 320, height: 640 },
  desktop: { width: 1920, height: 1080 },
} as const;
