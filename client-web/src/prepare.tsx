// The organiser's page: `/prepare`.
import { render } from 'preact';
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import { PrepareSession } from './model/prepare_session';
import { keepFocus } from './ui/parts/kept_focus';
import { PrepareApp } from './ui/prepare/app';
import { SessionContext } from './ui/prepare/context';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/control.css';
import './ui/style/prepare.css';
import './ui/style/prepare_form.css';
import { th as errors } from './ui/text/errors';
import { speak, tell } from './ui/text/language';

const session = new PrepareSession(socketUrl(location), browserStorage('sessionStorage'));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start(new URLSearchParams(location.search).get('deliberation'));

keepFocus();
tell(errors);
void speak(() => import('./ui/text/english_prepare')).then(show);

function show(): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.textContent = '';
  render(
    <SessionContext.Provider value={session}>
      <PrepareApp />
    </SessionContext.Provider>,
    root,
  );
}
