// Those who work with tables: `/table`.
import { effect } from '@preact/signals';
import { socketUrl, watchBrowser } from './link/link';
import { browserStorage } from './link/storage';
import type { Place } from './model/floor';
import { TableSession } from './model/table_session';
import { StaffContext } from './ui/control/context';
import { keepFocus } from './ui/parts/kept_focus';
import { showPage } from './ui/parts/show_page';
import { TableApp } from './ui/table/app';
import { SessionContext } from './ui/table/context';
import './ui/style/fonts_full.css';
import './ui/style/base.css';
import './ui/style/control.css';
import './ui/style/table.css';
import './ui/style/desk.css';
import './ui/style/themes.css';

// A laptop may be borrowed: the session ends with the tab. Notes not yet saved are kept on it until they are.
const session = new TableSession(socketUrl(location), browserStorage('sessionStorage'), browserStorage('localStorage'));

session.start();
session.go(placeIn(location.hash));
window.addEventListener('popstate', () => session.go(placeIn(location.hash)));
effect(() => {
  const wanted = hashOf(session.state.value.place);
  if (wanted !== (location.hash || '#')) history.pushState(null, '', wanted === '#' ? location.pathname : wanted);
});
watchBrowser({ back: () => session.wake(), gone: () => session.sleep() });
keepFocus();
showPage(
  () => import('./ui/text/english_table'),
  <StaffContext.Provider value={session}>
    <SessionContext.Provider value={session}>
      <TableApp />
    </SessionContext.Provider>
  </StaffContext.Provider>,
);

function placeIn(hash: string): Place {
  if (hash === '#/desk') return { kind: 'desk' };
  if (hash === '#/themes') return { kind: 'themes' };
  if (hash === '#/kiosk') return { kind: 'kiosk' };
  const pile = /^#\/paper(?:\/(b\d+))?$/.exec(hash);
  if (pile) return { kind: 'paper', batch: pile[1] ?? null };
  const table = /^#\/table(?:\/(\d+))?$/.exec(hash);
  return table ? { kind: 'table', table: table[1] === undefined ? null : Number(table[1]) } : { kind: 'choose' };
}

function hashOf(place: Place): string {
  if (place.kind === 'choose') return '#';
  if (place.kind === 'table') return place.table === null ? '#/table' : `#/table/${place.table}`;
  if (place.kind === 'paper' && place.batch !== null) return `#/paper/${place.batch}`;
  return `#/${place.kind}`;
}
