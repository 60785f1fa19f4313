// What the server says of the definition: the whole list, each entry leading to the field it speaks of.
import { placeFor } from '../../model/definition_form';
import { at, type Fields, fields } from '../../model/definition_paths';
import type { Fault } from '../../protocol/staff_methods';
import { language, number } from '../text/language';
import { formWords, prepareWords, usePrepare } from './context';
import { saying } from './fields';
import { nameOf } from './groups';

interface Part {
  /** What still stands of the last check while the definition has changed since. */
  left: readonly Fault[];
  /** The definition whose fields are on the page; null while it is edited as text. */
  doc: Fields | null;
}

export function Verdict({ left, doc }: Part) {
  const { prepare } = usePrepare();
  const t = prepareWords();
  if (!prepare.checked) {
    if (left.length === 0) return null;
    return (
      <section class="verdict">
        <h2>{formWords().leftOver(number(left.length))}</h2>
        <Faults list={left} kind="error" doc={doc} />
      </section>
    );
  }
  const { faults, deviations } = prepare.checked;
  return (
    <section class="verdict" aria-live="polite">
      <h2>{faults.length === 0 ? t.canRun : t.cannotRun(number(faults.length))}</h2>
      <Faults list={faults} kind="error" doc={doc} />
      {deviations.length > 0 && <h3>{t.deviations(number(deviations.length))}</h3>}
      <Faults list={deviations} kind="deviation" doc={doc} />
    </section>
  );
}

function Faults({ list, kind, doc }: { list: readonly Fault[]; kind: string; doc: Fields | null }) {
  return (
    <ul class={`faults faults-${kind}`}>
      {list.map((one) => (
        <li key={one.code + one.at}>
          {doc && one.at !== '' ? (
            <button type="button" class="to-field" onClick={() => showField(one.at)}>
              {[...namesOn(doc, one.at), saying(one)].join(': ')}
            </button>
          ) : (
            <>
              {language.value === 'th' ? one.th : one.en} <code>{one.at || '/'}</code>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Which part of the form a pointer is in, as the form calls it. */
function namesOn(doc: Fields, pointer: string): string[] {
  const [, part = '', index = '', inner = '', place = ''] = pointer.split('/');
  const t = formWords();
  const nth = number(Number(index) + 1);
  const entry = fields(at(doc, `/${part}/${index}`));
  if (part === 'tables') return [t.tables];
  if (part === 'documents') return [prepareWords().documents];
  if (index === '') return part === 'strata' ? [t.groups] : part === 'agenda' ? [t.agenda] : [];
  if (part === 'ballots') return [prepareWords().ballot(nth)];
  if (part === 'agenda') return [t.agenda, t.stage(nth)];
  if (part !== 'strata') return [];
  const group = nameOf(entry, 'label', t.group(nth));
  return inner === 'values' && place !== '' ? [group, t.value(number(Number(place) + 1))] : [group];
}

/** Unfolds what hides the field and puts the focus there. */
function showField(pointer: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-at]')];
  const place = placeFor(
    pointer,
    all.map((one) => one.dataset.at ?? ''),
  );
  const there = all.find((one) => one.dataset.at === place);
  if (!there) return;
  for (let e: HTMLElement | null = there; e; e = e.parentElement) if (e instanceof HTMLDetailsElement) e.open = true;
  const control = there.matches('input, select, textarea')
    ? there
    : (there.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      there.querySelector<HTMLElement>('input, select, textarea, button, summary'));
  (control ?? there).focus();
}
