import { useState } from 'preact/hooks';
import type { Code } from '../../protocol/codes';
import { ErrorSummary } from '../parts/error_summary';
import { sentence } from '../text/language';
import { controlWords } from './context';

export interface LoginProps {
  intro: string;
  session: { login(name: string, password: string): Promise<void> };
  /** `fault`: why the last attempt came to nothing, or what ended the session. */
  staff: { busy: boolean; fault: Code | null };
}

export function Login({ intro, session, staff }: LoginProps) {
  const { busy, fault } = staff;
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
      {fault && !busy && (
        <ErrorSummary title={t.notSignedIn} message={sentence(fault)} field="name" attempt={attempt} />
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
      <button type="submit" class="primary" disabled={busy}>
        {busy ? t.signingIn : t.login}
      </button>
    </form>
  );
}
