// Coming in: the hall code, then the seat code where the deliberation asks for one.
import { useState } from 'preact/hooks';
import { groupSeat, hallDigits, isWholeHall, isWholeSeat, seatCharacters, strangers } from '../../model/seat';
import { ErrorSummary } from '../parts/error_summary';
import { commonWords, sentence } from '../text/language';
import { joinWords, usePhone } from './context';

export function JoinCode() {
  const { session, phone } = usePhone();
  const [code, setCode] = useState(phone.code);
  const [attempt, setAttempt] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const t = joinWords();
  const message = wrong ?? (phone.fault ? sentence(phone.fault) : null);
  const submit = (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (!isWholeHall(code)) {
      setWrong(commonWords().codeIncomplete);
      return;
    }
    setWrong(null);
    void session.join(code);
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
      <h1>{t.joinTitle}</h1>
      {message && !phone.busy && <ErrorSummary message={message} field="code" attempt={attempt} />}
      <label for="code">{commonWords().codeLabel}</label>
      <p id="code-help" class="help">
        {t.joinIntro}
      </p>
      <input
        id="code"
        class="code-input"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="go"
        aria-describedby="code-help"
        aria-invalid={message !== null}
        value={code}
        onInput={(event) => {
          const typed = hallDigits(event.currentTarget.value);
          event.currentTarget.value = typed;
          setCode(typed);
        }}
      />
      <button type="submit" class="primary" disabled={phone.busy}>
        {phone.busy ? t.joining : t.join}
      </button>
      <a class="staff" href="/staff">
        {t.staff}
      </a>
    </form>
  );
}

export function JoinSeat() {
  const { session, phone } = usePhone();
  const [seat, setSeat] = useState(groupSeat(phone.seat));
  const [attempt, setAttempt] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const t = joinWords();
  const strange = strangers(seat);
  const lookAlike = strange.length > 0 ? t.seatStranger(strange.join(' ')) : null;
  const message = wrong ?? (phone.fault ? sentence(phone.fault) : null);
  const submit = (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (!isWholeSeat(seat)) {
      setWrong(lookAlike ?? t.seatIncomplete);
      return;
    }
    setWrong(null);
    void session.join(phone.code, seat);
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
      <p class="eyebrow">{t.hall(phone.code)}</p>
      <h1>{t.seatTitle}</h1>
      {message && !phone.busy && <ErrorSummary message={message} field="seat" attempt={attempt} />}
      <label for="seat">{t.seatLabel}</label>
      <p id="seat-help" class="help">
        {t.seatIntro}
      </p>
      <input
        id="seat"
        class="code-input seat-input"
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellcheck={false}
        enterKeyHint="go"
        placeholder="ABC-DEF-GHJ"
        aria-describedby="seat-help seat-alike"
        aria-invalid={message !== null || lookAlike !== null}
        value={seat}
        onInput={(event) => {
          const typed = typedSeat(event.currentTarget, seat);
          setSeat(typed);
          setWrong(null);
        }}
      />
      <p id="seat-alike" class={`help${lookAlike ? ' help-wrong' : ''}`} aria-live="polite">
        {lookAlike ?? t.seatHelp}
      </p>
      <button type="submit" class="primary" disabled={phone.busy}>
        {phone.busy ? t.joining : t.seatSubmit}
      </button>
      <button type="button" class="secondary" onClick={() => session.askCode()}>
        {t.otherCode}
      </button>
    </form>
  );
}

/** Groups as one types, leaving the caret where the same number of characters stands before it. */
function typedSeat(input: HTMLInputElement, before: string): string {
  const caret = input.selectionStart ?? input.value.length;
  const typed = groupSeat(input.value);
  const ahead = seatCharacters(input.value.slice(0, caret)).length;
  const growing = typed.length >= before.length;
  const dashes = Math.max(0, Math.floor((growing ? ahead : ahead - 1) / 3));
  input.value = typed;
  const place = Math.min(typed.length, ahead + Math.min(2, dashes));
  input.setSelectionRange(place, place);
  return typed;
}
