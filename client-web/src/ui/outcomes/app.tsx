import { mayDo } from '../../model/staff';
import { Deliberations } from '../control/list';
import { Login } from '../control/login';
import { StaffBar } from '../control/staff_bar';
import { commonWords, sentence } from '../text/language';
import { outcomesWords, useOutcomes } from './context';
import { OutcomesPage } from './page';

export function OutcomesApp() {
  const { session, outcomes } = useOutcomes();
  return (
    <>
      <StaffBar
        title={outcomesWords().title}
        hall={outcomes.hall}
        leave={outcomes.phase === 'desk' ? () => session.choose(null) : undefined}
        logout={() => session.logout()}
      />
      <main id="main" class={`outcomes-${outcomes.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { session, outcomes } = useOutcomes();
  const t = outcomesWords();
  if (outcomes.phase === 'starting') return <p class="opening">{commonWords().loading}</p>;
  if (outcomes.phase === 'login') return <Login intro={t.loginIntro} session={session} staff={outcomes} />;
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
