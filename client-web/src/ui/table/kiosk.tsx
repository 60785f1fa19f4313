// A kiosk: staff let one person in, who votes on the phone's own pages; then everything is cleared for the next.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ballotById, openBallots } from '../../model/agenda';
import { readTyped } from '../../model/arrivals';
import { hasUnsent, isSending, KIOSK_IDLE_S, KIOSK_WARNING_S, type Who } from '../../model/kiosk';
import { nextUnanswered, shownPage } from '../../model/phone';
import { groupSeat } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import { Icon } from '../parts/icon';
import { BallotPage, BallotPanel } from '../phone/ballot';
import { SessionContext, useVoter } from '../phone/context';
import { OpenList } from '../phone/home';
import { Receipts } from '../phone/receipts';
import { language, number, sentence, switchLanguage } from '../text/language';
import { Camera } from './camera';
import { channelWords, tableWords, useFloor } from './context';
import '../style/results.css';
import '../style/phone.css';
import '../style/answers.css';
import '../style/channels.css';

export default function KioskPlace({ agenda }: { agenda: Agenda }) {
  const { session } = useFloor();
  const { kiosk } = session;
  const { person } = kiosk.kiosk.value;
  useEffect(() => () => kiosk.finish(), []);
  if (!person) return <Door agenda={agenda} />;
  return (
    <SessionContext.Provider value={kiosk}>
      <Booth key={person.participant} agenda={agenda} shown={person.shown} />
    </SessionContext.Provider>
  );
}

function Door({ agenda }: { agenda: Agenda }) {
  const { session } = useFloor();
  const { asking, code } = session.kiosk.kiosk.value;
  const [fault, setFault] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const t = channelWords().kiosk;
  const desk = tableWords().desk;
  useEffect(() => field.current?.focus(), [asking]);
  const open = openBallots(agenda).length;
  const enter = (typed: string) => {
    const read = readTyped(typed, agenda.code);
    setFault('');
    if (read.kind === 'fault') {
      setFault(desk.fault[read.fault](read.fault === 'length' ? number(Number(read.what)) : read.what));
      return;
    }
    const who: Who | null =
      read.kind === 'seat'
        ? { seat: read.seat }
        : read.kind === 'participant'
          ? { participant: read.participant }
          : null;
    if (!who) return;
    if (field.current) field.current.value = '';
    void session.kiosk.begin(who, 'seat' in who ? groupSeat(who.seat) : who.participant);
  };
  return (
    <section class="kiosk-door" aria-labelledby="kiosk-title">
      <h1 id="kiosk-title">{t.title}</h1>
      <p>{t.intro}</p>
      <form
        class="checkin-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          enter(field.current?.value ?? '');
        }}
      >
        <label for="kiosk-seat">{t.field}</label>
        <div class="checkin-line">
          <input
            id="kiosk-seat"
            ref={field}
            class="code-input seat-input"
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellcheck={false}
            enterKeyHint="go"
            placeholder="ABC-DEF-GHJ"
            disabled={asking}
            aria-describedby="kiosk-help kiosk-answer"
            aria-invalid={fault !== '' || code !== null}
          />
          <button type="submit" class="primary" disabled={asking}>
            {t.begin}
          </button>
        </div>
        <p id="kiosk-help" class="help">
          {t.help}
        </p>
      </form>
      <div id="kiosk-answer" class={fault || code ? 'answer answer-refused' : 'answer answer-ready'} role="status">
        {(fault || code) && <Icon name="alert" />}
        <p class="answer-words">
          {fault ||
            (code && `${t.refused} ${sentence(code)}`) ||
            (asking && t.asking) ||
            (open > 0 ? t.openNow(number(open)) : t.noneOpen)}
        </p>
      </div>
      <div class="checkin-tools">
        <Camera found={enter} />
      </div>
      <p class="help">
        {t.noCard} {t.marked}
      </p>
    </section>
  );
}

function Booth({ agenda, shown }: { agenda: Agenda; shown: string }) {
  const { session } = useFloor();
  const { phone } = useVoter();
  const t = channelWords().kiosk;
  const box = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const spoken = useRef(language.peek());
  const sending = isSending(phone);
  const finish = () => {
    // The next person finds the language that staff left.
    if (language.peek() !== spoken.current) void switchLanguage();
    session.kiosk.finish();
  };
  const open = openBallots(agenda);
  const page = shownPage(phone);
  const ballot = page.kind === 'ballot' ? ballotById(agenda, page.id) : null;
  const answered = open.length > 0 && nextUnanswered(phone, null) === null && !sending;
  const one = open.length === 1 ? open[0] : undefined;
  const name = ballot?.id ?? page.kind;
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
    box.current?.querySelector<HTMLElement>('h1, h2')?.focus();
  }, [name]);
  return (
    <div class="kiosk" ref={box}>
      <Idle over={finish} wait={sending} />
      {!ballot && page.kind !== 'receipts' && !one && (
        <h1 class="sr-only" tabIndex={-1}>
          {t.title}
        </h1>
      )}
      <div class="kiosk-head">
        <p>
          {t.voting(shown)} <span class="kiosk-privacy">{t.privacy}</span>
        </p>
        {asking ? (
          <Leaving stay={() => setAsking(false)} leave={finish} />
        ) : (
          <button
            type="button"
            class="primary kiosk-done"
            disabled={sending}
            onClick={() => (hasUnsent(phone) ? setAsking(true) : finish())}
          >
            <Icon name="check" />
            {t.done}
          </button>
        )}
      </div>
      <p class="kiosk-all" role="status">
        {answered && t.allDone}
        {open.length === 0 && t.waiting}
      </p>
      <Inside>
        {ballot ? (
          <BallotPage key={ballot.id} agenda={agenda} ballot={ballot} />
        ) : page.kind === 'receipts' ? (
          <Receipts agenda={agenda} />
        ) : one ? (
          <BallotPanel key={one.id} ballot={one} heading="h1" />
        ) : (
          open.length > 0 && <OpenList agenda={agenda} />
        )}
      </Inside>
    </div>
  );
}

const Inside = ({ children }: { children: ComponentChildren }) => <div class="inside kiosk-inside">{children}</div>;

function Leaving({ stay, leave }: { stay(): void; leave(): void }) {
  const t = channelWords().kiosk;
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <div class="ask" role="group" aria-label={t.unsentTitle}>
      <p>
        <strong>{t.unsentTitle}</strong> {t.unsentMore}
      </p>
      <div class="ask-buttons">
        <button type="button" class="primary" ref={first} onClick={stay}>
          {t.stay}
        </button>
        <button type="button" class="danger" onClick={leave}>
          {t.leave}
        </button>
      </div>
    </div>
  );
}

/** Nobody has touched the page for a while: a count to nought, and then the page is as it was before. While a vote is on
 * its way the count waits. */
function Idle({ over, wait }: { over(): void; wait: boolean }) {
  const [left, setLeft] = useState(KIOSK_IDLE_S);
  const since = useRef(Date.now());
  const latest = useRef({ over, wait });
  latest.current = { over, wait };
  useEffect(() => {
    const touched = () => {
      since.current = Date.now();
      setLeft(KIOSK_IDLE_S);
    };
    const look = () => {
      if (latest.current.wait) return touched();
      const now = KIOSK_IDLE_S - Math.floor((Date.now() - since.current) / 1000);
      if (now > 0) setLeft(now);
      else latest.current.over();
    };
    const events = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll'] as const;
    for (const event of events) document.addEventListener(event, touched, { passive: true });
    const timer = setInterval(look, 500);
    return () => {
      clearInterval(timer);
      for (const event of events) document.removeEventListener(event, touched);
    };
  }, []);
  return left > KIOSK_WARNING_S ? null : <Warning left={left} />;
}

/** Any key or touch, the button's too, starts the count anew; the focus goes back to where it was. */
function Warning({ left }: { left: number }) {
  const t = channelWords().kiosk;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div
      class="kiosk-idle"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="idle-title"
      aria-describedby="idle-more"
    >
      <h2 id="idle-title">{t.still}</h2>
      <p id="idle-more">{t.clearsIn(number(left))}</p>
      <button type="button" class="primary" ref={button}>
        {t.stillYes}
      </button>
    </div>
  );
}
