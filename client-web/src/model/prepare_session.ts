// The organiser's work before the day: a definition checked and created, the roll imported, seats issued.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { commandId } from '../link/command_id';
import { fetchFile, saveFile } from '../link/download';
import { Outbox } from '../link/outbox';
import { memoryStorage, type Storage } from '../link/storage';
import { putFile } from '../link/upload';
import { Client, type Message } from '../protocol/client';
import { type Code, codeIn, Refusal } from '../protocol/codes';
import { decodeFrame } from '../protocol/frames';
import type { ParamsOf, ResultOf } from '../protocol/methods';
import { fitsFrame, post, refusalIn } from '../protocol/post';
import { staffDialect } from '../protocol/staff_dialect';
import { type Fault, type IssuedSeat, type Listed, staffResults } from '../protocol/staff_methods';
import { emptyHall, type Hall, leaveDeliberation, reduceHall } from './hall';
import { dropDefinition, type KeptDefinition, keepDefinition, readDefinition } from './kept_definition';
import { faultOfFile, readingPath, typeOfFile } from './papers';
import { batches, type Person } from './roll_file';
import { SignIn } from './sign_in';

export interface Prepare {
  hall: Hall;
  /** login: nobody is signed in on this tab, or not any more. */
  phase: 'starting' | 'login' | 'work';
  /** Whose work is on the page. It stays when their session ends, until somebody else signs in. */
  worker: { name: string; role: string } | null;
  signingIn: boolean;
  /** Why nobody is signed in. */
  fault: Code | null;
  /** Whose people and papers are worked on; null: a definition is being written. */
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
  /** The deliberations that can be copied; null: not asked for yet. */
  past: Listed[] | null;
  /** Whose copy the definition is: its files come along. */
  source: Listed | null;
  /** Of each document: how much of a file has gone out, or why it was refused. */
  uploads: Record<string, Upload>;
}

export interface Upload {
  share: number | null;
  code: Code | null;
}

/** Whose cards to print: so many of those without one, these again, or everyone's anew. */
export type CardOrder = { count?: number } | { ids: string[] } | { all: true };

export const emptyPrepare: Prepare = {
  hall: emptyHall,
  phase: 'starting',
  worker: null,
  signingIn: false,
  fault: null,
  deliberation: null,
  busy: false,
  progress: null,
  refusal: null,
  checked: null,
  imported: 0,
  seats: [],
  saved: null,
  past: null,
  source: null,
  uploads: {},
};

/** After the last key; less would be felt in a long definition. */
const KEPT_AFTER_MS = 400;

/** People a call of seat.issue; the codes of that many fit a frame. */
const SEATS_A_CALL = 400;

export class PrepareSession {
  private readonly state_ = signal<Prepare>(emptyPrepare);
  private readonly client_: Client;
  private readonly door_: SignIn;
  private lost_: { what: string; id: string } | null = null;
  private unkept_: (() => void) | null = null;
  private keeping_: ReturnType<typeof setTimeout> | undefined;

  /** `drafts` outlives the tab. */
  constructor(
    url: string,
    storage: Storage,
    private readonly drafts_: Storage,
  ) {
    this.client_ = new Client(url, new Outbox(memoryStorage()), (message) => this.hear_(message), staffDialect);
    this.door_ = new SignIn(this.client_, storage);
  }

  get state(): ReadonlySignal<Prepare> {
    return this.state_;
  }

  start(deliberation: string | null): void {
    const { token } = this.door_;
    this.set_({ deliberation });
    if (token === null) this.set_({ phase: 'login' });
    else this.client_.resume(token);
    this.client_.start();
    effect(() => {
      const { phase, deliberation: now } = this.state_.value;
      if (phase === 'work' && now !== null) this.client_.watch(['agenda', 'room'], now);
    });
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  async login(name: string, password: string): Promise<void> {
    this.set_({ signingIn: true, fault: null });
    try {
      const { token, ...who } = await this.door_.login(name, password);
      this.begin_(who);
      this.client_.adopt(token, null);
    } catch (fault) {
      this.set_({ fault: codeIn(fault) });
    } finally {
      this.set_({ signingIn: false });
    }
  }

  /** Leaves nothing of what was done; the next one finds the page as its address has it. */
  logout(): void {
    const { deliberation, hall } = this.state_.peek();
    this.keepNow();
    this.door_.logout();
    this.lost_ = null;
    this.state_.value = { ...emptyPrepare, phase: 'login', deliberation, hall: { ...emptyHall, online: hall.online } };
  }

  /** The definition was edited: what was said of it holds no more. */
  edited(): void {
    if (this.state_.peek().checked || this.state_.peek().refusal) this.set_({ checked: null, refusal: null });
  }

  async check(definition: unknown): Promise<boolean> {
    return this.work_(async () => {
      const params = { definition };
      const checked = fitsFrame(params)
        ? await this.client_.ask('deliberation.check', params, { bound: true })
        : await this.post_('deliberation.check', params);
      this.set_({ checked });
      return checked.faults.length === 0;
    });
  }

  async create(definition: unknown): Promise<void> {
    if (!(await this.check(definition))) return;
    await this.work_(async () => {
      const params = { definition };
      const { deliberation } = fitsFrame(params)
        ? await this.client_.command('deliberation.create', params, { bound: true })
        : await this.post_('deliberation.create', { ...params, command_id: commandId() });
      await this.takeFilesAlong_(deliberation, definition);
      this.keep(null);
      this.keepNow();
      this.set_({
        deliberation,
        hall: leaveDeliberation(this.state_.peek().hall),
        imported: 0,
        seats: [],
        saved: null,
        uploads: {},
      });
      return true;
    });
  }

  async listPast(): Promise<void> {
    await this.work_(async () => {
      const { deliberations } = await this.client_.ask('deliberation.list', {}, { bound: true });
      this.set_({ past: deliberations.slice().reverse() });
      return true;
    });
  }

  /** The definition of an earlier deliberation, to start from; null: it could not be had. */
  async copy(source: Listed): Promise<unknown> {
    let definition: unknown = null;
    await this.work_(async () => {
      const answer = await this.post_('deliberation.definition', { deliberation: source.deliberation });
      definition = answer.definition;
      return true;
    });
    return definition;
  }

  /** Another start was chosen: the files of `source` come along, or none. */
  startFrom(source: Listed | null): void {
    this.set_({ source, checked: null, refusal: null });
  }

  /** What this person was writing when the page was last here. */
  get kept(): KeptDefinition | null {
    return readDefinition(this.drafts_, this.writer_);
  }

  /** Keeps what is written soon: a tab is closed by a slip, a computer stops. null: there is nothing worth keeping. */
  keep(written: Pick<KeptDefinition, 'doc' | 'json'> | null): void {
    const writer = this.writer_;
    const { source } = this.state_.peek();
    this.unkept_ = () => {
      if (written) keepDefinition(this.drafts_, writer, { ...written, source, at: Date.now() });
      else dropDefinition(this.drafts_, writer);
    };
    clearTimeout(this.keeping_);
    this.keeping_ = setTimeout(() => this.keepNow(), KEPT_AFTER_MS);
  }

  keepNow(): void {
    clearTimeout(this.keeping_);
    this.unkept_?.();
    this.unkept_ = null;
  }

  private get writer_(): string {
    return this.state_.peek().worker?.name ?? '';
  }

  async attach(document: string, file: File): Promise<void> {
    const { deliberation, uploads } = this.state_.peek();
    const { token } = this.door_;
    if (deliberation === null || token === null || uploads[document]?.share != null) return;
    const type = typeOfFile(file.name);
    const fault = faultOfFile(file);
    if (type === null || fault !== null) return this.tell_(document, { share: null, code: fault ?? 'document_kind' });
    this.tell_(document, { share: 0, code: null });
    try {
      const path = readingPath(deliberation, document);
      const { status, text } = await putFile(path, token, type, file, (share) =>
        this.tell_(document, { share, code: null }),
      );
      this.tell_(document, { share: null, code: status === 200 ? null : refusalIn(text).code });
    } catch {
      this.tell_(document, { share: null, code: 'offline' });
    }
  }

  private tell_(document: string, upload: Upload): void {
    this.set_({ uploads: { ...this.state_.peek().uploads, [document]: upload } });
  }

  private post_<M extends keyof typeof staffResults>(method: M, params: ParamsOf[M]): Promise<ResultOf<M>> {
    const { token } = this.door_;
    if (token === null) return Promise.reject(new Refusal('not_signed_in'));
    return post(method, params, token, staffResults[method] as never);
  }

  /** The files of a copy: those its source has. A file that does not come can still be attached by hand. */
  private async takeFilesAlong_(deliberation: string, definition: unknown): Promise<void> {
    const { source } = this.state_.peek();
    const { documents } = (definition ?? {}) as { documents?: { id?: unknown }[] };
    if (source === null || !Array.isArray(documents)) return;
    for (const { id } of documents) {
      if (typeof id !== 'string') continue;
      const params = { deliberation, document: id, from: source.deliberation };
      await this.client_.command('document.reuse', params, { bound: true }).catch(() => undefined);
    }
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
    const { token } = this.door_;
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

  /** Goes on with the work that is on the page if it is this person's, else begins anew. */
  private begin_(worker: { name: string; role: string }): void {
    const now = this.state_.peek();
    const theirs = now.worker === null || now.worker.name === worker.name;
    const session = { ...worker, participant: null, deliberation: null };
    const hall = { ...(theirs ? now.hall : leaveDeliberation(now.hall)), session, ended: null };
    this.state_.value = {
      ...(theirs ? now : { ...emptyPrepare, deliberation: now.deliberation }),
      hall,
      worker,
      phase: 'work',
    };
  }

  private hear_(message: Message): void {
    const now = this.state_.peek();
    const hall = reduceHall(now.hall, message);
    switch (message.type) {
      case 'bound':
        this.set_({ hall });
        this.begin_({ name: message.name ?? '', role: message.role });
        return;
      case 'ended':
        this.door_.forget();
        this.set_({ hall, phase: 'login', fault: 'token_expired' });
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
