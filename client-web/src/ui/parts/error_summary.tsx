// What keeps a form from being sent. It takes the focus when it appears and leads to the field.
import { useEffect, useRef } from 'preact/hooks';
import { commonWords } from '../text/language';
import { Icon } from './icon';

export interface ErrorSummaryProps {
  message: string;
  field: string;
  attempt: number;
  /** Where nothing was being sent. */
  title?: string;
}

export function ErrorSummary({ message, field, attempt, title }: ErrorSummaryProps) {
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
        <h2>{title ?? commonWords().problem}</h2>
        <a href={`#${field}`} onClick={go}>
          {message}
        </a>
      </div>
    </div>
  );
}
