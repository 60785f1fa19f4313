// Who is in the room against the population, in the definition's words.
import type { Agenda, Localized } from '../protocol/documents';
import type { Presence, PresenceStratum } from '../protocol/hall_views';

export interface PresenceRow {
  id: string;
  label: Localized;
  here: number | null;
  share: number | null;
  population: number;
  missing: boolean;
}

export interface PresenceGroup {
  id: string;
  label: Localized;
  source: PresenceStratum['source'];
  known: number;
  rows: PresenceRow[];
  /** Told of nobody yet. */
  waiting: boolean;
  /** The longest share there is: what the bars are measured by. */
  most: number;
}

/** A group whose share of the room is well below its share of the population; share null: too few to be told. */
export interface Missing {
  stratum: Localized;
  value: Localized;
  share: number | null;
  population: number;
}

export function presenceGroups(agenda: Agenda, presence: Presence): PresenceGroup[] {
  return presence.strata.flatMap((stratum) => {
    const asked = agenda.strata.find(({ id }) => id === stratum.stratum);
    if (!asked) return [];
    const missing = new Set(stratum.missing.map(({ value }) => value));
    const rows = stratum.values.map(({ value, here, share, population }) => ({
      id: value,
      label: labelOf(asked.values, value),
      here,
      share,
      population,
      missing: missing.has(value),
    }));
    return {
      id: stratum.stratum,
      label: asked.label,
      source: stratum.source,
      known: stratum.known,
      rows,
      waiting: rows.every(({ here }) => here === null),
      most: Math.max(0.01, ...rows.flatMap(({ share, population }) => [share ?? 0, population])),
    };
  });
}

/** Of all strata, the widest gap first. */
export function missingGroups(agenda: Agenda, presence: Presence): Missing[] {
  return presence.strata
    .flatMap((stratum) => {
      const asked = agenda.strata.find(({ id }) => id === stratum.stratum);
      if (!asked) return [];
      return stratum.missing.map(({ value, share, population }) => ({
        stratum: asked.label,
        value: labelOf(asked.values, value),
        share,
        population,
      }));
    })
    .sort((a, b) => b.population - (b.share ?? 0) - (a.population - (a.share ?? 0)));
}

function labelOf(values: readonly { id: string; label: Localized }[], id: string): Localized {
  return values.find((value) => value.id === id)?.label ?? { th: id, en: id };
}
