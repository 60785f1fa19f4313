// The definition as the JSON document it is, read and changed by JSON Pointer. A change touches what it names and
// nothing else: members nobody here knows keep their place and their value.
export type Fields = Record<string, unknown>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
export const without = (from: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
export const localized = (th: string, en: string): Fields => ({ ...(th && { th }), ...(en && { en }) });

const steps = (pointer: string): string[] => pointer.split('/').slice(1);

export function at(doc: unknown, pointer: string): unknown {
  let node = doc;
  for (const step of steps(pointer)) node = Array.isArray(node) ? node[Number(step)] : fields(node)[step];
  return node;
}

/** `undefined` takes the member away, and the objects that it leaves empty. */
export function put(doc: Fields, pointer: string, value: unknown): Fields {
  return fields(write(doc, steps(pointer), value));
}

function write(node: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(node)) return node.map((one, i) => (i === Number(step) ? write(one, rest, value) : one));
  const here = fields(node);
  const next = write(here[step], rest, value);
  const emptied = rest.length > 0 && value === undefined && isEmpty(next);
  return next === undefined || emptied ? without(here, [step]) : { ...here, [step]: next };
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

const entries = (doc: Fields, pointer: string): unknown[] => {
  const value = at(doc, pointer);
  return Array.isArray(value) ? value : [];
};

export const append = (doc: Fields, pointer: string, one: unknown): Fields =>
  put(doc, pointer, [...entries(doc, pointer), one]);

export const removeAt = (doc: Fields, pointer: string, index: number): Fields =>
  put(
    doc,
    pointer,
    entries(doc, pointer).filter((_, i) => i !== index),
  );

export function move(doc: Fields, pointer: string, index: number, by: number): Fields {
  const all = [...entries(doc, pointer)];
  const to = index + by;
  if (index < 0 || index >= all.length || to < 0 || to >= all.length) return doc;
  all.splice(to, 0, ...all.splice(index, 1));
  return put(doc, pointer, all);
}

/** `wanted` where nobody has it, else with the next free number behind. */
export function freeId(taken: readonly string[], wanted: string): string {
  let id = wanted;
  for (let n = 2; taken.includes(id); n += 1) id = `${wanted}${n}`;
  return id;
}

/** `stem` and the next free number. */
export function numberedId(taken: readonly string[], stem: string): string {
  let n = taken.length + 1;
  while (taken.includes(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
}

export const idsOf = (all: readonly Fields[]): string[] => all.map((one) => text(one.id));

/** An id from an English name; empty where the name has nothing an id may hold. */
export const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
