// The projector: `/screen/CODE`.
import { socketUrl, watchBrowser } from './link/link';
import { ScreenSession } from './model/screen_session';
import { codeInPath } from './model/seat';
import { showPage } from './ui/parts/show_page';
import { ScreenApp } from './ui/screen/app';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/results.css';
import './ui/style/pictures.css';
import './ui/style/screen.css';
import './ui/style/screen_papers.css';
import './ui/style/screen_pictures.css';

const session = new ScreenSession(socketUrl(location));

watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start(codeInPath(location.pathname));

showPage(() => import('./ui/text/english_screen'), <ScreenApp session={session} />);
