// Links to what people are given to read. They open beside the page, which keeps its place.
import { attachedPapers, isPdf, readingPath } from '../../model/papers';
import type { Agenda, Paper } from '../../protocol/documents';
import { decimal, number, pick } from '../text/language';

const MB = 1024 * 1024;

/** "PDF 1.2 MB", "Markdown 3 KB". */
export function fileSize({ bytes, type }: { bytes: number; type: string }): string {
  const size = bytes >= MB / 10 ? `${decimal(bytes / MB)} MB` : `${number(Math.ceil(bytes / 1024))} KB`;
  return `${type === 'application/pdf' ? 'PDF' : 'Markdown'} ${size}`;
}

/** Nothing while no file is attached. */
export const sizeOf = ({ attached }: Paper): string => (attached ? fileSize(attached) : '');

export function PaperLinks({ agenda }: { agenda: Agenda }) {
  return (
    <ul class="papers">
      {attachedPapers(agenda).map((paper) => (
        <li key={paper.id}>
          <a href={readingPath(agenda.deliberation, paper.id)} target="_blank" rel="noopener">
            {pick(paper.title)}
            {isPdf(paper) && <span class="paper-size"> {sizeOf(paper)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
