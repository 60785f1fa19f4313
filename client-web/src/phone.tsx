// The phone: `/` and `/j/CODE`.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import type { Page } from './model/phone';
import { PhoneSession } from './model/phone_session';
import { codeInPath, seatInHash } from './model/seat';
import { fetchInside, PhoneApp } from './ui/phone/app';
import { SessionContext } from './ui/phone/context';
import './ui/style/fonts_phone.css';
import './ui/style/base.css';
import './ui/style/join.css';
import { speak } from './ui/text/language';

const session = new PhoneSession(socketUrl(location), browserStorage('localStorage'));

const seat = seatInHash(location.hash); // before the page's own address takes its place
session.show(pageIn(location.hash));
window.addEventListener('popstate', () => session.show(pageIn(location.hash)));
effect(() => {
  const wanted = hashOf(session.state.value.page);
  if (wanted !== (location.hash || '#')) history.pushState(null, '', wanted === '#' ? location.pathname : wanted);
});
watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
session.start(codeInPath(location.pathname), seat);
void speak(() => import('./ui/text/english_phone')).then(show);

function show(): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.textContent = '';
  render(
    <SessionContext.Provider value={session}>
      <PhoneApp />
    </SessionContext.Provider>,
    root,
  );
  fetchInside();
}

function pageIn(hash: string): Page {
  if (hash === '#/receipts') return { kind: 'receipts' };
  const ballot = /^#\/ballot\/(.+)$/.exec(hash)?.[1];
  return ballot === undefined ? { kind: 'home' } : { kind: 'ballot', id: decodeURIComponent(ballot) };
}

function hashOf(page: Page): string {
  if (page.kind === 'home') return '#';
  return page.kind === 'receipts' ? '#/receipts' : `#/ballot/${encodeURIComponent(page.id)}`;
}
