import { mayDo } from '../../model/staff';
import { controlWords } from '../control/context';
import { Deliberations } from '../control/list';
import { Login } from '../control/login';
import { TopBar } from '../parts/top_bar';
import { commonWords, sentence } from '../text/language';
import { outcomesWords, useOutcomes } from './context';
import { OutcomesPage } from './page';

export function OutcomesApp() {
  const { session, outcomes } = useOutcomes();
  const t = controlWords();
  const who = outcomes.hall.session;
  return (
    <>
      <TopBar online={outcomes.hall.online} always={true}>
        <p class="top-title">{outcomesWords().title}</p>
        {who && (
          <div class="top-who">
            <span>
              {who.name} <span class="top-role">{t.role[who.role] ?? who.role}</span>
            </span>
            {outcomes.phase === 'desk' && (
              <button type="button" class="plain" onClick={() => session.choose(null)}>
                {t.otherDeliberation}
              </button>
            )}
            <button type="button" class="plain" onClick={() => session.logout()}>
              {t.logout}
            </button>
          </div>
        )}
      </TopBar>
      <main id="main" class={`outcomes-${outcomes.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { outcomes } = useOutcomes();
  const t = outcomesWords();
  if (outcomes.phase === 'starting') return <p class="opening">{commonWords().loading}</p>;
  if (outcomes.phase === 'login') return <Login intro={t.loginIntro} />;
  if (!mayDo(outcomes, 'outcomes')) return <NotHere />;
  if (outcomes.phase === 'list') return <Deliberations />;
  if (outcomes.report) return <OutcomesPage report={outcomes.report} />;
  return (
    <p class="opening" role="status">
      {outcomes.unread ? sentence(outcomes.unread) : commonWords().loading}
    </p>
  );
}

function NotHere() {
  const t = outcomesWords();
  return (
    <section class="login">
      <h1>{t.title}</h1>
      <p>{t.notCommittee}</p>
      <a class="primary" href="/table">
        {t.toTables}
      </a>
    </section>
  );
}
