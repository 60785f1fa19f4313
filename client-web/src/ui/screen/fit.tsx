// Everything on the wall must be seen at once: the content is set as large as the box holds.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const LARGEST = 1.6;
const SMALLEST = 0.4;
const STEP = 0.04;

/** Lengths inside are in em; the size of 1 em shrinks until nothing is cut off. */
export function Fit({ class: name, children }: { class: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [, setSize] = useState(0);
  useLayoutEffect(() => {
    if (box.current) enlarge(box.current);
  });
  useLayoutEffect(() => {
    if (!box.current || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => setSize(entry ? entry.contentRect.height : 0));
    observer.observe(box.current);
    const loaded = () => box.current && enlarge(box.current);
    document.fonts?.ready.then(loaded, () => undefined);
    return () => observer.disconnect();
  }, []);
  return (
    <div class={`fit ${name}`} ref={box}>
      <div class="fit-inner">{children}</div>
    </div>
  );
}

function enlarge(box: HTMLElement): void {
  const inner = box.firstElementChild as HTMLElement;
  for (let scale = LARGEST; scale >= SMALLEST; scale -= STEP) {
    inner.style.fontSize = `${scale}em`;
    if (inner.scrollHeight <= box.clientHeight && inner.scrollWidth <= box.clientWidth) return;
  }
}
