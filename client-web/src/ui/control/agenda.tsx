import { ballotsOf, deskStage, runningStage } from '../../model/agenda';
import type { Agenda, Stage } from '../../protocol/documents';
import { number, pick, time } from '../text/language';
import { Ask } from './ask';
import { controlWords, mayAct, useControl } from './context';
import { Trouble } from './trouble';

export function StageList({ agenda }: { agenda: Agenda }) {
  const t = controlWords();
  return (
    <nav class="stages" aria-labelledby="stages-title">
      <h2 id="stages-title">{t.agenda}</h2>
      <ol>
        {agenda.stages.map((stage) => (
          <StageRow key={stage.id} agenda={agenda} stage={stage} />
        ))}
      </ol>
    </nav>
  );
}

function StageRow({ agenda, stage }: { agenda: Agenda; stage: Stage }) {
  const { session, control } = useControl();
  const t = controlWords();
  const selected = deskStage(agenda, control.stage)?.id === stage.id;
  const when =
    stage.status === 'finished' && stage.finished_at !== null
      ? t.finishedAt(time(stage.finished_at))
      : stage.status === 'running' && stage.started_at !== null
        ? t.startedAt(time(stage.started_at))
        : stage.minutes !== null
          ? t.minutes(number(stage.minutes))
          : '';
  return (
    <li class={`stage stage-${stage.status}${selected ? ' stage-selected' : ''}`}>
      <button
        type="button"
        class="stage-name"
        aria-current={selected ? 'true' : undefined}
        onClick={() => session.selectStage(stage.id)}
      >
        <span class="stage-title">{pick(stage.title)}</span>
        <span class="stage-more">
          <span class="stage-status">{t.stageStatus[stage.status]}</span>
          {when && <span>{when}</span>}
          {stage.ballots.length > 0 && <span>{t.stageBallots(number(stage.ballots.length))}</span>}
        </span>
      </button>
      {selected && mayAct(control) && <StageAction agenda={agenda} stage={stage} />}
      <Trouble subject={`stage/${stage.id}`} />
    </li>
  );
}

function StageAction({ agenda, stage }: { agenda: Agenda; stage: Stage }) {
  const { session, control } = useControl();
  const t = controlWords();
  const doing = control.doing[`stage/${stage.id}`] === true;
  const running = runningStage(agenda);
  const closing = running ? ballotsOf(agenda, running).filter((ballot) => ballot.status === 'open').length : 0;
  const closes = closing > 0 ? ` ${t.openWillClose(number(closing))}` : '';
  if (stage.status === 'running') {
    return (
      <div class="stage-action">
        <Ask
          label={doing ? t.doing : t.finishStage}
          question={`${t.finishAsk}${closes}`}
          yes={t.finishYes}
          no={t.no}
          disabled={doing}
          look="secondary"
          act={() => session.finishStage(stage.id)}
        />
      </div>
    );
  }
  const label = doing ? t.doing : stage.status === 'finished' ? t.restartStage : t.startStage;
  const look = stage.status === 'finished' ? 'secondary' : 'primary';
  return (
    <div class="stage-action">
      {running ? (
        <Ask
          label={label}
          question={`${t.startAsk(pick(running.title))}${closes}`}
          yes={t.startYes}
          no={t.no}
          disabled={doing}
          look={look}
          act={() => session.startStage(stage.id)}
        />
      ) : (
        <button type="button" class={look} disabled={doing} onClick={() => session.startStage(stage.id)}>
          {label}
        </button>
      )}
    </div>
  );
}
