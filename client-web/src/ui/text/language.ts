// The language on the page, kept on this device, and the formats that go with it.
import { signal } from '@preact/signals';
import type { Language } from '../../model/agenda';
import { pick as pickIn } from '../../model/agenda';
import type { Code } from '../../protocol/codes';
import type { Localized } from '../../protocol/documents';
import type { th as channels } from './channels';
import type { th as control } from './control';
import type { th as errors } from './errors';
import { th as errorsAtTheDoor } from './errors_door';
import { th as commonThai } from './everywhere';
import type { th as join } from './join';
import type { th as outcomes } from './outcomes';
import type { th as phone } from './phone';
import type { th as pictures } from './pictures';
import type { th as prepare } from './prepare';
import type { th as prepareForm } from './prepare_form';
import type { th as screen } from './screen';
import type { th as table } from './table';

export interface Catalogues {
  common: typeof commonThai;
  errors: typeof errors;
  join: typeof join;
  phone: typeof phone;
  control: typeof control;
  outcomes: typeof outcomes;
  pictures: typeof pictures;
  prepare: typeof prepare;
  prepareForm: typeof prepareForm;
  screen: typeof screen;
  table: typeof table;
  channels: typeof channels;
}

type English = { [Name in keyof Catalogues]?: Catalogues[Name] };

const KEY = 'ruamkit.language';

/** Thai is part of the page; English comes when it is wanted, and until then Thai stands. */
const english = signal<English | null>(null);
let loadEnglish: () => Promise<English> = () => Promise.resolve({});

export const language = signal<Language>('th');

/** Says where the page's English is, and settles once the language chosen earlier on this device is on the page. */
export async function speak(load: () => Promise<English>): Promise<void> {
  loadEnglish = load;
  try {
    if (window.localStorage.getItem(KEY) === 'en') await toEnglish();
  } catch {
    // Nothing was kept, or English cannot be had just now: Thai it is.
  }
}

async function toEnglish(): Promise<void> {
  english.value ??= await loadEnglish();
  set('en');
}

function set(to: Language): void {
  language.value = to;
  document.documentElement.lang = to;
}

export async function switchLanguage(): Promise<void> {
  if (language.value === 'en') set('th');
  else await toEnglish();
  try {
    window.localStorage.setItem(KEY, language.value);
  } catch {
    // Not kept where the browser keeps nothing.
  }
}

/** A catalogue in the language of the page; reading it in a component redraws that component on a switch. */
export function words<Name extends keyof Catalogues>(name: Name, thai: Catalogues[Name]): Catalogues[Name] {
  if (language.value === 'th') return thai;
  return english.value?.[name] ?? thai;
}

export const commonWords = () => words('common', commonThai);

const errorsThai = signal<{ [Name in Code]?: string } & { unexpected: string }>(errorsAtTheDoor);

/** Brings the sentences for every code; until then there are those of the door. */
export function tell(all: Catalogues['errors']): void {
  errorsThai.value = all;
}

export function sentence(code: Code): string {
  const said = language.value === 'en' ? english.value?.errors : undefined;
  return said?.[code] ?? errorsThai.value[code] ?? errorsThai.value.unexpected;
}

export const pick = (text: Localized): string => pickIn(text, language.value);

const locales: Record<Language, string> = { th: 'th-TH-u-ca-buddhist-nu-latn', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function format<F extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: (locale: string) => F): F {
  const key = `${language.value} ${name}`;
  const known = formats.get(key);
  if (known) return known as F;
  const made = make(locales[language.value]);
  formats.set(key, made);
  return made;
}

export const number = (n: number): string => format('number', (l) => new Intl.NumberFormat(l)).format(n);

export const decimal = (n: number): string =>
  format('decimal', (l) => new Intl.NumberFormat(l, { minimumFractionDigits: 1, maximumFractionDigits: 2 })).format(n);

export const percent = (share: number): string =>
  format('percent', (l) => new Intl.NumberFormat(l, { style: 'percent', maximumFractionDigits: 1 })).format(share);

export const wholePercent = (share: number): string =>
  format('whole', (l) => new Intl.NumberFormat(l, { style: 'percent', maximumFractionDigits: 0 })).format(share);

export const time = (ms: number): string => {
  const clock = format('time', (l) => new Intl.DateTimeFormat(l, { hour: '2-digit', minute: '2-digit' })).format(ms);
  return language.value === 'th' ? `${clock} น.` : clock;
};

/** In Thai the year is of the Buddhist era. */
export const date = (ms: number): string =>
  format('date', (l) => new Intl.DateTimeFormat(l, { day: 'numeric', month: 'long', year: 'numeric' })).format(ms);
