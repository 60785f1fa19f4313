// Copies a text. On plain HTTP the clipboard API is withheld, so the old way stays as the second.
import { useEffect, useState } from 'preact/hooks';

export function CopyButton({ text, label, done, about }: { text: string; label: string; done: string; about: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button type="button" class="secondary small" onClick={() => void copy(text).then(setCopied)}>
      <span aria-live="polite">{copied ? done : label}</span>
      <span class="sr-only"> {about}</span>
    </button>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // The old way below may still be allowed.
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr-only';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
