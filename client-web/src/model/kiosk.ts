// One kiosk for many people, one after the other. It has a phone's state so that a phone's pages show it; all of it
// lives in memory, and nothing of one person is there for the next.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Code, codeIn } from '../protocol/codes';
import type { Choice } from '../protocol/documents';
import type { Draft } from './draft';
import type { Hall } from './hall';
import { emptyPhone, type Page, type Phone, type PhoneMessage, reducePhone } from './phone';

export type Who = { seat: string } | { participant: string };

/** What the kiosk asks of the server. */
export interface KioskCalls {
  find(who: Who): Promise<{ participant: string }>;
  cast(participant: string, ballot: string, choice: Choice): Promise<{ seq: number; receipt: string }>;
}

export interface Kiosk {
  /** Who stands before it; `shown`: enough of their seat code for staff to know, not enough to use. */
  person: { participant: string; shown: string } | null;
  asking: boolean;
  code: Code | null;
}

const nobody: Kiosk = { person: null, asking: false, code: null };

/** Seconds without a touch after which the next person finds an empty page, and the last of them that are counted. */
export const KIOSK_IDLE_S = 60;
export const KIOSK_WARNING_S = 20;

export class KioskSession {
  readonly kiosk: ReadonlySignal<Kiosk>;
  /** What a phone's pages read. */
  readonly state: ReadonlySignal<Phone>;
  private readonly kiosk_ = signal<Kiosk>(nobody);
  private readonly phone_ = signal<Phone>(emptyPhone);
  private readonly calls_: KioskCalls;
  /** Answers that come for somebody who has left are nobody's. */
  private turn_ = 0;
  private sent_ = 0;

  constructor(calls: KioskCalls, hall: () => Hall) {
    this.calls_ = calls;
    this.kiosk = this.kiosk_;
    this.state = computed(() => {
      const { agenda, online, clockOffset } = hall();
      const phone = this.phone_.value;
      return { ...phone, hall: { ...phone.hall, agenda, online, clockOffset } };
    });
  }

  async begin(who: Who, given: string): Promise<void> {
    this.finish();
    const turn = this.turn_;
    this.kiosk_.value = { ...nobody, asking: true };
    try {
      const { participant } = await this.calls_.find(who);
      if (turn !== this.turn_) return;
      this.phone_.value = { ...emptyPhone, phase: 'in' };
      this.kiosk_.value = { ...nobody, person: { participant, shown: given.slice(-3) } };
    } catch (fault) {
      if (turn === this.turn_) this.kiosk_.value = { ...nobody, code: codeIn(fault) };
    }
  }

  /** For the next person. */
  finish(): void {
    this.turn_ += 1;
    this.kiosk_.value = nobody;
    this.phone_.value = emptyPhone;
  }

  show(page: Page): void {
    this.take_({ type: 'shows', page });
  }

  draft(ballot: string, draft: Draft): void {
    this.take_({ type: 'drafts', ballot, draft });
  }

  cast(ballot: string, choice: Choice): void {
    const { person } = this.kiosk_.peek();
    if (!person) return;
    const turn = this.turn_;
    this.sent_ += 1;
    const command = String(this.sent_);
    this.take_({ type: 'queued', command, ballot, choice });
    this.take_({ type: 'sent', command, ballot });
    const answer = (message: PhoneMessage) => turn === this.turn_ && this.take_(message);
    this.calls_.cast(person.participant, ballot, choice).then(
      ({ seq, receipt }) => answer({ type: 'recorded', command, ballot, choice, seq, receipt }),
      (fault: unknown) => answer({ type: 'refused', command, ballot, choice, code: codeIn(fault) }),
    );
  }

  private take_(message: PhoneMessage): void {
    this.phone_.value = reducePhone(this.phone_.peek(), message);
  }
}

export const isSending = (phone: Phone): boolean => Object.keys(phone.pending).length > 0;
/** Something was chosen and not sent. */
export const hasUnsent = (phone: Phone): boolean => Object.keys(phone.drafts).length > 0;
