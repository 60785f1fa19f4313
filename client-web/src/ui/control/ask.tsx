// A question asked where the button was: the answer is one press away, and so is thinking again.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface AskProps {
  label: string;
  question: string;
  yes: string;
  no: string;
  disabled: boolean;
  look: 'primary' | 'secondary' | 'danger';
  act(): void;
  children?: ComponentChildren;
}

export function Ask({ label, question, yes, no, disabled, look, act }: AskProps) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  useLayoutEffect(() => {
    if (asking) first.current?.focus();
    else if (back.current) opener.current?.focus();
    back.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" class={look} ref={opener} disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    <div
      class="ask"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsking(false);
      }}
    >
      <p>{question}</p>
      <div class="ask-buttons">
        <button
          type="button"
          class={look === 'secondary' ? 'primary' : look}
          ref={first}
          onClick={() => {
            setAsking(false);
            act();
          }}
        >
          {yes}
        </button>
        <button type="button" class="secondary" onClick={() => setAsking(false)}>
          {no}
        </button>
      </div>
    </div>
  );
}
