// A ballot whose options are themes: everything is filled in, one press makes it.
import { useState } from 'preact/hooks';
import { freshBallotId } from '../../model/sorting';
import type { BallotPlan } from '../../model/table_session';
import type { Agenda, Theme } from '../../protocol/documents';
import { Trouble } from '../control/trouble';
import { commonWords, language, number, pick } from '../text/language';
import { tableWords, useFloor } from './context';

const KINDS = ['multiple', 'single', 'rank', 'score', 'points'] as const;
const MOST = 3;

export function MakeBallot({ agenda, themes, done }: { agenda: Agenda; themes: readonly Theme[]; done(): void }) {
  const { session, floor } = useFloor();
  const t = tableWords();
  const [question, setQuestion] = useState(t.themes.questionStart);
  const [kind, setKind] = useState<BallotPlan['kind']>('multiple');
  const [max, setMax] = useState(Math.min(MOST, themes.length));
  const [made, setMade] = useState(false);
  const limited = kind === 'multiple' || kind === 'rank';
  if (made) {
    return (
      <div class="make-ballot" role="status">
        <p>{t.themes.created}</p>
        <button type="button" class="secondary small" ref={(button) => button?.focus()} onClick={done}>
          {t.themes.okay}
        </button>
      </div>
    );
  }
  return (
    <form
      class="make-ballot"
      aria-labelledby="make-ballot-title"
      onSubmit={(event) => {
        event.preventDefault();
        const plan: BallotPlan = {
          ballot: freshBallotId(agenda.ballots.map((ballot) => ballot.id)),
          question: { [language.value]: question.trim() || t.themes.questionStart },
          kind,
          themes: themes.map((theme) => theme.theme),
          max: limited ? Math.min(max, themes.length) : null,
        };
        void session.makeBallot(plan).then(setMade);
      }}
      onKeyDown={(event) => event.key === 'Escape' && done()}
    >
      <h3 id="make-ballot-title">{t.themes.ballotTitle}</h3>
      <p class="make-list">{themes.map((theme) => pick(theme.title)).join(' · ')}</p>
      <div class="make-fields">
        <label class="make-question">
          <span>{t.themes.question}</span>
          <input value={question} onInput={(event) => setQuestion(event.currentTarget.value)} />
        </label>
        <label>
          <span>{t.themes.kind}</span>
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as BallotPlan['kind'])}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {commonWords().kind[one]}
              </option>
            ))}
          </select>
        </label>
        {limited && (
          <label>
            <span>{t.themes.max}</span>
            <select
              value={Math.min(max, themes.length)}
              onChange={(event) => setMax(Number(event.currentTarget.value))}
            >
              {themes.map((_, i) => (
                <option key={i} value={i + 1}>
                  {number(i + 1)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div class="actions">
        <button
          type="submit"
          class="primary"
          disabled={floor.doing.ballot === true}
          ref={(button) => {
            if (button && !button.dataset.seen) {
              button.dataset.seen = '1';
              button.focus();
            }
          }}
        >
          {t.themes.create}
        </button>
        <button type="button" class="secondary" onClick={done}>
          {t.cancel}
        </button>
      </div>
      <Trouble subject="ballot" />
    </form>
  );
}
