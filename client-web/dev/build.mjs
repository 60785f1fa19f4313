// One build an entry: each page is one script, one style sheet and what it loads later. Nobody opens two of them, so
// shared chunks would only cost the phone requests.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entries = ['index', 'control', 'screen', 'prepare', 'table', 'outcomes'];

for (const [i, entry] of entries.entries()) {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { emptyOutDir: i === 0, copyPublicDir: i === 0, rollupOptions: { input: join(root, `${entry}.html`) } },
  });
  console.log(`built: ${entry}`);
}
