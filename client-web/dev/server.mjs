// A real ruamkitd on a folder of its own, for the browser tests. RUAMKIT_BIN names the folder of the programs
// (../build/release/bin).
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const bin = process.env.RUAMKIT_BIN ?? join(here, '..', '..', 'build', 'release', 'bin');
const program = join(bin, 'ruamkitd');

export const account = { name: 'organiser', password: 'four words are enough' };

function running(data, port) {
  const child = spawn(program, ['--data', data, '--listen', `127.0.0.1:${port}`, '--web', join(here, '..', 'dist')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /listens on (http\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    ended.then((code) => reject(new Error(`ruamkitd ended with ${code}`)));
    child.once('error', reject);
  });
  return { child, ended, url };
}

/** `{url, away(meanwhile), stop()}`, with these accounts besides the organiser's. The server is gone until `meanwhile` has
 * ended, then is back with its address and what it knew. */
export async function startServer(accounts = []) {
  const data = mkdtempSync(join(tmpdir(), 'ruamkit-browser-'));
  for (const { name, password, role } of [{ ...account, role: 'organiser' }, ...accounts]) {
    execFileSync(program, ['account', 'add', name, '--role', role, '--data', data], { input: `${password}\n` });
  }
  let now = running(data, 0);
  const url = await now.url;
  const end = async () => {
    now.child.kill('SIGTERM');
    await now.ended;
  };
  return {
    url,
    async away(meanwhile) {
      await end();
      try {
        await meanwhile();
      } finally {
        now = running(data, new URL(url).port);
        await now.url;
      }
    },
    async stop() {
      await end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
