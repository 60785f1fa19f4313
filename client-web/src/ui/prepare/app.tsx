import { Login } from '../control/login';
import { StaffBar } from '../control/staff_bar';
import { commonWords, sentence } from '../text/language';
import { prepareWords, usePrepare } from './context';
import { DefinitionPage } from './definition';
import { PeoplePage } from './people';

export function PrepareApp() {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  return (
    <>
      <StaffBar title={t.title} hall={prepare.hall} logout={() => session.logout()}>
        <a class="plain" href="/control">
          {t.toControl}
        </a>
      </StaffBar>
      <main id="main" class="prepare">
        <Body />
      </main>
    </>
  );
}

/** When a session ends in the midst of it, the work is out of sight and as it was until its owner is back. */
function Body() {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const { worker, signingIn, fault } = prepare;
  if (prepare.phase === 'starting') return <p class="opening">{commonWords().loading}</p>;
  const outside = prepare.phase === 'login';
  return (
    <>
      {outside && (
        <Login intro={worker ? t.loginAgain : t.loginIntro} session={session} staff={{ busy: signingIn, fault }} />
      )}
      {worker && (
        <div key={worker.name} hidden={outside}>
          <Work />
        </div>
      )}
    </>
  );
}

function Work() {
  const { prepare } = usePrepare();
  const role = prepare.worker?.role;
  if (role !== 'organiser' && role !== 'admin') return <p class="notice-line">{prepareWords().notOrganiser}</p>;
  return prepare.deliberation === null ? <DefinitionPage /> : <PeoplePage />;
}

export function Refused() {
  const { prepare } = usePrepare();
  if (!prepare.refusal) return null;
  const { code, at } = prepare.refusal;
  return (
    <p class="refused" role="alert">
      {sentence(code)} {at && <code>{at}</code>}
    </p>
  );
}

export function Progress({ label }: { label: string }) {
  const { prepare } = usePrepare();
  if (prepare.progress === null) return null;
  return <progress value={prepare.progress} max={1} aria-label={label} />;
}
