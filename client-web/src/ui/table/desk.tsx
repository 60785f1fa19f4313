// The check-in desk. One Enter a person: the field has the focus whenever nothing else asks for it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Arrival, isHere, readTyped } from '../../model/arrivals';
import { groupSeat } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import { Icon } from '../parts/icon';
import { number, pick, sentence } from '../text/language';
import { Camera } from './camera';
import { tableWords, useFloor } from './context';
import { DeskCounts } from './desk_counts';
import { FindPerson } from './find_person';
import { CareFor, NeedsBadge } from './needs';
import { WalkIn } from './walk_in';

interface Fault {
  fault: 'length' | 'stranger' | 'other_hall';
  what: string;
}

export function CheckIn({ agenda }: { agenda: Agenda }) {
  const { session, floor } = useFloor();
  const newest = floor.arrivals.entries[0];
  const [fault, setFault] = useState<Fault | null>(null);
  const [asking, setAsking] = useState<'walk_in' | 'find' | null>(null);
  const [leaving, setLeaving] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const t = tableWords().desk;
  const back = () => field.current?.focus();
  useEffect(() => {
    if (asking === null) field.current?.focus();
  }, [asking]);
  const meet = (who: { seat: string } | { participant: string }, given: string, leaves: boolean) => {
    if (leaves) session.leave(who, given);
    else session.arrive(who, given);
  };

  const enter = (typed: string) => {
    const read = readTyped(typed, agenda.code);
    setFault(null);
    switch (read.kind) {
      case 'empty':
        return;
      case 'walk_in':
        setAsking('walk_in');
        break;
      case 'seat':
        meet({ seat: read.seat }, groupSeat(read.seat), leaving || read.leaves);
        break;
      case 'participant':
        meet({ participant: read.participant }, `#${read.participant}`, leaving || read.leaves);
        break;
      case 'fault':
        setFault(read);
        field.current?.select();
        return;
    }
    if (field.current) field.current.value = '';
  };

  return (
    <div class="checkin">
      <section class={`checkin-main${leaving ? ' checkin-leaving' : ''}`} aria-labelledby="checkin-title">
        <h1 id="checkin-title" class="sr-only">
          {tableWords().placeName.desk}
        </h1>
        <Mode
          leaving={leaving}
          choose={(to) => {
            setLeaving(to);
            setFault(null);
            setAsking(null);
            back();
          }}
        />
        <form
          class="checkin-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            enter(field.current?.value ?? '');
            back();
          }}
        >
          <label for="arrival">{leaving ? t.fieldLeaving : t.field}</label>
          <div class="checkin-line">
            <input
              id="arrival"
              ref={field}
              class="code-input seat-input"
              autoComplete="off"
              autoCapitalize="characters"
              autoCorrect="off"
              spellcheck={false}
              enterKeyHint="go"
              placeholder="ABC-DEF-GHJ"
              aria-describedby="arrival-help"
              aria-invalid={fault !== null}
              onInput={(event) => {
                setFault(null);
                if (event.currentTarget.value.trim() === '+') enter('+');
              }}
              onBlur={(event) => {
                // A click beside everything leaves the focus nowhere: the next scan would be lost.
                if (event.relatedTarget === null) setTimeout(() => nowhere() && back(), 150);
              }}
            />
            <button type="submit" class="primary">
              {leaving ? t.enterLeaving : t.enter}
            </button>
          </div>
          <p id="arrival-help" class="help">
            {t.help}
          </p>
        </form>
        {asking === 'walk_in' ? (
          <WalkIn
            agenda={agenda}
            done={(details) => {
              setAsking(null);
              if (details) session.walkIn(details);
            }}
          />
        ) : asking === 'find' ? (
          <FindPerson
            leaving={leaving}
            done={(found) => {
              setAsking(null);
              setFault(null);
              if (found) meet({ participant: found.participant }, `#${found.participant}`, leaving);
            }}
          />
        ) : (
          <>
            <Answer agenda={agenda} fault={fault} />
            {!fault && newest && (
              <div class="answer-next">
                <CareFor key={newest.key} arrival={newest} back={back} />
                {newest.deed === 'leave' && <Undo arrival={newest} back={back} large />}
              </div>
            )}
          </>
        )}
        <div class="checkin-tools">
          <button
            type="button"
            class="secondary"
            disabled={leaving || asking === 'walk_in'}
            onClick={() => setAsking('walk_in')}
          >
            <Icon name="plus" />
            {t.walkIn}
          </button>
          <button type="button" class="secondary" disabled={asking === 'find'} onClick={() => setAsking('find')}>
            <Icon name="forward" />
            {t.find}
          </button>
          <Camera
            found={(text) => {
              enter(text);
              back();
            }}
          />
        </div>
      </section>
      <DeskCounts agenda={agenda} />
      <Recent agenda={agenda} back={back} />
    </div>
  );
}

/** Which way people go through this desk: said in words, in colour and in shape. */
function Mode({ leaving, choose }: { leaving: boolean; choose(leaving: boolean): void }) {
  const t = tableWords().desk;
  const one = (to: boolean, icon: 'forward' | 'back', words: string) => (
    <button
      type="button"
      class={`mode mode-${to ? 'leaving' : 'arriving'}`}
      aria-pressed={leaving === to}
      onClick={() => choose(to)}
    >
      <Icon name={icon} />
      {words}
    </button>
  );
  return (
    <fieldset class="modes">
      <legend class="sr-only">{t.mode}</legend>
      {one(false, 'forward', t.arriving)}
      {one(true, 'back', t.leaving)}
    </fieldset>
  );
}

const nowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

function Answer({ agenda, fault }: { agenda: Agenda; fault: Fault | null }) {
  const { floor } = useFloor();
  const t = tableWords().desk;
  const newest = floor.arrivals.entries[0];
  if (fault) {
    return (
      <div class="answer answer-refused" role="alert">
        <Icon name="alert" />
        <p class="answer-words">
          {t.fault[fault.fault](fault.fault === 'length' ? number(Number(fault.what)) : fault.what)}
        </p>
      </div>
    );
  }
  return (
    <div class={`answer ${newest ? lookOf(newest) : 'answer-ready'}`} role="status" aria-atomic="true">
      {newest ? <InWords agenda={agenda} arrival={newest} /> : <p class="answer-words">{t.ready}</p>}
    </div>
  );
}

function lookOf(arrival: Arrival): string {
  if (arrival.state === 'sending') return 'answer-sending';
  if (arrival.state === 'refused') return 'answer-refused';
  if (arrival.again) return 'answer-again';
  return arrival.deed === 'leave' ? 'answer-left' : 'answer-done';
}

function InWords({ agenda, arrival }: { agenda: Agenda; arrival: Arrival }) {
  const t = tableWords().desk;
  const { state, deed, table, name, needs } = arrival;
  const given = arrival.given || t.walkIn;
  if (state === 'sending') {
    return <p class="answer-words">{deed === 'leave' ? t.sendingLeave(given) : t.sending(given)}</p>;
  }
  if (state === 'refused') {
    return (
      <>
        <Icon name="alert" />
        <p class="answer-words">
          <strong>
            {deed === 'leave' ? t.refusedLeave : t.refused} {given}
          </strong>{' '}
          {arrival.code && sentence(arrival.code)}
        </p>
      </>
    );
  }
  if (deed === 'leave') {
    return (
      <p class="answer-words">
        <strong>
          {name ?? given} {t.left}
        </strong>{' '}
        {name && <span class="answer-seat">{given}</span>} {t.leftMore}
      </p>
    );
  }
  return (
    <>
      {table === null ? (
        <p class="answer-words">
          <strong>{t.noTable}</strong> {t.noTableMore}
        </p>
      ) : (
        <p class="answer-table">
          <span>{t.table}</span> <strong>{number(table)}</strong>
        </p>
      )}
      <div class="answer-more">
        {name && <p class="answer-name">{name}</p>}
        {needs && <NeedsBadge needs={needs} />}
        {arrival.again && (
          <p class="answer-again-words">
            <Icon name="alert" />
            <span>
              <strong>{t.again}</strong> {t.againMore}
            </span>
          </p>
        )}
        {deed === 'walk_in' && <p>{t.newSeat}</p>}
        <p class={deed === 'walk_in' ? 'answer-seat answer-seat-new' : 'answer-seat'}>{given}</p>
        <p>{strataWords(agenda, arrival.strata)}</p>
      </div>
    </>
  );
}

function strataWords(agenda: Agenda, strata: Record<string, string>): string {
  return agenda.strata
    .flatMap((stratum) => {
      const value = stratum.values.find((one) => one.id === strata[stratum.id]);
      return value ? [pick(value.label)] : [];
    })
    .join(' · ');
}

function Recent({ agenda, back }: { agenda: Agenda; back(): void }) {
  const { floor } = useFloor();
  const t = tableWords().desk;
  const { entries } = floor.arrivals;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{t.recent}</h2>
      {entries.length === 0 ? (
        <p class="none">{t.noneYet}</p>
      ) : (
        <ol>
          {entries.map((arrival) => (
            <li key={arrival.key} class={`recent-row ${lookOf(arrival)}`}>
              <span class="recent-given">{arrival.given || t.walkIn}</span>
              <span class="recent-what">
                {arrival.state === 'refused' && arrival.code
                  ? sentence(arrival.code)
                  : arrival.again
                    ? t.again
                    : t.deed[arrival.deed]}
              </span>
              <span class="recent-strata">
                {[arrival.name, strataWords(agenda, arrival.strata)].filter(Boolean).join(' · ')}
                {arrival.needs && <strong class="recent-needs"> {arrival.needs}</strong>}
              </span>
              <span class="recent-table">{arrival.table !== null && t.atTable(number(arrival.table))}</span>
              <Undo arrival={arrival} back={back} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** The person of the newest row about them may leave, or come back. */
function Undo({ arrival, back, large = false }: { arrival: Arrival; back(): void; large?: boolean }) {
  const { session, floor } = useFloor();
  const t = tableWords().desk;
  const { participant, given } = arrival;
  const newest = floor.arrivals.entries.find((one) => one.participant === participant && one.state === 'done');
  if (participant === null || newest !== arrival) return <span />;
  const here = isHere(floor.arrivals, participant);
  return (
    <button
      type="button"
      class={large ? 'secondary undo' : 'plain small'}
      onClick={() => {
        if (here) session.leave({ participant }, given);
        else session.arrive({ participant }, given);
        back();
      }}
    >
      {here ? t.leave : large ? t.undoLeave : t.back}
      <span class="sr-only"> {given}</span>
    </button>
  );
}
