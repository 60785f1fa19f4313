// Documents people are given to read: where they are, what may be attached, and what a refusal was.
import type { Code } from '../protocol/codes';
import type { Agenda, Paper } from '../protocol/documents';

/** A file the server takes; more is refused there too. */
export const PAPER_BYTES_MAX = 20 * 1024 * 1024;

export const readingPath = (deliberation: string, document: string): string =>
  `/api/deliberations/${encodeURIComponent(deliberation)}/documents/${encodeURIComponent(document)}`;

export const attachedPapers = (agenda: Agenda): Paper[] => agenda.documents.filter((one) => one.attached !== null);

export const isPdf = (paper: Paper): boolean => paper.attached?.type === 'application/pdf';

/** By its ending: what systems say of Markdown differs. */
export function typeOfFile(name: string): 'application/pdf' | 'text/markdown' | null {
  if (/\.pdf$/i.test(name)) return 'application/pdf';
  return /\.(md|markdown|txt)$/i.test(name) ? 'text/markdown' : null;
}

/** What is known to be refused before anything is sent. */
export function faultOfFile(file: { name: string; size: number }): Code | null {
  if (typeOfFile(file.name) === null) return 'document_kind';
  return file.size > PAPER_BYTES_MAX ? 'document_too_large' : null;
}
