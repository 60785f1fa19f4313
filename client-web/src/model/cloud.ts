// A word cloud: the more people used a word, the larger it is set; the same words always give the same picture.
import type { Word } from '../protocol/hall_views';

export interface Placed extends Word {
  /** The middle of the word. */
  x: number;
  y: number;
  size: number;
  width: number;
  height: number;
}

/** How wide a word is at size 1. */
export type Measure = (word: string) => number;

const LARGEST = 0.17; // of the box's height
const SMALLEST = 0.045;
/** Thai has marks above and below the letters. */
const LINE = 1.5;
const GAP = 0.12;
const TIGHTER = 0.9;
/** Words set smaller than at this scale are not read from the back of a hall: rather fewer of them. */
const READABLE = 0.7;
/** A few words are set larger. */
const ROOMY = 1.7;
const FEWER = 0.85;
/** How much of a box such a picture fills at most. */
const FILLED = 0.7;

/** As many of the words, the most used first, as fit readably; none over another, all within the box. */
export function cloudOf(words: readonly Word[], width: number, height: number, measure: Measure): Placed[] {
  const most = words.reduce((max, { people }) => Math.max(max, people), 1);
  const boxes = words.map((word) => boxOf(word, most, height, measure));
  let shown = boxes;
  while (shown.length > 0) {
    const area = shown.reduce((sum, box) => sum + box.width * box.height, 0);
    const largest = Math.min(ROOMY, Math.sqrt((FILLED * width * height) / area));
    const smallest = shown.length > 1 ? READABLE : 0.01;
    for (let scale = largest; scale >= smallest; scale *= TIGHTER) {
      const placed = tryAt(shown, width, height, scale);
      if (placed) return placed;
    }
    shown = boxes.slice(0, Math.min(shown.length - 1, Math.ceil(shown.length * FEWER)));
  }
  return [];
}

interface Sized extends Box, Word {
  size: number;
}

/** The area of a word grows with its people. */
function boxOf({ word, people }: Word, most: number, height: number, measure: Measure): Sized {
  const size = height * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(people / most));
  return { word, people, size, width: (measure(word) + GAP * 2) * size, height: LINE * size };
}

function tryAt(words: readonly Sized[], width: number, height: number, scale: number): Placed[] | null {
  const placed: Placed[] = [];
  for (const word of words) {
    const box = { width: word.width * scale, height: word.height * scale };
    const at = findPlace(box, placed, width, height);
    if (!at) return null;
    placed.push({ word: word.word, people: word.people, size: word.size * scale, ...box, ...at });
  }
  return placed;
}

interface Box {
  width: number;
  height: number;
}

const TURNS = 28;
const STEP = 0.3;
/** Reaches the corners. */
const REACH = 0.72;

/** Points on a spiral from the middle outwards, as parts of the box: made once, tried for every word. */
const spiral = Array.from({ length: Math.floor((TURNS * 2 * Math.PI) / STEP) }, (_, i) => {
  const angle = i * STEP;
  const radius = (angle / (TURNS * 2 * Math.PI)) * REACH;
  return { x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle) };
});

function findPlace(box: Box, placed: readonly Placed[], width: number, height: number) {
  const left = box.width / 2;
  const top = box.height / 2;
  for (const point of spiral) {
    const x = point.x * width;
    const y = point.y * height;
    if (x < left || x + left > width || y < top || y + top > height) continue;
    let free = true;
    for (const other of placed) {
      if (
        Math.abs(x - other.x) * 2 < box.width + other.width &&
        Math.abs(y - other.y) * 2 < box.height + other.height
      ) {
        free = false;
        break;
      }
    }
    if (free) return { x, y };
  }
  return null;
}

export function overlap(a: Box & { x: number; y: number }, b: Box & { x: number; y: number }): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

/** Where nothing can be measured: letters, without the marks that stand above and below them. */
export const roughly: Measure = (word) => [...word.replace(/\p{M}/gu, '')].length * 0.62;
