// Many questions at once: fifty statements are not opened one by one.
import type { Ballot } from '../../protocol/documents';
import { number } from '../text/language';
import { Ask } from './ask';
import { controlWords, useControl } from './context';

export function Together({ ballots }: { ballots: readonly Ballot[] }) {
  const { session, control } = useControl();
  const t = controlWords();
  const of = (status: Ballot['status']) => ballots.filter((ballot) => ballot.status === status);
  const busy = ballots.some((ballot) => control.doing[`ballot/${ballot.id}`]);
  const drafts = of('draft');
  const open = of('open');
  const closed = of('closed');
  if (ballots.length < 3) return null;
  return (
    <div class="together">
      {drafts.length > 1 && (
        <Ask
          label={t.openAll(number(drafts.length))}
          question={t.openAllAsk(number(drafts.length))}
          yes={t.openYes}
          no={t.no}
          disabled={busy}
          look="secondary"
          act={() => {
            for (const ballot of drafts) session.openBallot(ballot.id, null);
          }}
        />
      )}
      {open.length > 1 && (
        <Ask
          label={t.closeAll(number(open.length))}
          question={t.closeAllAsk(number(open.length))}
          yes={t.closeYes}
          no={t.closeNo}
          disabled={busy}
          look="danger"
          act={() => {
            for (const ballot of open) session.closeBallot(ballot.id);
          }}
        />
      )}
      {closed.length > 1 && (
        <Ask
          label={t.publishAll(number(closed.length))}
          question={t.publishAllAsk(number(closed.length))}
          yes={t.publishYes}
          no={t.publishNo}
          disabled={busy}
          look="secondary"
          act={() => {
            for (const ballot of closed) session.publishBallot(ballot.id);
          }}
        />
      )}
    </div>
  );
}
