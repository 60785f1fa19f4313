// What every role sees of a deliberation: the link, the session and the newest document of each view.
import type { EndReason, Message } from '../protocol/client';
import type { Agenda, Me, Room, Tally, Themes } from '../protocol/documents';
import type { Presence } from '../protocol/hall_views';
import type { Desk, IdeasHead, IdeasPage, MeetingDocument, Paper, Table, Tables } from '../protocol/meeting';

export type Online = 'starting' | 'online' | 'away';

export interface Session {
  role: string;
  participant: string | null;
  name: string | null;
  deliberation: string | null;
}

/** What screens and staff see beyond a phone. */
export interface Meeting {
  desk: Desk | null;
  tables: Tables | null;
  table: Record<number, Table>;
  ideas: IdeasHead | null;
  pages: Record<number, IdeasPage>;
  paper: Paper | null;
  presence: Presence | null;
}

export const emptyMeeting: Meeting = {
  desk: null,
  tables: null,
  table: {},
  ideas: null,
  pages: {},
  paper: null,
  presence: null,
};

export interface Hall {
  online: Online;
  session: Session | null;
  ended: EndReason | null;
  clockOffset: number;
  revs: Record<string, number>;
  agenda: Agenda | null;
  me: Me | null;
  room: Room | null;
  tallies: Record<string, Tally>;
  themes: Themes | null;
  meeting: Meeting;
}

export const emptyHall: Hall = {
  online: 'starting',
  session: null,
  ended: null,
  clockOffset: 0,
  revs: {},
  agenda: null,
  me: null,
  room: null,
  tallies: {},
  themes: null,
  meeting: emptyMeeting,
};

export function reduceHall(hall: Hall, message: Message): Hall {
  switch (message.type) {
    case 'link': {
      if (message.state === 'open') return { ...hall, online: 'online', revs: {} };
      if (hall.online === 'starting' && message.state === 'connecting') return hall;
      return { ...hall, online: 'away' };
    }
    case 'clock':
      return { ...hall, clockOffset: message.offset };
    case 'bound': {
      const { role, participant, name, deliberation } = message;
      return { ...hall, session: { role, participant, name, deliberation }, ended: null };
    }
    case 'ended':
      return { ...hall, session: null, ended: message.reason };
    case 'view':
      return takeView(hall, message);
    default:
      return hall;
  }
}

/** A document may skip revisions but never goes back. A new connection starts the comparison anew. */
function takeView(hall: Hall, message: Extract<Message, { type: 'view' }>): Hall {
  const known = hall.revs[message.view];
  if (known !== undefined && message.rev < known) return hall;
  const revs = { ...hall.revs, [message.view]: message.rev };
  const { document } = message;
  switch (document.kind) {
    case 'agenda':
      return { ...hall, revs, agenda: document.doc };
    case 'me':
      return { ...hall, revs, me: document.doc };
    case 'room':
      return { ...hall, revs, room: document.doc };
    case 'tally':
      return { ...hall, revs, tallies: { ...hall.tallies, [document.ballot]: document.doc } };
    case 'themes':
      return { ...hall, revs, themes: document.doc };
    default:
      return { ...hall, revs, meeting: takeMeeting(hall.meeting, document) };
  }
}

function takeMeeting(meeting: Meeting, document: MeetingDocument): Meeting {
  switch (document.kind) {
    case 'table':
      return { ...meeting, table: { ...meeting.table, [document.doc.table]: document.doc } };
    case 'ideas_page':
      return { ...meeting, pages: { ...meeting.pages, [document.doc.page]: document.doc } };
    default:
      return { ...meeting, [document.kind]: document.doc };
  }
}

/** Forgets one deliberation's documents, keeping the connection and who we are. */
export function leaveDeliberation(hall: Hall): Hall {
  return { ...hall, revs: {}, agenda: null, me: null, room: null, tallies: {}, themes: null, meeting: emptyMeeting };
}
