// npm run mock: the mock server with a demonstration hall. --port N, --people N (bots that join and vote).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createHall, seatPeople } from './crowd.mjs';
import { definition, people } from './demo.mjs';
import { startMock } from './mock.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8090' }, people: { type: 'string', default: '40' } },
});
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const server = await startMock({ dist, port: Number(values.port) });
const count = Number(values.people);
const hall = await createHall(server.url, {
  name: 'organiser',
  password: 'organiser',
  definition,
  people: people(count + 10),
});
const crowd = await seatPeople(server.url, hall.code, hall.seats.slice(10));

console.log(`phone    ${server.url}/j/${hall.code}`);
console.log(`seats    ${hall.seats.slice(0, 10).join('  ')}`);
console.log(`screen   ${server.url}/screen/${hall.code}`);
console.log(`control  ${server.url}/control   (lead / lead, organiser / organiser)`);

const { definition: full, ballots } = server.state.halls.get(hall.deliberation);
setInterval(() => {
  const open = full.ballots.filter((ballot) => ballots[ballot.id].status === 'open' && ballot.options.length > 0);
  for (const ballot of open) {
    if (ballot.kind !== 'single' && ballot.kind !== 'multiple' && ballot.kind !== 'yes_no' && ballot.kind !== 'rank')
      continue;
    const person = crowd[Math.floor(Math.random() * crowd.length)];
    const option = ballot.options[Math.floor(Math.random() ** 1.6 * ballot.options.length)];
    person
      ?.call('ballot.cast', { ballot: ballot.id, choice: Math.random() < 0.05 ? null : [option.id] })
      .catch(() => undefined);
  }
}, 400);
