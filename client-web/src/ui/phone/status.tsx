// What has become of an answer: sending, recorded, kept on this phone, or not counted.
import { answerState, recordedAnswer } from '../../model/phone';
import type { Ballot } from '../../protocol/documents';
import { Icon } from '../parts/icon';
import { sentence } from '../text/language';
import { useVoter } from './context';
import { phoneWords } from './words';

export function VoteStatus({ ballot }: { ballot: Ballot }) {
  const { session, phone } = useVoter();
  const t = phoneWords();
  const state = answerState(phone, ballot.id);
  const recorded = recordedAnswer(phone, ballot.id);
  const refused = phone.refused[ballot.id];
  return (
    <div class="vote-status" aria-live="polite" data-state={state}>
      {state === 'sending' && (
        <p class="state state-sending">
          <Icon name="send" />
          <strong>{t.sending}</strong>
        </p>
      )}
      {state === 'kept' && (
        <p class="state state-kept">
          <Icon name="phone" />
          <span>
            <strong>{t.kept}</strong>
            <span class="state-more">{t.keptHint}</span>
          </span>
        </p>
      )}
      {state === 'recorded' && recorded && (
        <p class="state state-recorded">
          <Icon name="check" />
          <strong>{t.recorded}</strong>
          <button type="button" class="plain state-receipt" onClick={() => session.show({ kind: 'receipts' })}>
            {t.receipt} {recorded.receipt.slice(0, 8)}
          </button>
        </p>
      )}
      {state === 'refused' && refused && (
        <p class="state state-refused">
          <Icon name="alert" />
          <span>
            <strong>{t.refused}</strong>
            <span class="state-more">{sentence(refused.code)}</span>
          </span>
        </p>
      )}
    </div>
  );
}
