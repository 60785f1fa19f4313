// What the buttons of `/table` do.
import { computed, effect } from '@preact/signals';
import { commandId } from '../link/command_id';
import type { Storage } from '../link/storage';
import { type Code, codeIn } from '../protocol/codes';
import type { Choice } from '../protocol/documents';
import type { Notes } from '../protocol/meeting';
import type { Words } from '../protocol/staff_methods';
import type { Deed } from './arrivals';
import {
  emptyFloor,
  type Floor,
  type FloorMessage,
  type Place,
  reduceFloor,
  seatedAt,
  shownTable,
  viewsOf,
} from './floor';
import { KioskSession } from './kiosk';
import { isDue } from './notes';
import { entriesOf, isSettled, type Pile } from './paper';
import { StaffSession } from './staff_session';
import type { IdeaDraft, UnsentIdea } from './unsent';

const PAUSE_MS = 1_000;
const AGAIN_MS = 1_500;
const PEOPLE_A_CALL = 200;
const NOTE_KEY = 'ruamkit.note';
const IDEAS_KEY = 'ruamkit.table_ideas';
const PAPER_KEY = 'ruamkit.paper';
/** A little under the server's 64 KiB a frame. */
const ENTRY_BYTES = 64_000;

export interface WalkInDetails {
  strata: Record<string, string>;
  name: string;
  needs: string;
}

export interface BallotPlan {
  ballot: string;
  question: Words;
  kind: 'single' | 'multiple' | 'rank' | 'score' | 'points';
  themes: string[];
  max: number | null;
}

export class TableSession extends StaffSession<Floor> {
  /** Outlives the tab: what was typed while the server was away must outlive a closed lid. */
  private readonly kept_: Storage;
  private pause_: ReturnType<typeof setTimeout> | undefined;
  readonly kiosk: KioskSession;

  constructor(url: string, storage: Storage, kept: Storage) {
    super(url, storage, emptyFloor);
    this.kept_ = kept;
    this.kiosk = new KioskSession(
      {
        find: (who) => this.client_.command('desk.check_in', { ...who, ...this.here_() }, { bound: true }),
        cast: (participant, ballot, choice) => {
          const params = { participant, ballot, choice, channel: 'kiosk', ...this.here_() };
          return this.client_.command('ballot.cast_for', params, { bound: true });
        },
      },
      () => this.state_.value.hall,
    );
  }

  override start(): void {
    super.start();
    effect(() => this.keep_(this.state_.value));
    const seated = computed(() => seatedAt(this.state_.value));
    effect(() => this.askWho_(seated.value));
    effect(() => this.keepPile_(this.state_.value));
  }

  go(place: Place): void {
    this.flushNote_();
    // The browser's own way back leads nobody at a kiosk to the pages of staff.
    if (this.kiosk.kiosk.peek().person) {
      this.take_({ type: 'goes', place: { kind: 'kiosk' } });
      return;
    }
    this.take_({ type: 'goes', place });
    this.restore_();
  }

  override logout(): void {
    this.kiosk.finish();
    super.logout();
  }

  // The check-in desk

  arrive(who: { seat: string } | { participant: string }, given: string): void {
    this.arrival_('arrive', given, async (key, deliberation) => {
      const options = { bound: true, id: key };
      const found = await this.client_.command('desk.check_in', { ...who, deliberation }, options);
      this.take_({ type: 'arrival_done', key, ...found });
    });
  }

  walkIn({ strata, name, needs }: WalkInDetails): void {
    this.arrival_('walk_in', '', async (key, deliberation) => {
      const options = { bound: true, id: key };
      const params = { strata, deliberation, ...(name && { name }), ...(needs && { needs }) };
      const { seat, ...made } = await this.client_.command('desk.walk_in', params, options);
      this.take_({ type: 'arrival_done', key, strata, given: seat, ...made });
    });
  }

  leave(who: { seat: string } | { participant: string }, given: string): void {
    this.arrival_('leave', given, async (key, deliberation) => {
      const options = { bound: true, id: key };
      const left = await this.client_.command('desk.leave', { ...who, deliberation }, options);
      this.take_({ type: 'arrival_done', key, ...left, table: null });
    });
  }

  /** People whose names have these words; a code where the server refuses. */
  async findPeople(text: string): Promise<{ participant: string; name: string }[] | Code> {
    const { deliberation } = this.state_.peek();
    if (deliberation === null) return [];
    try {
      return (await this.client_.ask('desk.find', { text, deliberation }, { bound: true })).people;
    } catch (fault) {
      return codeIn(fault);
    }
  }

  async setNeeds(participant: string, needs: string): Promise<boolean> {
    const params = { participant, needs: needs.trim() || null };
    const kept = await this.do_('desk.needs', `needs/${participant}`, params);
    if (kept) this.take_({ type: 'arrival_needs', participant, needs: kept.needs });
    return kept !== null;
  }

  /** To a table chosen by hand; what it did to the balance, or null where it was refused. */
  async moveTo(participant: string, table: number, over: boolean): Promise<'ok' | 'worse' | null> {
    const params = over ? { participant, table, over } : { participant, table };
    const moved = await this.do_('table.move', `move/${participant}`, params);
    if (moved) this.take_({ type: 'arrival_moved', participant, table: moved.table });
    return moved?.balance ?? null;
  }

  /** A name is no part of any view: whoever runs the table asks for those who sit there, again when they change. */
  private askWho_(seated: string): void {
    const { deliberation } = this.state_.peek();
    if (seated === '' || deliberation === null) return;
    const participants = seated.split(' ').slice(1, 1 + PEOPLE_A_CALL);
    this.client_.ask('desk.people', { participants, deliberation }, { bound: true }).then(
      ({ people }) => this.take_({ type: 'people_told', people }),
      () => undefined, // ids stand where names would: the table works without
    );
  }

  private arrival_(deed: Deed, given: string, act: (key: string, deliberation: string) => Promise<void>): void {
    const { deliberation } = this.state_.peek();
    if (deliberation === null) return;
    const key = commandId();
    this.take_({ type: 'arrival_sent', key, deed, given });
    act(key, deliberation).catch((fault: unknown) => this.take_({ type: 'arrival_refused', key, code: codeIn(fault) }));
  }

  // A table

  /** Takes the table and opens it. */
  async runTable(table: number): Promise<void> {
    if (await this.do_('table.facilitate', `table/${table}`, { table })) this.go({ kind: 'table', table });
  }

  callHelp(table: number, wanted: boolean): void {
    void this.do_('table.help', `help/${table}`, { table, wanted });
  }

  typeNote(text: string): void {
    this.take_({ type: 'note_typed', text });
    clearTimeout(this.pause_);
    this.pause_ = setTimeout(() => this.flushNote_(), PAUSE_MS);
  }

  /** One's own text, seen beside the other's, is what shall stand. */
  mergeNote(text: string): void {
    this.take_({ type: 'note_merged', text });
    this.flushNote_();
  }

  yieldNote(): void {
    this.take_({ type: 'note_yielded' });
  }

  private flushNote_(): void {
    clearTimeout(this.pause_);
    const { note, deliberation } = this.state_.peek();
    if (!note || deliberation === null || !isDue(note)) return;
    const { table, text, version } = note;
    this.take_({ type: 'note_sending' });
    this.client_.command('table.note', { table, text, version, deliberation }, { bound: true }).then(
      (saved) => this.noteAnswered_(table, { type: 'note_saved', version: saved.version }),
      (fault: unknown) => this.noteAnswered_(table, { type: 'note_refused', code: codeIn(fault) }),
    );
  }

  private noteAnswered_(table: number, message: FloorMessage): void {
    if (this.state_.peek().note?.table !== table) return;
    this.take_(message);
    if (this.state_.peek().note?.state === 'typed') this.pause_ = setTimeout(() => this.flushNote_(), PAUSE_MS);
  }

  addIdea(table: number, draft: IdeaDraft): void {
    const idea: UnsentIdea = { ...draft, id: commandId(), table, state: 'sending', code: null };
    this.take_({ type: 'idea_queued', idea });
    this.sendIdea_(idea);
  }

  dropIdea(id: string): void {
    this.take_({ type: 'idea_dropped', id });
  }

  private sendIdea_(idea: UnsentIdea): void {
    const { deliberation } = this.state_.peek();
    if (deliberation === null) return;
    const { id, table, text, agreement, dissent } = idea;
    this.take_({ type: 'idea_sending', id });
    const params = { deliberation, table, text, ...(agreement && { agreement }), ...(dissent && { dissent }) };
    this.client_.command('idea.add', params, { bound: true, id }).then(
      () => this.take_({ type: 'idea_added', id }),
      (fault: unknown) => {
        const code = codeIn(fault);
        this.take_(code === 'offline' ? { type: 'idea_kept', id } : { type: 'idea_refused', id, code });
      },
    );
  }

  editIdea(idea: string, version: number, draft: IdeaDraft): Promise<boolean> {
    const { text, agreement, dissent } = draft;
    const params = { idea, version, text, ...(agreement && { agreement }), dissent };
    return this.do_('idea.edit', `idea/${idea}`, params).then((done) => done !== null);
  }

  withdrawIdea(idea: string): void {
    void this.do_('idea.withdraw', `idea/${idea}`, { idea });
  }

  spoke(participant: string): void {
    this.take_({ type: 'spoke', participant });
  }

  spokeNot(): void {
    this.take_({ type: 'spoke_not' });
  }

  beginRound(): void {
    this.take_({ type: 'round_begins' });
  }

  // Themes

  /** One after another; a limit on the rate is waited out. */
  async place(ideas: readonly string[], theme: string | null): Promise<void> {
    for (const idea of ideas) {
      await this.do_('theme.place', `idea/${idea}`, { idea, theme });
      while (this.state_.peek().trouble[`idea/${idea}`] === 'rate_limited') {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        await this.do_('theme.place', `idea/${idea}`, { idea, theme });
      }
    }
  }

  addTheme(title: Words, ideas: string[]): Promise<boolean> {
    return this.do_('theme.add', 'themes', { title, ideas }).then((made) => made !== null);
  }

  rewordTheme(theme: string, title: Words, version: number): Promise<boolean> {
    return this.do_('theme.reword', `theme/${theme}`, { theme, title, version }).then((done) => done !== null);
  }

  mergeTheme(theme: string, into: string): void {
    void this.do_('theme.merge', `theme/${theme}`, { theme, into });
  }

  splitTheme(theme: string, ideas: string[], title: Words): Promise<boolean> {
    return this.do_('theme.split', `theme/${theme}`, { theme, ideas, title }).then((done) => done !== null);
  }

  makeBallot(plan: BallotPlan): Promise<boolean> {
    const { max, ...rest } = plan;
    const params = max === null ? rest : { ...rest, max };
    return this.do_('ballot.make', 'ballot', params).then((made) => made !== null);
  }

  // Paper

  /** The batch's name, or null where it was refused. */
  async openBatch(ballot: string, ballots: number): Promise<string | null> {
    const made = await this.do_('paper.open', 'paper', { ballot, ballots });
    return made?.batch ?? null;
  }

  openPile(batch: string, ballots: number, begun: boolean): void {
    const kept = parse<Pile>(this.kept_.get(this.paperKey_(batch)));
    this.take_({ type: 'pile_opened', batch, ballots, begun, kept });
  }

  enterSheet(at: number, choice: Choice): void {
    this.take_({ type: 'sheet_entered', at, choice });
  }

  goToSheet(at: number): void {
    this.take_({ type: 'pile_at', at });
  }

  /** Whose paper it is: a seat code is asked of the server, a participant's id is taken as it stands. */
  async nameSheet(at: number, who: { seat: string } | { participant: string } | null, given: string): Promise<boolean> {
    const batch = this.state_.peek().pile?.batch;
    let participant = who !== null && 'participant' in who ? who.participant : null;
    if (who !== null && 'seat' in who) {
      const found = await this.do_('desk.check_in', 'sheet', { seat: who.seat });
      if (!found) return false;
      participant = found.participant;
    }
    if (this.state_.peek().pile?.batch !== batch) return false;
    this.take_({ type: 'sheet_named', at, participant, given });
    return true;
  }

  /** Positions from 0 that the two entries differ in. */
  enterAgain(positions: readonly number[]): void {
    this.take_({ type: 'pile_again', positions });
  }

  async sendPile(): Promise<void> {
    const { pile } = this.state_.peek();
    if (!pile) return;
    const { batch } = pile;
    const entries = entriesOf(pile);
    const subject = `paper/${batch}`;
    if (new TextEncoder().encode(JSON.stringify(entries)).length > ENTRY_BYTES) {
      this.take_({ type: 'did', subject, code: 'frame_too_large' });
      return;
    }
    if (await this.do_('paper.enter', subject, { batch, entries })) this.take_({ type: 'pile_sent', batch });
  }

  /** Whether it was dropped; what was kept of it here goes with the view that says so. */
  async dropBatch(batch: string): Promise<boolean> {
    return (await this.do_('paper.drop', `paper/${batch}`, { batch })) !== null;
  }

  /** Two people may share a computer: each one's entry is kept under their own name, and neither sees the other's. */
  private paperKey_(batch: string): string {
    const { deliberation, hall } = this.state_.peek();
    return `${PAPER_KEY}/${deliberation}/${hall.session?.name}/${batch}`;
  }

  private here_(): { deliberation: string } {
    return { deliberation: this.state_.peek().deliberation ?? '' };
  }

  private keepPile_(floor: Floor): void {
    const { pile, hall } = floor;
    if (floor.deliberation === null || !hall.session) return;
    const settled = hall.meeting.paper?.batches.filter((batch) => isSettled(batch.status)) ?? [];
    for (const { batch } of settled) this.kept_.remove(this.paperKey_(batch));
    if (pile && !settled.some((batch) => batch.batch === pile.batch)) {
      this.kept_.set(this.paperKey_(pile.batch), JSON.stringify(pile));
    }
  }

  // What outlives the tab

  protected views_(floor: Floor): Iterable<string> {
    return viewsOf(floor);
  }

  protected override take_(message: FloorMessage): void {
    this.state_.value = reduceFloor(this.state_.peek(), message);
    if (message.type === 'bound') this.sendKept_();
  }

  private sendKept_(): void {
    // The client binds a moment later; what is sent now waits for it.
    for (const idea of this.state_.peek().unsent) if (idea.state === 'kept') this.sendIdea_(idea);
    this.flushNote_();
  }

  private restore_(): void {
    const { deliberation } = this.state_.peek();
    const table = shownTable(this.state_.peek());
    if (deliberation === null || table === null) return;
    // Both are read before anything is taken: whatever the state says is kept, replaces them.
    const kept = parse<Notes>(this.kept_.get(noteKey(deliberation, table)));
    const ideas = parse<UnsentIdea[]>(this.kept_.get(ideasKey(deliberation))) ?? [];
    if (this.state_.peek().unsent.length === 0) {
      this.take_({ type: 'unsent_restored', ideas: ideas.map((idea) => ({ ...idea, state: 'kept' })) });
    }
    this.take_({ type: 'note_opened', table, kept });
    this.sendKept_();
  }

  private keep_(floor: Floor): void {
    const { deliberation, note, unsent } = floor;
    if (deliberation === null || floor.place.kind !== 'table' || !note) return;
    const key = noteKey(deliberation, note.table);
    if (note.state === 'clean') this.kept_.remove(key);
    else this.kept_.set(key, JSON.stringify({ text: note.text, version: note.version }));
    if (unsent.length === 0) this.kept_.remove(ideasKey(deliberation));
    else this.kept_.set(ideasKey(deliberation), JSON.stringify(unsent));
  }
}

const noteKey = (deliberation: string, table: number): string => `${NOTE_KEY}/${deliberation}/${table}`;
const ideasKey = (deliberation: string): string => `${IDEAS_KEY}/${deliberation}`;

function parse<T>(text: string | null): T | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
