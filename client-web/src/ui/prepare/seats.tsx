// Seat codes: made once, shown once, printed as cards of ten a page or kept as a file.
import { useState } from 'preact/hooks';
import { seatLink } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import type { IssuedSeat } from '../../protocol/staff_methods';
import { Qr } from '../parts/qr';
import { number, pick } from '../text/language';
import { Progress } from './app';
import { prepareWords, usePrepare } from './context';

export function Seats({ agenda }: { agenda: Agenda }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [count, setCount] = useState('');
  const onRoll = prepare.hall.room?.seats ?? 0;
  const wanted = Number(count || onRoll);
  const { seats } = prepare;
  return (
    <section class="block" aria-labelledby="seats-title">
      <h2 id="seats-title">{t.seatsTitle}</h2>
      <p class="help">{t.seatsIntro}</p>
      <div class="row">
        <label class="count">
          {t.howMany}
          <input
            inputMode="numeric"
            value={count}
            placeholder={String(onRoll)}
            onInput={(event) => setCount(event.currentTarget.value.replace(/\D/g, '').slice(0, 5))}
          />
        </label>
        <button
          type="button"
          class="primary"
          disabled={prepare.busy || wanted < 1}
          onClick={() => void session.issueSeats(wanted)}
        >
          {t.issue}
        </button>
      </div>
      <Progress label={t.issuing} />
      {seats.length > 0 && (
        <>
          <p role="status" class="once">
            {t.issued(number(seats.length))}
          </p>
          <div class="row">
            <button type="button" class="primary" onClick={() => window.print()}>
              {t.print}
            </button>
            <a class="secondary" download={`seats-${agenda.code}.csv`} href={csvLink(seats)}>
              {t.saveCsv}
            </a>
          </div>
          <Cards agenda={agenda} seats={seats} />
        </>
      )}
    </section>
  );
}

/** With the mark that makes spreadsheet programs read it as UTF-8. */
function csvLink(seats: IssuedSeat[]): string {
  const lines = seats.map((one) => `${one.participant_id},${one.seat}`);
  return `data:text/csv;charset=utf-8,%EF%BB%BF${encodeURIComponent(['id,seat', ...lines].join('\r\n'))}`;
}

function Cards({ agenda, seats }: { agenda: Agenda; seats: IssuedSeat[] }) {
  const t = prepareWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to
    <ol class="seat-cards" tabIndex={0} aria-label={t.cards}>
      {seats.map((one) => (
        <li key={one.participant_id} class="seat-card">
          <Qr text={seatLink(location.origin, agenda.code, one.seat)} title={t.cardQr(one.participant_id)} />
          <div>
            <p class="card-title">{pick(agenda.title)}</p>
            <p>
              {t.code} <strong>{agenda.code}</strong>
            </p>
            <p>
              {t.seatCode} <strong class="card-seat">{one.seat}</strong>
            </p>
            <p class="card-place">
              {location.host} · {t.seatNumber} {one.participant_id}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
