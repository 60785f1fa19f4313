import { type Place, placesOf } from '../../model/floor';
import { Deliberations } from '../control/list';
import { Login } from '../control/login';
import { StaffBar } from '../control/staff_bar';
import { commonWords, pick } from '../text/language';
import { tableWords, useFloor } from './context';
import { CheckIn } from './desk';
import { later } from './later';
import { TablePlace } from './table';
import { ThemesPage } from './themes';

const PaperPlace = later(() => import('./paper'));
const KioskPlace = later(() => import('./kiosk'));

export function TableApp() {
  const { session, floor } = useFloor();
  // Whoever stands before a kiosk is no member of staff.
  const guest = session.kiosk.kiosk.value.person !== null;
  const t = tableWords();
  const placed = floor.phase === 'desk' && floor.place.kind !== 'choose';
  return (
    <>
      <StaffBar
        title={placed ? t.placeName[floor.place.kind as 'desk'] : t.title}
        hall={floor.hall}
        hidden={guest}
        leave={floor.phase === 'desk' && !placed ? () => session.choose(null) : undefined}
        logout={() => session.logout()}
      >
        {placed && (
          <button type="button" class="plain" onClick={() => session.go({ kind: 'choose' })}>
            {t.otherPlace}
          </button>
        )}
      </StaffBar>
      <main id="main" class={`place-${floor.phase === 'desk' ? floor.place.kind : floor.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { session, floor } = useFloor();
  switch (floor.phase) {
    case 'starting':
      return <p class="opening">{commonWords().loading}</p>;
    case 'login':
      return <Login intro={tableWords().loginIntro} session={session} staff={floor} />;
    case 'list':
      return <Deliberations />;
    case 'desk':
      return <Placed />;
  }
}

function Placed() {
  const { floor } = useFloor();
  const { agenda } = floor.hall;
  if (!agenda) return <p class="opening">{commonWords().loading}</p>;
  const { place } = floor;
  if (place.kind === 'choose' || !placesOf(floor).includes(place.kind)) return <Choose />;
  switch (place.kind) {
    case 'desk':
      return <CheckIn agenda={agenda} />;
    case 'table':
      return <TablePlace agenda={agenda} />;
    case 'themes':
      return <ThemesPage agenda={agenda} />;
    case 'paper':
      return <PaperPlace agenda={agenda} />;
    case 'kiosk':
      return <KioskPlace agenda={agenda} />;
  }
}

function entrance(kind: ReturnType<typeof placesOf>[number]): Place {
  if (kind === 'table') return { kind, table: null };
  return kind === 'paper' ? { kind, batch: null } : { kind };
}

function Choose() {
  const { session, floor } = useFloor();
  const t = tableWords();
  const places = placesOf(floor);
  const { agenda } = floor.hall;
  return (
    <section class="deliberations">
      <p class="eyebrow">{agenda && pick(agenda.title)}</p>
      <h1>{t.places}</h1>
      {places.length === 0 && <p>{t.noPlace}</p>}
      <ul>
        {places.map((kind) => (
          <li key={kind}>
            <button type="button" class="deliberation" onClick={() => session.go(entrance(kind))}>
              <strong>{t.placeName[kind]}</strong>
              <span class="deliberation-more">
                <span>{t.placeMore[kind]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
