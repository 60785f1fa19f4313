// One question on the desk: its state, its turnout, and what may be done with it now.
import { useState } from 'preact/hooks';
import { mayReopen } from '../../model/agenda';
import type { Ballot, Tally } from '../../protocol/documents';
import { ByGroup } from '../parts/by_group';
import { Cloud } from '../parts/cloud';
import { Countdown } from '../parts/countdown';
import { RankingPicture } from '../parts/ranking';
import { Results } from '../parts/results';
import { Turnout } from '../parts/turnout';
import { commonWords, number, pick, time } from '../text/language';
import { Ask } from './ask';
import { controlWords, mayAct, useControl } from './context';
import { Trouble } from './trouble';

export function BallotCard({ ballot }: { ballot: Ballot }) {
  const { control } = useControl();
  const t = controlWords();
  const tally = control.hall.tallies[ballot.id] ?? null;
  return (
    <article class={`card card-${ballot.status}`} aria-labelledby={`card-${ballot.id}`}>
      <header class="card-head">
        <p class="card-meta">
          <span class={`chip-status chip-status-${ballot.status}`}>{commonWords().ballotStatus[ballot.status]}</span>
          <span>{commonWords().kind[ballot.kind]}</span>
          <span>{t.revealNote[ballot.reveal]}</span>
          {ballot.practice && <strong>{t.practice}</strong>}
          {ballot.closed_at !== null && ballot.status !== 'open' && <span>{t.closedAt(time(ballot.closed_at))}</span>}
        </p>
        <Countdown ballot={ballot} offset={control.hall.clockOffset} />
      </header>
      <h3 class="card-question" id={`card-${ballot.id}`}>
        {pick(ballot.question)}
      </h3>
      {tally && ballot.status !== 'draft' && <Turnout tally={tally} scale="eligible" />}
      {tally && <Channels channels={tally.channels ?? {}} />}
      {tally && ballot.status !== 'draft' && <Counts ballot={ballot} tally={tally} />}
      {mayAct(control) && <Actions ballot={ballot} tally={tally} />}
      <Trouble subject={`ballot/${ballot.id}`} />
    </article>
  );
}

const CHANNELS = ['phone', 'keypad', 'paper', 'kiosk'] as const;

/** Nothing where everybody answered by phone. */
function Channels({ channels }: { channels: Record<string, number> }) {
  const t = controlWords();
  const came = CHANNELS.filter((channel) => (channels[channel] ?? 0) > 0);
  if (came.every((channel) => channel === 'phone')) return null;
  return (
    <p class="card-channels">
      {t.channels} {came.map((channel) => `${t.channel[channel]} ${number(channels[channel] ?? 0)}`).join(' · ')}
    </p>
  );
}

function Counts({ ballot, tally }: { ballot: Ballot; tally: Tally }) {
  const { control } = useControl();
  const t = controlWords();
  if (tally.counts === null)
    return <p class="none">{ballot.status === 'open' ? t.countsHidden : commonWords().hiddenUntilPublish}</p>;
  return (
    <>
      <Results ballot={ballot} tally={tally} sorted={ballot.status !== 'open'} />
      {tally.ranks && <RankingPicture ballot={ballot} tally={tally} />}
      {tally.words && tally.words.length > 0 && <Cloud words={tally.words} caption={pick(ballot.question)} />}
      {control.hall.agenda && <ByGroup agenda={control.hall.agenda} ballot={ballot} tally={tally} />}
      {ballot.status === 'closed' && ballot.reveal === 'on_publish' && <p class="none">{t.staffOnly}</p>}
    </>
  );
}

function Actions({ ballot, tally }: { ballot: Ballot; tally: Tally | null }) {
  const { session, control } = useControl();
  const t = controlWords();
  const doing = control.doing[`ballot/${ballot.id}`] === true;
  switch (ballot.status) {
    case 'draft':
      return <Opening ballot={ballot} label={t.open} look="primary" doing={doing} />;
    case 'open': {
      const missing = tally ? Math.max(0, tally.present - tally.voted) : 0;
      const question = missing > 0 ? t.closeAsk(number(missing)) : t.closeAskAll;
      return (
        <div class="actions">
          {ballot.closes_at === null ? (
            <p class="none">{t.noDeadline}</p>
          ) : (
            <div class="extend" role="group" aria-label={t.extend}>
              <span class="extend-label" aria-hidden="true">
                {t.extend}
              </span>
              {EXTENSIONS.map(([key, seconds]) => (
                <button
                  key={key}
                  type="button"
                  class="secondary"
                  disabled={doing}
                  onClick={() => session.extendBallot(ballot.id, seconds)}
                >
                  {t.plus[key]}
                </button>
              ))}
            </div>
          )}
          <Ask
            label={doing ? t.doing : t.close}
            question={ballot.reveal === 'on_close' ? `${question} ${t.closeReveals}` : question}
            yes={t.closeYes}
            no={t.closeNo}
            disabled={doing}
            look="danger"
            act={() => session.closeBallot(ballot.id)}
          />
        </div>
      );
    }
    case 'closed':
      return (
        <div class="actions">
          <Ask
            label={doing ? t.doing : t.publish}
            question={t.publishAsk}
            yes={t.publishYes}
            no={t.publishNo}
            disabled={doing}
            look="primary"
            act={() => session.publishBallot(ballot.id)}
          />
          {mayReopen(ballot) && <Opening ballot={ballot} label={t.reopen} look="secondary" doing={doing} />}
        </div>
      );
    case 'published':
      return null;
  }
}

const EXTENSIONS = [
  ['s30', 30],
  ['m1', 60],
  ['m5', 300],
] as const;

const LIMITS = [
  ['s30', 30],
  ['m1', 60],
  ['m2', 120],
  ['m5', 300],
  ['m10', 600],
] as const;

function Opening(props: { ballot: Ballot; label: string; look: 'primary' | 'secondary'; doing: boolean }) {
  const { ballot, label, look, doing } = props;
  const { session } = useControl();
  const [limit, setLimit] = useState('');
  const t = controlWords();
  const id = `limit-${ballot.id}`;
  return (
    <div class="opening-row">
      <label for={id}>{t.timeLimit}</label>
      <select id={id} value={limit} onChange={(event) => setLimit(event.currentTarget.value)}>
        <option value="">{t.noLimit}</option>
        {LIMITS.map(([key, seconds]) => (
          <option key={key} value={String(seconds)}>
            {t.limit[key]}
          </option>
        ))}
      </select>
      <button
        type="button"
        class={look}
        disabled={doing}
        onClick={() => session.openBallot(ballot.id, limit === '' ? null : Number(limit))}
      >
        {doing ? t.doing : label}
      </button>
    </div>
  );
}
