import { TopBar } from '../parts/top_bar';
import { commonWords, sentence } from '../text/language';
import { prepareWords, usePrepare } from './context';
import { DefinitionPage } from './definition';
import { PeoplePage } from './people';

export function PrepareApp() {
  const { prepare } = usePrepare();
  const t = prepareWords();
  return (
    <>
      <TopBar online={prepare.hall.online} always={true}>
        <p class="top-title">{t.title}</p>
        <div class="top-who">
          <a class="plain" href="/control">
            {t.toControl}
          </a>
        </div>
      </TopBar>
      <main id="main" class={`prepare prepare-${prepare.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { prepare } = usePrepare();
  const t = prepareWords();
  const role = prepare.hall.session?.role;
  if (prepare.phase === 'starting') return <p class="opening">{commonWords().loading}</p>;
  if (prepare.phase === 'stranger')
    return (
      <section class="login">
        <h1>{t.strangerTitle}</h1>
        <p>{t.stranger}</p>
        <a class="primary" href="/control">
          {t.signIn}
        </a>
      </section>
    );
  if (role !== 'organiser' && role !== 'admin') return <p class="notice-line">{t.notOrganiser}</p>;
  return prepare.phase === 'definition' ? <DefinitionPage /> : <PeoplePage />;
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
