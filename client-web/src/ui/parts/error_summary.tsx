// What keeps a form from being sent. It takes the focus when it appears and leads to the field.
import { useEffect, useRef } from 'preact/hooks';
import { commonWords } from '../text/language';
import { Icon } from './icon';

export function ErrorSummary({ message, field, attempt }: { message: string; field: string; attempt: number }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [attempt]);
  const go = (event: Event) => {
    event.preventDefault();
    const target = document.getElementById(field);
    const inner = target?.matches('input,button,textarea')
      ? target
      : target?.querySelector<HTMLElement>('input,button,textarea');
    inner?.focus();
    target?.scrollIntoView({ block: 'center' });
  };
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <Icon name="alert" />
      <div>
        <h2>{commonWords().problem}</h2>
        <a href={`#${field}`} onClick={go}>
          {message}
        </a>
      </div>
    </div>
  );
}
