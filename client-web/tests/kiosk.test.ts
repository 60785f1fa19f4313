import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { emptyHall, type Hall } from '../src/model/hall';
import { hasUnsent, isSending, type KioskCalls, KioskSession } from '../src/model/kiosk';
import { answerState, latestChoice, recordedAnswer } from '../src/model/phone';
import { Refusal } from '../src/protocol/codes';
import { agenda } from './samples';

interface Call {
  about: unknown;
  resolve(value: never): void;
  reject(fault: Refusal): void;
}

function made() {
  const calls: Call[] = [];
  const call =
    <T>() =>
    (...about: unknown[]) =>
      new Promise<T>((resolve, reject) => {
        calls.push({ about, resolve: resolve as Call['resolve'], reject });
      });
  const server: KioskCalls = { find: call(), cast: call() };
  const hall = signal<Hall>({ ...emptyHall, online: 'online', agenda: agenda() });
  const session = new KioskSession(server, () => hall.value);
  const settle = async (index: number, value: unknown) => {
    const waiting = calls[index];
    if (value instanceof Refusal) waiting?.reject(value);
    else waiting?.resolve(value as never);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { calls, session, hall, settle };
}

async function standing(of: ReturnType<typeof made>, participant: string) {
  void of.session.begin({ seat: 'ABCDEFGHJ' }, 'ABC-DEF-GHJ');
  await of.settle(of.calls.length - 1, { participant });
}

describe('a kiosk', () => {
  test('lets one person in, shows only the end of the seat code, and sends their vote', async () => {
    const kiosk = made();
    await standing(kiosk, 'p1');
    expect(kiosk.session.kiosk.value.person).toEqual({ participant: 'p1', shown: 'GHJ' });
    expect(kiosk.session.state.value.hall.agenda?.code).toBe('482913');
    kiosk.session.cast('q1', ['a']);
    expect(isSending(kiosk.session.state.value)).toBe(true);
    expect(kiosk.calls[1]?.about).toEqual(['p1', 'q1', ['a']]);
    await kiosk.settle(1, { seq: 7, receipt: 'r' });
    expect(recordedAnswer(kiosk.session.state.value, 'q1')).toEqual({ choice: ['a'], seq: 7, receipt: 'r' });
    expect(isSending(kiosk.session.state.value)).toBe(false);
  });

  test('a changed answer counts even where the first comes back late', async () => {
    const kiosk = made();
    await standing(kiosk, 'p1');
    kiosk.session.cast('q1', ['a']);
    kiosk.session.cast('q1', ['b']);
    await kiosk.settle(1, { seq: 7, receipt: 'r' });
    expect(latestChoice(kiosk.session.state.value, 'q1')).toEqual(['b']);
    await kiosk.settle(2, { seq: 8, receipt: 's' });
    expect(recordedAnswer(kiosk.session.state.value, 'q1')?.seq).toBe(8);
  });

  test('nothing of one person is there for the next, not even what comes late', async () => {
    const kiosk = made();
    await standing(kiosk, 'p1');
    kiosk.session.draft('q1', { none: false, picks: ['a'], amounts: {}, value: null, text: 'secret' });
    expect(hasUnsent(kiosk.session.state.value)).toBe(true);
    kiosk.session.show({ kind: 'ballot', id: 'q1' });
    kiosk.session.cast('q1', ['a']);
    kiosk.session.finish();
    expect(kiosk.session.kiosk.value.person).toBeNull();
    await standing(kiosk, 'p2');
    await kiosk.settle(1, { seq: 7, receipt: 'r' });
    const phone = kiosk.session.state.value;
    expect(answerState(phone, 'q1')).toBe('none');
    expect([phone.drafts, phone.recorded, phone.pending, phone.page]).toEqual([{}, {}, {}, { kind: 'home' }]);
  });

  test('who leaves while the code is looked up stays away', async () => {
    const kiosk = made();
    void kiosk.session.begin({ seat: 'ABCDEFGHJ' }, 'ABC-DEF-GHJ');
    kiosk.session.finish();
    await kiosk.settle(0, { participant: 'p1' });
    expect(kiosk.session.kiosk.value).toEqual({ person: null, asking: false, code: null });
  });

  test('a refusal is told: of the code at the door, of a vote by the vote', async () => {
    const kiosk = made();
    void kiosk.session.begin({ seat: 'ABCDEFGHJ' }, 'ABC-DEF-GHJ');
    await kiosk.settle(0, new Refusal('unknown_seat'));
    expect(kiosk.session.kiosk.value.code).toBe('unknown_seat');
    await standing(kiosk, 'p1');
    kiosk.session.cast('q1', ['a']);
    await kiosk.settle(2, new Refusal('ballot_closed'));
    expect(kiosk.session.state.value.refused.q1?.code).toBe('ballot_closed');
  });
});
