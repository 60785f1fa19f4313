// The lead's desk: `/control`.
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import { ControlSession } from './model/control_session';
import { ControlApp } from './ui/control/app';
import { ReportsContext, SessionContext, StaffContext } from './ui/control/context';
import { keepFocus } from './ui/parts/kept_focus';
import { showPage } from './ui/parts/show_page';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/results.css';
import './ui/style/pictures.css';
import './ui/style/control.css';
import './ui/style/questions.css';

// A desk may be a borrowed laptop: what is kept ends with the tab.
const session = new ControlSession(socketUrl(location), browserStorage('sessionStorage'));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start();

keepFocus();
showPage(
  () => import('./ui/text/english_control'),
  <StaffContext.Provider value={session}>
    <ReportsContext.Provider value={session}>
      <SessionContext.Provider value={session}>
        <ControlApp />
      </SessionContext.Provider>
    </ReportsContext.Provider>
  </StaffContext.Provider>,
);
