// The lead's desk: state, reducer and the intents of its buttons.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { fetchFile, saveFile } from '../link/download';
import { Outbox } from '../link/outbox';
import { memoryStorage, type Storage } from '../link/storage';
import { Client, type Message } from '../protocol/client';
import { type Code, Refusal } from '../protocol/codes';
import { decodeFrame } from '../protocol/frames';
import type { Listed, Method, ParamsOf } from '../protocol/methods';
import { ballotsOf, deskStage, openBallots, pastBallots } from './agenda';
import { emptyHall, type Hall, leaveDeliberation, reduceHall } from './hall';

export interface Control {
  hall: Hall;
  phase: 'starting' | 'login' | 'list' | 'desk';
  busy: boolean;
  fault: Code | null;
  list: Listed[] | null;
  deliberation: string | null;
  /** The stage whose ballots are on the desk; null follows the running one. */
  stage: string | null;
  /** Commands on their way, and the last refusal, by subject: `ballot/ID`, `stage/ID`. */
  doing: Record<string, true>;
  trouble: Record<string, Code>;
  /** The name of the report saved last. */
  saved: string | null;
}

export const REPORT_FORMATS = ['html', 'pdf', 'xlsx', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
export const REPORT_LANGUAGES = ['th', 'en'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

export const emptyControl: Control = {
  hall: emptyHall,
  phase: 'starting',
  busy: false,
  fault: null,
  list: null,
  deliberation: null,
  stage: null,
  doing: {},
  trouble: {},
  saved: null,
};

export type ControlMessage =
  | Message
  | { type: 'asks_login' }
  | { type: 'signing_in' }
  | { type: 'signed_in'; role: string; name: string }
  | { type: 'refused_call'; code: Code }
  | { type: 'listed'; list: Listed[] }
  | { type: 'chose'; deliberation: string | null }
  | { type: 'selects'; stage: string | null }
  | { type: 'does'; subject: string }
  | { type: 'did'; subject: string; code: Code | null }
  | { type: 'saved'; name: string }
  | { type: 'dismisses'; subject: string };

export function reduceControl(control: Control, message: ControlMessage): Control {
  switch (message.type) {
    case 'asks_login':
      return { ...emptyControl, phase: 'login', hall: { ...emptyHall, online: control.hall.online } };
    case 'signing_in':
      return { ...control, busy: true, fault: null };
    case 'signed_in': {
      const session = { role: message.role, participant: null, name: message.name, deliberation: null };
      return { ...control, busy: false, fault: null, phase: 'list', hall: { ...control.hall, session, ended: null } };
    }
    case 'refused_call':
      return { ...control, busy: false, fault: message.code };
    case 'listed':
      return { ...control, list: message.list, fault: null };
    case 'chose':
      return {
        ...control,
        deliberation: message.deliberation,
        phase: message.deliberation === null ? 'list' : 'desk',
        stage: null,
        doing: {},
        trouble: {},
        saved: null,
        hall: leaveDeliberation(control.hall),
      };
    case 'selects':
      return { ...control, stage: message.stage };
    case 'does':
      return {
        ...control,
        doing: { ...control.doing, [message.subject]: true },
        trouble: dropped(control.trouble, message.subject),
      };
    case 'did': {
      const trouble = message.code === null ? control.trouble : { ...control.trouble, [message.subject]: message.code };
      return { ...control, doing: dropped(control.doing, message.subject), trouble };
    }
    case 'saved':
      return { ...control, saved: message.name };
    case 'dismisses':
      return { ...control, trouble: dropped(control.trouble, message.subject) };
    case 'ended':
      return {
        ...emptyControl,
        phase: 'login',
        fault: 'token_expired',
        hall: { ...emptyHall, online: control.hall.online },
      };
    case 'view':
      if (
        control.deliberation !== null &&
        message.deliberation !== '' &&
        message.deliberation !== control.deliberation
      ) {
        return control;
      }
      return { ...control, hall: reduceHall(control.hall, message) };
    case 'bound': {
      const hall = reduceHall(control.hall, message);
      const phase = control.phase === 'starting' ? (control.deliberation === null ? 'list' : 'desk') : control.phase;
      return { ...control, hall, phase };
    }
    default:
      return { ...control, hall: reduceHall(control.hall, message) };
  }
}

function dropped<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/** Two leads at one desk: the other has already done it. News, not a mistake. */
export function isNews(code: Code): boolean {
  return (
    code === 'ballot_open' ||
    code === 'ballot_closed' ||
    code === 'ballot_published' ||
    code === 'stage_running' ||
    code === 'stage_finished' ||
    code === 'stage_not_running'
  );
}

type DeskMethod = 'stage.start' | 'stage.finish' | 'ballot.open' | 'ballot.extend' | 'ballot.close' | 'ballot.publish';

const TOKEN_KEY = 'ruamkit.staff';
const DELIBERATION_KEY = 'ruamkit.staff.deliberation';

export class ControlSession {
  private readonly state_ = signal<Control>(emptyControl);
  private readonly client_: Client;
  private readonly storage_: Storage;

  constructor(url: string, storage: Storage) {
    this.storage_ = storage;
    this.client_ = new Client(url, new Outbox(memoryStorage()), (message) => this.dispatch_(message));
  }

  get state(): ReadonlySignal<Control> {
    return this.state_;
  }

  start(): void {
    const token = this.storage_.get(TOKEN_KEY);
    const deliberation = this.storage_.get(DELIBERATION_KEY);
    if (token === null) {
      this.dispatch_({ type: 'asks_login' });
    } else {
      if (deliberation !== null) this.state_.value = { ...this.state_.peek(), deliberation };
      this.client_.resume(token);
    }
    this.client_.start();
    effect(() => this.watch_(this.state_.value));
    effect(() => {
      const { phase, list } = this.state_.value;
      if (phase === 'list' && list === null) void this.refreshList();
      if (phase === 'login') this.storage_.remove(TOKEN_KEY);
    });
  }

  wake(): void {
    this.client_.wake();
  }

  sleep(): void {
    this.client_.sleep();
  }

  async login(name: string, password: string): Promise<void> {
    this.dispatch_({ type: 'signing_in' });
    try {
      const session = await this.client_.ask('account.login', { name, password }, { bound: false });
      this.storage_.set(TOKEN_KEY, session.token);
      this.dispatch_({ type: 'signed_in', role: session.role, name: session.name || name });
      this.client_.adopt(session.token, null);
    } catch (fault) {
      this.dispatch_({ type: 'refused_call', code: codeIn(fault) });
    }
  }

  logout(): void {
    this.client_.call('session.logout', {}).catch(() => undefined);
    this.client_.forget();
    this.storage_.remove(TOKEN_KEY);
    this.storage_.remove(DELIBERATION_KEY);
    this.dispatch_({ type: 'asks_login' });
    this.client_.renew();
  }

  async refreshList(): Promise<void> {
    try {
      const { deliberations } = await this.client_.ask('deliberation.list', {}, { bound: true });
      this.dispatch_({ type: 'listed', list: deliberations });
    } catch (fault) {
      this.dispatch_({ type: 'refused_call', code: codeIn(fault) });
    }
  }

  choose(deliberation: string | null): void {
    if (deliberation === null) {
      this.storage_.remove(DELIBERATION_KEY);
      this.client_.watch([], null);
    } else {
      this.storage_.set(DELIBERATION_KEY, deliberation);
    }
    this.dispatch_({ type: 'chose', deliberation });
    if (deliberation === null) void this.refreshList();
  }

  selectStage(stage: string | null): void {
    this.dispatch_({ type: 'selects', stage });
  }

  startStage(stage: string): void {
    this.dispatch_({ type: 'selects', stage: null });
    this.do_('stage.start', `stage/${stage}`, { stage });
  }

  finishStage(stage: string): void {
    this.do_('stage.finish', `stage/${stage}`, { stage });
  }

  openBallot(ballot: string, closesInS: number | null): void {
    this.do_('ballot.open', `ballot/${ballot}`, closesInS === null ? { ballot } : { ballot, closes_in_s: closesInS });
  }

  extendBallot(ballot: string, seconds: number): void {
    this.do_('ballot.extend', `ballot/${ballot}`, { ballot, seconds });
  }

  closeBallot(ballot: string): void {
    this.do_('ballot.close', `ballot/${ballot}`, { ballot });
  }

  publishBallot(ballot: string): void {
    this.do_('ballot.publish', `ballot/${ballot}`, { ballot });
  }

  /** Fetches the report with this desk's token and hands it to the browser to save. */
  async saveReport(format: ReportFormat, language: ReportLanguage): Promise<void> {
    const subject = `report/${format}`;
    const token = this.storage_.get(TOKEN_KEY);
    const { deliberation, doing } = this.state_.peek();
    if (token === null || deliberation === null || doing[subject]) return;
    this.dispatch_({ type: 'does', subject });
    this.dispatch_({ type: 'did', subject, code: await this.fetchReport_(format, language, deliberation, token) });
  }

  private async fetchReport_(
    format: ReportFormat,
    language: ReportLanguage,
    deliberation: string,
    token: string,
  ): Promise<Code | null> {
    try {
      const file = await fetchFile(`/api/deliberations/${deliberation}/report.${format}?lang=${language}`, token);
      if (!file.ok) {
        const refusal = decodeFrame(await file.body.text());
        return refusal.type === 'error' ? refusal.code : 'unexpected';
      }
      const name = file.name || `report.${format}`;
      saveFile(name, file.body);
      this.dispatch_({ type: 'saved', name });
      return null;
    } catch {
      return 'offline';
    }
  }

  dismiss(subject: string): void {
    this.dispatch_({ type: 'dismisses', subject });
  }

  private do_<M extends Method & DeskMethod>(method: M, subject: string, params: ParamsOf[M]): void {
    const { deliberation, doing } = this.state_.peek();
    if (deliberation === null || doing[subject]) return;
    this.dispatch_({ type: 'does', subject });
    this.client_.command(method, { ...params, deliberation }, { bound: true }).then(
      () => this.dispatch_({ type: 'did', subject, code: null }),
      (fault: unknown) => this.dispatch_({ type: 'did', subject, code: codeIn(fault) }),
    );
  }

  private watch_(control: Control): void {
    const { deliberation, hall } = control;
    if (control.phase !== 'desk' || deliberation === null) return;
    const views = new Set(['agenda', 'room']);
    if (hall.agenda) {
      const stage = deskStage(hall.agenda, control.stage);
      const shown = stage ? ballotsOf(hall.agenda, stage) : hall.agenda.ballots;
      for (const ballot of shown) if (ballot.status !== 'draft') views.add(`tally/${ballot.id}`);
      for (const ballot of openBallots(hall.agenda)) views.add(`tally/${ballot.id}`);
      for (const ballot of pastBallots(hall.agenda).slice(0, 1)) views.add(`tally/${ballot.id}`);
    }
    this.client_.watch(views, deliberation);
  }

  private dispatch_(message: ControlMessage): void {
    this.state_.value = reduceControl(this.state_.peek(), message);
  }
}

const codeIn = (fault: unknown): Code => (fault instanceof Refusal ? fault.code : 'unexpected');
