// The organiser's work before the day: a definition checked and created, the roll imported, seats issued.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { commandId } from '../link/command_id';
import { fetchFile, saveFile } from '../link/download';
import { Outbox } from '../link/outbox';
import { memoryStorage, type Storage } from '../link/storage';
import { Client, type Message } from '../protocol/client';
import { type Code, Refusal } from '../protocol/codes';
import { decodeFrame } from '../protocol/frames';
import { staffDialect } from '../protocol/staff_dialect';
import type { Fault, IssuedSeat } from '../protocol/staff_methods';
import { emptyHall, type Hall, leaveDeliberation, reduceHall } from './hall';
import { batches, type Person } from './roll_file';

export interface Prepare {
  hall: Hall;
  /** stranger: nobody is signed in on this tab. */
  phase: 'starting' | 'stranger' | 'definition' | 'people';
  deliberation: string | null;
  busy: boolean;
  /** How much of a long work is done, 0 to 1. */
  progress: number | null;
  refusal: { code: Code; at: string } | null;
  /** What the server says of the definition as it was last checked; null: not checked since it changed. */
  checked: { faults: Fault[]; deviations: Fault[] } | null;
  imported: number;
  seats: IssuedSeat[];
  /** The name of the file of cards that was saved last. */
  saved: string | null;
}

/** Whose cards to print: so many of those without one, these again, or everyone's anew. */
export type CardOrder = { count?: number } | { ids: string[] } | { all: true };

export const emptyPrepare: Prepare = {
  hall: emptyHall,
  phase: 'starting',
  deliberation: null,
  busy: false,
  progress: null,
  refusal: null,
  checked: null,
  imported: 0,
  seats: [],
  saved: null,
};

const TOKEN_KEY = 'ruamkit.staff';
/** People a call of seat.issue; the codes of that many fit a frame. */
const SEATS_A_CALL = 400;

export class PrepareSession {
  private readonly state_ = signal<Prepare>(emptyPrepare);
  private readonly client_: Client;
  private readonly storage_: Storage;
  private lost_: { what: string; id: string } | null = null;

  constructor(url: string, storage: Storage) {
    this.storage_ = storage;
    this.client_ = new Client(url, new Outbox(memoryStorage()), (message) => this.hear_(message), staffDialect);
  }

  get state(): ReadonlySignal<Prepare> {
    return this.state_;
  }

  start(deliberation: string | null): void {
    const token = this.storage_.get(TOKEN_KEY);
    this.set_({ deliberation });
    if (token === null) this.set_({ phase: 'stranger' });
    else this.client_.resume(token);
    this.client_.start();
    effect(() => {
      const { phase, deliberation: now } = this.state_.value;
      if (phase === 'people' && now !== null) this.client_.watch(['agenda', 'room'], now);
    });
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  /** The definition was edited: what was said of it holds no more. */
  edited(): void {
    if (this.state_.peek().checked || this.state_.peek().refusal) this.set_({ checked: null, refusal: null });
  }

  async check(definition: unknown): Promise<boolean> {
    return this.work_(async () => {
      const checked = await this.client_.ask('deliberation.check', { definition }, { bound: true });
      this.set_({ checked });
      return checked.faults.length === 0;
    });
  }

  async create(definition: unknown): Promise<void> {
    if (!(await this.check(definition))) return;
    await this.work_(async () => {
      const { deliberation } = await this.client_.command('deliberation.create', { definition }, { bound: true });
      this.set_({
        deliberation,
        phase: 'people',
        hall: leaveDeliberation(this.state_.peek().hall),
        imported: 0,
        seats: [],
        saved: null,
      });
      return true;
    });
  }

  async importRoll(people: Person[]): Promise<void> {
    const { deliberation } = this.state_.peek();
    if (deliberation === null) return;
    await this.work_(async () => {
      let done = 0;
      for (const batch of batches(people)) {
        await this.client_.command('roll.import', { deliberation, people: batch }, { bound: true });
        done += batch.length;
        this.set_({ progress: done / people.length, imported: this.state_.peek().imported + batch.length });
      }
      return true;
    });
  }

  /** Codes for `count` seats: for people of the roll who have none, then for nobody in particular. */
  async issueSeats(count: number): Promise<void> {
    const { deliberation } = this.state_.peek();
    if (deliberation === null) return;
    await this.work_(async () => {
      let left = count;
      while (left > 0) {
        const some = Math.min(left, SEATS_A_CALL);
        const { seats } = await this.client_.command('seat.issue', { deliberation, count: some }, { bound: true });
        left -= some;
        this.set_({ progress: 1 - left / count, seats: [...this.state_.peek().seats, ...seats] });
      }
      return true;
    });
  }

  /** Issues codes and saves the cards they are printed on. Asked again after an answer was lost, it is the same order:
   * no second set of spare seats is made. */
  async printSeats(order: CardOrder, lang: 'th' | 'en'): Promise<void> {
    const what = JSON.stringify(order);
    const id = this.lost_?.what === what ? this.lost_.id : commandId();
    this.lost_ = { what, id };
    const made = await this.printed_('cards/seats.pdf', { ...order, lang, command_id: id });
    if (made) this.lost_ = null;
  }

  printTables(lang: 'th' | 'en'): Promise<boolean> {
    return this.printed_(`cards/tables.pdf?lang=${lang}`);
  }

  private printed_(file: string, body?: unknown): Promise<boolean> {
    const token = this.storage_.get(TOKEN_KEY);
    const { deliberation } = this.state_.peek();
    if (token === null || deliberation === null) return Promise.resolve(false);
    return this.work_(async () => {
      this.set_({ saved: null });
      const got = await fetchFile(`/api/deliberations/${deliberation}/${file}`, token, body).catch(() => null);
      if (!got) throw new Refusal('offline');
      if (!got.ok) {
        const refusal = decodeFrame(await got.body.text());
        throw refusal.type === 'error' ? new Refusal(refusal.code, refusal.at) : new Refusal('unexpected');
      }
      const saved = got.name || 'cards.pdf';
      saveFile(saved, got.body);
      this.set_({ saved });
      return true;
    });
  }

  private async work_(what: () => Promise<boolean>): Promise<boolean> {
    if (this.state_.peek().busy) return false;
    this.set_({ busy: true, refusal: null, progress: null });
    try {
      return await what();
    } catch (fault) {
      const refusal = fault instanceof Refusal ? fault : new Refusal('unexpected');
      this.set_({ refusal: { code: refusal.code, at: refusal.at } });
      return false;
    } finally {
      this.set_({ busy: false, progress: null });
    }
  }

  private hear_(message: Message): void {
    const now = this.state_.peek();
    const hall = reduceHall(now.hall, message);
    switch (message.type) {
      case 'bound':
        this.set_({
          hall,
          phase: now.phase === 'starting' ? (now.deliberation === null ? 'definition' : 'people') : now.phase,
        });
        return;
      case 'ended':
        this.set_({ hall: { ...emptyHall, online: now.hall.online }, phase: 'stranger' });
        return;
      case 'view':
        if (message.deliberation === now.deliberation) this.set_({ hall });
        return;
      default:
        this.set_({ hall });
    }
  }

  private set_(change: Partial<Prepare>): void {
    this.state_.value = { ...this.state_.peek(), ...change };
  }
}
