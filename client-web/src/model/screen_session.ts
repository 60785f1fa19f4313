// The projector: joins by the hall code in its address, without signing in, and joins again whenever it must.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { Outbox } from '../link/outbox';
import { memoryStorage } from '../link/storage';
import { Client, type Message } from '../protocol/client';
import { type Code, isTransient, Refusal } from '../protocol/codes';
import { hallDialect } from '../protocol/hall_views';
import { sceneOf } from './featured';
import { emptyHall, type Hall, reduceHall } from './hall';

export interface Screen {
  hall: Hall;
  phase: 'starting' | 'code' | 'in';
  code: string;
  busy: boolean;
  fault: Code | null;
}

export const emptyScreen: Screen = { hall: emptyHall, phase: 'starting', code: '', busy: false, fault: null };

export type ScreenMessage =
  | Message
  | { type: 'asks_code' }
  | { type: 'joining'; code: string }
  | { type: 'joined' }
  | { type: 'join_refused'; code: Code };

export function reduceScreen(screen: Screen, message: ScreenMessage): Screen {
  switch (message.type) {
    case 'asks_code':
      return { ...screen, phase: 'code', busy: false };
    case 'joining':
      return { ...screen, code: message.code, busy: true, fault: null };
    case 'joined':
      return { ...screen, phase: 'in', busy: false, fault: null };
    case 'join_refused':
      // A hall that has been shown stays on the wall while the server is away.
      return { ...screen, busy: false, fault: message.code, phase: screen.hall.agenda ? 'in' : 'code' };
    default:
      return { ...screen, hall: reduceHall(screen.hall, message) };
  }
}

const AGAIN_MS = 3_000;

export class ScreenSession {
  private readonly state_ = signal<Screen>(emptyScreen);
  private readonly client_: Client;

  constructor(url: string) {
    this.client_ = new Client(url, new Outbox(memoryStorage()), (message) => this.take_(message), hallDialect);
  }

  get state(): ReadonlySignal<Screen> {
    return this.state_;
  }

  start(code: string | null): void {
    if (code === null) this.dispatch_({ type: 'asks_code' });
    else void this.join(code);
    this.client_.start();
    effect(() => this.watch_(this.state_.value));
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  async join(code: string): Promise<void> {
    this.dispatch_({ type: 'joining', code });
    try {
      const { token } = await this.client_.ask('screen.join', { code }, { bound: false });
      this.dispatch_({ type: 'joined' });
      this.client_.adopt(token, null);
    } catch (fault) {
      const refused = fault instanceof Refusal ? fault.code : 'unexpected';
      this.dispatch_({ type: 'join_refused', code: refused });
      if (isTransient(refused)) this.again_();
    }
  }

  private again_(): void {
    setTimeout(() => void this.join(this.state_.peek().code), AGAIN_MS * (0.5 + Math.random()));
  }

  private take_(message: Message): void {
    this.dispatch_(message);
    if (message.type === 'ended') {
      this.client_.start();
      this.again_();
    }
  }

  private watch_(screen: Screen): void {
    const { agenda } = screen.hall;
    if (screen.phase !== 'in') return;
    const views = ['agenda'];
    if (agenda) {
      const scene = sceneOf(agenda);
      if (scene.kind === 'themes') views.push('themes');
      if (scene.kind === 'presence' || scene.kind === 'arrival') views.push('presence');
      const seen =
        scene.kind === 'board' || scene.kind === 'together'
          ? scene.ballots
          : scene.kind === 'question'
            ? [scene.ballot]
            : [];
      views.push(...seen.map((ballot) => `tally/${ballot.id}`));
    }
    this.client_.watch(views, null);
  }

  private dispatch_(message: ScreenMessage): void {
    this.state_.value = reduceScreen(this.state_.peek(), message);
  }
}
