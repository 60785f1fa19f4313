// Text frames to typed messages. A frame that does not fit is a fault with a path, never half a message.
import { type Code, codeOf } from './codes';
import { type Agenda, agenda, type Me, me, type Room, room, type Tally, type Themes, tally, themes } from './documents';
import type { MeetingDocument } from './meeting';
import { Misfit } from './shape';

export type Document =
  | { kind: 'agenda'; doc: Agenda }
  | { kind: 'tally'; ballot: string; doc: Tally }
  | { kind: 'me'; doc: Me }
  | { kind: 'room'; doc: Room }
  | { kind: 'themes'; doc: Themes }
  | MeetingDocument;

/** What a view's document says; null: a view this page knows nothing of. */
export type DocumentReader = (view: string, doc: unknown) => Document | null;

export type Incoming =
  | { type: 'result'; id: number; result: unknown }
  | { type: 'error'; id: number | null; code: Code; at: string; retryAfterMs: number | undefined }
  | { type: 'view'; deliberation: string; view: string; rev: number; document: Document }
  | { type: 'moved' }
  | { type: 'ended'; reason: 'expired' | 'revoked' }
  | { type: 'stopping' }
  | { type: 'unknown'; why: string };

/** The views of phones and screens. Staff read more (`meeting.ts`), at no cost to a phone. */
export const readDocument: DocumentReader = (view, doc) => {
  if (view === 'agenda') return { kind: 'agenda', doc: agenda(doc, '') };
  if (view === 'me') return { kind: 'me', doc: me(doc, '') };
  if (view === 'room') return { kind: 'room', doc: room(doc, '') };
  if (view === 'themes') return { kind: 'themes', doc: themes(doc, '') };
  if (view.startsWith('tally/')) return { kind: 'tally', ballot: view.slice(6), doc: tally(doc, '') };
  return null;
};

export function decodeFrame(text: string, read: DocumentReader = readDocument): Incoming {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { type: 'unknown', why: 'not JSON' };
  }
  if (typeof frame !== 'object' || frame === null) return { type: 'unknown', why: 'not an object' };
  const { id, result, error, method, params } = frame as Record<string, unknown>;
  if (typeof method === 'string') return notification(method, (params ?? {}) as Record<string, unknown>, read);
  if (error && typeof error === 'object') {
    const data = ((error as { data?: unknown }).data ?? {}) as Record<string, unknown>;
    return {
      type: 'error',
      id: typeof id === 'number' ? id : null,
      code: codeOf(data.code),
      at: typeof data.at === 'string' ? data.at : '',
      retryAfterMs: typeof data.retry_after_ms === 'number' ? data.retry_after_ms : undefined,
    };
  }
  if (typeof id === 'number') return { type: 'result', id, result };
  return { type: 'unknown', why: 'neither reply nor notification' };
}

function notification(method: string, params: Record<string, unknown>, read: DocumentReader): Incoming {
  switch (method) {
    case 'view': {
      const { view, rev, doc, deliberation } = params;
      if (typeof view !== 'string' || typeof rev !== 'number')
        return { type: 'unknown', why: 'view without name or rev' };
      try {
        const document = read(view, doc);
        if (!document) return { type: 'unknown', why: `view ${view}` };
        return {
          type: 'view',
          deliberation: typeof deliberation === 'string' ? deliberation : '',
          view,
          rev,
          document,
        };
      } catch (fault) {
        if (fault instanceof Misfit) return { type: 'unknown', why: `${view} ${fault.message}` };
        throw fault;
      }
    }
    case 'session.moved':
      return { type: 'moved' };
    case 'session.ended':
      return { type: 'ended', reason: params.reason === 'revoked' ? 'revoked' : 'expired' };
    case 'server.stopping':
      return { type: 'stopping' };
    default:
      return { type: 'unknown', why: method };
  }
}
