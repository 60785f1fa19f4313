// link → protocol → model → ui: a layer may use those before it and never one behind it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const order = ['link', 'protocol', 'model', 'ui'];
const packages: Record<string, RegExp> = {
  link: /^$/,
  protocol: /^$/,
  model: /^@preact\/signals$/,
  ui: /^(preact(\/hooks)?|@preact\/signals|uqr)$/,
};

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]/g;
  const dynamic = /import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [
    ...[...text.matchAll(pattern)].map((m) => ({ file, target: m[2] ?? '', typeOnly: m[1] !== undefined })),
    ...[...text.matchAll(dynamic)].map((m) => ({ file, target: m[1] ?? '', typeOnly: false })),
  ];
}

function faultOf({ file, target, typeOnly }: Import): string | null {
  const layer = file.split('/')[0] ?? '';
  if (!order.includes(layer)) return null; // the entries put the layers together
  if (!target.startsWith('.')) return packages[layer]?.test(target) ? null : `${file} uses the package ${target}`;
  const other = relative(src, resolve(src, dirname(file), target)).split('/')[0] ?? '';
  if (other === '..' || other === layer) return null;
  if (order.indexOf(other) < 0 || order.indexOf(other) > order.indexOf(layer)) return `${file} → ${target}`;
  if (layer === 'ui' && other === 'link') return `${file} → ${target}: ui goes through the model`;
  if (layer === 'ui' && other === 'protocol' && !typeOnly) return `${file} → ${target}: ui may know types only`;
  return null;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

test('imports follow the arrows', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(importsOf).map(faultOf).filter(Boolean)).toEqual([]);
});

test('a step backwards is caught', () => {
  const back = (file: string, target: string) => faultOf({ file, target, typeOnly: false });
  expect(back('link/link.ts', '../protocol/client')).not.toBeNull();
  expect(back('model/hall.ts', '../ui/text/errors')).not.toBeNull();
  expect(back('ui/phone/app.tsx', '../../link/link')).not.toBeNull();
  expect(back('protocol/client.ts', '../link/link')).toBeNull();
});
