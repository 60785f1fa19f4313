// Turns the phone's intents into calls, and what comes back into messages for the reducer.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { commandId } from '../link/command_id';
import { Outbox } from '../link/outbox';
import type { Storage } from '../link/storage';
import { Client } from '../protocol/client';
import { type Code, Refusal } from '../protocol/codes';
import type { Choice } from '../protocol/documents';
import type { ParamsOf } from '../protocol/methods';
import type { Draft } from './draft';
import { featured } from './featured';
import type { Hall } from './hall';
import { emptyPhone, type Page, type Pending, type Phone, type PhoneMessage, reducePhone, shownPage } from './phone';
import { seatCharacters } from './seat';

interface Saved {
  token: string;
  deliberation: string;
  participant: string;
  code: string;
  seat: string;
}

const KEY = 'ruamkit.phone';
const DRAFTS_KEY = 'ruamkit.drafts';
const ARRIVAL_KEY = 'ruamkit.arrival';
const FOLLOW_MS = 3_000;

const hasIdeas = (phone: Phone): boolean => (phone.hall.me?.ideas.length ?? 0) > 0;

export class PhoneSession {
  private readonly state_ = signal<Phone>(emptyPhone);
  private readonly client_: Client;
  private readonly storage_: Storage;
  private seen_: Pick<Hall, 'themes' | 'agenda'> = { themes: null, agenda: null };
  private later_: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, storage: Storage) {
    this.storage_ = storage;
    this.client_ = new Client(url, new Outbox(storage), (message) => this.dispatch_(message));
  }

  get state(): ReadonlySignal<Phone> {
    return this.state_;
  }

  /** `code`, `seat`: the hall and the seat named in the address, if any. */
  start(code: string | null, seat: string | null = null): void {
    const saved = this.saved_();
    const another = seat !== null && saved !== null && seatCharacters(saved.seat) !== seat;
    if (saved && !another && (code === null || code === saved.code)) {
      const owner = ownerOf(saved);
      const pending: Record<string, Pending> = {};
      for (const entry of this.client_.unsent(owner)) {
        const { ballot, choice } = entry.params as { ballot: string; choice: Choice };
        pending[ballot] = { command: entry.id, choice, state: 'kept' };
      }
      this.dispatch_({ type: 'restored', code: saved.code, seat: saved.seat, pending, drafts: this.drafts_(owner) });
      this.client_.resume(saved.token);
    } else if (code !== null) {
      void this.join(code, seat ?? '');
    } else {
      this.dispatch_({ type: 'asks_code', code: '' });
    }
    this.client_.start();
    effect(() => this.watch_(this.state_.value));
    effect(() => this.keepDrafts_(this.state_.value));
    effect(() => this.follow_(this.state_.value));
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  askCode(): void {
    this.dispatch_({ type: 'asks_code', code: '' });
  }

  /** Tries without a seat first where none is given: the server says when one is needed. */
  async join(code: string, seat = ''): Promise<void> {
    const before = this.state_.value.phase;
    this.dispatch_({ type: 'joining' });
    try {
      const params = seat === '' ? { code, command_id: this.arrival_(code) } : { code, seat: seatCharacters(seat) };
      const joined = await this.client_.ask('session.join', params, { bound: false });
      const { token, deliberation, participant } = joined;
      const saved: Saved = { token, deliberation, participant, code, seat };
      this.storage_.set(KEY, JSON.stringify(saved));
      this.dispatch_({ type: 'joined', code, seat, deliberation, participant });
      this.client_.adopt(token, ownerOf(saved));
    } catch (fault) {
      const refusal = fault instanceof Refusal ? fault : new Refusal('unexpected');
      if (refusal.code === 'seat_required' && seat === '') {
        this.dispatch_({ type: 'asks_seat', code });
        return;
      }
      if (before === 'starting') this.dispatch_({ type: 'asks_code', code });
      this.dispatch_({ type: 'join_refused', code: refusal.code });
    }
  }

  /** The id this device joins a hall by, always the same: where admission is open it is one participant a device. */
  private arrival_(code: string): string {
    const key = `${ARRIVAL_KEY}.${code}`;
    const known = this.storage_.get(key);
    if (known) return known;
    const fresh = commandId();
    this.storage_.set(key, fresh);
    return fresh;
  }

  /** The seat was moved to another phone, or the session ran out: take it again with what is known. */
  joinAgain(): void {
    const { code, seat } = this.state_.value;
    void this.join(code, seat);
  }

  show(page: Page): void {
    this.dispatch_({ type: 'shows', page });
  }

  draft(ballot: string, draft: Draft): void {
    this.dispatch_({ type: 'drafts', ballot, draft });
  }

  cast(ballot: string, choice: Choice): void {
    this.client_.cast(ballot, choice);
  }

  /** An idea of one's own; the code tells why not. */
  async tell<M extends 'idea.add' | 'idea.edit' | 'idea.withdraw'>(
    method: M,
    params: ParamsOf[M],
  ): Promise<Code | null> {
    try {
      await this.client_.command(method, params, { bound: true });
      return null;
    } catch (fault) {
      return fault instanceof Refusal ? fault.code : 'unexpected';
    }
  }

  leave(): void {
    const saved = this.saved_();
    if (saved) this.client_.discard(ownerOf(saved));
    this.client_.call('session.logout', {}).catch(() => undefined);
    this.client_.forget();
    this.storage_.remove(KEY);
    this.storage_.remove(DRAFTS_KEY);
    this.dispatch_({ type: 'left' });
    this.client_.renew();
  }

  private dispatch_(message: PhoneMessage): void {
    this.state_.value = reducePhone(this.state_.peek(), message);
  }

  /** agenda and me always; the tally of the one ballot that is looked at. */
  private watch_(phone: Phone): void {
    if (phone.phase !== 'in') return;
    const views = ['agenda', 'me'];
    const looking = lookedAt(phone);
    if (looking !== null) views.push(`tally/${looking}`);
    if (hasIdeas(phone)) views.push('themes');
    this.client_.watch(views, null);
  }

  /** Themes or ballots changed: what has become of one's ideas is asked again, but not by a whole hall at once. */
  private follow_(phone: Phone): void {
    const { themes, agenda } = phone.hall;
    if (this.seen_.themes === themes && this.seen_.agenda === agenda) return;
    this.seen_ = { themes, agenda };
    if (!hasIdeas(phone) || this.later_ !== undefined) return;
    this.later_ = setTimeout(
      () => {
        this.later_ = undefined;
        this.client_.refresh('me');
      },
      FOLLOW_MS * (0.2 + Math.random()),
    );
  }

  private keepDrafts_(phone: Phone): void {
    if (phone.phase !== 'in' || !phone.hall.session?.participant) return;
    const owner = `${phone.hall.session.deliberation}/${phone.hall.session.participant}`;
    this.storage_.set(DRAFTS_KEY, JSON.stringify({ owner, drafts: phone.drafts }));
  }

  private drafts_(owner: string): Record<string, Draft> {
    const kept = parse<{ owner: string; drafts: Record<string, Draft> }>(this.storage_.get(DRAFTS_KEY));
    return kept?.owner === owner ? kept.drafts : {};
  }

  private saved_(): Saved | null {
    return parse<Saved>(this.storage_.get(KEY));
  }
}

const ownerOf = (saved: Saved): string => `${saved.deliberation}/${saved.participant}`;

function parse<T>(text: string | null): T | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function lookedAt(phone: Phone): string | null {
  const page = shownPage(phone);
  if (page.kind === 'ballot') return page.id;
  if (page.kind !== 'home' || !phone.hall.agenda) return null;
  const now = featured(phone.hall.agenda);
  if (now.kind === 'past') return now.ballot.id;
  return now.kind === 'open' && now.ballots.length === 1 ? now.ballots[0].id : null;
}
