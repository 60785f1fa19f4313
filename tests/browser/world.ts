// The server under test and a fresh deliberation on it.
//   RUAMKIT_URL        a running server; without it the mock server is started
//   RUAMKIT_NAME, RUAMKIT_PASSWORD   an organiser's account on it (organiser / organiser)
//   RUAMKIT_CODE, RUAMKIT_SEATS, RUAMKIT_DELIBERATION   an existing hall to use instead of creating one; its definition is
//                      the one in client-web/dev/demo.mjs, its seats (comma-separated) are free
//   RUAMKIT_RESTART    a command that restarts the server and returns when it answers again
import { execSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller, createHall, definition, people, seatPeople, startMock } from '../../client-web/dev/browser';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const dist = join(root, 'client-web', 'dist');
export const pictures = join(root, 'client-web', 'test-output');

export const account = {
  name: process.env['RUAMKIT_NAME'] ?? 'organiser',
  password: process.env['RUAMKIT_PASSWORD'] ?? 'organiser',
};

type Mock = Awaited<ReturnType<typeof startMock>>;

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
  canRestart: boolean;
  /** The server goes away for `downMs` and comes back with what it knew. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  seats?: number;
  admission?: 'seats' | 'open';
  more?: Record<string, unknown>;
}

export async function makeWorld({ seats = 12, admission = 'seats', more = {} }: WorldOptions = {}): Promise<World> {
  const given = process.env['RUAMKIT_URL'];
  let mock: Mock | null = given ? null : await startMock({ dist });
  const url = given ?? (mock as Mock).url;
  const hall = await chooseHall(url, seats, admission, more);
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
    canRestart: mock !== null || process.env['RUAMKIT_RESTART'] !== undefined,
    async restart(downMs) {
      if (mock) {
        const { port, state } = mock;
        await mock.stop();
        await new Promise((resolve) => setTimeout(resolve, downMs));
        mock = await startMock({ dist, port, state });
      } else {
        execSync(process.env['RUAMKIT_RESTART'] ?? 'true', { stdio: 'inherit' });
      }
      await again();
    },
    async stop() {
      for (const socket of sockets) socket.close();
      staff.close();
      await mock?.stop();
    },
  };
}

async function chooseHall(url: string, seats: number, admission: string, more: Record<string, unknown>) {
  const code = process.env['RUAMKIT_CODE'];
  const deliberation = process.env['RUAMKIT_DELIBERATION'];
  if (code && deliberation && admission === 'seats') {
    const staff = await Caller.open(url);
    await staff.call('account.login', account);
    return { deliberation, code, seats: (process.env['RUAMKIT_SEATS'] ?? '').split(',').filter(Boolean), staff };
  }
  return createHall(url, {
    ...account,
    definition: { ...definition, admission, ...more },
    people: admission === 'open' ? [] : people(seats),
  });
}
