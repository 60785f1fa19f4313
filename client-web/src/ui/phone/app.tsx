import { type ReadonlySignal, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import type { Agenda } from '../../protocol/documents';
import { ErrorSummary } from '../parts/error_summary';
import { TopBar } from '../parts/top_bar';
import { commonWords, sentence } from '../text/language';
import { Moved } from './away';
import { usePhone } from './context';
import { JoinCode, JoinSeat } from './join';

type Room = FunctionComponent<{ agenda: Agenda }>;
const inside = signal<Room | null>(null);
const AGAIN_MS = 1500;

/** Brings the pages inside; a hall's Wi-Fi may need several attempts. */
export function fetchInside(): ReadonlySignal<Room | null> {
  import('./inside').then(
    (part) => {
      inside.value = part.default;
    },
    () => setTimeout(fetchInside, AGAIN_MS),
  );
  return inside;
}

export function PhoneApp() {
  const { phone } = usePhone();
  const apart = phone.phase === 'moved' || phone.phase === 'ended';
  return (
    <>
      <TopBar online={apart ? 'online' : phone.hall.online} always={false} />
      <main id="main">
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { phone } = usePhone();
  switch (phone.phase) {
    case 'code':
      return <JoinCode key={phone.code} />;
    case 'seat':
      return <JoinSeat />;
    case 'moved':
    case 'ended':
      return (
        <>
          {phone.fault && <ErrorSummary message={sentence(phone.fault)} field="main" attempt={0} />}
          <Moved />
        </>
      );
    default: {
      const { agenda } = phone.hall;
      const Inside = inside.value;
      return agenda && Inside ? <Inside agenda={agenda} /> : <p class="opening">{commonWords().loading}</p>;
    }
  }
}
