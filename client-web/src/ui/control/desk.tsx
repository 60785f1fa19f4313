// The desk: the day on the left, the questions in the middle, the room on the right.
import { ballotsOf, deskStage, mayReopen, openBallots, runningStage, stagelessBallots } from '../../model/agenda';
import { mayDo } from '../../model/staff';
import type { Agenda } from '../../protocol/documents';
import { pick } from '../text/language';
import { StageList } from './agenda';
import { BallotCard } from './ballot_card';
import { controlWords, mayAct, useControl } from './context';
import { Doors } from './doors';
import { PresencePanel } from './presence';
import { Reports } from './reports';
import { RoomPanel } from './room';
import { TablesPanel } from './tables_panel';
import { Together } from './together';

export function Desk({ agenda }: { agenda: Agenda }) {
  const { control } = useControl();
  const t = controlWords();
  return (
    <>
      <a class="skip" href="#questions">
        {t.skip}
      </a>
      <div class="desk-head">
        <div>
          <h1>{pick(agenda.title)}</h1>
          <p class="desk-issue">{pick(agenda.issue)}</p>
        </div>
        <p class={`chip-status chip-status-${agenda.status}`}>{t.status[agenda.status] ?? agenda.status}</p>
      </div>
      {!mayAct(control) && <Elsewhere />}
      <div class="desk">
        <StageList agenda={agenda} />
        <Questions agenda={agenda} />
        <aside class="desk-side">
          <TablesPanel agenda={agenda} />
          <Doors agenda={agenda} />
          <RoomPanel agenda={agenda} />
          <PresencePanel agenda={agenda} />
          <Reports waiting={agenda.ballots.filter((ballot) => mayReopen(ballot) && !ballot.practice).length} />
        </aside>
      </div>
    </>
  );
}

/** Whoever only looks here has a page of their own. */
function Elsewhere() {
  const { control } = useControl();
  const t = controlWords();
  const committee = mayDo(control, 'outcomes');
  return (
    <p class="notice-line">
      {t.notLead} <a href={committee ? '/outcomes' : '/table'}>{committee ? t.toOutcomes : t.toTables}</a>
    </p>
  );
}

function Questions({ agenda }: { agenda: Agenda }) {
  const { session, control } = useControl();
  const t = controlWords();
  const running = runningStage(agenda);
  const stage = deskStage(agenda, control.stage);
  const here = stage ? ballotsOf(agenda, stage) : [];
  const loose = stagelessBallots(agenda);
  const shown = new Set([...here, ...loose].map((ballot) => ballot.id));
  const elsewhere = openBallots(agenda).filter((ballot) => !shown.has(ballot.id));
  return (
    <section class="questions" id="questions" aria-labelledby="questions-title" tabIndex={-1}>
      <div class="questions-head">
        <h2 id="questions-title">{stage ? pick(stage.title) : t.ballots}</h2>
        {running && stage !== running && (
          <button type="button" class="plain" onClick={() => session.selectStage(null)}>
            {t.followRunning}
          </button>
        )}
      </div>
      {elsewhere.length > 0 && (
        <>
          <h3>{t.alsoOpen}</h3>
          {elsewhere.map((ballot) => (
            <BallotCard key={ballot.id} ballot={ballot} />
          ))}
        </>
      )}
      {here.length === 0 && (loose.length === 0 || stage) && <p class="none">{t.noBallots}</p>}
      {mayAct(control) && stage && <Together stage={stage.id} ballots={here} />}
      <div class={`cards${here.length > 5 ? ' cards-many' : ''}`}>
        {here.map((ballot) => (
          <BallotCard key={ballot.id} ballot={ballot} />
        ))}
      </div>
      {loose.length > 0 && (
        <>
          <h3>{t.otherBallots}</h3>
          {loose.map((ballot) => (
            <BallotCard key={ballot.id} ballot={ballot} />
          ))}
        </>
      )}
    </section>
  );
}
