// The documents of a definition: what each is and what it is called. Their files come once the deliberation is there.
import { type DefinitionForm, DOCUMENT_ROLES, type FormDocument, freshDocument } from '../../model/definition_form';
import { number } from '../text/language';
import { th } from '../text/prepare';
import { en } from '../text/prepare_en';
import { prepareWords } from './context';

interface Part {
  form: DefinitionForm;
  change(part: Partial<DefinitionForm>): void;
}

export function DocumentsForm({ form, change }: Part) {
  const t = prepareWords();
  const put = (at: number, part: Partial<FormDocument>) =>
    change({ documents: form.documents.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const add = (role: 'briefing' | 'commitment' | 'other') =>
    change({
      documents: [
        ...form.documents,
        freshDocument(form, role, role === 'other' ? '' : th.roles[role], role === 'other' ? '' : en.roles[role]),
      ],
    });
  return (
    <fieldset class="block">
      <legend>{t.documents}</legend>
      <p class="help">{form.documents.length === 0 ? t.noDocuments : t.documentsIntro}</p>
      <ul class="form-documents">
        {form.documents.map((document, i) => (
          <li key={document.id}>
            <Row
              document={document}
              place={number(i + 1)}
              put={(part) => put(i, part)}
              remove={() => change({ documents: form.documents.filter((_, at) => at !== i) })}
            />
          </li>
        ))}
      </ul>
      <div class="row">
        <button type="button" class="secondary" onClick={() => add('briefing')}>
          {t.addBriefing}
        </button>
        <button type="button" class="secondary" onClick={() => add('commitment')}>
          {t.addCommitment}
        </button>
        <button type="button" class="plain" onClick={() => add('other')}>
          {t.addOther}
        </button>
      </div>
    </fieldset>
  );
}

interface RowPart {
  document: FormDocument;
  place: string;
  put(part: Partial<FormDocument>): void;
  remove(): void;
}

function Row({ document, place, put, remove }: RowPart) {
  const t = prepareWords();
  const names = t.roles;
  return (
    <fieldset class="form-document">
      <legend class="sr-only">{document.th || document.en || place}</legend>
      <label>
        {t.role}
        <select value={document.role} onChange={(event) => put({ role: event.currentTarget.value })}>
          {document.role === '' && <option value="">{names.none}</option>}
          {DOCUMENT_ROLES.map((role) => (
            <option key={role} value={role}>
              {names[role]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.documentTh}
        <input value={document.th} onInput={(event) => put({ th: event.currentTarget.value })} />
      </label>
      <label>
        {t.documentEn}
        <input value={document.en} onInput={(event) => put({ en: event.currentTarget.value })} />
      </label>
      <button
        type="button"
        class="plain"
        aria-label={t.removeDocument(document.th || document.en || place)}
        onClick={remove}
      >
        {t.removeShort}
      </button>
    </fieldset>
  );
}
