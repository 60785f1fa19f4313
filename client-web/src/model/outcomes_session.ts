// The committee's page: the report read as a document, again whenever the agenda or the themes have changed.
import { effect } from '@preact/signals';
import type { Storage } from '../link/storage';
import { type Code, isTransient } from '../protocol/codes';
import { type Report, readReport } from '../protocol/report';
import { type Reporting, type ReportingMessage, ReportingSession, reduceReporting } from './report_files';
import { emptyStaff, mayDo } from './staff';

export interface Outcomes extends Reporting {
  report: Report | null;
  reading: boolean;
  /** Why the last reading came to nothing. */
  unread: Code | null;
}

export const emptyOutcomes: Outcomes = { ...emptyStaff, saved: null, report: null, reading: false, unread: null };

export type OutcomesMessage =
  | ReportingMessage
  | { type: 'reads' }
  | { type: 'read'; deliberation: string; report: Report }
  | { type: 'could_not_read'; deliberation: string; code: Code };

export function reduceOutcomes(outcomes: Outcomes, message: OutcomesMessage): Outcomes {
  switch (message.type) {
    case 'reads':
      return { ...outcomes, reading: true };
    // The reader may have gone to another deliberation meanwhile.
    case 'read':
      if (message.deliberation !== outcomes.deliberation) return { ...outcomes, reading: false };
      return { ...outcomes, reading: false, unread: null, report: message.report };
    case 'could_not_read':
      if (message.deliberation !== outcomes.deliberation) return { ...outcomes, reading: false };
      return { ...outcomes, reading: false, unread: message.code };
    case 'chose':
      return { ...reduceReporting(outcomes, message, emptyOutcomes), report: null, unread: null };
    default:
      return reduceReporting(outcomes, message, emptyOutcomes);
  }
}

/** What the last report stands on; another mark calls for another report. null: not known yet. */
export function markOf(outcomes: Outcomes): string | null {
  const { agenda, themes } = outcomes.hall.revs;
  if (outcomes.phase !== 'desk' || agenda === undefined || themes === undefined) return null;
  return `${outcomes.deliberation} ${agenda} ${themes}`;
}

/** A hall that sorts ideas changes twice a second; its committee reads more calmly. */
const CALM_MS = 4_000;

export class OutcomesSession extends ReportingSession<Outcomes> {
  private mark_: string | null = null;
  private lastAt_ = Number.NEGATIVE_INFINITY;
  /** Something changed while a reading was under way. */
  private again_ = false;
  private timer_: ReturnType<typeof setTimeout> | null = null;

  constructor(url: string, storage: Storage) {
    super(url, storage, emptyOutcomes);
  }

  override start(): void {
    super.start();
    effect(() => {
      const mark = markOf(this.state_.value);
      if (mark === null || mark === this.mark_) return;
      const other = this.mark_?.split(' ')[0] !== mark.split(' ')[0];
      this.mark_ = mark;
      this.readSoon_(other ? 0 : CALM_MS - (Date.now() - this.lastAt_));
    });
  }

  /** Reads the report now. */
  read(): void {
    this.readSoon_(0);
  }

  protected views_(outcomes: Outcomes): Iterable<string> {
    return mayDo(outcomes, 'outcomes') ? ['agenda', 'themes'] : ['agenda'];
  }

  protected override take_(message: OutcomesMessage): void {
    this.state_.value = reduceOutcomes(this.state_.peek(), message);
  }

  private readSoon_(inMs: number): void {
    if (this.timer_ !== null) clearTimeout(this.timer_);
    this.timer_ = setTimeout(
      () => {
        this.timer_ = null;
        void this.read_();
      },
      Math.max(0, inMs),
    );
  }

  private async read_(): Promise<void> {
    const { deliberation, reading } = this.state_.peek();
    if (deliberation === null || !mayDo(this.state_.peek(), 'outcomes')) return;
    if (reading) {
      this.again_ = true;
      return;
    }
    this.again_ = false;
    this.lastAt_ = Date.now();
    this.take_({ type: 'reads' });
    const file = await this.fetchReport_('json', 'th');
    const report = 'body' in file ? readReport(await file.body.text()) : null;
    if (report) {
      this.take_({ type: 'read', deliberation, report });
    } else {
      const code = 'code' in file ? file.code : 'unexpected';
      this.take_({ type: 'could_not_read', deliberation, code });
      if (isTransient(code)) this.again_ = true;
    }
    const elsewhere = this.state_.peek().deliberation !== deliberation;
    if (this.again_ || elsewhere) this.readSoon_(elsewhere ? 0 : CALM_MS);
  }
}
