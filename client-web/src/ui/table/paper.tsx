// Paper ballots, entered by two people who do not see each other's entry.
import { useEffect, useState } from 'preact/hooks';
import { ballotById } from '../../model/agenda';
import { type Duty, dutyOf, isEntering, isSettled, openForPaper, type Pile, pileMost } from '../../model/paper';
import type { Agenda, Ballot } from '../../protocol/documents';
import type { Batch } from '../../protocol/meeting';
import { Ask } from '../control/ask';
import { Trouble } from '../control/trouble';
import { Icon } from '../parts/icon';
import { commonWords, number, pick } from '../text/language';
import { channelWords, useFloor } from './context';
import { PilePage } from './pile';
import '../style/channels.css';

export default function PaperPlace({ agenda }: { agenda: Agenda }) {
  const { floor } = useFloor();
  const { place } = floor;
  const batches = floor.hall.meeting.paper?.batches;
  if (!batches) return <p class="opening">{commonWords().loading}</p>;
  const shown = place.kind === 'paper' ? batches.find((batch) => batch.batch === place.batch) : undefined;
  return shown ? (
    <BatchPage key={shown.batch} agenda={agenda} batch={shown} />
  ) : (
    <Batches agenda={agenda} all={batches} />
  );
}

function Batches({ agenda, all }: { agenda: Agenda; all: readonly Batch[] }) {
  const t = channelWords().paper;
  return (
    <div class="paper">
      <h1>{t.title}</h1>
      <p class="paper-intro">{t.intro}</p>
      <NewBatch agenda={agenda} />
      <section aria-labelledby="batches-title">
        <h2 id="batches-title">{t.batches}</h2>
        {all.length === 0 ? (
          <p class="none">{t.none}</p>
        ) : (
          <ul class="batches">
            {[...all].reverse().map((batch) => (
              <BatchRow key={batch.batch} agenda={agenda} batch={batch} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function NewBatch({ agenda }: { agenda: Agenda }) {
  const { session, floor } = useFloor();
  const t = channelWords().paper;
  const open = openForPaper(agenda);
  const [chosen, setChosen] = useState('');
  const [count, setCount] = useState('');
  const [tried, setTried] = useState(false);
  const ballot = open.find((one) => one.id === chosen) ?? open[0];
  if (!ballot) return <p class="paper-closed">{t.noBallot}</p>;
  const most = pileMost(ballot);
  const papers = /^\d{1,4}$/.test(count.trim()) ? Number(count) : 0;
  const wrong = papers < 1 || papers > most;
  return (
    <form
      class="new-batch"
      noValidate
      aria-labelledby="new-batch-title"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (wrong) return;
        void session.openBatch(ballot.id, papers).then((batch) => batch && session.go({ kind: 'paper', batch }));
      }}
    >
      <h2 id="new-batch-title">{t.newTitle}</h2>
      <div class="new-batch-fields">
        <label>
          <span>{t.ballot}</span>
          <select value={ballot.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {open.map((one) => (
              <option key={one.id} value={one.id}>
                {pick(one.question)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t.count}</span>
          <input
            inputMode="numeric"
            autoComplete="off"
            value={count}
            aria-invalid={tried && wrong}
            aria-describedby="count-help"
            onInput={(event) => setCount(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={floor.doing.paper === true}>
          {t.open}
        </button>
      </div>
      <p id="count-help" class={tried && wrong ? 'help help-wrong' : 'help'} role="status">
        {tried && wrong ? t.countWrong(number(most)) : t.countHelp(number(most))}
      </p>
      <Trouble subject="paper" />
    </form>
  );
}

const icons: Record<Duty, 'alert' | 'check' | 'cross' | 'send'> = {
  first: 'send',
  second: 'send',
  wait: 'check',
  again: 'alert',
  mismatch: 'alert',
  closed: 'alert',
  recorded: 'check',
  dropped: 'cross',
};

function useDuty(agenda: Agenda, batch: Batch): { ballot: Ballot | null; duty: Duty } {
  const { floor } = useFloor();
  const ballot = ballotById(agenda, batch.ballot);
  return { ballot, duty: dutyOf(batch, ballot, floor.hall.session?.name ?? null) };
}

function BatchRow({ agenda, batch }: { agenda: Agenda; batch: Batch }) {
  const { session } = useFloor();
  const { ballot, duty } = useDuty(agenda, batch);
  const t = channelWords().paper;
  return (
    <li class={`batch batch-${duty}`}>
      <p class="batch-name">
        <strong>{t.batchName(batch.batch)}</strong> <span>{t.sheets(number(batch.ballots))}</span>
      </p>
      <p class="batch-question">{ballot && pick(ballot.question)}</p>
      <p class="batch-duty">
        <Icon name={icons[duty]} />
        <span>{t.duty[duty]}</span>
      </p>
      {!isSettled(duty) && (
        <button
          type="button"
          class={duty === 'wait' || duty === 'closed' ? 'secondary small' : 'primary small'}
          onClick={() => session.go({ kind: 'paper', batch: batch.batch })}
        >
          {duty === 'wait' ? t.fix : t.enter}
          <span class="sr-only"> {t.batchName(batch.batch)}</span>
        </button>
      )}
    </li>
  );
}

function BatchPage({ agenda, batch }: { agenda: Agenda; batch: Batch }) {
  const { session, floor } = useFloor();
  const { ballot, duty } = useDuty(agenda, batch);
  const t = channelWords().paper;
  useEffect(() => session.openPile(batch.batch, batch.ballots, duty === 'first' || duty === 'second'), []);
  const pile = floor.pile?.batch === batch.batch ? floor.pile : null;
  return (
    <div class="paper">
      <button type="button" class="plain back" onClick={() => session.go({ kind: 'paper', batch: null })}>
        <Icon name="back" />
        {t.back}
      </button>
      <h1>
        {t.batchName(batch.batch)} <span class="batch-size">{t.sheets(number(batch.ballots))}</span>
      </h1>
      <p class="paper-question">{ballot && pick(ballot.question)}</p>
      {ballot && isEntering(pile, duty) ? (
        <PilePage agenda={agenda} ballot={ballot} pile={pile} />
      ) : (
        <Standing batch={batch} duty={duty} pile={pile} />
      )}
      <Trouble subject={`paper/${batch.batch}`} />
      {!isSettled(duty) && <Drop batch={batch} />}
    </div>
  );
}

/** For a slip when the batch was opened: what to do next is to open another. */
function Drop({ batch }: { batch: Batch }) {
  const { session, floor } = useFloor();
  const t = channelWords().paper;
  return (
    <div class="drop">
      <Ask
        label={t.drop}
        question={t.dropAsk(t.batchName(batch.batch), t.sheets(number(batch.ballots)))}
        yes={t.dropYes}
        no={t.dropNo}
        disabled={floor.doing[`paper/${batch.batch}`] === true}
        look="danger"
        act={() =>
          void session.dropBatch(batch.batch).then((done) => done && session.go({ kind: 'paper', batch: null }))
        }
      />
    </div>
  );
}

/** Where the batch stands, in words, and what to do about it. */
function Standing({ batch, duty, pile }: { batch: Batch; duty: Duty; pile: Pile | null }) {
  const { session } = useFloor();
  const t = channelWords().paper;
  const differ = batch.differ.map((position) => position - 1);
  const undone = !isSettled(duty) && duty !== 'closed';
  const elsewhere = undone && pile?.begun === false;
  return (
    <div class={`standing batch-${duty}`} role="status">
      <p class="standing-words">
        <Icon name={icons[duty]} />
        <strong>{t.duty[duty]}</strong>
      </p>
      <p>{t.dutyMore[duty]}</p>
      {batch.entered.length > 0 && <p>{t.enteredBy(batch.entered.join(', '))}</p>}
      {undone && differ.length > 0 && <p class="differ">{t.differ(batch.differ.map(number).join(', '))}</p>}
      {elsewhere && duty !== 'mismatch' && <p>{t.notHere}</p>}
      <div class="actions">
        {undone && pile?.sent && differ.length > 0 && (
          <button type="button" class="primary" onClick={() => session.enterAgain(differ)}>
            {t.again(number(differ.length))}
          </button>
        )}
        {duty === 'wait' && pile?.sent && (
          <button type="button" class="secondary" onClick={() => session.enterAgain([])}>
            {t.fix}
          </button>
        )}
        {elsewhere && (
          <button type="button" class="secondary" onClick={() => session.enterAgain(pile.sheets.map((_, i) => i))}>
            {t.enter}
          </button>
        )}
      </div>
    </div>
  );
}
