// What a person needs to take part: told where it matters, set at the desk, and a table chosen by hand where it counts.
import { useState } from 'preact/hooks';
import { type Arrival, isHere } from '../../model/arrivals';
import { NEEDS_LONGEST } from '../../model/roll_file';
import { hallDigits } from '../../model/seat';
import { Trouble } from '../control/trouble';
import { Icon } from '../parts/icon';
import { number } from '../text/language';
import { tableWords, useFloor } from './context';

export function NeedsBadge({ needs }: { needs: string }) {
  return (
    <p class="needs">
      <Icon name="star" />
      <span>
        <strong>{tableWords().desk.needs}:</strong> {needs}
      </span>
    </p>
  );
}

/** Beside the answer about somebody who is here: their needs, and another table. */
export function CareFor({ arrival, back }: { arrival: Arrival; back(): void }) {
  const { floor } = useFloor();
  const [open, setOpen] = useState<'needs' | 'table' | null>(null);
  const t = tableWords().desk;
  const { participant } = arrival;
  if (participant === null || arrival.state !== 'done' || !isHere(floor.arrivals, participant)) return null;
  const close = () => {
    setOpen(null);
    back();
  };
  return (
    <div class="care">
      {open === 'needs' ? (
        <EditNeeds participant={participant} needs={arrival.needs ?? ''} close={close} />
      ) : open === 'table' ? (
        <ChooseTable participant={participant} table={arrival.table} close={close} />
      ) : (
        <div class="care-buttons">
          <button type="button" class="secondary" onClick={() => setOpen('needs')}>
            {arrival.needs ? t.needsEdit : t.needsAdd}
          </button>
          {floor.hall.agenda?.tables && (
            <button type="button" class="secondary" onClick={() => setOpen('table')}>
              {t.otherTable}
            </button>
          )}
        </div>
      )}
      <Trouble subject={`needs/${participant}`} />
    </div>
  );
}

function EditNeeds({ participant, needs, close }: { participant: string; needs: string; close(): void }) {
  const { session } = useFloor();
  const t = tableWords();
  return (
    <form
      class="care-form"
      onSubmit={async (event) => {
        event.preventDefault();
        const typed = String(new FormData(event.currentTarget).get('needs'));
        if (await session.setNeeds(participant, typed)) close();
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <label>
        <span>{t.desk.needs}</span>
        <input
          name="needs"
          autoComplete="off"
          maxLength={NEEDS_LONGEST}
          defaultValue={needs}
          placeholder={t.desk.needsExample}
          ref={focusOnce}
        />
      </label>
      <button type="submit" class="primary">
        {t.save}
      </button>
      <button type="button" class="secondary" onClick={close}>
        {t.cancel}
      </button>
      <p class="help">{t.desk.needsHelp}</p>
    </form>
  );
}

function ChooseTable({ participant, table, close }: { participant: string; table: number | null; close(): void }) {
  const { session, floor } = useFloor();
  const [wanted, setWanted] = useState('');
  const [worse, setWorse] = useState<number | null>(null);
  const t = tableWords();
  const subject = `move/${participant}`;
  const full = floor.trouble[subject] === 'table_full';
  const move = async (over: boolean) => {
    const to = Number(wanted);
    if (to < 1) return;
    const balance = await session.moveTo(participant, to, over);
    if (balance === 'ok') close();
    else if (balance === 'worse') setWorse(to);
  };
  if (worse !== null) {
    return (
      <div class="care-form">
        <p class="care-worse" role="alert">
          <Icon name="alert" />
          {t.desk.movedWorse(number(worse))}
        </p>
        <button type="button" class="primary" ref={focusOnce} onClick={close}>
          {t.desk.understood}
        </button>
      </div>
    );
  }
  return (
    <form
      class="care-form"
      onSubmit={(event) => {
        event.preventDefault();
        void move(full);
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <label>
        <span>{table === null ? t.desk.toTable : t.desk.toOtherTable(number(table))}</span>
        <input
          inputMode="numeric"
          autoComplete="off"
          value={wanted}
          ref={focusOnce}
          onInput={(event) => {
            const digits = hallDigits(event.currentTarget.value).slice(0, 3);
            event.currentTarget.value = digits;
            setWanted(digits);
            session.dismiss(subject);
          }}
        />
      </label>
      <button type="submit" class="primary">
        {full ? t.desk.moveOver : t.desk.move}
      </button>
      <button type="button" class="secondary" onClick={close}>
        {t.cancel}
      </button>
      <Trouble subject={subject} />
    </form>
  );
}

function focusOnce(element: HTMLElement | null): void {
  if (element && !element.dataset.seen) {
    element.dataset.seen = '1';
    element.focus();
  }
}
