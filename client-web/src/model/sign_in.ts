// Coming in with a name and a password, and going out: the same on every page of staff. The token is kept for the tab.
import type { Storage } from '../link/storage';
import type { Client } from '../protocol/client';

const TOKEN_KEY = 'ruamkit.staff';

export class SignIn {
  constructor(
    private readonly client_: Client,
    private readonly storage_: Storage,
  ) {}

  /** What was kept when this tab signed in. */
  get token(): string | null {
    return this.storage_.get(TOKEN_KEY);
  }

  /** Rejects with the server's refusal. Whoever takes the answer calls `adopt` once they know what it means to them. */
  async login(name: string, password: string): Promise<{ token: string; role: string; name: string }> {
    const session = await this.client_.ask('account.login', { name, password }, { bound: false });
    this.storage_.set(TOKEN_KEY, session.token);
    return { token: session.token, role: session.role, name: session.name || name };
  }

  logout(): void {
    this.client_.call('session.logout', {}).catch(() => undefined);
    this.client_.forget();
    this.forget();
    this.client_.renew();
  }

  /** The session is over: what was kept is worth nothing. */
  forget(): void {
    this.storage_.remove(TOKEN_KEY);
  }
}
