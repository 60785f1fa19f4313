// One build an entry: each page is one script, one style sheet and what it loads later. Nobody opens two of them, so
// shared chunks would only cost the phone requests.
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entries = ['index', 'control', 'screen', 'prepare', 'table', 'outcomes', 'staff'];

for (const [i, entry] of entries.entries()) {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { emptyOutDir: i === 0, copyPublicDir: i === 0, rollupOptions: { input: join(root, `${entry}.html`) } },
  });
  console.log(`built: ${entry}`);
}

// For the pages the server itself writes (documents in Markdown): by a name that does not change with what is in it.
await mkdir(join(root, 'dist', 'fonts'), { recursive: true });
for (const weight of [400, 700])
  await copyFile(
    join(root, '.generated', `sarabun-${weight}.woff2`),
    join(root, 'dist', 'fonts', `sarabun-${weight}.woff2`),
  );
