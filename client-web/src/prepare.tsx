// The organiser's page: `/prepare`.
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import { PrepareSession } from './model/prepare_session';
import { keepFocus } from './ui/parts/kept_focus';
import { showPage } from './ui/parts/show_page';
import { PrepareApp } from './ui/prepare/app';
import { SessionContext } from './ui/prepare/context';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/control.css';
import './ui/style/prepare.css';
import './ui/style/prepare_form.css';

const session = new PrepareSession(
  socketUrl(location),
  browserStorage('sessionStorage'),
  browserStorage('localStorage'),
);

watchBrowser({ back: () => session.wake(), gone: () => session.sleep(), leave: () => session.keepNow() });
session.start(new URLSearchParams(location.search).get('deliberation'));

keepFocus();
showPage(
  () => import('./ui/text/english_prepare'),
  <SessionContext.Provider value={session}>
    <PrepareApp />
  </SessionContext.Provider>,
);
