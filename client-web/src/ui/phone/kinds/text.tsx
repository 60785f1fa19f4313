// text: counted as the server counts, in code points.
import { textLimit } from '../../../model/agenda';
import { lengthOf, setText } from '../../../model/draft';
import { number } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';

export function Text({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const left = textLimit(ballot) - lengthOf(draft.text.trim());
  const id = `text-${ballot.id}`;
  return (
    <div class="text-answer">
      <label for={id}>{t.textLabel}</label>
      <textarea
        id={id}
        rows={5}
        aria-describedby={`${id}-left`}
        aria-invalid={left < 0}
        value={draft.none ? '' : draft.text}
        onInput={(event) => change(setText(draft, event.currentTarget.value))}
      />
      <p id={`${id}-left`} class={`text-left${left < 0 ? ' help-wrong' : ''}`}>
        {left < 0 ? t.textOver(number(-left)) : t.textLeft(number(left))}
      </p>
    </div>
  );
}
