// The files people are given to read: attached one by one, seen, and replaced.
import { useState } from 'preact/hooks';
import { readingPath } from '../../model/papers';
import type { Agenda, Paper } from '../../protocol/documents';
import { sizeOf } from '../parts/papers';
import { pick, sentence } from '../text/language';
import { prepareWords, usePrepare } from './context';

const PRINT_LETTERS = 12;

export function Papers({ agenda }: { agenda: Agenda }) {
  const t = prepareWords();
  if (agenda.documents.length === 0) return null;
  return (
    <section class="block" aria-labelledby="papers-title">
      <h2 id="papers-title">{t.papersTitle}</h2>
      <p class="help">{t.papersIntro}</p>
      <ul class="paper-rows">
        {agenda.documents.map((paper) => (
          <PaperRow key={paper.id} agenda={agenda} paper={paper} />
        ))}
      </ul>
    </section>
  );
}

function PaperRow({ agenda, paper }: { agenda: Agenda; paper: Paper }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [over, setOver] = useState(false);
  const title = pick(paper.title);
  const upload = prepare.uploads[paper.id] ?? { share: null, code: null };
  const sending = upload.share !== null;
  const label = paper.attached ? t.paperReplace : t.paperChoose;
  const take = (file: File | undefined) => {
    if (file) void session.attach(paper.id, file);
  };
  return (
    <li
      class={over ? 'paper-row paper-over' : 'paper-row'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      <div class="paper-name">
        <p class="paper-role">{t.roles[roleOf(paper)]}</p>
        <h3>{title}</h3>
        <Standing agenda={agenda} paper={paper} />
      </div>
      <div class="paper-do">
        <label class={`file ${paper.attached ? 'secondary' : 'primary'}`}>
          {label}
          <input
            type="file"
            accept=".pdf,.md,.markdown,.txt,application/pdf,text/markdown"
            class="sr-only"
            aria-label={`${label}: ${title}`}
            disabled={sending}
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = ''; // the same file can be chosen again
            }}
          />
        </label>
        <span class="paper-drop" aria-hidden="true">
          {t.paperDrop}
        </span>
      </div>
      {sending && <progress value={upload.share ?? 0} max={1} aria-label={t.paperSending(title)} />}
      {upload.code && (
        <p class="refused" role="alert">
          {sentence(upload.code)}
        </p>
      )}
    </li>
  );
}

function Standing({ agenda, paper }: { agenda: Agenda; paper: Paper }) {
  const t = prepareWords();
  if (!paper.attached) return <p class="paper-standing">{t.paperMissing}</p>;
  return (
    <p class="paper-standing" role="status">
      <span>{sizeOf(paper)}</span>
      <code title={paper.attached.sha256}>{t.paperPrint(paper.attached.sha256.slice(0, PRINT_LETTERS))}</code>
      <a
        href={readingPath(agenda.deliberation, paper.id)}
        target="_blank"
        rel="noopener"
        aria-label={`${t.paperOpen}: ${pick(paper.title)}`}
      >
        {t.paperOpen}
      </a>
    </p>
  );
}

function roleOf(paper: Paper): 'briefing' | 'commitment' | 'other' | 'none' {
  const { role } = paper;
  return role === 'briefing' || role === 'commitment' || role === 'other' ? role : 'none';
}
