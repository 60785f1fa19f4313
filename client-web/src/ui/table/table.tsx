// One table: which one, then its stage, its notes, its ideas and its people.
import { useState } from 'preact/hooks';
import { runningStage } from '../../model/agenda';
import { endOf, runBy } from '../../model/floor';
import { hallDigits } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import type { Table, TableRow } from '../../protocol/meeting';
import { Trouble } from '../control/trouble';
import { TimeLeft } from '../parts/countdown';
import { Icon } from '../parts/icon';
import { PaperLinks } from '../parts/papers';
import { commonWords, number, pick } from '../text/language';
import { tableWords, useFloor } from './context';
import { IdeasOfTable } from './ideas';
import { NotesBox } from './notes';
import { Speaking } from './speaking';

export function TablePlace({ agenda }: { agenda: Agenda }) {
  const { floor } = useFloor();
  const { place } = floor;
  const table = place.kind === 'table' ? place.table : null;
  return table === null ? <ChooseTable /> : <OneTable key={table} agenda={agenda} table={table} />;
}

/** More than fit on a laptop's window. */
const MANY = 24;

function ChooseTable() {
  const { floor } = useFloor();
  const t = tableWords().table;
  const rows = floor.hall.meeting.tables?.tables ?? [];
  const [asked, setAsked] = useState<number | null>(null);
  const [wanted, setWanted] = useState('');
  const shown = rows.filter((row) => String(row.table).startsWith(wanted));
  return (
    <section class="choose-table" aria-labelledby="choose-title">
      <h1 id="choose-title">{t.chooseTitle}</h1>
      {rows.length === 0 && <p class="none">{t.none}</p>}
      {rows.length > MANY && (
        <p class="find-table">
          <label for="find-table">{t.find}</label>
          <input
            id="find-table"
            inputMode="numeric"
            autoComplete="off"
            value={wanted}
            onInput={(event) => {
              const digits = hallDigits(event.currentTarget.value);
              event.currentTarget.value = digits;
              setWanted(digits);
            }}
          />
        </p>
      )}
      <ul class="table-grid">
        {shown.map((row) => (
          <li key={row.table}>
            <TableButton row={row} asked={asked === row.table} ask={(on) => setAsked(on ? row.table : null)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TableButton({ row, asked, ask }: { row: TableRow; asked: boolean; ask(on: boolean): void }) {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const other = runBy(floor, row.table);
  const mine = row.facilitator !== null && other === null;
  const open = () => {
    if (mine) session.go({ kind: 'table', table: row.table });
    else if (other !== null) ask(true);
    else void session.runTable(row.table);
  };
  return (
    <>
      <button
        type="button"
        class={`table-button${mine ? ' table-mine' : ''}${row.help ? ' table-help' : ''}`}
        disabled={floor.doing[`table/${row.table}`] === true}
        aria-expanded={other !== null ? asked : undefined}
        onClick={open}
      >
        <strong>{t.nameOf(number(row.table))}</strong>
        <span>{t.seated(number(row.seated))}</span>
        <span>{mine ? t.mine : (row.facilitator ?? t.noFacilitator)}</span>
        {row.help && <span class="table-calls">{t.calling}</span>}
      </button>
      {asked && other !== null && <TakeOver table={row.table} name={other} done={() => ask(false)} />}
      <Trouble subject={`table/${row.table}`} />
    </>
  );
}

function TakeOver({ table, name, done }: { table: number; name: string; done(): void }) {
  const { session } = useFloor();
  const t = tableWords().table;
  return (
    <div
      class="ask"
      role="group"
      aria-label={t.nameOf(number(table))}
      onKeyDown={(event) => event.key === 'Escape' && done()}
    >
      <p>{t.takeOver(name)}</p>
      <div class="ask-buttons">
        <button
          type="button"
          class="primary"
          ref={(button) => button?.focus()}
          onClick={() => {
            done();
            void session.runTable(table);
          }}
        >
          {t.takeOverYes}
        </button>
        <button type="button" class="secondary" onClick={done}>
          {t.takeOverNo}
        </button>
      </div>
    </div>
  );
}

function OneTable({ agenda, table }: { agenda: Agenda; table: number }) {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const doc = floor.hall.meeting.table[table] ?? null;
  const other = doc?.facilitator && doc.facilitator !== floor.hall.session?.name ? doc.facilitator : null;
  return (
    <div class="one-table">
      <header class="table-head">
        <div class="table-name">
          <h1>{t.nameOf(number(table))}</h1>
          <p>{doc && t.seated(number(doc.seated))}</p>
          <button type="button" class="plain" onClick={() => session.go({ kind: 'table', table: null })}>
            {t.otherTable}
          </button>
        </div>
        <Prompt agenda={agenda} doc={doc} />
        <Help table={table} wanted={doc?.help ?? false} />
      </header>
      {other && (
        <div class="notice-line taken" role="status">
          <p>{t.takenBy(other)}</p>
          <button type="button" class="secondary small" onClick={() => void session.runTable(table)}>
            {t.takeBack}
          </button>
        </div>
      )}
      <Trouble subject={`table/${table}`} />
      {doc ? (
        <div class="table-work">
          <IdeasOfTable table={table} doc={doc} />
          <NotesBox />
          <Speaking doc={doc} />
        </div>
      ) : (
        <p class="opening">{commonWords().loading}</p>
      )}
    </div>
  );
}

function Prompt({ agenda, doc }: { agenda: Agenda; doc: Table | null }) {
  const { floor } = useFloor();
  const t = tableWords().table;
  const stage = runningStage(agenda);
  const until = endOf(agenda, doc);
  return (
    <section class="prompt" aria-label={stage ? pick(stage.title) : t.notStarted}>
      <p class="prompt-stage">{stage ? pick(stage.title) : t.notStarted}</p>
      <p class="prompt-issue">{pick(agenda.issue)}</p>
      <PaperLinks agenda={agenda} />
      {until !== null ? (
        <TimeLeft until={until} offset={floor.hall.clockOffset} />
      ) : (
        stage && <p class="help">{t.noLimit}</p>
      )}
    </section>
  );
}

function Help({ table, wanted }: { table: number; wanted: boolean }) {
  const { session, floor } = useFloor();
  const t = tableWords().table;
  const doing = floor.doing[`help/${table}`] === true;
  return (
    <div class={`help-call${wanted ? ' help-wanted' : ''}`}>
      <p role="status">
        {wanted && (
          <>
            <Icon name="alert" />
            {t.helpCalled}
          </>
        )}
      </p>
      <button
        type="button"
        class={wanted ? 'secondary' : 'danger'}
        disabled={doing}
        onClick={() => session.callHelp(table, !wanted)}
      >
        {wanted ? t.helpCancel : t.help}
      </button>
      <Trouble subject={`help/${table}`} />
    </div>
  );
}
