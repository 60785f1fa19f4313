// The definition an organiser fills in: where it begins, its documents, its rehearsal, and whom a fault speaks of.
import { type Fields, fields, freeId, idsOf, list, localized, put, text } from './definition_paths';

export const emptyDefinition: Fields = { method: 'town_meeting', admission: 'seats' };

export const DOCUMENT_ROLES = ['briefing', 'commitment', 'other'] as const;

/** A document people are given to read; its file is attached once the deliberation is there. */
export function freshDocument(doc: Fields, role: string, th: string, en: string): Fields {
  const id = freeId(idsOf(list(doc.documents)), role);
  return { file: id, id, title: localized(th, en), role };
}

/** The same meeting to be played through before the day: its name says so, in the languages it has. */
export function asRehearsal(doc: Fields): Fields {
  const named = (from: Fields, language: string, word: string) => {
    const name = text(fields(from.title)[language]);
    return name === '' || name.startsWith(word) ? from : put(from, `/title/${language}`, `${word}${name}`);
  };
  return named(named(doc, 'th', 'ซ้อม: '), 'en', 'Rehearsal: ');
}

/** Whether a pointer names the place or something within it. */
export const within = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);

/** The place on the page that answers for a pointer: itself, the first within it, or the nearest around it. */
export function placeFor(pointer: string, places: readonly string[]): string | null {
  for (let here = pointer; here !== ''; here = here.slice(0, here.lastIndexOf('/'))) {
    const found = places.find((one) => one === here) ?? places.find((one) => one.startsWith(`${here}/`));
    if (found !== undefined) return found;
  }
  return null;
}
