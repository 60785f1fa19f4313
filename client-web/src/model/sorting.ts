// The theme team's heap of ideas: in order, filtered, searched, and those alike put beside each other. Pure.
import type { Themes } from '../protocol/documents';
import type { Idea, IdeasPage } from '../protocol/meeting';
import { tellingWords, wordsOf } from './words';

const numberOf = (idea: Idea): number => Number(idea.idea.slice(1));

/** Those that stand, the newest first. */
export function ideasOf(pages: Record<number, IdeasPage>): Idea[] {
  return Object.values(pages)
    .flatMap((page) => page.ideas)
    .filter((idea) => !idea.withdrawn)
    .sort((a, b) => numberOf(b) - numberOf(a));
}

/** The theme an idea counts for now: the last of the successors of the one it was placed in. */
export function themeOf(placed: string | null, themes: Themes | null): string | null {
  let theme = placed;
  for (let steps = 0; theme !== null && steps < 1000; steps += 1) {
    const next = themes?.merged[theme];
    if (next === undefined) return theme;
    theme = next;
  }
  return theme;
}

export function byTheme(ideas: readonly Idea[], themes: Themes | null): Map<string | null, Idea[]> {
  const groups = new Map<string | null, Idea[]>();
  for (const idea of ideas) {
    const theme = themeOf(idea.theme, themes);
    const group = groups.get(theme);
    if (group) group.push(idea);
    else groups.set(theme, [idea]);
  }
  return groups;
}

export interface Filter {
  /** unplaced: in no theme yet. */
  which: 'unplaced' | 'all' | 'dissent';
  table: number | null;
  query: string;
}

export const everything: Filter = { which: 'all', table: null, query: '' };

const matching = (words: readonly string[], wanted: string): boolean =>
  // A short word would be found inside most others; a longer one may be part of a compound.
  words.some((word) => (wanted.length < 3 ? word === wanted : word.includes(wanted)));

export function filtered(ideas: readonly Idea[], filter: Filter, themes: Themes | null): Idea[] {
  const wanted = wordsOf(filter.query);
  return ideas.filter((idea) => {
    if (filter.table !== null && idea.table !== filter.table) return false;
    if (filter.which === 'unplaced' && themeOf(idea.theme, themes) !== null) return false;
    if (filter.which === 'dissent' && !idea.dissent) return false;
    if (wanted.length === 0) return true;
    const words = allWords(idea);
    return wanted.every((word) => matching(words, word));
  });
}

// A document's ideas are new objects whenever their page is sent again, so what is known of one goes with it.
const known = new WeakMap<Idea, { all: string[]; telling: string[] }>();

function read(idea: Idea): { all: string[]; telling: string[] } {
  const before = known.get(idea);
  if (before) return before;
  const words = { all: wordsOf(`${idea.text} ${idea.dissent ?? ''}`), telling: tellingWords(idea.text) };
  known.set(idea, words);
  return words;
}

const allWords = (idea: Idea): string[] => read(idea).all;

export interface Alike {
  /** What the ideas have in common. */
  words: string[];
  ideas: Idea[];
}

const ALIKE_SHARE = 0.5;
const ALIKE_WORDS = 2;
/** A word in more ideas than this says little, and pairs everything with everything: it is left out. */
const COMMON = 200;

/** Ideas that share at least half of their telling words (of both together), as groups, the largest first. A suggestion,
 * nothing more: two people may say opposite things with the same words. */
export function suggestAlike(ideas: readonly Idea[]): Alike[] {
  const words = ideas.map((idea) => new Set(read(idea).telling));
  const holders = new Map<string, number[]>();
  words.forEach((set, i) => {
    for (const word of set) {
      const list = holders.get(word);
      if (list) list.push(i);
      else holders.set(word, [i]);
    }
  });
  for (const [word, list] of holders) if (list.length > COMMON) for (const i of list) words[i]?.delete(word);
  const leader = ideas.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] ?? at;
    leader[i] = at;
    return at;
  };
  words.forEach((mine, i) => {
    const shared = new Map<number, number>();
    for (const word of mine) {
      for (const other of holders.get(word) ?? []) if (other > i) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, n] of shared) {
      const both = mine.size + (words[other]?.size ?? 0) - n;
      if (n >= ALIKE_WORDS && n / both >= ALIKE_SHARE) leader[root(other)] = root(i);
    }
  });
  const groups = new Map<number, number[]>();
  ideas.forEach((_, i) => {
    const group = groups.get(root(i));
    if (group) group.push(i);
    else groups.set(root(i), [i]);
  });
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({ words: inCommon(members.map((i) => words[i] ?? new Set())), ideas: pickFrom(ideas, members) }))
    .sort((a, b) => b.ideas.length - a.ideas.length);
}

/** What is left of a suggestion among the ideas there are now, as they are now. */
export function standing(groups: readonly Alike[], ideas: readonly Idea[]): Alike[] {
  const now = new Map(ideas.map((idea) => [idea.idea, idea]));
  return groups
    .map(({ words, ideas: members }) => ({ words, ideas: members.flatMap((idea) => now.get(idea.idea) ?? []) }))
    .filter((group) => group.ideas.length > 1);
}

const pickFrom = (ideas: readonly Idea[], members: readonly number[]): Idea[] => members.flatMap((i) => ideas[i] ?? []);

function inCommon(sets: readonly Set<string>[]): string[] {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, n]) => n * 2 > sets.length)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([word]) => word);
}

/** An id no ballot has yet: `t1`, `t2` … */
export function freshBallotId(taken: readonly string[]): string {
  const used = new Set(taken);
  let n = 1;
  while (used.has(`t${n}`)) n += 1;
  return `t${n}`;
}
