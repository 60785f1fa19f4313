import { useState } from 'preact/hooks';
import { runningStage, stageNumber } from '../../model/agenda';
import { sceneOf } from '../../model/featured';
import type { Screen, ScreenSession } from '../../model/screen_session';
import { hallDigits, isWholeHall } from '../../model/seat';
import type { Agenda } from '../../protocol/documents';
import { useServerNow } from '../parts/countdown';
import { ErrorSummary } from '../parts/error_summary';
import { Qr } from '../parts/qr';
import { Connection, LanguageSwitch } from '../parts/top_bar';
import { commonWords, number, pick, sentence } from '../text/language';
import { Board } from './board';
import { joinLink, screenWords } from './context';
import { JoinPanel } from './join_panel';
import { PapersScene } from './papers';
import { PresenceScene } from './presence';
import { Question } from './question';
import { ThemesScene } from './themes';
import { TogetherScene } from './together';

export function ScreenApp({ session }: { session: ScreenSession }) {
  const screen = session.state.value;
  const { agenda } = screen.hall;
  if (screen.phase === 'code') return <AskCode session={session} screen={screen} />;
  if (!agenda) return <p class="opening">{commonWords().loading}</p>;
  return <Wall agenda={agenda} screen={screen} />;
}

/** While people arrive the wall shows by turns how to join and who is there. */
const ARRIVAL_MS = 15_000;

function Wall({ agenda, screen }: { agenda: Agenda; screen: Screen }) {
  const scene = sceneOf(agenda);
  const now = useServerNow(screen.hall.clockOffset, 1000);
  const arriving = scene.kind === 'arrival' && Math.floor(now / ARRIVAL_MS) % 2 === 1 ? 'presence' : 'join';
  const kind = scene.kind === 'arrival' ? arriving : scene.kind;
  // A past question has the wall to itself; while one is open, latecomers see how to come in.
  const inviting =
    kind === 'board' ||
    kind === 'themes' ||
    kind === 'papers' ||
    kind === 'presence' ||
    (scene.kind === 'question' && scene.ballot.status === 'open');
  return (
    <div class={`wall wall-${kind}`}>
      <Head agenda={agenda} screen={screen} join={kind === 'join'} />
      <main id="main">
        {kind === 'join' && <JoinPanel agenda={agenda} />}
        {kind === 'presence' && <PresenceScene agenda={agenda} screen={screen} />}
        {scene.kind === 'together' && <TogetherScene ballots={scene.ballots} screen={screen} />}
        {scene.kind === 'board' && <Board ballots={scene.ballots} screen={screen} />}
        {scene.kind === 'papers' && <PapersScene agenda={agenda} />}
        {scene.kind === 'themes' && <ThemesScene screen={screen} />}
        {scene.kind === 'question' && <Question key={scene.ballot.id} ballot={scene.ballot} screen={screen} />}
      </main>
      {inviting && <Foot agenda={agenda} />}
    </div>
  );
}

function Head({ agenda, screen, join }: { agenda: Agenda; screen: Screen; join: boolean }) {
  const stage = runningStage(agenda);
  const place = stageNumber(agenda);
  return (
    <header class="wall-head">
      <p class="brand">{commonWords().brand}</p>
      {!join && <p class="wall-title">{pick(agenda.title)}</p>}
      {stage && place && (
        <p class="wall-stage">
          <span>{commonWords().stageOf(number(place.number), number(place.of))}</span>{' '}
          <strong>{pick(stage.title)}</strong>
        </p>
      )}
      <Connection online={screen.hall.online} always={false} />
      <div class="wall-tools">
        <FullScreen />
        <LanguageSwitch />
      </div>
    </header>
  );
}

function FullScreen() {
  if (!document.fullscreenEnabled) return null;
  return (
    <button
      type="button"
      class="plain"
      onClick={() =>
        void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())
      }
    >
      {screenWords().fullScreen}
    </button>
  );
}

function Foot({ agenda }: { agenda: Agenda }) {
  const t = screenWords();
  return (
    <footer class="wall-foot">
      <Qr text={joinLink(agenda.code)} title={t.qr} />
      <p>
        <span>
          {t.joinHere} <strong>{location.host}</strong>
        </span>
        <span class="foot-code">
          {t.code} <strong>{agenda.code}</strong>
        </span>
      </p>
    </footer>
  );
}

function AskCode({ session, screen }: { session: ScreenSession; screen: Screen }) {
  const [code, setCode] = useState(screen.code);
  const [attempt, setAttempt] = useState(0);
  const [wrong, setWrong] = useState(false);
  const t = screenWords();
  const message = wrong ? commonWords().codeIncomplete : screen.fault ? sentence(screen.fault) : null;
  return (
    <main id="main" class="ask-code">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAttempt(attempt + 1);
          setWrong(!isWholeHall(code));
          if (!isWholeHall(code)) return;
          history.replaceState(null, '', `/screen/${code}`);
          void session.join(code);
        }}
      >
        <h1>{t.codeTitle}</h1>
        {message && <ErrorSummary message={message} field="code" attempt={attempt} />}
        <label for="code">{t.codeIntro}</label>
        <input
          id="code"
          class="code-input"
          inputMode="numeric"
          autoComplete="off"
          value={code}
          onInput={(event) => {
            const typed = hallDigits(event.currentTarget.value);
            event.currentTarget.value = typed;
            setCode(typed);
          }}
        />
        <button type="submit" class="primary" disabled={screen.busy}>
          {t.show}
        </button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
