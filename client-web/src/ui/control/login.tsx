import { useState } from 'preact/hooks';
import { ErrorSummary } from '../parts/error_summary';
import { sentence } from '../text/language';
import { controlWords, useControl } from './context';

export function Login() {
  const { session, control } = useControl();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [attempt, setAttempt] = useState(0);
  const t = controlWords();
  const submit = (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    void session.login(name.trim(), password);
  };
  return (
    <form class="login" onSubmit={submit}>
      <h1>{t.loginTitle}</h1>
      <p class="help">{t.loginIntro}</p>
      {control.fault && !control.busy && (
        <ErrorSummary message={sentence(control.fault)} field="name" attempt={attempt} />
      )}
      <label for="name">{t.name}</label>
      <input
        id="name"
        autoComplete="username"
        autoCapitalize="none"
        required
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <label for="password">{t.password}</label>
      <input
        id="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={control.busy}>
        {control.busy ? t.signingIn : t.login}
      </button>
    </form>
  );
}
