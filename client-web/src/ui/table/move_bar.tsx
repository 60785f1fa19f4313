// What can be done with the ideas chosen: into a theme, into a new one, or out.
import { useState } from 'preact/hooks';
import type { Themes } from '../../protocol/documents';
import { Trouble } from '../control/trouble';
import { language, number, pick } from '../text/language';
import { tableWords, useFloor } from './context';
import { type Choosing, MOVE_FIELD } from './idea_card';

const NEW = '+';
const OUT = '-';

export function MoveBar({ themes, choice, moved }: { themes: Themes; choice: Choosing; moved(): void }) {
  const { session } = useFloor();
  const t = tableWords().themes;
  const [making, setMaking] = useState(false);
  const [said, setSaid] = useState('');
  const n = choice.chosen.size;
  const move = (to: string) => {
    const ids = [...choice.chosen];
    const theme = themes.themes.find((one) => one.theme === to);
    moved();
    choice.clear();
    setSaid(t.moved(number(ids.length), theme ? pick(theme.title) : t.out));
    void session.place(ids, theme ? theme.theme : null);
  };
  return (
    <div class={`move-bar${n > 0 ? ' move-on' : ''}`}>
      <p class="sr-only" role="status">
        {n > 0 ? t.chosen(number(n)) : said}
      </p>
      {n > 0 ? (
        <div class="move-line">
          <strong aria-hidden="true">{t.chosen(number(n))}</strong>
          <label for={MOVE_FIELD} class="sr-only">
            {t.moveTo}
          </label>
          <MoveField themes={themes} move={(to) => (to === NEW ? setMaking(true) : move(to))} />
          <button type="button" class="secondary small" onClick={() => setMaking(true)}>
            {t.newTheme}
          </button>
          <button type="button" class="plain small" onClick={() => choice.clear()}>
            {t.clear}
          </button>
        </div>
      ) : (
        <div class="move-line">
          <button type="button" class="secondary small" onClick={() => setMaking(true)}>
            {t.newTheme}
          </button>
          <span class="help">{t.drag}</span>
        </div>
      )}
      {making && (
        <NewTheme
          from={[...choice.chosen]}
          done={(made) => {
            setMaking(false);
            if (!made) return;
            moved();
            choice.clear();
          }}
        />
      )}
      <Trouble subject="themes" />
      {[...choice.chosen].map((id) => (
        <Trouble key={id} subject={`idea/${id}`} />
      ))}
    </div>
  );
}

/** Arrow keys only look through the list: Enter, or a pick with the mouse, moves. */
function MoveField({ themes, move }: { themes: Themes; move(to: string): void }) {
  const t = tableWords().themes;
  const [to, setTo] = useState('');
  const [byKey, setByKey] = useState(false);
  return (
    <select
      id={MOVE_FIELD}
      value={to}
      onPointerDown={() => setByKey(false)}
      onKeyDown={(event) => {
        setByKey(true);
        if (event.key !== 'Enter' || to === '') return;
        event.preventDefault();
        move(to);
        setTo('');
      }}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        setTo(byKey ? chosen : '');
        if (!byKey && chosen !== '') move(chosen);
      }}
    >
      <option value="">{`${t.moveTo} ${t.chooseTheme}`}</option>
      {themes.themes.map((theme) => (
        <option key={theme.theme} value={theme.theme}>
          {pick(theme.title)}
        </option>
      ))}
      <option value={NEW}>{t.newTheme}</option>
      <option value={OUT}>{t.out}</option>
    </select>
  );
}

function NewTheme({ from, done }: { from: string[]; done(made: boolean): void }) {
  const { session, floor } = useFloor();
  const t = tableWords();
  const [title, setTitle] = useState('');
  const [empty, setEmpty] = useState(false);
  return (
    <form
      class="new-theme"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setEmpty(title.trim() === '');
        if (title.trim() === '') return;
        void session.addTheme({ [language.value]: title.trim() }, from).then((made) => made && done(true));
      }}
      onKeyDown={(event) => event.key === 'Escape' && done(false)}
    >
      <label for="new-theme">
        {from.length > 0 ? t.themes.newThemeFrom(number(from.length)) : t.themes.themeTitle}
      </label>
      <input
        id="new-theme"
        ref={(input) => {
          if (input && !input.dataset.seen) {
            input.dataset.seen = '1';
            input.focus();
          }
        }}
        value={title}
        aria-invalid={empty}
        aria-describedby="new-theme-fault"
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <p id="new-theme-fault" class="help help-wrong" aria-live="polite">
        {empty ? t.themes.titleMissing : ''}
      </p>
      <div class="actions">
        <button type="submit" class="primary small" disabled={floor.doing.themes === true}>
          {t.themes.make}
        </button>
        <button type="button" class="secondary small" onClick={() => done(false)}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
