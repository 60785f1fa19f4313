// The tables from the stage: made, mixed, given more time; and those that call for help.
import { useState } from 'preact/hooks';
import { runningStage } from '../../model/agenda';
import { stageEnd } from '../../model/floor';
import type { Agenda } from '../../protocol/documents';
import type { Tables } from '../../protocol/meeting';
import { TimeLeft } from '../parts/countdown';
import { Icon } from '../parts/icon';
import { number } from '../text/language';
import { Ask } from './ask';
import { controlWords, mayAct, useControl } from './context';
import { Trouble } from './trouble';

export function TablesPanel({ agenda }: { agenda: Agenda }) {
  const { control } = useControl();
  const t = controlWords().tables;
  const { tables } = control.hall.meeting;
  const meant = agenda.stages.some(({ kind }) => kind === 'tables' || kind === 'ideas' || kind === 'themes');
  if (!meant && !agenda.tables) return null;
  return (
    <section class="room tables-panel" aria-labelledby="tables-title">
      <h2 id="tables-title">{t.title}</h2>
      {agenda.tables === null
        ? mayAct(control) && <Form />
        : tables && <Standing agenda={agenda} tables={tables} acts={mayAct(control)} />}
      <Trouble subject="tables" />
    </section>
  );
}

function Form() {
  const { session, control } = useControl();
  const t = controlWords().tables;
  const [count, setCount] = useState('');
  return (
    <form
      class="tables-form"
      onSubmit={(event) => {
        event.preventDefault();
        session.formTables(count === '' ? null : Number(count));
      }}
    >
      <label for="table-count">{t.formCount}</label>
      <div class="tables-line">
        <input
          id="table-count"
          inputMode="numeric"
          autoComplete="off"
          value={count}
          aria-describedby="table-count-help"
          onInput={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 3);
            event.currentTarget.value = digits;
            setCount(digits);
          }}
        />
        <button type="submit" class="primary" disabled={control.doing.tables === true}>
          {t.form}
        </button>
      </div>
      <p id="table-count-help" class="help">
        {t.formHint}
      </p>
    </form>
  );
}

function Standing({ agenda, tables, acts }: { agenda: Agenda; tables: Tables; acts: boolean }) {
  const t = controlWords().tables;
  const sum = (of: (row: Tables['tables'][number]) => number) =>
    tables.tables.reduce((total, row) => total + of(row), 0);
  const figures: [string, number][] = [
    [t.count, tables.tables.length],
    [t.seated, sum((row) => row.seated)],
    [t.ideas, sum((row) => row.ideas)],
    [t.unseated, tables.unseated],
  ];
  const alone = tables.tables.filter((row) => row.facilitator === null && row.seated > 0).length;
  return (
    <>
      <Calls tables={tables} />
      <dl class="figures">
        {figures.map(([name, n]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(n)}</dd>
          </div>
        ))}
      </dl>
      {alone > 0 && <p class="tables-alone">{t.alone(number(alone))}</p>}
      {acts && <MoreTime agenda={agenda} tables={tables} />}
      {acts && <MoveOne />}
      {acts && <Mix />}
    </>
  );
}

function Calls({ tables }: { tables: Tables }) {
  const { session, control } = useControl();
  const t = controlWords().tables;
  const calling = tables.tables.filter((row) => row.help);
  return (
    <div class={`calls${calling.length > 0 ? ' calls-on' : ''}`} role="status">
      {calling.length === 0 ? (
        <p>{t.noCalls}</p>
      ) : (
        <>
          <h3>
            <Icon name="alert" />
            {t.calling}
          </h3>
          <ul>
            {calling.map((row) => (
              <li key={row.table}>
                <strong>{t.callOf(number(row.table), row.facilitator ?? '')}</strong>
                {mayAct(control) && (
                  <button
                    type="button"
                    class="secondary small"
                    disabled={control.doing[`table/${row.table}`] === true}
                    onClick={() => session.helpGiven(row.table)}
                  >
                    {t.helped}
                    <span class="sr-only"> {t.oneTable(number(row.table))}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const MORE = [
  ['m1', 60],
  ['m5', 300],
  ['m10', 600],
] as const;

function MoreTime({ agenda, tables }: { agenda: Agenda; tables: Tables }) {
  const { session, control } = useControl();
  const t = controlWords().tables;
  const [table, setTable] = useState<number | null>(null);
  const stage = runningStage(agenda);
  if (!stage) return null;
  const ends = tables.tables.find((row) => row.table === table)?.ends_at ?? stageEnd(stage);
  return (
    <div class="more-time" role="group" aria-labelledby="more-time-title">
      <h3 id="more-time-title">{t.extend}</h3>
      {ends !== null && <TimeLeft until={ends} offset={control.hall.clockOffset} />}
      <label for="more-time-table">{t.extendWhom}</label>
      <select
        id="more-time-table"
        value={table ?? ''}
        onChange={(event) => setTable(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
      >
        <option value="">{t.everyTable}</option>
        {tables.tables.map((row) => (
          <option key={row.table} value={row.table}>
            {t.oneTable(number(row.table))}
          </option>
        ))}
      </select>
      <div class="tables-buttons">
        {MORE.map(([key, seconds]) => (
          <button
            key={key}
            type="button"
            class="secondary small"
            disabled={control.doing.extend === true}
            onClick={() => session.extendStage(stage.id, seconds, table)}
          >
            {t.plus[key]}
          </button>
        ))}
      </div>
      <Trouble subject="extend" />
    </div>
  );
}

function MoveOne() {
  const { session, control } = useControl();
  const t = controlWords().tables;
  const [person, setPerson] = useState('');
  const [table, setTable] = useState('');
  const whole = person.trim() !== '' && /^\d+$/.test(table);
  const move = (over: boolean) => void session.movePerson(person.trim(), Number(table), over);
  return (
    <details class="move-one">
      <summary>{t.move}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (whole) move(false);
        }}
      >
        <label>
          <span>{t.person}</span>
          <input autoComplete="off" value={person} onInput={(event) => setPerson(event.currentTarget.value)} />
        </label>
        <label>
          <span>{t.to}</span>
          <input
            inputMode="numeric"
            autoComplete="off"
            value={table}
            onInput={(event) => setTable(event.currentTarget.value.trim())}
          />
        </label>
        <button type="submit" class="secondary" disabled={!whole || control.doing.move === true}>
          {t.moveDo}
        </button>
      </form>
      {control.trouble.move === 'table_full' && whole && (
        <button type="button" class="danger small" onClick={() => move(true)}>
          {t.over}
        </button>
      )}
      <Trouble subject="move" />
      <p role="status" class={control.moved?.worse ? 'tables-alone' : ''}>
        {control.moved && (
          <>
            {t.moved(control.moved.participant, number(control.moved.table))} {control.moved.worse && t.worse}
          </>
        )}
      </p>
    </details>
  );
}

function Mix() {
  const { session, control } = useControl();
  const t = controlWords();
  return (
    <div class="mix">
      <Ask
        label={t.tables.mix}
        question={t.tables.mixAsk}
        yes={t.tables.mixYes}
        no={t.no}
        disabled={control.doing.tables === true}
        look="secondary"
        act={() => void session.mixTables()}
      />
      <p role="status">{control.metAgain !== null && t.tables.mixed(number(control.metAgain))}</p>
    </div>
  );
}
