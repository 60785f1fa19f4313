import { TopBar } from '../parts/top_bar';
import { commonWords } from '../text/language';
import { controlWords, useControl } from './context';
import { Desk } from './desk';
import { Deliberations } from './list';
import { Login } from './login';

export function ControlApp() {
  const { session, control } = useControl();
  const t = controlWords();
  const who = control.hall.session;
  return (
    <>
      <TopBar online={control.hall.online} always={true}>
        <p class="top-title">{t.title}</p>
        {who && (
          <div class="top-who">
            <span>
              {who.name} <span class="top-role">{t.role[who.role] ?? who.role}</span>
            </span>
            {control.phase === 'desk' && (
              <button type="button" class="plain" onClick={() => session.choose(null)}>
                {t.otherDeliberation}
              </button>
            )}
            <button type="button" class="plain" onClick={() => session.logout()}>
              {t.logout}
            </button>
          </div>
        )}
      </TopBar>
      <main id="main" class={`control-${control.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { control } = useControl();
  switch (control.phase) {
    case 'starting':
      return <p class="opening">{commonWords().loading}</p>;
    case 'login':
      return <Login intro={controlWords().loginIntro} />;
    case 'list':
      return <Deliberations />;
    case 'desk':
      return control.hall.agenda ? (
        <Desk agenda={control.hall.agenda} />
      ) : (
        <p class="opening">{commonWords().loading}</p>
      );
  }
}
