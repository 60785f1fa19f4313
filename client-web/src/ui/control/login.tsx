import { useState } from 'preact/hooks';
import { ErrorSummary } from '../parts/error_summary';
import { sentence } from '../text/language';
import { controlWords, useStaff } from './context';

export function Login({ intro }: { intro: string }) {
  const { session, staff } = useStaff();
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
      <p class="help">{intro}</p>
      {staff.fault && !staff.busy && <ErrorSummary message={sentence(staff.fault)} field="name" attempt={attempt} />}
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
      <button type="submit" class="primary" disabled={staff.busy}>
        {staff.busy ? t.signingIn : t.login}
      </button>
    </form>
  );
}
