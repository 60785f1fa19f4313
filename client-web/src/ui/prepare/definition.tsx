// The definition: a form, the same thing as JSON, and what the server says of it.
import { useEffect, useState } from 'preact/hooks';
import { emptyDefinition, within } from '../../model/definition_form';
import { at, type Fields, fields, put } from '../../model/definition_paths';
import type { KeptDefinition } from '../../model/kept_definition';
import type { Fault } from '../../protocol/staff_methods';
import { controlMethods } from '../text/control_methods';
import { date, time } from '../text/language';
import { AgendaForm } from './agenda_form';
import { Progress, Refused } from './app';
import { Ballots } from './ballots';
import { type Form, FormContext, formWords, prepareWords, useForm, usePrepare } from './context';
import { DocumentsForm } from './documents_form';
import { ChoiceField, TextField } from './fields';
import { Groups } from './groups';
import { CopiedFrom, Past } from './past';
import { TablesForm } from './tables_form';
import { Verdict } from './verdict';

type Draft = Omit<KeptDefinition, 'at'>;

interface Said {
  fault: Fault;
  deviation: boolean;
}

export function DefinitionPage() {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [opened] = useState(() => session.kept);
  const [doc, setDoc] = useState<Fields>(opened?.doc ?? emptyDefinition);
  const [said, setSaid] = useState<Said[]>([]);
  const [json, setJson] = useState<string | null>(opened?.json ?? null);
  /** What another start has taken the place of. */
  const [before, setBefore] = useState<Draft | null>(null);
  const [jsonFault, setJsonFault] = useState<string | null>(null);
  const { checked, source } = prepare;
  const draft: Draft = { doc, json, source };
  useEffect(() => {
    if (opened) session.startFrom(opened.source);
  }, [opened]);
  useEffect(() => {
    if (doc !== opened?.doc || json !== opened.json) session.keep(isBlank(draft) ? null : { doc, json });
  }, [doc, json, source]);
  useEffect(() => {
    if (!checked) return;
    setSaid([
      ...checked.faults.map((fault) => ({ fault, deviation: false })),
      ...checked.deviations.map((fault) => ({ fault, deviation: true })),
    ]);
  }, [checked]);
  const form: Form = {
    doc,
    said,
    put: (pointer, value) => {
      session.edited();
      setSaid(said.filter(({ fault }) => !within(fault.at, pointer) && !within(pointer, fault.at)));
      setDoc(put(doc, pointer, value));
    },
    set: (next) => {
      if (next === doc) return;
      session.edited();
      setSaid([]);
      setDoc(next);
    },
  };
  /** What is to be sent: the text where the text is being edited. */
  const current = (): Fields | null => {
    if (json === null) return doc;
    try {
      const read: unknown = JSON.parse(json);
      const whole = typeof read === 'object' && read !== null && !Array.isArray(read);
      setJsonFault(whole ? null : formWords().notObject);
      return whole ? fields(read) : null;
    } catch (fault) {
      setJsonFault(`${t.notJson} ${(fault as Error).message}`);
      return null;
    }
  };
  const asForm = () => {
    const read = current();
    if (read === null) return;
    setDoc(read);
    setJson(null);
  };
  const show = (next: Draft) => {
    session.startFrom(next.source);
    setSaid([]);
    setDoc(next.doc);
    setJson(next.json);
    setJsonFault(null);
  };
  /** Another start; what was being written can be taken back. */
  const begin = (next: Draft) => {
    setBefore(isBlank(draft) ? null : draft);
    show(next);
  };
  const load = async (file: File | undefined) => {
    if (file) begin({ doc, json: await file.text(), source: null });
  };
  const send = (what: (definition: unknown) => Promise<unknown>) => {
    const definition = current();
    if (definition !== null) void what(definition);
  };
  return (
    <form
      class="definition"
      onSubmit={(event) => {
        event.preventDefault();
        send((definition) => session.create(definition));
      }}
    >
      <h1>{t.definitionTitle}</h1>
      <p class="help">{t.definitionIntro}</p>
      <Kept
        opened={opened && doc === opened.doc && json === opened.json ? opened.at : null}
        before={before !== null}
        startAnew={() => begin({ doc: emptyDefinition, json: null, source: null })}
        takeBack={() => {
          if (before) show(before);
          setBefore(null);
        }}
      />
      <Past take={(copied, from) => begin({ doc: copied, json: null, source: from })} />
      <CopiedFrom />
      <div class="row">
        <label class="secondary file">
          {t.loadFile}
          <input
            type="file"
            accept=".json,application/json"
            class="sr-only"
            onChange={(event) => void load(event.currentTarget.files?.[0])}
          />
        </label>
        {json === null ? (
          <button type="button" class="secondary" onClick={() => setJson(JSON.stringify(doc, null, 2))}>
            {t.asJson}
          </button>
        ) : (
          <button type="button" class="secondary" onClick={asForm}>
            {t.asForm}
          </button>
        )}
      </div>
      {json === null ? (
        <FormContext.Provider value={form}>
          <About />
          <DocumentsForm />
          <Groups />
          <Ballots />
          <AgendaForm />
          <TablesForm />
        </FormContext.Provider>
      ) : (
        <label>
          {t.json}
          <textarea
            class="json"
            rows={24}
            spellcheck={false}
            value={json}
            onInput={(event) => {
              session.edited();
              setSaid([]);
              setJson(event.currentTarget.value);
            }}
          />
        </label>
      )}
      {jsonFault && (
        <p class="refused" role="alert">
          {jsonFault}
        </p>
      )}
      <Verdict
        left={said.flatMap(({ fault, deviation }) => (deviation ? [] : [fault]))}
        doc={json === null ? doc : null}
      />
      <Refused />
      <Progress label={t.working} />
      <div class="row">
        <button
          type="button"
          class="secondary"
          disabled={prepare.busy}
          onClick={() => send((definition) => session.check(definition))}
        >
          {t.check}
        </button>
        <button type="submit" class="primary" disabled={prepare.busy}>
          {prepare.busy ? t.working : t.create}
        </button>
      </div>
    </form>
  );
}

const isBlank = ({ doc, json }: Draft): boolean => json === null && doc === emptyDefinition;

function Kept(of: { opened: number | null; before: boolean; startAnew(): void; takeBack(): void }) {
  const t = prepareWords();
  if (of.before)
    return (
      <p class="notice-line" role="status">
        {t.draftBefore}{' '}
        <button type="button" class="plain" onClick={of.takeBack}>
          {t.takeBack}
        </button>
      </p>
    );
  if (of.opened === null) return null;
  return (
    <p class="notice-line" role="status">
      {t.draftOpened(date(of.opened), time(of.opened))}{' '}
      <button type="button" class="plain" onClick={of.startAnew}>
        {t.startAnew}
      </button>
    </p>
  );
}

function About() {
  const { doc } = useForm();
  const t = prepareWords();
  const method = at(doc, '/method');
  const methods = Object.entries(controlMethods());
  return (
    <fieldset class="block">
      <legend>{t.about}</legend>
      <div class="pair">
        <ChoiceField
          at="/method"
          label={t.method}
          otherwise=""
          options={method === undefined ? [['', ''], ...methods] : methods}
        />
        <ChoiceField
          at="/admission"
          label={t.admission}
          otherwise="seats"
          options={[
            ['seats', t.bySeats],
            ['open', t.openToAll],
          ]}
        />
      </div>
      <div class="pair">
        <TextField id="field-titleTh" at="/title/th" also={['/title']} label={t.titleTh} />
        <TextField id="field-titleEn" at="/title/en" label={t.titleEn} />
      </div>
      <div class="pair">
        <TextField id="field-issueTh" at="/issue/th" also={['/issue']} label={t.issueTh} long={true} />
        <TextField id="field-issueEn" at="/issue/en" label={t.issueEn} long={true} />
      </div>
      <TextField id="field-agency" at="/convenor/agency" also={['/convenor']} label={t.agency} />
      <div class="pair">
        <TextField at="/convenor/commitment/th" also={['/convenor/commitment']} label={t.commitmentTh} long={true} />
        <TextField at="/convenor/commitment/en" label={t.commitmentEn} long={true} />
      </div>
    </fieldset>
  );
}
