// The roll and the seats: a file read on this computer, columns matched, faults by row; then codes to print.
import { useState } from 'preact/hooks';
import { guessMapping, type Mapping, parseCsv, readRoll, strangers } from '../../model/roll_file';
import { readWorkbook } from '../../model/spreadsheet';
import type { Agenda } from '../../protocol/documents';
import { commonWords, number, pick } from '../text/language';
import { Progress, Refused } from './app';
import { Cards } from './cards';
import { prepareWords, usePrepare } from './context';
import { Papers } from './papers';
import { Seats } from './seats';

const FAULTS_SHOWN = 20;

export function PeoplePage() {
  const { prepare } = usePrepare();
  const { agenda } = prepare.hall;
  if (!agenda) return <p class="opening">{commonWords().loading}</p>;
  return (
    <div class="people">
      <h1>{pick(agenda.title)}</h1>
      <Standing />
      <Papers agenda={agenda} />
      {agenda.admission === 'seats' && <Roll agenda={agenda} />}
      <Cards agenda={agenda} />
      <Refused />
      {agenda.admission === 'seats' && <Seats agenda={agenda} />}
    </div>
  );
}

function Standing() {
  const { prepare } = usePrepare();
  const t = prepareWords();
  const { room, agenda } = prepare.hall;
  return (
    <dl class="standing">
      <dt>{t.code}</dt>
      <dd>{agenda?.code}</dd>
      <dt>{t.onRoll}</dt>
      <dd>{number(room?.seats ?? 0)}</dd>
    </dl>
  );
}

function Roll({ agenda }: { agenda: Agenda }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [rows, setRows] = useState<string[][] | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const load = async (file: File | undefined) => {
    if (!file) return;
    setUnreadable(false);
    try {
      const buffer = await file.arrayBuffer();
      const zip = new Uint8Array(buffer, 0, 2);
      const read =
        zip[0] === 0x50 && zip[1] === 0x4b
          ? await readWorkbook(buffer)
          : parseCsv(new TextDecoder('utf-8', { fatal: true }).decode(buffer));
      if (read.length < 2) throw new Error('no rows');
      setRows(read);
      setMapping(guessMapping(read, agenda.strata));
    } catch {
      setRows(null);
      setUnreadable(true);
    }
  };
  return (
    <section class="block" aria-labelledby="roll-title">
      <h2 id="roll-title">{t.rollTitle}</h2>
      <p class="help">{t.rollIntro}</p>
      <label class="secondary file">
        {t.rollFile}
        <input
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,text/csv"
          class="sr-only"
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </label>
      {unreadable && (
        <p class="refused" role="alert">
          {t.unreadable}
        </p>
      )}
      {rows && mapping && (
        <Columns agenda={agenda} rows={rows} mapping={mapping} change={setMapping}>
          {(people, ready) => (
            <>
              <Progress label={t.importing} />
              <button
                type="button"
                class="primary"
                disabled={!ready || prepare.busy}
                onClick={() => void session.importRoll(people).then(() => setRows(null))}
              >
                {t.importPeople(number(people.length))}
              </button>
            </>
          )}
        </Columns>
      )}
      {prepare.imported > 0 && <p role="status">{t.importedPeople(number(prepare.imported))}</p>}
    </section>
  );
}

interface ColumnsProps {
  agenda: Agenda;
  rows: string[][];
  mapping: Mapping;
  change(mapping: Mapping): void;
  children(people: ReturnType<typeof readRoll>['people'], ready: boolean): preact.ComponentChildren;
}

function Columns({ agenda, rows, mapping, change, children }: ColumnsProps) {
  const t = prepareWords();
  const header = rows[0] ?? [];
  const { people, faults } = readRoll(rows, agenda.strata, mapping);
  const choose = (label: string, value: number, set: (column: number) => void, none: string) => (
    <label key={label}>
      {label}
      <select value={value} onChange={(event) => set(Number(event.currentTarget.value))}>
        <option value={-1}>{none}</option>
        {header.map((name, i) => (
          <option key={i} value={i}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div class="columns">
        {choose(t.columnId, mapping.id, (id) => change({ ...mapping, id }), t.numbered)}
        {choose(t.columnName, mapping.name, (name) => change({ ...mapping, name }), t.none)}
        {choose(t.columnContact, mapping.contact, (contact) => change({ ...mapping, contact }), t.none)}
        {choose(t.columnNeeds, mapping.needs, (needs) => change({ ...mapping, needs }), t.none)}
        {agenda.strata.map((stratum) =>
          choose(
            pick(stratum.label),
            mapping.strata[stratum.id] ?? -1,
            (column) => change({ ...mapping, strata: { ...mapping.strata, [stratum.id]: column } }),
            t.none,
          ),
        )}
      </div>
      {agenda.strata.map((stratum) => (
        <Values key={stratum.id} stratum={stratum} rows={rows} mapping={mapping} change={change} />
      ))}
      {faults.length > 0 && (
        <div class="verdict">
          <h3>{t.rowFaults(number(faults.length))}</h3>
          <ul class="faults faults-error">
            {faults.slice(0, FAULTS_SHOWN).map((fault) => (
              <li key={`${fault.row} ${fault.kind} ${'stratum' in fault ? fault.stratum : ''}`}>
                {t.row(number(fault.row))}: {t.rowFault[fault.kind]} {fault.text && <code>{fault.text}</code>}
              </li>
            ))}
          </ul>
          {faults.length > FAULTS_SHOWN && <p>{t.moreFaults(number(faults.length - FAULTS_SHOWN))}</p>}
        </div>
      )}
      {children(people, faults.length === 0)}
    </>
  );
}

function Values({
  stratum,
  rows,
  mapping,
  change,
}: {
  stratum: Agenda['strata'][number];
  rows: string[][];
  mapping: Mapping;
  change(mapping: Mapping): void;
}) {
  const t = prepareWords();
  const texts = strangers(rows, stratum, mapping.strata[stratum.id] ?? -1);
  if (texts.length === 0 || texts.length > FAULTS_SHOWN) return null;
  return (
    <fieldset class="columns">
      <legend>{t.valuesOf(pick(stratum.label))}</legend>
      {texts.map((text) => (
        <label key={text}>
          {text}
          <select
            value={mapping.values[stratum.id]?.[text] ?? ''}
            onChange={(event) =>
              change({
                ...mapping,
                values: {
                  ...mapping.values,
                  [stratum.id]: { ...mapping.values[stratum.id], [text]: event.currentTarget.value },
                },
              })
            }
          >
            <option value="">{t.chooseValue}</option>
            {stratum.values.map((value) => (
              <option key={value.id} value={value.id}>
                {pick(value.label)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
