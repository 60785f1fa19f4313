// The ballots of a definition: which members a kind takes, options as lines of text, ids that follow.
import { KINDS, type Kind } from '../protocol/documents';
import {
  append,
  type Fields,
  fields,
  idsOf,
  list,
  localized,
  numberedId,
  put,
  removeAt,
  text,
  texts,
  without,
} from './definition_paths';
import { strataOf, valuesOf } from './definition_strata';

export const kindsOffered: readonly Kind[] = KINDS;

/** Each kind's counting rules, its own first. */
export const RULES: Record<Kind, readonly string[]> = {
  single: ['plurality', 'two_round'],
  multiple: ['approval'],
  rank: ['borda', 'schulze', 'ranked_pairs', 'irv', 'stv_scottish', 'stv_wig', 'stv_meek', 'plurality', 'two_round'],
  score: ['score', 'median', 'majority_judgment'],
  points: ['points'],
  scale: ['median', 'score'],
  yes_no: ['plurality'],
  text: ['none'],
};

export const hasOptions = (kind: Kind): boolean => kind !== 'yes_no' && kind !== 'scale' && kind !== 'text';
export const hasRange = (kind: Kind): boolean =>
  kind === 'multiple' || kind === 'rank' || kind === 'score' || kind === 'scale';
export const electsSeveral = (rule: string): boolean => rule.startsWith('stv_');

const FITS: Record<string, (kind: Kind) => boolean> = {
  options: hasOptions,
  min: hasRange,
  max: hasRange,
  budget: (kind) => kind === 'points',
  length_max: (kind) => kind === 'text',
  seats: (kind) => kind === 'rank',
  threshold: (kind) => kind !== 'text',
  stratum: (kind) => kind === 'single',
};
const AMOUNTS = ['min', 'max'];
const counts = (kind: Kind): boolean => kind === 'multiple' || kind === 'rank';

export const kindOf = (ballot: Fields): Kind => (text(ballot.kind) || 'single') as Kind;
export const ballotsOf = (doc: Fields): Fields[] => list(doc.ballots);

export function addBallot(doc: Fields): Fields {
  const id = numberedId(idsOf(ballotsOf(doc)), 'q');
  return append(doc, '/ballots', { id, kind: 'single', reveal: 'on_close' });
}

/** Of another kind, without the members it takes none of; they come back from `kept` should the kind change again. */
export function changeKind(ballot: Fields, to: Kind, kept: Fields): { ballot: Fields; kept: Fields } {
  const from = kindOf(ballot);
  const meansElse = (name: string) => AMOUNTS.includes(name) && counts(from) !== counts(to);
  const gone = Object.keys(ballot).filter((name) => {
    if (name === 'rule') return !RULES[to].includes(text(ballot.rule));
    return (FITS[name] && !FITS[name](to)) || meansElse(name);
  });
  const back = Object.fromEntries(
    Object.entries(kept).filter(([name]) => !AMOUNTS.includes(name) && !(name in ballot) && FITS[name]?.(to)),
  );
  const changed: Fields = { ...without(ballot, gone), kind: to, ...back };
  if (to === 'scale') Object.assign(changed, { min: changed.min ?? 0, max: changed.max ?? 10 });
  if (to === 'points') changed.budget ??= 100;
  const left = Object.fromEntries(gone.map((name) => [name, ballot[name]]));
  return { ballot: changed, kept: { ...without(kept, Object.keys(back)), ...left } };
}

/** The options are the values of the stratum, in their order. */
export function fillFromStratum(doc: Fields, index: number): Fields {
  const ballot = fields(ballotsOf(doc)[index]);
  const asked = strataOf(doc).find(({ id }) => id === ballot.stratum);
  if (!asked) return doc;
  const before = new Map(list(ballot.options).map((one) => [one.id, one]));
  const options = valuesOf(asked).map((value) => ({
    ...before.get(value.id),
    id: value.id,
    ...(value.label !== undefined && { label: value.label }),
  }));
  return put(doc, `/ballots/${index}/options`, options);
}

/** One option a line: `ไทย | English`. */
export function optionLines(options: unknown): string {
  return list(options).map(lineOf).join('\n');
}

const lineOf = (option: Fields): string => {
  const label = fields(option.label);
  const en = text(label.en);
  return text(label.th) + (en ? ` | ${en}` : '');
};

const labelOf = (line: string): Fields => {
  const bar = line.indexOf('|');
  return localized((bar < 0 ? line : line.slice(0, bar)).trim(), bar < 0 ? '' : line.slice(bar + 1).trim());
};

/** A line that stands as it was keeps its option; one reworded in its place too; the rest are new. */
export function optionsFrom(lines: string, options: unknown): Fields[] {
  const before = list(options);
  const labels = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(labelOf);
  const free = new Set(before.keys());
  const found = labels.map((label) => {
    const same = [...free].find((i) => lineOf(before[i] ?? {}) === lineOf({ label }));
    if (same !== undefined) free.delete(same);
    return same;
  });
  const ids = idsOf(before);
  return labels.map((label, i) => {
    let from = found[i];
    if (from === undefined && free.delete(i)) from = i;
    if (from !== undefined) {
      const kept = fields(before[from]);
      return found[i] === undefined
        ? { ...kept, label: { ...without(fields(kept.label), ['th', 'en']), ...label } }
        : kept;
    }
    const id = freshOption(ids);
    ids.push(id);
    return { id, label };
  });
}

function freshOption(taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`o${n}`)) n += 1;
  return `o${n}`;
}

/** Without what named it in the agenda. */
export function removeBallot(doc: Fields, index: number): Fields {
  const id = text(ballotsOf(doc)[index]?.id);
  const next = removeAt(doc, '/ballots', index);
  if (id === '' || idsOf(ballotsOf(next)).includes(id)) return next;
  return inStages(next, id, (named) => named.filter((one) => one !== id));
}

export function renameBallot(doc: Fields, index: number, id: string): Fields {
  const before = text(ballotsOf(doc)[index]?.id);
  const taken = idsOf(ballotsOf(doc)).includes(id);
  const next = put(doc, `/ballots/${index}/id`, id);
  if (taken || before === '' || idsOf(ballotsOf(next)).includes(before)) return next;
  return inStages(next, before, (named) => named.map((one) => (one === before ? id : one)));
}

function inStages(doc: Fields, id: string, change: (named: string[]) => string[]): Fields {
  let next = doc;
  list(doc.agenda).forEach((stage, i) => {
    const named = texts(stage.ballots);
    if (named.includes(id)) next = put(next, `/agenda/${i}/ballots`, change(named));
  });
  return next;
}
