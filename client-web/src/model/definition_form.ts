// The definition document as a form: what an organiser fills in, to JSON and back. Whatever the form has no field for
// stays in `rest` and comes out again as it went in.
import { KINDS, type Kind } from '../protocol/documents';

export const kindsOffered: readonly Kind[] = KINDS;

export interface FormBallot {
  id: string;
  kind: Kind;
  th: string;
  en: string;
  /** One option a line: `ไทย | English`. */
  options: string;
  reveal: string;
  rest: Record<string, unknown>;
}

export const DOCUMENT_ROLES = ['briefing', 'commitment', 'other'] as const;

/** A document people are given to read; its file is attached once the deliberation is there. */
export interface FormDocument {
  id: string;
  role: string;
  th: string;
  en: string;
  rest: Record<string, unknown>;
}

export interface DefinitionForm {
  method: string;
  titleTh: string;
  titleEn: string;
  issueTh: string;
  issueEn: string;
  agency: string;
  commitmentTh: string;
  commitmentEn: string;
  admission: string;
  ballots: FormBallot[];
  documents: FormDocument[];
  rest: Record<string, unknown>;
}

export const emptyForm: DefinitionForm = {
  method: 'town_meeting',
  titleTh: '',
  titleEn: '',
  issueTh: '',
  issueEn: '',
  agency: '',
  commitmentTh: '',
  commitmentEn: '',
  admission: 'seats',
  ballots: [],
  documents: [],
  rest: {},
};

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const without = (from: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
const localized = (th: string, en: string): Fields => ({ ...(th && { th }), ...(en && { en }) });

export const hasOptions = (kind: Kind): boolean => kind !== 'yes_no' && kind !== 'scale' && kind !== 'text';

function optionLines(value: unknown): string {
  if (!Array.isArray(value)) return '';
  return value
    .map((one) => {
      const label = fields(fields(one)['label']);
      const en = text(label['en']);
      return text(label['th']) + (en ? ` | ${en}` : '');
    })
    .join('\n');
}

/** Options keep the id they had, by their place; new ones get the next free letter and number. */
function optionsOf(ballot: FormBallot): Fields[] {
  const before = Array.isArray(ballot.rest['options']) ? (ballot.rest['options'] as unknown[]).map(fields) : [];
  const taken = new Set(before.map((one) => text(one['id'])));
  let next = 1;
  const fresh = () => {
    while (taken.has(`o${next}`)) next += 1;
    taken.add(`o${next}`);
    return `o${next}`;
  };
  return ballot.options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line, i) => {
      const bar = line.indexOf('|');
      const th = (bar < 0 ? line : line.slice(0, bar)).trim();
      const en = bar < 0 ? '' : line.slice(bar + 1).trim();
      return { ...before[i], id: text(before[i]?.['id']) || fresh(), label: localized(th, en) };
    });
}

const BALLOT_FIELDS = ['id', 'kind', 'question', 'reveal'];
const DOCUMENT_FIELDS = ['id', 'title', 'role'];
const FIELDS = ['method', 'title', 'issue', 'convenor', 'admission', 'ballots', 'documents'];

export function formOf(definition: unknown): DefinitionForm {
  const d = fields(definition);
  const [title, issue, convenor] = [fields(d['title']), fields(d['issue']), fields(d['convenor'])];
  const commitment = fields(convenor['commitment']);
  const listOf = (name: string) => (Array.isArray(d[name]) ? (d[name] as unknown[]).map(fields) : []);
  return {
    method: text(d['method']) || emptyForm.method,
    titleTh: text(title['th']),
    titleEn: text(title['en']),
    issueTh: text(issue['th']),
    issueEn: text(issue['en']),
    agency: text(convenor['agency']),
    commitmentTh: text(commitment['th']),
    commitmentEn: text(commitment['en']),
    admission: text(d['admission']) || 'seats',
    ballots: listOf('ballots').map((one) => {
      const question = fields(one['question']);
      return {
        id: text(one['id']),
        kind: (text(one['kind']) || 'single') as Kind,
        th: text(question['th']),
        en: text(question['en']),
        options: optionLines(one['options']),
        reveal: text(one['reveal']) || 'on_close',
        rest: without(one, BALLOT_FIELDS),
      };
    }),
    documents: listOf('documents').map((one) => {
      const name = fields(one['title']);
      return {
        id: text(one['id']),
        role: text(one['role']),
        th: text(name['th']),
        en: text(name['en']),
        rest: without(one, DOCUMENT_FIELDS),
      };
    }),
    rest: without(d, FIELDS),
  };
}

export function definitionOf(form: DefinitionForm): Fields {
  const commitment = localized(form.commitmentTh, form.commitmentEn);
  const convenor = {
    ...(form.agency && { agency: form.agency }),
    ...(Object.keys(commitment).length > 0 && { commitment }),
  };
  return {
    ...form.rest,
    method: form.method,
    title: localized(form.titleTh, form.titleEn),
    issue: localized(form.issueTh, form.issueEn),
    ...(Object.keys(convenor).length > 0 && { convenor }),
    admission: form.admission,
    ballots: form.ballots.map((one) => ({
      ...without(one.rest, ['options']),
      id: one.id,
      kind: one.kind,
      question: localized(one.th, one.en),
      ...(hasOptions(one.kind) && { options: optionsOf(one) }),
      reveal: one.reveal,
    })),
    ...(form.documents.length > 0 && {
      documents: form.documents.map((one) => ({
        file: one.id,
        ...one.rest,
        id: one.id,
        title: localized(one.th, one.en),
        ...(one.role && { role: one.role }),
      })),
    }),
  };
}

export function freshDocument(form: DefinitionForm, role: string, th: string, en: string): FormDocument {
  const taken = new Set(form.documents.map((one) => one.id));
  let id = role;
  for (let n = 2; taken.has(id); n += 1) id = `${role}${n}`;
  return { id, role, th, en, rest: {} };
}

/** The same meeting to be played through before the day: its name says so, in the languages it has. */
export function asRehearsal(form: DefinitionForm): DefinitionForm {
  const named = (name: string, word: string) => (name === '' || name.startsWith(word) ? name : `${word}${name}`);
  return { ...form, titleTh: named(form.titleTh, 'ซ้อม: '), titleEn: named(form.titleEn, 'Rehearsal: ') };
}

export function freshBallot(form: DefinitionForm): FormBallot {
  const taken = new Set(form.ballots.map((one) => one.id));
  let n = form.ballots.length + 1;
  while (taken.has(`q${n}`)) n += 1;
  return { id: `q${n}`, kind: 'single', th: '', en: '', options: '', reveal: 'on_close', rest: {} };
}
