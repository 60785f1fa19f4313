// Raw sockets in place of phones: people who join with seat codes and vote.
import WebSocket from 'ws';

export class Caller {
  static async open(url) {
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`);
    await new Promise((resolve, reject) => {
      ws.once('open', resolve);
      ws.once('error', reject);
    });
    return new Caller(ws);
  }

  constructor(ws) {
    this.ws = ws;
    this.nextId = 1;
    this.waiting = new Map();
    ws.on('message', (data) => {
      const { id, result, error } = JSON.parse(String(data));
      const waiting = this.waiting.get(id);
      if (!waiting) return;
      this.waiting.delete(id);
      if (error)
        waiting.reject(
          new Error(
            `${waiting.method}: ${error.data?.code ?? error.message} ${error.data?.at ?? ''} ${JSON.stringify(error.data?.faults ?? '')}`,
          ),
        );
      else waiting.resolve(result);
    });
    ws.on('close', () => {
      for (const { reject, method } of this.waiting.values()) reject(new Error(`${method}: closed`));
      this.waiting.clear();
    });
    ws.on('error', () => undefined);
  }

  call(method, params = {}) {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, method });
      this.ws.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  close() {
    this.ws.close();
  }
}

/** A new deliberation with `count` people on the roll: `{deliberation, code, seats, staff}`; `staff` stays signed in. */
export async function createHall(url, { name, password, definition, people }) {
  const staff = await Caller.open(url);
  await staff.call('account.login', { name, password });
  const { deliberation, code } = await staff.call('deliberation.create', { definition });
  let seats = [];
  if (people.length > 0) {
    await staff.call('roll.import', { deliberation, people });
    seats = (await staff.call('seat.issue', { deliberation, count: people.length })).seats.map((one) => one.seat);
  }
  return { deliberation, code, seats, staff };
}

/** People in the hall, one socket each. */
export async function seatPeople(url, code, seats) {
  const people = [];
  for (const seat of seats) {
    const person = await Caller.open(url);
    await person.call('session.join', { code, seat });
    people.push(person);
  }
  return people;
}
