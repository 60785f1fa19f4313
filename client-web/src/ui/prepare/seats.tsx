// Seat codes for those who print elsewhere: made once, kept nowhere, saved as a file.
import { useState } from 'preact/hooks';
import { seatLink } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import type { IssuedSeat } from '../../protocol/staff_methods';
import { number } from '../text/language';
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
    <details class="block">
      <summary>{t.seatsTitle}</summary>
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
          class="secondary"
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
          <p>
            <a class="primary" download={`seats-${agenda.code}.csv`} href={csvLink(agenda.code, seats)}>
              {t.saveCsv}
            </a>
          </p>
        </>
      )}
    </details>
  );
}

/** With the mark that makes spreadsheet programs read it as UTF-8. The link is what a card's QR code holds. */
function csvLink(hall: string, seats: IssuedSeat[]): string {
  const lines = seats.map((one) => `${one.participant_id},${one.seat},${seatLink(location.origin, hall, one.seat)}`);
  return `data:text/csv;charset=utf-8,%EF%BB%BF${encodeURIComponent(['id,seat,link', ...lines].join('\r\n'))}`;
}
