import { defineConfig } from 'vitest/config';

// Chrome 80 is the oldest Android WebView met in halls (LINE's in-app browser on phones that no longer update).
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome80', 'safari14'],
    cssTarget: ['chrome80', 'safari14'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/ws': { target: 'ws://127.0.0.1:8090', ws: true } } },
  test: { include: ['tests/**/*.test.ts'] },
});
