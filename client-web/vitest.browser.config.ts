import { defineConfig } from 'vitest/config';

// The pages, in Debian's Chromium, against a real ruamkitd.
export default defineConfig({
  root: '..',
  cacheDir: 'client-web/node_modules/.vite',
  server: { fs: { strict: false } },
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
    reporters: ['verbose'],
  },
});
