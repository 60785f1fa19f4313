// Small decoders: each takes what came in and gives back a typed value or throws a Misfit with the path.
export class Misfit extends Error {}

export type Shape<T> = (value: unknown, path: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

const misfit = (path: string, wanted: string): never => {
  throw new Misfit(`${path || '/'}: ${wanted}`);
};

export const string: Shape<string> = (v, p) => (typeof v === 'string' ? v : misfit(p, 'string'));
export const number: Shape<number> = (v, p) => (typeof v === 'number' && Number.isFinite(v) ? v : misfit(p, 'number'));
export const boolean: Shape<boolean> = (v, p) => (typeof v === 'boolean' ? v : misfit(p, 'boolean'));

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (v, p) =>
    v === null || v === undefined ? null : shape(v, p);

export const list =
  <T>(shape: Shape<T>): Shape<T[]> =>
  (v, p) =>
    Array.isArray(v) ? v.map((item, i) => shape(item, `${p}/${i}`)) : misfit(p, 'array');

export const dict =
  <T>(shape: Shape<T>): Shape<Record<string, T>> =>
  (v, p) => {
    const out: Record<string, T> = {};
    for (const [key, item] of Object.entries(record(v, p))) out[key] = shape(item, `${p}/${key}`);
    return out;
  };

export const oneOf =
  <const T extends readonly string[]>(...words: T): Shape<T[number]> =>
  (v, p) =>
    words.includes(v as string) ? (v as T[number]) : misfit(p, words.join('|'));

/** Absent becomes the fallback. */
export const or =
  <T>(shape: Shape<T>, fallback: T): Shape<T> =>
  (v, p) =>
    v === undefined || v === null ? fallback : shape(v, p);

type Fields = Record<string, Shape<unknown>>;

export const object =
  <F extends Fields>(fields: F): Shape<{ [K in keyof F]: Of<F[K]> }> =>
  (v, p) => {
    const from = record(v, p);
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(fields)) out[key] = (fields[key] as Shape<unknown>)(from[key], `${p}/${key}`);
    return out as { [K in keyof F]: Of<F[K]> };
  };

function record(v: unknown, p: string): Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v)
    ? (v as Record<string, unknown>)
    : misfit(p, 'object');
}
