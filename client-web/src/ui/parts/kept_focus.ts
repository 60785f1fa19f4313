// Where the keyboard is, kept. A button that is pressed is often disabled until the answer comes, or is gone with what it
// did; browsers then leave the focus nowhere, and whoever works by keyboard or screen reader starts again from the top.

const WORKABLE = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';
const PLACES = 'article, section, li, form, fieldset, aside, main';

/** From now on, for the whole page: what had the focus gets it back when it may be pressed again; in place of what is gone stands its neighbour. */
export function keepFocus(): void {
  let last: HTMLElement | null = null;
  let around: HTMLElement[] = [];
  let asked = false;

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    around = [];
    for (let e = target.parentElement; e; e = e.parentElement) around.push(e);
  });
  // A press beside everything leaves the focus on purpose.
  document.addEventListener(
    'pointerdown',
    () => {
      last = null;
    },
    true,
  );

  const look = () => {
    asked = false;
    const { activeElement } = document;
    if (!last || !document.hasFocus() || (activeElement && activeElement !== document.body)) return;
    if (!last.isConnected) beside(around);
    else if (!isDisabled(last) && isShown(last)) last.focus();
  };
  new MutationObserver(() => {
    if (asked || !last) return;
    asked = true;
    requestAnimationFrame(look);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
}

/** The nearest thing to be worked where the lost one was; the place itself where there is none; a new page's heading. */
function beside(around: readonly HTMLElement[]): void {
  for (const e of around) {
    if (!e.isConnected) continue;
    const page = e.matches('main, body');
    const workable = page ? [] : [...e.querySelectorAll<HTMLElement>(WORKABLE)].filter(isShown);
    const next = workable.find((one) => !isDisabled(one));
    if (next) next.focus();
    // Busy: the next change of the page asks again.
    if (workable.length > 0) return;
    if (!e.matches(PLACES) && !page) continue;
    const place = page ? (e.querySelector<HTMLElement>('h1') ?? e) : e;
    if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
    place.focus();
    return;
  }
}

const isDisabled = (e: HTMLElement): boolean => e.matches(':disabled');
const isShown = (e: HTMLElement): boolean => e.getClientRects().length > 0;
