import { defineConfig } from 'vitest/config';

// The pages, in Debian's Chromium, against a real ruamkitd.
export default defineConfig({
  root: '..',
  cacheDir: 'client-web/node_modules/.vite',
  server: { fs: { strict: false } },
  // The times only end what hangs: a busy machine with two browsers on it is slow.
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    reporters: ['verbose'],
  },
});
