// Commands not yet acknowledged, kept in storage under the command_id they will always be sent with. A reload, a lost
// signal or a restarted server sends them again; the server answers a repeated id with the first outcome.
import type { Storage } from './storage';

export interface Entry {
  id: string;
  /** Whose command it is: it is never sent for anybody else. */
  owner: string;
  /** A later command with the same subject replaces an earlier one. */
  subject: string;
  method: string;
  params: Record<string, unknown>;
}

const KEY = 'ruamkit.outbox';

export class Outbox {
  private readonly storage_: Storage;

  constructor(storage: Storage) {
    this.storage_ = storage;
  }

  all(owner?: string): Entry[] {
    const entries = this.read_();
    return owner === undefined ? entries : entries.filter((entry) => entry.owner === owner);
  }

  put(entry: Entry): void {
    const others = this.read_().filter((old) => old.owner !== entry.owner || old.subject !== entry.subject);
    this.write_([...others, entry]);
  }

  remove(id: string): void {
    this.write_(this.read_().filter((entry) => entry.id !== id));
  }

  clear(owner: string): void {
    this.write_(this.read_().filter((entry) => entry.owner !== owner));
  }

  private read_(): Entry[] {
    const text = this.storage_.get(KEY);
    if (!text) return [];
    try {
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  private write_(entries: Entry[]): void {
    if (entries.length === 0) this.storage_.remove(KEY);
    else this.storage_.set(KEY, JSON.stringify(entries));
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Entry>;
  return (
    typeof entry.id === 'string' &&
    typeof entry.owner === 'string' &&
    typeof entry.subject === 'string' &&
    typeof entry.method === 'string' &&
    typeof entry.params === 'object' &&
    entry.params !== null
  );
}
