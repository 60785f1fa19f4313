// What the server says of the definition: the whole list, each entry leading to the field it speaks of.
import { placeFor } from '../../model/definition_form';
import type { Fault } from '../../protocol/staff_methods';
import { language, number } from '../text/language';
import { formWords, prepareWords, usePrepare } from './context';

interface Part {
  /** What still stands of the last check while the definition has changed since. */
  left: readonly Fault[];
  /** Whether the fields are on the page. */
  leads: boolean;
}

export function Verdict({ left, leads }: Part) {
  const { prepare } = usePrepare();
  const t = prepareWords();
  if (!prepare.checked) {
    if (left.length === 0) return null;
    return (
      <section class="verdict">
        <h2>{formWords().leftOver(number(left.length))}</h2>
        <Faults list={left} kind="error" leads={leads} />
      </section>
    );
  }
  const { faults, deviations } = prepare.checked;
  return (
    <section class="verdict" aria-live="polite">
      <h2>{faults.length === 0 ? t.canRun : t.cannotRun(number(faults.length))}</h2>
      <Faults list={faults} kind="error" leads={leads} />
      {deviations.length > 0 && <h3>{t.deviations(number(deviations.length))}</h3>}
      <Faults list={deviations} kind="deviation" leads={leads} />
    </section>
  );
}

function Faults({ list, kind, leads }: { list: readonly Fault[]; kind: string; leads: boolean }) {
  return (
    <ul class={`faults faults-${kind}`}>
      {list.map((one) => (
        <li key={one.code + one.at}>
          {leads && one.at !== '' ? (
            <button type="button" class="to-field" onClick={() => showField(one.at)}>
              {language.value === 'th' ? one.th : one.en}
            </button>
          ) : language.value === 'th' ? (
            one.th
          ) : (
            one.en
          )}{' '}
          <code>{one.at || '/'}</code>
        </li>
      ))}
    </ul>
  );
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
    : there.querySelector<HTMLElement>('input, select, textarea, button, summary');
  (control ?? there).focus();
}
