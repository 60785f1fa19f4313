import { describe, expect, test } from 'vitest';
import { afterClose, CEILING_MS, delayMs } from '../src/link/backoff';
import { Clock } from '../src/link/clock';
import { commandId } from '../src/link/command_id';
import { socketUrl } from '../src/link/link';
import { Outbox } from '../src/link/outbox';
import { memoryStorage } from '../src/link/storage';

describe('back-off', () => {
  test('grows from half a second to its ceiling, with jitter over the upper half', () => {
    expect(delayMs(0, 0)).toBe(250);
    expect(delayMs(0, 1)).toBe(500);
    expect(delayMs(3, 0)).toBe(2000);
    expect(delayMs(40, 1)).toBe(CEILING_MS);
    expect(delayMs(0, 0, 700)).toBe(950);
  });

  test.each([
    [4001, { stop: true }],
    [4002, { stop: true }],
    [4008, { stop: false, floorMs: 10_000 }],
    [1012, { stop: false, floorMs: 700 }],
    [1006, { stop: false, floorMs: 0 }],
    [4003, { stop: false, floorMs: 0 }],
  ])('close code %i', (code, after) => {
    expect(afterClose(code)).toEqual(after);
  });
});

describe('clock', () => {
  test('keeps the sample with the shortest round trip', () => {
    const clock = new Clock();
    clock.take({ sentAt: 1000, receivedAt: 1400, serverNow: 6000 });
    expect(clock.offset).toBe(4800);
    clock.take({ sentAt: 2000, receivedAt: 2020, serverNow: 7060 });
    expect(clock.offset).toBe(5050);
    expect(clock.take({ sentAt: 3000, receivedAt: 3900, serverNow: 1 })).toBe(false);
    expect(clock.offset).toBe(5050);
  });

  test('takes a worse sample when the best is old, or when the phone’s clock was set back', () => {
    const clock = new Clock();
    clock.take({ sentAt: 1000, receivedAt: 1010, serverNow: 1005 });
    expect(clock.take({ sentAt: 500_000, receivedAt: 500_900, serverNow: 600_000 })).toBe(true);
    expect(clock.take({ sentAt: 100, receivedAt: 1099, serverNow: 600_000 })).toBe(true);
    expect(clock.take({ sentAt: 200, receivedAt: 100, serverNow: 0 })).toBe(false);
  });
});

describe('outbox', () => {
  const entry = (id: string, ballot = 'q1', owner = 'd/p1') => ({
    id,
    owner,
    subject: `ballot/${ballot}`,
    method: 'ballot.cast',
    params: { ballot, choice: ['a'] },
  });

  test('survives a reload and keeps each owner’s commands apart', () => {
    const storage = memoryStorage();
    const outbox = new Outbox(storage);
    outbox.put(entry('one'));
    outbox.put(entry('two', 'q2'));
    outbox.put(entry('three', 'q1', 'd/p2'));
    expect(new Outbox(storage).all('d/p1').map(({ id }) => id)).toEqual(['one', 'two']);
  });

  test('a later answer to the same ballot takes the earlier one’s place', () => {
    const outbox = new Outbox(memoryStorage());
    outbox.put(entry('one'));
    outbox.put(entry('two'));
    expect(outbox.all('d/p1').map(({ id }) => id)).toEqual(['two']);
    outbox.remove('one');
    expect(outbox.all()).toHaveLength(1);
    outbox.clear('d/p1');
    expect(outbox.all()).toEqual([]);
  });

  test.each(['', 'null', '{}', '[1]', '[{"id":1}]', 'rubbish'])('what is not an outbox is empty: %s', (text) => {
    const storage = memoryStorage();
    storage.set('ruamkit.outbox', text);
    expect(new Outbox(storage).all()).toEqual([]);
  });
});

test('command ids have the protocol’s letters and do not repeat', () => {
  const ids = new Set(Array.from({ length: 500 }, commandId));
  expect(ids.size).toBe(500);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});

test('the socket follows the page’s scheme', () => {
  expect(socketUrl({ protocol: 'http:', host: 'hall.local:8080' })).toBe('ws://hall.local:8080/ws');
  expect(socketUrl({ protocol: 'https:', host: 'ruamkit.go.th' })).toBe('wss://ruamkit.go.th/ws');
});
