import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox } from '../src/link/outbox';
import { memoryStorage, type Storage } from '../src/link/storage';
import { Client, type Message } from '../src/protocol/client';
import { Refusal } from '../src/protocol/codes';
import { staffDialect } from '../src/protocol/staff_dialect';
import { FakeSocket, resumed } from './fake_socket';

let heard: Message[];
let storage: Storage;

function makeClient(): Client {
  return new Client('ws://hall/ws', new Outbox(storage), (message) => heard.push(message), staffDialect);
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const types = () => heard.map(({ type }) => type);

async function bound(client = makeClient()): Promise<Client> {
  client.resume('token');
  FakeSocket.last.open();
  FakeSocket.last.reply('session.resume', resumed);
  await settle();
  return client;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  FakeSocket.made = [];
  heard = [];
  storage = memoryStorage();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('coming back', () => {
  test('binds a new connection with the token, watches again, sends again under the same id', async () => {
    const client = await bound();
    client.watch(['agenda', 'me'], null);
    client.cast('q1', ['a']);
    const first = FakeSocket.last.call('ballot.cast');
    FakeSocket.last.lose();
    await settle();
    expect(heard).toContainEqual(expect.objectContaining({ type: 'delayed', ballot: 'q1', code: 'offline' }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.last.open();
    expect(FakeSocket.last.call('session.resume')?.params).toEqual({ token: 'token' });
    expect(FakeSocket.last.call('ballot.cast')).toBeUndefined();
    FakeSocket.last.reply('session.resume', resumed);
    await settle();
    expect(FakeSocket.last.call('view.watch')?.params).toEqual({ views: ['agenda', 'me'] });
    expect(FakeSocket.last.call('ballot.cast')?.params).toEqual(first?.params);
    FakeSocket.last.reply('ballot.cast', { seq: 7, receipt: 'r' });
    await settle();
    expect(heard).toContainEqual(expect.objectContaining({ type: 'recorded', ballot: 'q1', seq: 7 }));
    expect(new Outbox(storage).all()).toEqual([]);
  });

  test('a reloaded page sends what the last one could not', async () => {
    const before = await bound();
    FakeSocket.last.lose();
    await settle();
    before.cast('q1', ['b']);
    const kept = new Outbox(storage).all()[0];
    before.stop();
    await bound();
    expect(FakeSocket.last.call('ballot.cast')?.params).toEqual({ ballot: 'q1', choice: ['b'], command_id: kept?.id });
  });

  test('another participant’s vote is never sent', async () => {
    new Outbox(storage).put({
      id: 'stranger1',
      owner: 'd_1/p2',
      subject: 'ballot/q1',
      method: 'ballot.cast',
      params: { ballot: 'q1', choice: ['a'] },
    });
    await bound();
    expect(FakeSocket.last.call('ballot.cast')).toBeUndefined();
  });

  test('a server that is stopping is given a moment', async () => {
    await bound();
    FakeSocket.last.notify('server.stopping', {});
    FakeSocket.last.lose(1012);
    await vi.advanceTimersByTimeAsync(690);
    expect(FakeSocket.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(FakeSocket.made).toHaveLength(2);
  });

  test('a moved seat does not come back by itself', async () => {
    await bound();
    FakeSocket.last.notify('session.moved', {});
    FakeSocket.last.lose(4001);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.made).toHaveLength(1);
    expect(heard.filter(({ type }) => type === 'ended')).toEqual([{ type: 'ended', reason: 'moved' }]);
  });

  test('the close code alone says it too', async () => {
    await bound();
    FakeSocket.last.lose(4001);
    expect(heard).toContainEqual({ type: 'ended', reason: 'moved' });
  });

  test('a token that ran out ends the session', async () => {
    makeClient().resume('token');
    FakeSocket.last.open();
    FakeSocket.last.refuse('session.resume', 'token_expired');
    await settle();
    expect(heard).toContainEqual({ type: 'ended', reason: 'expired' });
  });

  test('a server that cannot bind just now is asked again', async () => {
    makeClient().resume('token');
    FakeSocket.last.open();
    FakeSocket.last.refuse('session.resume', 'storage_unavailable');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(FakeSocket.last.sent.filter(({ method }) => method === 'session.resume')).toHaveLength(2);
    expect(types()).not.toContain('ended');
  });

  test('a connection that answers nothing is given up', async () => {
    const client = await bound();
    FakeSocket.last.reply('server.time', { now: 1 });
    client.cast('q1', ['a']);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(FakeSocket.last.closed || FakeSocket.made.length > 1).toBe(true);
    expect(new Outbox(storage).all()).toHaveLength(1);
  });
});

describe('votes', () => {
  test('a refusal for good leaves the outbox; one for now stays and is tried again', async () => {
    const client = await bound();
    client.cast('q1', ['a']);
    FakeSocket.last.refuse('ballot.cast', 'ballot_closed');
    await settle();
    expect(heard).toContainEqual(expect.objectContaining({ type: 'refused', code: 'ballot_closed' }));
    expect(new Outbox(storage).all()).toEqual([]);

    client.cast('q1', ['a']);
    FakeSocket.last.refuse('ballot.cast', 'rate_limited', { retry_after_ms: 4_000 });
    await settle();
    expect(new Outbox(storage).all()).toHaveLength(1);
    const sends = () => FakeSocket.last.sent.filter(({ method }) => method === 'ballot.cast').length;
    const before = sends();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(sends()).toBe(before);
    FakeSocket.last.reply('server.time', { now: 1 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sends()).toBe(before + 1);
  });
});

describe('a lead’s command', () => {
  test('is repeated under one id while the connection comes back', async () => {
    const client = await bound();
    const opened = client.command('ballot.open', { deliberation: 'd_1', ballot: 'q1' }, { bound: true });
    const first = FakeSocket.last.call('ballot.open')?.params;
    FakeSocket.last.lose();
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.open();
    FakeSocket.last.reply('session.resume', resumed);
    await settle();
    expect(FakeSocket.last.call('ballot.open')?.params).toEqual(first);
    FakeSocket.last.reply('ballot.open', { seq: 3 });
    await expect(opened).resolves.toMatchObject({ seq: 3 });
  });

  test('gives up after a while: a ballot does not open minutes after its button', async () => {
    const client = await bound();
    FakeSocket.last.lose();
    const opened = client.command('ballot.open', { deliberation: 'd_1', ballot: 'q1' }, { bound: true });
    const refused = expect(opened).rejects.toMatchObject({ code: 'offline' });
    await vi.advanceTimersByTimeAsync(16_000);
    await refused;
    FakeSocket.last.open();
    FakeSocket.last.reply('session.resume', resumed);
    await settle();
    expect(FakeSocket.last.call('ballot.open')).toBeUndefined();
  });

  test('what waited for a session that is over is not sent by the next one', async () => {
    const client = await bound();
    FakeSocket.last.lose();
    const opened = client.command('ballot.open', { deliberation: 'd_1', ballot: 'q1' }, { bound: true });
    const refused = expect(opened).rejects.toMatchObject({ code: 'not_signed_in' });
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.open();
    FakeSocket.last.refuse('session.resume', 'token_expired');
    await refused;
    client.resume('somebody else');
    FakeSocket.last.reply('session.resume', resumed);
    await settle();
    expect(FakeSocket.last.call('ballot.open')).toBeUndefined();
  });

  test('carries the server’s word and place', async () => {
    const client = await bound();
    const opened = client.command('ballot.open', { deliberation: 'd_1', ballot: 'q1' }, { bound: true });
    FakeSocket.last.refuse('ballot.open', 'ballot_open', { at: '/params/ballot' });
    const fault = await opened.catch((one: unknown) => one);
    expect(fault).toBeInstanceOf(Refusal);
    expect(fault).toMatchObject({ code: 'ballot_open', at: '/params/ballot' });
  });
});

describe('watching', () => {
  test('asks only for what changed', async () => {
    const client = await bound();
    client.watch(['agenda', 'tally/q1'], null);
    client.watch(['agenda', 'tally/q2'], null);
    expect(FakeSocket.last.call('view.unwatch')?.params).toEqual({ views: ['tally/q1'] });
    expect(FakeSocket.last.call('view.watch')?.params).toEqual({ views: ['tally/q2'] });
  });

  test('staff name the deliberation', async () => {
    const client = await bound();
    client.watch(['room'], 'd_2');
    expect(FakeSocket.last.call('view.watch')?.params).toEqual({ views: ['room'], deliberation: 'd_2' });
  });

  test('a frame that does not fit is left out, and said so', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    await bound();
    FakeSocket.last.notify('view', { deliberation: 'd_1', view: 'tally/q1', rev: 1, doc: { ballot: 'q1' } });
    expect(types()).not.toContain('view');
    expect(warn).toHaveBeenCalledWith('frame not understood:', expect.stringContaining('/status'));
  });
});
