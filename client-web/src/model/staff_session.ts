// Signing in, choosing a deliberation and sending commands: what every page of staff does.
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { Outbox } from '../link/outbox';
import { memoryStorage, type Storage } from '../link/storage';
import { Client } from '../protocol/client';
import { codeIn } from '../protocol/codes';
import type { Method, ParamsOf, ResultOf } from '../protocol/methods';
import { staffDialect } from '../protocol/staff_dialect';
import { SignIn } from './sign_in';
import { reduceStaff, type Staff, type StaffMessage } from './staff';

const DELIBERATION_KEY = 'ruamkit.staff.deliberation';

export abstract class StaffSession<S extends Staff> {
  protected readonly state_: Signal<S>;
  protected readonly client_: Client;
  private readonly storage_: Storage;
  private readonly door_: SignIn;
  private readonly empty_: S;

  constructor(url: string, storage: Storage, empty: S) {
    this.storage_ = storage;
    this.empty_ = empty;
    this.state_ = signal(empty);
    this.client_ = new Client(url, new Outbox(memoryStorage()), (message) => this.take_(message), staffDialect);
    this.door_ = new SignIn(this.client_, storage);
  }

  get state(): ReadonlySignal<S> {
    return this.state_;
  }

  start(): void {
    const { token } = this.door_;
    const deliberation = this.storage_.get(DELIBERATION_KEY);
    if (token === null) {
      this.take_({ type: 'asks_login' });
    } else {
      if (deliberation !== null) this.state_.value = { ...this.state_.peek(), deliberation };
      this.client_.resume(token);
    }
    this.client_.start();
    effect(() => {
      const state = this.state_.value;
      if (state.phase === 'desk' && state.deliberation !== null) {
        this.client_.watch(this.views_(state), state.deliberation);
      }
    });
    effect(() => {
      const { phase, list } = this.state_.value;
      if (phase === 'list' && list === null) void this.refreshList();
      if (phase === 'login') this.door_.forget();
    });
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  async login(name: string, password: string): Promise<void> {
    this.take_({ type: 'signing_in' });
    try {
      const { token, ...who } = await this.door_.login(name, password);
      this.take_({ type: 'signed_in', ...who });
      this.client_.adopt(token, null);
    } catch (fault) {
      this.take_({ type: 'refused_call', code: codeIn(fault) });
    }
  }

  logout(): void {
    this.door_.logout();
    this.storage_.remove(DELIBERATION_KEY);
    this.take_({ type: 'asks_login' });
  }

  async refreshList(): Promise<void> {
    try {
      const { deliberations } = await this.client_.ask('deliberation.list', {}, { bound: true });
      this.take_({ type: 'listed', list: deliberations });
    } catch (fault) {
      this.take_({ type: 'refused_call', code: codeIn(fault) });
    }
  }

  choose(deliberation: string | null): void {
    if (deliberation === null) {
      this.storage_.remove(DELIBERATION_KEY);
      this.client_.watch([], null);
    } else {
      this.storage_.set(DELIBERATION_KEY, deliberation);
    }
    this.take_({ type: 'chose', deliberation });
    if (deliberation === null) void this.refreshList();
  }

  dismiss(subject: string): void {
    this.take_({ type: 'dismisses', subject });
  }

  /** For what goes over HTTP rather than the socket. */
  protected token_(): string | null {
    return this.door_.token;
  }

  /** What to watch of the deliberation, as things stand. */
  protected abstract views_(state: S): Iterable<string>;

  protected take_(message: StaffMessage): void {
    this.state_.value = reduceStaff(this.state_.peek(), message, this.empty_);
  }

  /** A press of a button: one at a time for each subject; what became of it stands by the subject. */
  protected do_<M extends Method>(method: M, subject: string, params: ParamsOf[M]): Promise<ResultOf<M> | null> {
    const { deliberation, doing } = this.state_.peek();
    if (deliberation === null || doing[subject]) return Promise.resolve(null);
    this.take_({ type: 'does', subject });
    return this.client_.command(method, { ...params, deliberation }, { bound: true }).then(
      (result) => {
        this.take_({ type: 'did', subject, code: null });
        return result;
      },
      (fault: unknown) => {
        this.take_({ type: 'did', subject, code: codeIn(fault) });
        return null;
      },
    );
  }
}
