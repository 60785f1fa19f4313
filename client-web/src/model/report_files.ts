// The report of a deliberation, fetched with the token of whoever is signed in: for the browser to save, or to be read.
import { fetchFile, saveFile } from '../link/download';
import type { Code } from '../protocol/codes';
import { decodeFrame } from '../protocol/frames';
import { reduceStaff, type Staff, type StaffMessage } from './staff';
import { StaffSession } from './staff_session';

export const REPORT_FORMATS = ['html', 'pdf', 'xlsx', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
export const REPORT_LANGUAGES = ['th', 'en'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** A page of staff that hands out the report. */
export interface Reporting extends Staff {
  /** The name of the report saved last. */
  saved: string | null;
}

export type ReportingMessage = StaffMessage | { type: 'saved'; name: string };

export function reduceReporting<S extends Reporting>(reporting: S, message: ReportingMessage, empty: S): S {
  switch (message.type) {
    case 'saved':
      return { ...reporting, saved: message.name };
    case 'chose':
      return { ...reduceStaff(reporting, message, empty), saved: null };
    default:
      return reduceStaff(reporting, message, empty);
  }
}

export type Fetched = { name: string; body: Blob } | { code: Code };

export abstract class ReportingSession<S extends Reporting> extends StaffSession<S> {
  async saveReport(format: ReportFormat, language: ReportLanguage): Promise<void> {
    const subject = `report/${format}`;
    if (this.state_.peek().doing[subject]) return;
    this.take_({ type: 'does', subject });
    const file = await this.fetchReport_(format, language);
    if ('body' in file) {
      saveFile(file.name, file.body);
      this.take_({ type: 'saved', name: file.name });
    }
    this.take_({ type: 'did', subject, code: 'code' in file ? file.code : null });
  }

  protected async fetchReport_(format: ReportFormat, language: ReportLanguage): Promise<Fetched> {
    const token = this.token_();
    const { deliberation } = this.state_.peek();
    if (token === null || deliberation === null) return { code: 'not_signed_in' };
    try {
      const file = await fetchFile(`/api/deliberations/${deliberation}/report.${format}?lang=${language}`, token);
      if (file.ok) return { name: file.name || `report.${format}`, body: file.body };
      const refusal = decodeFrame(await file.body.text());
      return { code: refusal.type === 'error' ? refusal.code : 'unexpected' };
    } catch {
      return { code: 'offline' };
    }
  }

  protected abstract override take_(message: ReportingMessage): void;
}
