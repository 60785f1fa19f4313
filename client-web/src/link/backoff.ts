// How long to wait before the n-th attempt (0 is the first): exponential, with full jitter over the upper half, so that
// a hall of phones that lost one access point does not come back in step.
export const BASE_MS = 500;
export const CEILING_MS = 15_000;

export function delayMs(attempt: number, random: number, floorMs = 0): number {
  const span = Math.min(CEILING_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(floorMs + span / 2 + (span / 2) * random);
}

/** What a close code asks of us. `stop`: another phone holds the seat, or the session is over: do not come back. */
export type AfterClose = { stop: true } | { stop: false; floorMs: number };

export function afterClose(code: number): AfterClose {
  switch (code) {
    case 4001:
    case 4002:
      return { stop: true };
    case 4008:
      return { stop: false, floorMs: 10_000 };
    case 1012:
      return { stop: false, floorMs: 700 };
    case 1009:
    case 1007:
      return { stop: false, floorMs: 3_000 };
    default:
      return { stop: false, floorMs: 0 };
  }
}
