// One pile under the hands of one person: a field, a number, Enter.
import { useEffect, useRef, useState } from 'preact/hooks';
import { readTyped } from '../../model/arrivals';
import {
  enteredCount,
  isWhole,
  type Pile,
  readSheet,
  type SheetFault,
  type SheetRead,
  sameSeat,
  typedOf,
} from '../../model/paper';
import { groupSeat } from '../../model/seat';
import type { Agenda, Ballot } from '../../protocol/documents';
import { Trouble } from '../control/trouble';
import { ChoiceInWords } from '../phone/choice';
import { phoneWords } from '../phone/words';
import { number, pick } from '../text/language';
import { channelWords, tableWords, useFloor } from './context';

interface PileProps {
  agenda: Agenda;
  ballot: Ballot;
  pile: Pile;
}

export function PilePage({ agenda, ballot, pile }: PileProps) {
  const t = channelWords().paper;
  const [named, setNamed] = useState(pile.sheets.some((sheet) => sheet.given !== ''));
  const [advice, setAdvice] = useState(false);
  const of = pile.sheets.length;
  const done = enteredCount(pile);
  return (
    <section class="pile" aria-label={t.batchName(pile.batch)}>
      <div class="pile-count">
        <p role="status">{t.done(number(done), number(of))}</p>
        <div class="progress" aria-hidden="true">
          <div class="progress-fill" style={{ width: `${(done / of) * 100}%` }} />
        </div>
      </div>
      {pile.at < of ? (
        <SheetForm key={pile.at} agenda={agenda} ballot={ballot} pile={pile} named={named} />
      ) : (
        <Whole pile={pile} />
      )}
      <div class="pile-tools">
        <label class="check">
          <input type="checkbox" checked={named} onChange={(event) => setNamed(event.currentTarget.checked)} />
          <span>{t.named}</span>
        </label>
        <button type="button" class="plain small" aria-expanded={advice} onClick={() => setAdvice(!advice)}>
          {t.wrongCount}
        </button>
      </div>
      {named && <p class="help">{t.namedHelp}</p>}
      {advice && <Advice close={() => setAdvice(false)} />}
      <p class="help">{t.keptHere}</p>
    </section>
  );
}

function Advice({ close }: { close(): void }) {
  const t = channelWords().paper;
  return (
    <section class="pile-advice" aria-labelledby="advice-title">
      <h2 id="advice-title">{t.wrongTitle}</h2>
      <ol>
        {t.wrongMore.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <button type="button" class="secondary small" onClick={close}>
        {t.close}
      </button>
    </section>
  );
}

function SheetForm({ agenda, ballot, pile, named }: PileProps & { named: boolean }) {
  const { session } = useFloor();
  const t = channelWords().paper;
  const { at } = pile;
  const sheet = pile.sheets[at];
  const [typed, setTyped] = useState(typedOf(ballot, sheet?.choice));
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!named) field.current?.focus();
    field.current?.select();
  }, []);
  const read = readSheet(ballot, typed);
  const zero = ballot.kind === 'score' || ballot.kind === 'scale' || ballot.kind === 'text';
  return (
    <form
      class="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if ('fault' in read) setTried(true);
        else session.enterSheet(at, read.choice);
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (step === 0) return;
        event.preventDefault();
        session.goToSheet(at + step);
      }}
    >
      <h2 class="sheet-place">{t.place(number(at + 1), number(pile.sheets.length))}</h2>
      {named && <SeatField agenda={agenda} pile={pile} next={() => field.current?.focus()} />}
      <label for="sheet">{t.field}</label>
      <div class="sheet-line">
        <input
          id="sheet"
          ref={field}
          class={ballot.kind === 'text' ? 'sheet-text' : 'sheet-input'}
          autoComplete="off"
          autoCorrect="off"
          spellcheck={false}
          inputMode={ballot.kind === 'text' ? 'text' : 'decimal'}
          enterKeyHint="next"
          value={typed}
          aria-describedby="sheet-how sheet-reading"
          aria-invalid={tried && 'fault' in read}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setTried(false);
          }}
        />
        <button type="submit" class="primary">
          {t.next}
        </button>
      </div>
      <p id="sheet-how" class="help">
        {t.how[ballot.kind]} · {zero ? t.keysX : t.keys}
      </p>
      <div id="sheet-reading" class="reading" role="status">
        <Reading ballot={ballot} read={read} typed={typed} tried={tried} />
      </div>
      <Options ballot={ballot} read={read} />
      <div class="actions">
        <button type="button" class="secondary small" disabled={at === 0} onClick={() => session.goToSheet(at - 1)}>
          {t.previous}
        </button>
      </div>
    </form>
  );
}

function Reading(of: { ballot: Ballot; read: SheetRead; typed: string; tried: boolean }) {
  const t = channelWords().paper;
  const { read } = of;
  if ('choice' in read) {
    return read.choice === null ? (
      <p class="choice">{t.blank}</p>
    ) : (
      <ChoiceInWords ballot={of.ballot} choice={read.choice} />
    );
  }
  return of.tried ? <p class="help-wrong">{faultWords(read.fault)}</p> : null;
}

function faultWords({ kind, n }: SheetFault): string {
  const own = channelWords().paper.fault;
  if (kind in own) return own[kind as keyof typeof own](number(n));
  return phoneWords().fault[kind as keyof ReturnType<typeof phoneWords>['fault']](number(n));
}

/** The options by the numbers they are typed by, and which of them are on this paper. */
function Options({ ballot, read }: { ballot: Ballot; read: SheetRead }) {
  if (ballot.options.length === 0) return null;
  const amounts = ballot.kind === 'score' || ballot.kind === 'points';
  return (
    <ol class="sheet-options">
      {ballot.options.map(({ id, label }, i) => {
        const place = read.draft.picks.indexOf(id);
        const amount = read.draft.amounts[id];
        const on = place >= 0 || amount !== undefined;
        return (
          <li key={id} class={on ? 'sheet-option sheet-option-on' : 'sheet-option'}>
            <span class="sheet-number">{number(i + 1)}</span>
            <span class="sheet-label">{pick(label)}</span>
            {on && (amounts || ballot.kind === 'rank') && (
              <strong class="sheet-mark">
                {amounts ? number(amount ?? 0) : phoneWords().rankPlace(number(place + 1))}
              </strong>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function SeatField({ agenda, pile, next }: { agenda: Agenda; pile: Pile; next(): void }) {
  const { session, floor } = useFloor();
  const t = channelWords().paper;
  const desk = tableWords().desk;
  const { at } = pile;
  const kept = pile.sheets[at]?.given ?? '';
  const [fault, setFault] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const enter = async () => {
    const typed = field.current?.value ?? '';
    setFault('');
    if (typed === kept) return next();
    const read = readTyped(typed, agenda.code);
    if (read.kind === 'fault') {
      setFault(desk.fault[read.fault](read.fault === 'length' ? number(Number(read.what)) : read.what));
      return;
    }
    const given =
      read.kind === 'seat' ? groupSeat(read.seat) : read.kind === 'participant' ? `#${read.participant}` : '';
    const who =
      read.kind === 'seat'
        ? { seat: read.seat }
        : read.kind === 'participant'
          ? { participant: read.participant }
          : null;
    if (await session.nameSheet(at, who, given)) next();
  };
  return (
    <div class="sheet-seat">
      <label for="sheet-seat">{t.seat}</label>
      <input
        id="sheet-seat"
        ref={field}
        autoComplete="off"
        spellcheck={false}
        defaultValue={kept}
        disabled={floor.doing.sheet === true}
        aria-invalid={fault !== ''}
        aria-describedby="sheet-seat-help"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void enter();
        }}
        onBlur={() => void (field.current?.value !== kept && enter())}
      />
      <p id="sheet-seat-help" class="help help-wrong" role="status">
        {fault}
      </p>
      <Trouble subject="sheet" />
    </div>
  );
}

/** Past the last paper: the hand must be empty now. */
function Whole({ pile }: { pile: Pile }) {
  const { session, floor } = useFloor();
  const t = channelWords().paper;
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => send.current?.focus(), []);
  const same = sameSeat(pile);
  const doing = floor.doing[`paper/${pile.batch}`] === true;
  return (
    <div
      class="pile-whole"
      role="group"
      aria-labelledby="whole-title"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp') return;
        event.preventDefault();
        session.goToSheet(pile.sheets.length - 1);
      }}
    >
      <h2 id="whole-title">{t.whole}</h2>
      {same && <p class="help-wrong">{t.seatUsed(number(same[0] + 1), number(same[1] + 1))}</p>}
      <p>{t.wholeAsk}</p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          ref={send}
          disabled={doing || !isWhole(pile) || same !== null}
          onClick={() => void session.sendPile()}
        >
          {doing ? t.sending : t.send}
        </button>
        <button type="button" class="secondary" onClick={() => session.goToSheet(pile.sheets.length - 1)}>
          {t.previous}
        </button>
      </div>
    </div>
  );
}
