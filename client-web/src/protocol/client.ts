// A session over a link: it binds every new connection with the token, watches again what was watched, and sends again
// what was not acknowledged. What it learns goes to `listen` as messages.
import { Clock } from '../link/clock';
import { commandId } from '../link/command_id';
import { Link, type LinkState } from '../link/link';
import type { Entry, Outbox } from '../link/outbox';
import { type Code, endsSession, isTransient, Refusal } from './codes';
import type { Choice } from './documents';
import { type Document, type DocumentReader, decodeFrame, readDocument } from './frames';
import { type Method, type ParamsOf, type ResultOf, type ResultShapes, results } from './methods';
import { Misfit, type Shape } from './shape';

export type EndReason = 'moved' | 'expired' | 'revoked';

export type Message =
  | { type: 'link'; state: LinkState }
  | { type: 'clock'; offset: number }
  | { type: 'bound'; role: string; participant: string | null; name: string | null; deliberation: string | null }
  | { type: 'ended'; reason: EndReason }
  | { type: 'view'; deliberation: string; view: string; rev: number; document: Document }
  | { type: 'queued'; command: string; ballot: string; choice: Choice }
  | { type: 'sent'; command: string; ballot: string }
  | { type: 'recorded'; command: string; ballot: string; choice: Choice; seq: number; receipt: string }
  | { type: 'refused'; command: string; ballot: string; choice: Choice; code: Code }
  | { type: 'delayed'; command: string; ballot: string; code: Code };

interface Waiting {
  resolve(result: unknown): void;
  reject(refusal: Refusal): void;
  timer: ReturnType<typeof setTimeout>;
  method: Method;
  sentAt: number;
}

interface Held {
  /** false: wants a connection only, not a session. */
  bound: boolean;
  send(): void;
  refuse(code: Code): void;
}

const ANSWER_LIMIT_MS = 8_000;
const COMMAND_LIMIT_MS = 15_000;
const PROBE_MS = 45_000;
const PROBE_LIMIT_MS = 4_000;
const RETRY_MS = 1_500;

/** What a page can read of what comes in. */
export interface Dialect {
  read: DocumentReader;
  results: ResultShapes;
}

export class Client {
  private readonly link_: Link;
  private readonly outbox_: Outbox;
  private readonly listen_: (message: Message) => void;
  private readonly dialect_: Dialect;
  private readonly clock_ = new Clock();
  private readonly waiting_ = new Map<number, Waiting>();
  private readonly held_ = new Set<Held>();
  private readonly inFlight_ = new Set<string>();
  private nextId_ = 1;
  private token_: string | null = null;
  private owner_: string | null = null;
  private bound_ = false;
  private watched_: { deliberation: string | null; views: Set<string> } = { deliberation: null, views: new Set() };
  private probe_: ReturnType<typeof setTimeout> | undefined;
  private readonly retries_ = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    url: string,
    outbox: Outbox,
    listen: (message: Message) => void,
    dialect: Dialect = { read: readDocument, results },
  ) {
    this.dialect_ = dialect;
    this.outbox_ = outbox;
    this.listen_ = listen;
    this.link_ = new Link(url, {
      state: (state) => listen({ type: 'link', state }),
      opened: () => this.opened_(),
      frame: (text) => this.frame_(text),
      closed: (code) => this.closed_(code),
    });
  }

  start(): void {
    this.link_.start();
  }

  stop(): void {
    clearTimeout(this.probe_);
    this.cancelRetries_();
    this.link_.stop();
    this.bound_ = false;
    this.fail_('offline');
  }

  /** The page or the network came back: connect at once, or make sure the connection still lives. */
  wake(): void {
    if (this.link_.state === 'waiting') this.link_.start();
    else if (this.link_.state === 'open') this.check_();
  }

  /** The browser says there is no network: do not trust the open socket. */
  sleep(): void {
    if (this.link_.state === 'open' || this.link_.state === 'connecting') this.link_.renew();
  }

  /** Begins a new, anonymous connection. */
  renew(): void {
    this.link_.renew();
  }

  /** One call on the present connection. */
  async call<M extends Method>(method: M, params: ParamsOf[M], limitMs = ANSWER_LIMIT_MS): Promise<ResultOf<M>> {
    const raw = await this.request_(method, params as Record<string, unknown>, limitMs);
    try {
      return (this.dialect_.results[method] as Shape<ResultOf<M>>)(raw, '');
    } catch (fault) {
      if (fault instanceof Misfit) throw new Refusal('unexpected', fault.message);
      throw fault;
    }
  }

  /** A command that may be repeated for a short while (the same id each time), then gives up: a ballot must not open
   * minutes after its button was pressed. */
  command<M extends Method>(
    method: M,
    params: ParamsOf[M],
    options: { bound: boolean; id?: string },
  ): Promise<ResultOf<M>> {
    const withId = { ...params, command_id: options.id ?? commandId() } as ParamsOf[M];
    return this.persist_(method, withId, options.bound);
  }

  /** A call that waits for a connection, and is made again if the connection goes. */
  ask<M extends Method>(method: M, params: ParamsOf[M], options: { bound: boolean }): Promise<ResultOf<M>> {
    return this.persist_(method, params, options.bound);
  }

  private persist_<M extends Method>(method: M, params: ParamsOf[M], bound: boolean): Promise<ResultOf<M>> {
    return new Promise((resolve, reject) => {
      let done = false;
      const finish = (act: () => void) => {
        if (done) return;
        done = true;
        clearTimeout(limit);
        this.held_.delete(held);
        act();
      };
      const held: Held = {
        bound,
        send: () => {
          this.call(method, params).then(
            (result) => finish(() => resolve(result)),
            (fault: unknown) => {
              const refusal = fault instanceof Refusal ? fault : new Refusal('unexpected');
              if (refusal.code !== 'offline') finish(() => reject(refusal));
            },
          );
        },
        refuse: (code) => finish(() => reject(new Refusal(code))),
      };
      const limit = setTimeout(() => held.refuse('offline'), COMMAND_LIMIT_MS);
      this.held_.add(held);
      if (this.link_.state === 'open' && (this.bound_ || !bound)) held.send();
      else this.link_.start();
    });
  }

  /** Uses the token from now on, on this connection (already bound by the call that gave the token) and later ones. */
  adopt(token: string, owner: string | null): void {
    this.token_ = token;
    this.owner_ = owner;
    if (this.link_.state === 'open') this.ready_();
  }

  /** Uses a token kept from before. */
  resume(token: string): void {
    this.token_ = token;
    if (this.link_.state === 'open') this.bind_(token);
    else this.link_.start();
  }

  forget(): void {
    this.drop_();
    this.token_ = null;
    this.owner_ = null;
    this.bound_ = false;
    this.watched_ = { deliberation: null, views: new Set() };
  }

  /** What to watch from now on, in place of what was watched. A staff call names its deliberation. */
  watch(views: Iterable<string>, deliberation: string | null): void {
    const before = this.watched_;
    const wanted = new Set(views);
    this.watched_ = { deliberation, views: wanted };
    if (!this.bound_) return;
    const moved = before.deliberation !== deliberation;
    const gone = [...before.views].filter((view) => moved || !wanted.has(view));
    const fresh = [...wanted].filter((view) => moved || !before.views.has(view));
    if (gone.length > 0) this.watchCall_('view.unwatch', gone, before.deliberation);
    if (fresh.length > 0) this.watchCall_('view.watch', fresh, deliberation);
  }

  /** Has a watched view sent once more: for documents that the server does not send again with each change. */
  refresh(view: string): void {
    if (this.bound_ && this.watched_.views.has(view)) this.watchCall_('view.watch', [view], this.watched_.deliberation);
  }

  /** Keeps a vote on this phone until the server has acknowledged it. */
  cast(ballot: string, choice: Choice): void {
    if (this.owner_ === null) return;
    const entry: Entry = {
      id: commandId(),
      owner: this.owner_,
      subject: `ballot/${ballot}`,
      method: 'ballot.cast',
      params: { ballot, choice },
    };
    this.outbox_.put(entry);
    this.listen_({ type: 'queued', command: entry.id, ballot, choice });
    this.flush_();
  }

  unsent(owner: string): Entry[] {
    return this.outbox_.all(owner);
  }

  discard(owner: string): void {
    this.outbox_.clear(owner);
  }

  private request_(method: Method, params: Record<string, unknown>, limitMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.nextId_++;
      const empty = Object.keys(params).length === 0;
      const text = JSON.stringify(empty ? { jsonrpc: '2.0', id, method } : { jsonrpc: '2.0', id, method, params });
      if (!this.link_.send(text)) {
        reject(new Refusal('offline'));
        return;
      }
      const timer = setTimeout(() => {
        this.waiting_.delete(id);
        reject(new Refusal('offline'));
        this.link_.renew();
      }, limitMs);
      this.waiting_.set(id, { resolve, reject, timer, method, sentAt: Date.now() });
    });
  }

  private opened_(): void {
    for (const held of [...this.held_]) if (!held.bound) held.send();
    if (this.token_ !== null) this.bind_(this.token_);
    else this.check_();
  }

  private bind_(token: string): void {
    this.call('session.resume', { token }).then(
      (session) => {
        if (this.token_ !== token) return;
        if (session.participant !== null && session.deliberation !== null) {
          this.owner_ = `${session.deliberation}/${session.participant}`;
        }
        this.listen_({
          type: 'bound',
          role: session.role,
          participant: session.participant,
          name: session.name,
          deliberation: session.deliberation,
        });
        this.ready_();
      },
      (fault: unknown) => {
        if (this.token_ !== token || !(fault instanceof Refusal)) return;
        if (endsSession(fault.code) || fault.code === 'unknown_deliberation' || fault.code === 'unknown_participant') {
          this.end_('expired');
        } else if (fault.code !== 'offline') {
          this.later_('bind', fault.retryAfterMs, () => this.token_ !== null && this.bind_(this.token_));
        }
      },
    );
  }

  private ready_(): void {
    this.bound_ = true;
    this.check_();
    const { views, deliberation } = this.watched_;
    if (views.size > 0) this.watchCall_('view.watch', [...views], deliberation);
    for (const held of [...this.held_]) if (held.bound) held.send();
    this.flush_();
  }

  private watchCall_(method: 'view.watch' | 'view.unwatch', views: string[], deliberation: string | null): void {
    const params = deliberation === null ? { views } : { views, deliberation };
    this.call(method, params).catch((fault: unknown) => {
      if (method === 'view.unwatch' || !(fault instanceof Refusal) || fault.code === 'offline') return;
      if (!isTransient(fault.code)) return;
      this.later_(`watch ${views.join()}`, fault.retryAfterMs, () => {
        const still = views.filter((view) => this.watched_.views.has(view));
        if (this.bound_ && still.length > 0) this.watchCall_('view.watch', still, deliberation);
      });
    });
  }

  private flush_(): void {
    if (!this.bound_ || this.owner_ === null) return;
    for (const entry of this.outbox_.all(this.owner_)) {
      if (!this.inFlight_.has(entry.id)) this.sendEntry_(entry);
    }
  }

  private sendEntry_(entry: Entry): void {
    const { ballot, choice } = entry.params as { ballot: string; choice: Choice };
    const about = { command: entry.id, ballot };
    this.inFlight_.add(entry.id);
    this.listen_({ type: 'sent', ...about });
    this.call('ballot.cast', { ballot, choice, command_id: entry.id }).then(
      ({ seq, receipt }) => {
        this.inFlight_.delete(entry.id);
        this.outbox_.remove(entry.id);
        this.listen_({ type: 'recorded', ...about, choice, seq, receipt });
      },
      (fault: unknown) => {
        this.inFlight_.delete(entry.id);
        const refusal = fault instanceof Refusal ? fault : new Refusal('unexpected');
        if (isTransient(refusal.code) || endsSession(refusal.code)) {
          this.listen_({ type: 'delayed', ...about, code: refusal.code });
          if (endsSession(refusal.code)) this.link_.renew();
          else if (refusal.code !== 'offline') this.later_('flush', refusal.retryAfterMs, () => this.flush_());
          return;
        }
        this.outbox_.remove(entry.id);
        this.listen_({ type: 'refused', ...about, choice, code: refusal.code });
      },
    );
  }

  private later_(what: string, afterMs: number | undefined, act: () => void): void {
    clearTimeout(this.retries_.get(what));
    const wait = Math.max(afterMs ?? 0, RETRY_MS) + Math.random() * RETRY_MS;
    this.retries_.set(what, setTimeout(act, wait));
  }

  private cancelRetries_(): void {
    for (const timer of this.retries_.values()) clearTimeout(timer);
    this.retries_.clear();
  }

  /** Asks the time: it keeps the clock right and shows that the connection lives. */
  private check_(): void {
    clearTimeout(this.probe_);
    this.probe_ = setTimeout(() => this.check_(), PROBE_MS + Math.random() * 10_000);
    this.call('server.time', {}, PROBE_LIMIT_MS).catch(() => undefined);
  }

  private frame_(text: string): void {
    const incoming = decodeFrame(text, this.dialect_.read);
    switch (incoming.type) {
      case 'result':
      case 'error': {
        if (incoming.id === null) return;
        const waiting = this.waiting_.get(incoming.id);
        if (!waiting) return;
        this.waiting_.delete(incoming.id);
        clearTimeout(waiting.timer);
        if (incoming.type === 'error') {
          waiting.reject(new Refusal(incoming.code, incoming.at, incoming.retryAfterMs));
        } else {
          this.takeTime_(incoming.result, waiting.sentAt);
          waiting.resolve(incoming.result);
        }
        return;
      }
      case 'view':
        this.listen_(incoming);
        return;
      case 'moved':
        this.end_('moved');
        return;
      case 'ended':
        this.end_(incoming.reason);
        return;
      case 'stopping':
        this.link_.expectRestart();
        return;
      case 'unknown':
        console.warn('frame not understood:', incoming.why);
    }
  }

  private takeTime_(result: unknown, sentAt: number): void {
    const now = (result as { now?: unknown } | null)?.now;
    if (typeof now !== 'number') return;
    if (this.clock_.take({ sentAt, receivedAt: Date.now(), serverNow: now })) {
      this.listen_({ type: 'clock', offset: this.clock_.offset });
    }
  }

  private closed_(code: number): void {
    clearTimeout(this.probe_);
    this.cancelRetries_();
    this.bound_ = false;
    this.fail_('offline');
    if (code === 4001) this.end_('moved');
    if (code === 4002) this.end_('expired');
  }

  private end_(reason: EndReason): void {
    if (this.token_ === null) return;
    this.drop_();
    this.token_ = null;
    this.bound_ = false;
    this.listen_({ type: 'ended', reason });
  }

  /** What waited for the session that is over; whoever comes next must not send it as theirs. */
  private drop_(): void {
    for (const held of [...this.held_]) if (held.bound) held.refuse('not_signed_in');
  }

  private fail_(code: Code): void {
    for (const [id, waiting] of [...this.waiting_]) {
      this.waiting_.delete(id);
      clearTimeout(waiting.timer);
      waiting.reject(new Refusal(code));
    }
  }
}
