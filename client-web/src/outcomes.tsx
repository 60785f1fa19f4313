// The committee's page: `/outcomes`.
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import { OutcomesSession } from './model/outcomes_session';
import { ReportsContext, StaffContext } from './ui/control/context';
import { OutcomesApp } from './ui/outcomes/app';
import { SessionContext } from './ui/outcomes/context';
import { keepFocus } from './ui/parts/kept_focus';
import { showPage } from './ui/parts/show_page';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/results.css';
import './ui/style/pictures.css';
import './ui/style/control.css';
import './ui/style/outcome_parts.css';
import './ui/style/outcomes.css';
import './ui/style/outcomes_print.css';

const session = new OutcomesSession(socketUrl(location), browserStorage('sessionStorage'));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start();

keepFocus();
showPage(
  () => import('./ui/text/english_outcomes'),
  <StaffContext.Provider value={session}>
    <ReportsContext.Provider value={session}>
      <SessionContext.Provider value={session}>
        <OutcomesApp />
      </SessionContext.Provider>
    </ReportsContext.Provider>
  </StaffContext.Provider>,
);
