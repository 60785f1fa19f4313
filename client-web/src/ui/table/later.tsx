// A page that comes when it is opened; a hall's Wi-Fi may need several attempts.
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Agenda } from '../../protocol/documents';
import { commonWords } from '../text/language';

type Page = FunctionComponent<{ agenda: Agenda }>;
const AGAIN_MS = 1_500;

export function later(load: () => Promise<{ default: Page }>): Page {
  const page = signal<Page | null>(null);
  let asked = false;
  const fetch = () => {
    load().then(
      (part) => {
        page.value = part.default;
      },
      () => setTimeout(fetch, AGAIN_MS),
    );
  };
  return function Later({ agenda }) {
    useEffect(() => {
      if (!asked) fetch();
      asked = true;
    }, []);
    const Shown = page.value;
    return Shown ? <Shown agenda={agenda} /> : <p class="opening">{commonWords().loading}</p>;
  };
}
