// The server's clock, seen from here. The sample with the shortest round trip wins; an old one gives way after a while,
// because a phone's clock drifts and may be set by hand.
const STALE_MS = 5 * 60_000;

export interface ClockSample {
  sentAt: number;
  receivedAt: number;
  serverNow: number;
}

export class Clock {
  private offset_ = 0;
  private roundTrip_ = Number.POSITIVE_INFINITY;
  private takenAt_ = Number.NEGATIVE_INFINITY;

  take(sample: ClockSample): boolean {
    const roundTrip = sample.receivedAt - sample.sentAt;
    if (roundTrip < 0) return false;
    const jumped = sample.receivedAt < this.takenAt_;
    if (!jumped && roundTrip > this.roundTrip_ && sample.receivedAt - this.takenAt_ < STALE_MS) return false;
    this.offset_ = Math.round(sample.serverNow - (sample.sentAt + sample.receivedAt) / 2);
    this.roundTrip_ = roundTrip;
    this.takenAt_ = sample.receivedAt;
    return true;
  }

  /** Milliseconds to add to Date.now(). */
  get offset(): number {
    return this.offset_;
  }
}
