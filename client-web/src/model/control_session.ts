// The lead's desk: state, reducer and the intents of its buttons.
import type { Storage } from '../link/storage';
import { ballotsOf, deskStage, openBallots, pastBallots } from './agenda';
import { type Reporting, type ReportingMessage, ReportingSession, reduceReporting } from './report_files';
import { emptyStaff, mayDo } from './staff';

export interface Control extends Reporting {
  /** The stage whose ballots are on the desk; null follows the running one. */
  stage: string | null;
  /** How many pairs the last mixing brings together again; null: nobody has mixed here. */
  metAgain: number | null;
  /** The person moved last. */
  moved: { participant: string; table: number; worse: boolean } | null;
}

export const emptyControl: Control = { ...emptyStaff, stage: null, metAgain: null, moved: null, saved: null };

export type ControlMessage =
  | ReportingMessage
  | { type: 'selects'; stage: string | null }
  | { type: 'mixed'; again: number }
  | { type: 'moved_one'; participant: string; table: number; worse: boolean };

export function reduceControl(control: Control, message: ControlMessage): Control {
  switch (message.type) {
    case 'selects':
      return { ...control, stage: message.stage };
    case 'mixed':
      return { ...control, metAgain: message.again };
    case 'moved_one': {
      const { participant, table, worse } = message;
      return { ...control, moved: { participant, table, worse } };
    }
    case 'chose':
      return { ...reduceReporting(control, message, emptyControl), stage: null, metAgain: null, moved: null };
    default:
      return reduceReporting(control, message, emptyControl);
  }
}

export class ControlSession extends ReportingSession<Control> {
  constructor(url: string, storage: Storage) {
    super(url, storage, emptyControl);
  }

  selectStage(stage: string | null): void {
    this.take_({ type: 'selects', stage });
  }

  startStage(stage: string): void {
    this.take_({ type: 'selects', stage: null });
    void this.do_('stage.start', `stage/${stage}`, { stage });
  }

  finishStage(stage: string): void {
    void this.do_('stage.finish', `stage/${stage}`, { stage });
  }

  /** More time for everybody, or for one table. */
  extendStage(stage: string, seconds: number, table: number | null): void {
    const params = table === null ? { stage, seconds } : { stage, seconds, table };
    void this.do_('stage.extend', 'extend', params);
  }

  /** All ballots of the stage that were never open, at once. */
  openAll(stage: string): void {
    void this.do_('stage.open', `stage/${stage}`, { stage });
  }

  closeAll(stage: string): void {
    void this.do_('stage.close', `stage/${stage}`, { stage });
  }

  publishAll(stage: string): void {
    void this.do_('stage.publish', `stage/${stage}`, { stage });
  }

  openBallot(ballot: string, closesInS: number | null): void {
    const params = closesInS === null ? { ballot } : { ballot, closes_in_s: closesInS };
    void this.do_('ballot.open', `ballot/${ballot}`, params);
  }

  extendBallot(ballot: string, seconds: number): void {
    void this.do_('ballot.extend', `ballot/${ballot}`, { ballot, seconds });
  }

  closeBallot(ballot: string): void {
    void this.do_('ballot.close', `ballot/${ballot}`, { ballot });
  }

  publishBallot(ballot: string): void {
    void this.do_('ballot.publish', `ballot/${ballot}`, { ballot });
  }

  /** null: as many as seat the roll. */
  formTables(count: number | null): void {
    void this.do_('table.form', 'tables', count === null ? {} : { count });
  }

  async mixTables(): Promise<void> {
    const mixed = await this.do_('table.mix', 'tables', {});
    if (mixed) this.take_({ type: 'mixed', again: mixed.met_again });
  }

  /** `over`: though the table has all it should have. */
  async movePerson(participant: string, table: number, over: boolean): Promise<void> {
    const moved = await this.do_('table.move', 'move', { participant, table, over });
    if (moved) this.take_({ type: 'moved_one', participant, table: moved.table, worse: moved.balance === 'worse' });
  }

  /** Somebody has gone to the table that called. */
  helpGiven(table: number): void {
    void this.do_('table.help', `table/${table}`, { table, wanted: false });
  }

  protected views_(control: Control): Iterable<string> {
    const { hall } = control;
    const views = new Set(['agenda', 'presence']);
    if (mayDo(control, 'facilitate')) views.add('room');
    if (hall.agenda) {
      if (hall.agenda.tables && mayDo(control, 'look')) views.add('tables');
      const stage = deskStage(hall.agenda, control.stage);
      const shown = stage ? ballotsOf(hall.agenda, stage) : hall.agenda.ballots;
      for (const ballot of shown) if (ballot.status !== 'draft') views.add(`tally/${ballot.id}`);
      for (const ballot of openBallots(hall.agenda)) views.add(`tally/${ballot.id}`);
      for (const ballot of pastBallots(hall.agenda).slice(0, 1)) views.add(`tally/${ballot.id}`);
    }
    return views;
  }

  protected override take_(message: ControlMessage): void {
    this.state_.value = reduceControl(this.state_.peek(), message);
  }
}
