// Cuts Sarabun down to Thai and basic Latin. Layout closure stays on: it keeps the glyphs that GSUB puts in for tall
// consonants and stacked marks; mark and mkmk place them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', '.generated');
const require = createRequire(import.meta.url);
const package_root = dirname(require.resolve('@expo-google-fonts/sarabun/package.json'));

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const text = `${range(0x20, 0x7e)}${range(0xe01, 0xe3a)}${range(0xe3f, 0xe5b)}\u00a0–—‘’“”•…·×÷−←→↑↓\u200b\u25cc`;
const weights = [
  [400, '400Regular/Sarabun_400Regular.ttf'],
  [600, '600SemiBold/Sarabun_600SemiBold.ttf'],
  [700, '700Bold/Sarabun_700Bold.ttf'],
];

await mkdir(out, { recursive: true });
for (const [weight, file] of weights) {
  const source = await readFile(join(package_root, file));
  const subset = await subsetFont(source, text, {
    targetFormat: 'woff2',
    noHinting: true,
    keepFeatures: ['ccmp', 'mark', 'mkmk', 'kern', 'locl', 'tnum', 'liga'],
  });
  await writeFile(join(out, `sarabun-${weight}.woff2`), subset);
  console.log(`sarabun ${weight}: ${subset.length} bytes`);
}
