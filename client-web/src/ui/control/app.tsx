import { commonWords } from '../text/language';
import { controlWords, useControl } from './context';
import { Desk } from './desk';
import { Deliberations } from './list';
import { Login } from './login';
import { StaffBar } from './staff_bar';

export function ControlApp() {
  const { session, control } = useControl();
  const t = controlWords();
  return (
    <>
      <StaffBar
        title={t.title}
        hall={control.hall}
        leave={control.phase === 'desk' ? () => session.choose(null) : undefined}
        logout={() => session.logout()}
      />
      <main id="main" class={`control-${control.phase}`}>
        <Body />
      </main>
    </>
  );
}

function Body() {
  const { session, control } = useControl();
  switch (control.phase) {
    case 'starting':
      return <p class="opening">{commonWords().loading}</p>;
    case 'login':
      return <Login intro={controlWords().loginIntro} session={session} staff={control} />;
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
