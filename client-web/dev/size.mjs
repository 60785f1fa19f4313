// What the phone's first load weighs, brotli: the page's own scripts and styles with all they import at once, and the
// fonts it asks for. What comes later (the pages inside, English) is told apart and has a budget of its own.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const KB = 1000;
const budgets = { code: 25 * KB, fonts: 20 * KB, later: 20 * KB };

const html = await readFile(join(dist, 'index.html'), 'utf8');
const first = new Set();
const later = new Set();
const fonts = new Set();

const named = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const local = (path) => path.replace(/^.*assets\//, 'assets/');

for (const path of named(html, /(?:src|href)="([^"]+\.(?:js|css))"/g)) await take(local(path), first);
for (const path of named(html, /href="([^"]+\.woff2)"/g)) fonts.add(local(path));

async function take(path, into) {
  if (into.has(path)) return;
  into.add(path);
  const text = await readFile(join(dist, path), 'utf8');
  for (const font of named(text, /url\(["']?([^"')]+\.woff2)/g)) fonts.add(local(font));
  if (!path.endsWith('.js')) return;
  for (const other of named(text, /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) await take(`assets/${other}`, into);
  for (const other of named(text, /import\(["'`]\.\/([^"'`]+\.js)["'`]\)/g)) await take(`assets/${other}`, later);
  for (const other of named(text, /["'`]assets\/([^"'`]+\.css)["'`]/g)) await take(`assets/${other}`, later);
}

async function weigh(paths, suffix) {
  let sum = 0;
  for (const path of paths) {
    const { length } = await readFile(join(dist, path + suffix));
    sum += length;
    console.log(`  ${String(length).padStart(6)}  ${path}`);
  }
  return sum;
}

const failures = [];
for (const [name, paths, suffix] of [
  ['code', first, '.br'],
  ['fonts', fonts, ''],
  ['later', [...later].filter((path) => !first.has(path)), '.br'],
]) {
  console.log(`${name}:`);
  const sum = await weigh(paths, suffix);
  const verdict = sum <= budgets[name] ? 'within' : 'OVER';
  console.log(`  ${String(sum).padStart(6)}  in all, ${verdict} ${budgets[name]}`);
  if (sum > budgets[name]) failures.push(name);
}
console.log(`size: ${3 - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
