// A table's notes, saved as they are typed. Pure: the version somebody else saved is never lost, nor is what was typed.
import type { Code } from '../protocol/codes';
import type { Notes } from '../protocol/meeting';

export interface Note {
  table: number;
  text: string;
  /** The version `text` was written from. */
  version: number;
  /** What is on its way. */
  sent: string | null;
  /** kept: on this computer only. clash: somebody else saved another text; both are shown. */
  state: 'clean' | 'typed' | 'saving' | 'kept' | 'clash';
  theirs: Notes | null;
  /** Why the server did not take it. */
  code: Code | null;
}

export type NoteMessage =
  | { type: 'note_opened'; table: number; kept: Notes | null }
  | { type: 'note_typed'; text: string }
  | { type: 'note_sending' }
  | { type: 'note_saved'; version: number }
  | { type: 'note_refused'; code: Code }
  | { type: 'note_seen'; table: number; notes: Notes }
  | { type: 'note_merged'; text: string }
  | { type: 'note_yielded' };

export function openNote(table: number, kept: Notes | null): Note {
  const start = kept ?? { text: '', version: 0 };
  return { table, ...start, sent: null, state: kept ? 'kept' : 'clean', theirs: null, code: null };
}

export function reduceNote(note: Note | null, message: NoteMessage): Note | null {
  if (message.type === 'note_opened') return openNote(message.table, message.kept);
  if (!note) return null;
  switch (message.type) {
    case 'note_typed': {
      const state = note.state === 'clash' || note.state === 'saving' ? note.state : 'typed';
      return { ...note, text: message.text, state };
    }
    case 'note_sending':
      return { ...note, sent: note.text, state: 'saving', code: null };
    case 'note_saved': {
      // The view may have brought one's own text before the answer did.
      const state = note.sent === null ? note.state : note.text === note.sent ? 'clean' : 'typed';
      const saved: Note = { ...note, version: Math.max(note.version, message.version), sent: null, state };
      return clashing({ ...saved, theirs: null }, note.theirs);
    }
    case 'note_refused': {
      if (message.code !== 'stale_version') return { ...note, sent: null, state: 'kept', code: message.code };
      return clashing({ ...note, sent: null, state: 'kept', theirs: null }, note.theirs);
    }
    case 'note_seen':
      return message.table === note.table ? clashing(note, message.notes) : note;
    case 'note_merged':
      return {
        ...note,
        text: message.text,
        version: note.theirs?.version ?? note.version,
        theirs: null,
        state: 'typed',
      };
    case 'note_yielded':
      if (!note.theirs) return note;
      return { ...note, ...note.theirs, theirs: null, state: 'clean' };
  }
}

/** What the server holds meets what is here. */
function clashing(note: Note, server: Notes | null): Note {
  if (!server || server.version <= note.version) return note;
  if (note.state === 'clean' || server.text === note.text) {
    return { ...note, text: server.text, version: server.version, sent: null, state: 'clean', theirs: null };
  }
  // While ours is on its way nobody knows yet whose came first: the answer says.
  if (note.state === 'saving') return { ...note, theirs: server };
  return { ...note, theirs: server, state: 'clash' };
}

/** There is something to send, and nothing on its way or to be settled first. */
export const isDue = (note: Note | null): boolean => note !== null && (note.state === 'typed' || note.state === 'kept');
