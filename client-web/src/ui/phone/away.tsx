// The seat has moved to another phone, or the session is over.
import { joinWords, usePhone } from './context';

export function Moved() {
  const { session, phone } = usePhone();
  const t = joinWords();
  const moved = phone.phase === 'moved';
  return (
    <section class="notice">
      <h1>{moved ? t.movedTitle : t.endedTitle}</h1>
      <p>{moved ? t.movedBody : t.endedBody}</p>
      <button type="button" class="primary" disabled={phone.busy} onClick={() => session.joinAgain()}>
        {phone.busy ? t.joining : moved ? t.takeBack : t.joinAgain}
      </button>
      <button type="button" class="secondary" onClick={() => session.leave()}>
        {t.otherSeat}
      </button>
    </section>
  );
}
