import { ballotsInOrder } from '../../model/agenda';
import { recordedAnswer } from '../../model/phone';
import type { Agenda } from '../../protocol/documents';
import { CopyButton } from '../parts/copy_button';
import { Icon } from '../parts/icon';
import { number, pick } from '../text/language';
import { ChoiceInWords } from './choice';
import { useVoter } from './context';
import { phoneWords } from './words';

export function Receipts({ agenda }: { agenda: Agenda }) {
  const { session, phone } = useVoter();
  const t = phoneWords();
  const answered = ballotsInOrder(agenda).flatMap((ballot) => {
    const answer = recordedAnswer(phone, ballot.id);
    return answer ? [{ ballot, answer }] : [];
  });
  return (
    <section class="receipts">
      <button type="button" class="plain back" onClick={() => session.show({ kind: 'home' })}>
        <Icon name="back" />
        {t.back}
      </button>
      <h1 tabIndex={-1}>{t.receipts}</h1>
      <p>{answered.length > 0 ? t.receiptsIntro : t.noReceipts}</p>
      <ul>
        {answered.map(({ ballot, answer }) => (
          <li key={ballot.id} class="receipt">
            <h2>{pick(ballot.question)}</h2>
            <ChoiceInWords ballot={ballot} choice={answer.choice} />
            <p class="receipt-seq">{t.recordNumber(number(answer.seq))}</p>
            <p class="receipt-code">{answer.receipt}</p>
            <CopyButton text={answer.receipt} label={t.copy} done={t.copied} about={pick(ballot.question)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
