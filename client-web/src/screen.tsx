// The projector: `/screen/CODE`.
import { render } from 'preact';
import { socketUrl, watchBrowser } from './link/link';
import { ScreenSession } from './model/screen_session';
import { codeInPath } from './model/seat';
import { ScreenApp } from './ui/screen/app';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/results.css';
import './ui/style/pictures.css';
import './ui/style/screen.css';
import './ui/style/screen_papers.css';
import './ui/style/screen_pictures.css';
import { th as errors } from './ui/text/errors';
import { speak, tell } from './ui/text/language';

const session = new ScreenSession(socketUrl(location));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start(codeInPath(location.pathname));

tell(errors);
void speak(() => import('./ui/text/english_screen')).then(show);

function show(): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.textContent = '';
  render(<ScreenApp session={session} />, root);
}
