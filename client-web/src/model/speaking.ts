// Who has spoken, turn by turn; it never leaves the facilitator's computer.
export interface Speaker {
  participant: string;
  turns: number;
  /** Holds the floor now. */
  now: boolean;
}

/** In seating order; `turns` holds a participant for every turn taken. */
export function speakersOf(seated: readonly string[], turns: readonly string[]): Speaker[] {
  const last = turns[turns.length - 1];
  return seated.map((participant) => ({
    participant,
    turns: turns.filter((one) => one === participant).length,
    now: participant === last,
  }));
}

export const silentOf = (speakers: readonly Speaker[]): number => speakers.filter(({ turns }) => turns === 0).length;
