// The controls of the form: each bound to a place in the document, with what the check said of it beside it.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { within } from '../../model/definition_form';
import { percentText, shareOf, wholeOf, wholeText } from '../../model/definition_numbers';
import { at, text } from '../../model/definition_paths';
import type { Fault } from '../../protocol/staff_methods';
import { language } from '../text/language';
import { formWords, prepareWords, useForm } from './context';

export const idOf = (place: string): string => `field${place.replace(/[^A-Za-z0-9]/g, '-')}`;

interface Place {
  at: string;
  /** Places this one answers for besides its own and what is within. */
  also?: readonly string[];
}

/** What ties a control to what is said of it. */
function useSaid({ at: place, also = [] }: Place, exact = false) {
  const said = useForm().said.filter(
    ({ fault }) => (exact ? fault.at === place : within(fault.at, place)) || also.includes(fault.at),
  );
  const id = idOf(place);
  return {
    id,
    said,
    aria: {
      'data-at': place,
      ...(said.length > 0 && { 'aria-describedby': `${id}-said` }),
      ...(said.some(({ deviation }) => !deviation) && { 'aria-invalid': true as const }),
    },
  };
}

function Sentences({ id, said }: Pick<ReturnType<typeof useSaid>, 'id' | 'said'>) {
  if (said.length === 0) return null;
  return (
    <span class="said" id={`${id}-said`}>
      {said.map(({ fault, deviation }) => (
        <span key={fault.code + fault.at} class={deviation ? 'said-deviation' : 'said-error'}>
          {saying(fault)}
        </span>
      ))}
    </span>
  );
}

/** The form's own words where it has them: the server speaks of a document, with shares from 0 to 1. */
export const saying = (fault: Fault): string =>
  formWords().sayings[fault.code] ?? (language.value === 'th' ? fault.th : fault.en);

/** What was said of a whole section or entry rather than of one of its fields. */
export function Said({ at: place, also, deep = false }: Place & { deep?: boolean }) {
  const { id, said } = useSaid({ at: place, ...(also && { also }) }, !deep);
  return <Sentences id={`${id}-whole`} said={said} />;
}

/** The text as typed, as long as it still says what the document holds. */
export function useTyped(value: unknown, show: (value: unknown) => string, read: (typed: string) => unknown) {
  const [typed, setTyped] = useState<string | null>(null);
  const stands = typed !== null && JSON.stringify(read(typed)) === JSON.stringify(value);
  return [stands ? typed : show(value), setTyped] as const;
}

interface FieldPart extends Place {
  label: string;
  id?: string;
  placeholder?: string;
  /** When the field is left after a change. */
  done?(): void;
}

export function TextField({ label, id: ownId, long, placeholder, done, ...place }: FieldPart & { long?: boolean }) {
  const { doc, put } = useForm();
  const { id: madeId, said, aria } = useSaid(place);
  const id = ownId ?? madeId;
  const shared = {
    id,
    value: text(at(doc, place.at)),
    onInput: (event: { currentTarget: { value: string } }) => put(place.at, event.currentTarget.value || undefined),
    ...(placeholder !== undefined && { placeholder }),
    ...(done && { onChange: done }),
    ...aria,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {long ? <textarea rows={2} {...shared} /> : <input {...shared} />}
      <Sentences id={madeId} said={said} />
    </div>
  );
}

interface NumberPart extends FieldPart {
  value?: unknown;
  set?(value: unknown): void;
}

function TypedNumber({ show, read, ...part }: NumberPart & { show(v: unknown): string; read(typed: string): unknown }) {
  const { doc, put } = useForm();
  const { id, said, aria } = useSaid(part);
  const value = part.set ? part.value : at(doc, part.at);
  const [typed, setTyped] = useTyped(value, show, read);
  return (
    <div class="field field-number">
      <label for={id}>{part.label}</label>
      <input
        id={id}
        inputMode="decimal"
        autocomplete="off"
        value={typed}
        placeholder={part.placeholder}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          if (part.set) part.set(read(next));
          else put(part.at, read(next));
        }}
        {...aria}
      />
      <Sentences id={id} said={said} />
    </div>
  );
}

export const NumberField = (part: NumberPart) => <TypedNumber {...part} show={wholeText} read={wholeOf} />;
export const PercentField = (part: NumberPart) => <TypedNumber {...part} show={percentText} read={shareOf} />;

interface ChoicePart extends FieldPart {
  options: readonly (readonly [value: string, name: string])[];
  /** What holds where the document says nothing. */
  otherwise: string;
  set?(value: string): void;
}

/** A value of the document that is not among the options is kept and shown as it is. */
export function ChoiceField({ label, options, otherwise, set, ...place }: ChoicePart) {
  const { doc, put } = useForm();
  const { id, said, aria } = useSaid(place);
  const value = text(at(doc, place.at)) || otherwise;
  const known = options.some(([one]) => one === value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const next = event.currentTarget.value;
          if (set) set(next);
          else put(place.at, next || undefined);
        }}
        {...aria}
      >
        {!known && <option value={value}>{formWords().gone(value)}</option>}
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      <Sentences id={id} said={said} />
    </div>
  );
}

interface CheckPart extends Place {
  label: string;
  on: boolean;
  set(on: boolean): void;
}

export function CheckField({ label, on, set, ...place }: CheckPart) {
  const { id, said, aria } = useSaid(place, true);
  return (
    <div class="field check">
      <label for={id}>
        <input id={id} type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} {...aria} />
        {label}
      </label>
      <Sentences id={id} said={said} />
    </div>
  );
}

interface ChecksPart extends Place {
  legend: string;
  none: string;
  /** Id and name of each that can be chosen. */
  options: readonly (readonly [id: string, name: string])[];
  chosen: readonly string[];
  toggle(id: string): void;
}

/** Some of several; what is chosen and no longer there is shown, so that it can be taken out. */
export function ChecksField({ legend, none, options, chosen, toggle, ...place }: ChecksPart) {
  const { id, said, aria } = useSaid(place);
  const lost = chosen.filter((one) => !options.some(([known]) => known === one));
  const all = [...options, ...lost.map((one) => [one, formWords().gone(one)] as const)];
  return (
    <fieldset
      class="checks"
      id={id}
      {...('aria-describedby' in aria && { 'aria-describedby': aria['aria-describedby'] })}
      data-at={place.at}
    >
      <legend>{legend}</legend>
      {all.length === 0 && <p class="help">{none}</p>}
      {all.map(([one, name]) => (
        <label key={one}>
          <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
          {name}
        </label>
      ))}
      <Sentences id={id} said={said} />
    </fieldset>
  );
}

interface MovePart {
  list: string;
  index: number;
  count: number;
  name: string;
  move(by: number): void;
  remove(): void;
}

/** Up, down, away. The focus goes along with what is moved. */
export function MoveButtons({ list, index, count, name, move, remove }: MovePart) {
  const t = prepareWords();
  const f = formWords();
  const go = (by: number) => {
    move(by);
    requestAnimationFrame(() => {
      const there = [...document.querySelectorAll<HTMLButtonElement>(`[data-move="${list}/${index + by}"]`)];
      const same = there[by < 0 ? 0 : 1];
      (same?.disabled ? there.find((one) => !one.disabled) : same)?.focus();
    });
  };
  const there = `${list}/${index}`;
  return (
    <div class="row moves">
      <button
        type="button"
        class="plain"
        data-move={there}
        aria-label={f.upOf(name)}
        disabled={index === 0}
        onClick={() => go(-1)}
      >
        {t.up}
      </button>
      <button
        type="button"
        class="plain"
        data-move={there}
        aria-label={f.downOf(name)}
        disabled={index + 1 === count}
        onClick={() => go(1)}
      >
        {t.down}
      </button>
      <button type="button" class="plain" aria-label={f.removeOf(name)} onClick={remove}>
        {f.remove}
      </button>
    </div>
  );
}

interface SectionPart {
  at: string;
  title: string;
  /** What stands in it, in one line. */
  short: string;
  open?: boolean;
  children: ComponentChildren;
}

/** A part of the form that folds away; opened by itself where something is said of it. */
export function Section({ at: place, title, short, open = false, children }: SectionPart) {
  const spoken = useForm().said.some(({ fault, deviation }) => !deviation && within(fault.at, place));
  const [unfolded, setUnfolded] = useState(open);
  return (
    <details
      class="block fold"
      data-at={place}
      open={unfolded || spoken}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <h2>{title}</h2>
        <span class="help">{short}</span>
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
