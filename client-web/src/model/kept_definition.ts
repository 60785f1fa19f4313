// The definition being written, kept on this computer for whoever writes it until it is created or put away.
import type { Storage } from '../link/storage';
import { nullable, number, type Of, object, string } from '../protocol/shape';
import { listed } from '../protocol/staff_methods';
import { type Fields, fields } from './definition_paths';

const kept = object({
  doc: (value: unknown): Fields => fields(value),
  /** The text, where it was being edited as JSON. */
  json: nullable(string),
  /** Whose copy it is. */
  source: nullable(listed),
  at: number,
});

export type KeptDefinition = Of<typeof kept>;

const keyOf = (name: string): string => `ruamkit.definition.${name}`;

/** Null too where what is there cannot be read. */
export function readDefinition(storage: Storage, name: string): KeptDefinition | null {
  const found = storage.get(keyOf(name));
  if (found === null) return null;
  try {
    return kept(JSON.parse(found), '');
  } catch {
    return null;
  }
}

export function keepDefinition(storage: Storage, name: string, one: KeptDefinition): void {
  storage.set(keyOf(name), JSON.stringify(one));
}

export function dropDefinition(storage: Storage, name: string): void {
  storage.remove(keyOf(name));
}
