// One WebSocket that is always being brought back. It knows frames and close codes, not what the frames say.
import { afterClose, delayMs } from './backoff';

/** idle: not started. connecting. open. waiting: lost, will try again. stopped: told not to come back. */
export type LinkState = 'idle' | 'connecting' | 'open' | 'waiting' | 'stopped';

export interface LinkListener {
  state(state: LinkState): void;
  opened(): void;
  frame(text: string): void;
  closed(code: number): void;
}

const CONNECT_LIMIT_MS = 10_000;
const STEADY_MS = 5_000;

export class Link {
  private readonly url_: string;
  private readonly listener_: LinkListener;
  private socket_: WebSocket | null = null;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private attempt_ = 0;
  private floorMs_ = 0;
  private state_: LinkState = 'idle';
  private openedAt_ = 0;

  constructor(url: string, listener: LinkListener) {
    this.url_ = url;
    this.listener_ = listener;
  }

  get state(): LinkState {
    return this.state_;
  }

  /** Starts, or starts again at once: a page that comes back into view does not sit out its back-off. */
  start(): void {
    if (this.state_ === 'open' || this.state_ === 'connecting') return;
    clearTimeout(this.timer_);
    this.connect_();
  }

  stop(): void {
    clearTimeout(this.timer_);
    this.drop_();
    this.enter_('stopped');
  }

  /** The connection looks dead though nobody closed it: leave it and come back. */
  renew(): void {
    if (this.state_ === 'stopped' || this.state_ === 'idle') return;
    this.drop_();
    this.listener_.closed(1006);
    this.wait_(0);
  }

  /** The server said it is stopping: the next wait is at least this long, plus jitter. */
  expectRestart(): void {
    this.floorMs_ = 700;
  }

  send(text: string): boolean {
    if (this.state_ !== 'open' || !this.socket_) return false;
    this.socket_.send(text);
    return true;
  }

  private connect_(): void {
    this.enter_('connecting');
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.url_);
    } catch {
      this.wait_(0);
      return;
    }
    this.socket_ = socket;
    this.timer_ = setTimeout(() => this.renew(), CONNECT_LIMIT_MS);
    socket.onopen = () => {
      if (this.socket_ !== socket) return;
      clearTimeout(this.timer_);
      this.openedAt_ = Date.now();
      this.floorMs_ = 0;
      this.enter_('open');
      this.listener_.opened();
    };
    socket.onmessage = (event) => {
      if (this.socket_ === socket && typeof event.data === 'string') this.listener_.frame(event.data);
    };
    socket.onclose = (event) => {
      if (this.socket_ !== socket) return;
      clearTimeout(this.timer_);
      this.socket_ = null;
      const after = afterClose(event.code);
      if (after.stop) {
        this.enter_('stopped');
        this.listener_.closed(event.code);
        return;
      }
      this.listener_.closed(event.code);
      this.wait_(after.floorMs);
    };
  }

  private wait_(floorMs: number): void {
    clearTimeout(this.timer_);
    if (this.openedAt_ > 0 && Date.now() - this.openedAt_ > STEADY_MS) this.attempt_ = 0;
    this.openedAt_ = 0;
    const delay = delayMs(this.attempt_, Math.random(), Math.max(floorMs, this.floorMs_));
    this.attempt_ += 1;
    this.enter_('waiting');
    this.timer_ = setTimeout(() => this.connect_(), delay);
  }

  private drop_(): void {
    const socket = this.socket_;
    this.socket_ = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private enter_(state: LinkState): void {
    if (this.state_ === state) return;
    this.state_ = state;
    this.listener_.state(state);
  }
}

/** Tells when the network or the page came back, when the network went, and when the page goes out of sight, perhaps for
 * good. */
export function watchBrowser(on: { back(): void; gone(): void; leave?(): void }): () => void {
  const visible = () => {
    if (document.visibilityState === 'visible') on.back();
    else on.leave?.();
  };
  const leave = () => on.leave?.();
  const online = () => on.back();
  const offline = () => on.gone();
  document.addEventListener('visibilitychange', visible);
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  window.addEventListener('pageshow', visible);
  window.addEventListener('pagehide', leave);
  return () => {
    document.removeEventListener('visibilitychange', visible);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
    window.removeEventListener('pageshow', visible);
    window.removeEventListener('pagehide', leave);
  };
}

export function socketUrl(location: { protocol: string; host: string }): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
