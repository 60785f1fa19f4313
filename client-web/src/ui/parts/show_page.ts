// A page in its place, once the words of its language are there.
import { type ComponentChild, render } from 'preact';
import { th as errors } from '../text/errors';
import { speak, tell } from '../text/language';

export function showPage(english: Parameters<typeof speak>[0], page: ComponentChild): void {
  tell(errors);
  void speak(english).then(() => {
    const root = document.getElementById('app');
    if (!root) return;
    root.textContent = '';
    render(page, root);
  });
}
