// The server under test, a real one, and a fresh deliberation on it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { account, Caller, createHall, definition, people, seatPeople, startServer } from '../../client-web/dev/browser';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const dist = join(root, 'client-web', 'dist');
export const pictures = join(root, 'client-web', 'test-output');

export { account };

export interface World {
  url: string;
  deliberation: string;
  code: string;
  seats: string[];
  staff: Caller;
  /** A lead's call on this deliberation. */
  lead(method: string, params: Record<string, unknown>): Promise<unknown>;
  /** Closes whatever is open, so that one test's questions are not another's. */
  closeAll(): Promise<void>;
  /** People on raw sockets, in the last seats. */
  crowd(count: number): Promise<Caller[]>;
  /** The server is gone until `meanwhile` has ended, then is back with what it knew. */
  away(meanwhile: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  seats?: number;
  admission?: 'seats' | 'open';
  more?: Record<string, unknown>;
  /** Accounts besides the organiser's. */
  accounts?: { name: string; password: string; role: string }[];
}

export async function makeWorld({
  seats = 12,
  admission = 'seats',
  more = {},
  accounts = [],
}: WorldOptions = {}): Promise<World> {
  const server = await startServer(accounts);
  const { url } = server;
  const hall = await createHall(url, {
    ...account,
    definition: { ...definition, admission, ...more },
    people: admission === 'open' ? [] : people(seats),
  });
  let { staff } = hall;
  const sockets: Caller[] = [];
  const again = async () => {
    staff = await Caller.open(url);
    await staff.call('account.login', account);
  };
  return {
    url,
    deliberation: hall.deliberation,
    code: hall.code,
    seats: hall.seats,
    get staff() {
      return staff;
    },
    lead: (method, params) => staff.call(method, { ...params, deliberation: hall.deliberation }),
    async closeAll() {
      const { doc } = (await staff.call('view.get', { view: 'agenda', deliberation: hall.deliberation })) as {
        doc: { ballots: { id: string; status: string }[] };
      };
      for (const { id, status } of doc.ballots) {
        if (status === 'open') await staff.call('ballot.close', { ballot: id, deliberation: hall.deliberation });
      }
    },
    async crowd(count) {
      const joined = await seatPeople(url, hall.code, hall.seats.slice(-count));
      sockets.push(...joined);
      return joined;
    },
    async away(meanwhile) {
      await server.away(meanwhile);
      await again();
    },
    async stop() {
      for (const socket of sockets) socket.close();
      staff.close();
      await server.stop();
    },
  };
}
