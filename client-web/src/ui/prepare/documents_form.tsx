// The documents of a definition: what each is and what it is called. Their files come once the deliberation is there.
import { DOCUMENT_ROLES, freshDocument } from '../../model/definition_form';
import { append, type Fields, fields, list, put as putIn, removeAt, text } from '../../model/definition_paths';
import { number } from '../text/language';
import { th } from '../text/prepare';
import { en } from '../text/prepare_en';
import { prepareWords, useForm } from './context';
import { ChoiceField, Said, TextField } from './fields';

export function DocumentsForm() {
  const { doc, set } = useForm();
  const t = prepareWords();
  const documents = list(doc.documents);
  const add = (role: 'briefing' | 'commitment' | 'other') => {
    const names = role === 'other' ? ['', ''] : [th.roles[role], en.roles[role]];
    set(append(doc, '/documents', freshDocument(doc, role, names[0] ?? '', names[1] ?? '')));
  };
  const remove = (i: number) =>
    set(documents.length === 1 ? putIn(doc, '/documents', undefined) : removeAt(doc, '/documents', i));
  return (
    <fieldset class="block" data-at="/documents">
      <legend>{t.documents}</legend>
      <p class="help">{documents.length === 0 ? t.noDocuments : t.documentsIntro}</p>
      <Said at="/documents" />
      <ul class="form-documents">
        {documents.map((document, i) => (
          <li key={i}>
            <Row document={document} index={i} remove={() => remove(i)} />
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
  document: Fields;
  index: number;
  remove(): void;
}

function Row({ document, index, remove }: RowPart) {
  const t = prepareWords();
  const here = `/documents/${index}`;
  const title = fields(document.title);
  const name = text(title.th) || text(title.en) || number(index + 1);
  return (
    <fieldset class="form-document" data-at={here}>
      <legend class="sr-only">{name}</legend>
      <ChoiceField
        at={`${here}/role`}
        label={t.role}
        otherwise=""
        options={[
          ...('role' in document ? [] : [['', t.roles.none] as const]),
          ...DOCUMENT_ROLES.map((role) => [role, t.roles[role]] as const),
        ]}
      />
      <TextField at={`${here}/title/th`} also={[`${here}/title`]} label={t.documentTh} />
      <TextField at={`${here}/title/en`} label={t.documentEn} />
      <button type="button" class="plain" aria-label={t.removeDocument(name)} onClick={remove}>
        {t.removeShort}
      </button>
      <Said at={here} also={[`${here}/file`, `${here}/id`]} />
    </fieldset>
  );
}
