// The definition: a form, the same thing as JSON, and what the server says of it.
import { useState } from 'preact/hooks';
import { type DefinitionForm, definitionOf, emptyForm, formOf } from '../../model/definition_form';
import type { Fault } from '../../protocol/staff_methods';
import { controlMethods } from '../text/control_methods';
import { language, number } from '../text/language';
import { Progress, Refused } from './app';
import { Ballots } from './ballots';
import { prepareWords, usePrepare } from './context';
import { DocumentsForm } from './documents_form';
import { CopiedFrom, Past } from './past';

export function DefinitionPage() {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [form, setForm] = useState<DefinitionForm>(emptyForm);
  const [json, setJson] = useState<string | null>(null);
  const [jsonFault, setJsonFault] = useState<string | null>(null);
  const change = (part: Partial<DefinitionForm>) => {
    session.edited();
    setForm({ ...form, ...part });
  };
  /** What is to be sent: the text where the text is being edited. */
  const current = (): unknown => {
    if (json === null) return definitionOf(form);
    try {
      setJsonFault(null);
      return JSON.parse(json);
    } catch (fault) {
      setJsonFault(String((fault as Error).message));
      return null;
    }
  };
  const asForm = () => {
    const read = current();
    if (read === null) return;
    setForm(formOf(read));
    setJson(null);
  };
  const load = async (file: File | undefined) => {
    if (!file) return;
    session.edited();
    session.startAfresh();
    setJson(await file.text());
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
      <Past
        take={(copied) => {
          setForm(copied);
          setJson(null);
          setJsonFault(null);
        }}
      />
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
          <button type="button" class="secondary" onClick={() => setJson(JSON.stringify(definitionOf(form), null, 2))}>
            {t.asJson}
          </button>
        ) : (
          <button type="button" class="secondary" onClick={asForm}>
            {t.asForm}
          </button>
        )}
      </div>
      {json === null ? (
        <>
          <About form={form} change={change} />
          <DocumentsForm form={form} change={change} />
          <Ballots form={form} change={change} />
        </>
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
              setJson(event.currentTarget.value);
            }}
          />
        </label>
      )}
      {jsonFault && (
        <p class="refused" role="alert">
          {t.notJson} <code>{jsonFault}</code>
        </p>
      )}
      <Verdict />
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

interface Part {
  form: DefinitionForm;
  change(part: Partial<DefinitionForm>): void;
}

function About({ form, change }: Part) {
  const t = prepareWords();
  const methods = controlMethods();
  const field = (name: keyof DefinitionForm & string, label: string, long = false) => {
    const id = `field-${name}`;
    const shared = {
      id,
      value: form[name] as string,
      onInput: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    };
    return (
      <div key={name}>
        <label for={id}>{label}</label>
        {long ? <textarea rows={2} {...shared} /> : <input {...shared} />}
      </div>
    );
  };
  return (
    <fieldset class="block">
      <legend>{t.about}</legend>
      <div class="pair">
        <label>
          {t.method}
          <select value={form.method} onChange={(event) => change({ method: event.currentTarget.value })}>
            {Object.entries(methods).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.admission}
          <select value={form.admission} onChange={(event) => change({ admission: event.currentTarget.value })}>
            <option value="seats">{t.bySeats}</option>
            <option value="open">{t.openToAll}</option>
          </select>
        </label>
      </div>
      <div class="pair">
        {field('titleTh', t.titleTh)}
        {field('titleEn', t.titleEn)}
      </div>
      <div class="pair">
        {field('issueTh', t.issueTh, true)}
        {field('issueEn', t.issueEn, true)}
      </div>
      {field('agency', t.agency)}
      <div class="pair">
        {field('commitmentTh', t.commitmentTh, true)}
        {field('commitmentEn', t.commitmentEn, true)}
      </div>
    </fieldset>
  );
}

function Verdict() {
  const { prepare } = usePrepare();
  const t = prepareWords();
  if (!prepare.checked) return null;
  const { faults, deviations } = prepare.checked;
  return (
    <section class="verdict" aria-live="polite">
      <h2>{faults.length === 0 ? t.canRun : t.cannotRun(number(faults.length))}</h2>
      <Faults list={faults} kind="error" />
      {deviations.length > 0 && <h3>{t.deviations(number(deviations.length))}</h3>}
      <Faults list={deviations} kind="deviation" />
    </section>
  );
}

function Faults({ list, kind }: { list: Fault[]; kind: string }) {
  return (
    <ul class={`faults faults-${kind}`}>
      {list.map((one) => (
        <li key={one.code + one.at}>
          {language.value === 'th' ? one.th : one.en} <code>{one.at || '/'}</code>
        </li>
      ))}
    </ul>
  );
}
