// Many questions at once: fifty statements are not opened one by one.
import type { Ballot } from '../../protocol/documents';
import { number } from '../text/language';
import { Ask } from './ask';
import { controlWords, useControl } from './context';

export function Together({ stage, ballots }: { stage: string; ballots: readonly Ballot[] }) {
  const { session, control } = useControl();
  const t = controlWords();
  const of = (status: Ballot['status']) => ballots.filter((ballot) => ballot.status === status);
  const busy = control.doing[`stage/${stage}`] === true || ballots.some(({ id }) => control.doing[`ballot/${id}`]);
  const drafts = of('draft');
  const open = of('open');
  const closed = of('closed');
  if (ballots.length < 2) return null;
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
          act={() => session.openAll(stage)}
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
          act={() => session.closeAll(stage)}
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
          act={() => session.publishAll(stage)}
        />
      )}
    </div>
  );
}
