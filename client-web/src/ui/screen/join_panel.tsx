import type { Agenda } from '../../protocol/documents';
import { Qr } from '../parts/qr';
import { pick } from '../text/language';
import { address, joinLink, screenWords } from './context';
import { Fit } from './fit';

export function JoinPanel({ agenda }: { agenda: Agenda }) {
  const t = screenWords();
  return (
    <div class="join-panel">
      <Fit class="join-words">
        <h1>{pick(agenda.title)}</h1>
        <p class="join-issue">{pick(agenda.issue)}</p>
        <div class="join-how">
          <p class="join-here">{t.joinHere}</p>
          <p class="join-address">
            {t.scan} <strong>{address()}</strong> {t.enterCode}
          </p>
          <p class="join-code">
            {agenda.code.slice(0, 3)}
            <span class="join-gap"> </span>
            {agenda.code.slice(3)}
          </p>
        </div>
      </Fit>
      <Qr text={joinLink(agenda.code)} title={t.qr} />
    </div>
  );
}
