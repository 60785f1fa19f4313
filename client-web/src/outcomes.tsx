// The committee's page: `/outcomes`.
import { render } from 'preact';
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import { OutcomesSession } from './model/outcomes_session';
import { ReportsContext, StaffContext } from './ui/control/context';
import { OutcomesApp } from './ui/outcomes/app';
import { SessionContext } from './ui/outcomes/context';
import { keepFocus } from './ui/parts/kept_focus';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/results.css';
import './ui/style/pictures.css';
import './ui/style/control.css';
import './ui/style/outcome_parts.css';
import './ui/style/outcomes.css';
import './ui/style/outcomes_print.css';
import { th as errors } from './ui/text/errors';
import { speak, tell } from './ui/text/language';

const session = new OutcomesSession(socketUrl(location), browserStorage('sessionStorage'));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start();

keepFocus();
tell(errors);
void speak(() => import('./ui/text/english_outcomes')).then(show);

function show(): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.textContent = '';
  render(
    <StaffContext.Provider value={session}>
      <ReportsContext.Provider value={session}>
        <SessionContext.Provider value={session}>
          <OutcomesApp />
        </SessionContext.Provider>
      </ReportsContext.Provider>
    </StaffContext.Provider>,
    root,
  );
}
