// One question for the whole hall: the words, the time, the bars or the turnout.
import type { Screen } from '../../model/screen_session';
import type { Ballot, Tally } from '../../protocol/documents';
import { Cloud } from '../parts/cloud';
import { Countdown } from '../parts/countdown';
import { RankingPicture } from '../parts/ranking';
import { Outcome, Results } from '../parts/results';
import { commonWords, number, pick } from '../text/language';
import { screenWords } from './context';
import { Fit } from './fit';

export function Question({ ballot, screen }: { ballot: Ballot; screen: Screen }) {
  const t = screenWords();
  const tally = screen.hall.tallies[ballot.id] ?? null;
  const open = ballot.status === 'open';
  const shown = tally !== null && tally.counts !== null;
  return (
    <section class={`question-scene question-${ballot.status}`}>
      <div class="scene-head">
        <p class={`scene-state scene-${ballot.status}`}>
          {ballot.practice && `${t.practice} · `}
          {open ? t.votingOpen : shown ? t.result : `${t.votingClosed} ${t.waitingForResult}`}
        </p>
        <Countdown ballot={ballot} offset={screen.hall.clockOffset} />
      </div>
      <Fit class="scene-body">
        <h1 class="scene-question">{pick(ballot.question)}</h1>
        {shown && tally ? <Shown ballot={ballot} tally={tally} open={open} /> : <OptionList ballot={ballot} />}
      </Fit>
      {tally && <BigTurnout tally={tally} open={open} />}
    </section>
  );
}

/** A picture where the answers make one, else bars. */
function Shown({ ballot, tally, open }: { ballot: Ballot; tally: Tally; open: boolean }) {
  if (tally.words && tally.words.length > 0) return <Cloud words={tally.words} caption={pick(ballot.question)} />;
  if (tally.ranks)
    return (
      <>
        <RankingPicture ballot={ballot} tally={tally} />
        <Outcome tally={tally} />
      </>
    );
  return <Results ballot={ballot} tally={tally} sorted={!open} />;
}

function OptionList({ ballot }: { ballot: Ballot }) {
  const t = commonWords();
  return (
    <>
      {ballot.options.length > 0 && (
        <ul class="scene-options">
          {ballot.options.map((option) => (
            <li key={option.id}>{pick(option.label)}</li>
          ))}
        </ul>
      )}
      {ballot.status === 'open' && (
        <p class="hidden-note">{ballot.reveal === 'on_close' ? t.hiddenUntilClose : t.hiddenUntilPublish}</p>
      )}
    </>
  );
}

function BigTurnout({ tally, open }: { tally: Tally; open: boolean }) {
  const { voted, present, abstained } = tally;
  const t = commonWords();
  const share = present > 0 ? Math.min(1, voted / present) : 0;
  return (
    <div class="big-turnout">
      <p>
        <span>{open ? t.votedOfPresent(number(voted), number(present)) : `${t.voted} ${t.people(number(voted))}`}</span>
        {abstained !== null && abstained > 0 && <span class="big-abstained">{t.abstained(number(abstained))}</span>}
      </p>
      {open && (
        <div class="turnout-bar" aria-hidden="true">
          <div class="turnout-voted" style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  );
}
