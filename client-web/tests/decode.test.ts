import { expect, test } from 'vitest';
import { decodeFrame } from '../src/protocol/frames';

const frame = (value: unknown) => decodeFrame(JSON.stringify(value));
const view = (name: string, doc: unknown) =>
  frame({ jsonrpc: '2.0', method: 'view', params: { deliberation: 'd_1', view: name, rev: 3, doc } });

test('PROTOCOL.md’s own tally', () => {
  const doc = {
    ballot: 'q1',
    status: 'open',
    eligible: 300,
    present: 281,
    voted: 204,
    counts: { a: 120, b: 70 },
    abstained: 14,
    by: { gender: { f: { a: 60, b: 30, abstained: 6 } } },
    outcome: {
      rule: 'plurality',
      winners: ['a'],
      tie_broken: false,
      threshold: { met: true, share: 0.631, needed: 0.5, of: 'cast', quorum_met: true, turnout: 0.68 },
      explain: { th: 'ก', en: 'a' },
    },
  };
  expect(view('tally/q1', doc)).toMatchObject({ type: 'view', rev: 3, document: { kind: 'tally', ballot: 'q1', doc } });
  expect(view('tally/q1', { ...doc, counts: null, abstained: null, outcome: undefined })).toMatchObject({
    document: { doc: { counts: null, abstained: null, outcome: null } },
  });
});

test('me, with every form of choice', () => {
  const ballots = Object.fromEntries(
    [['a'], ['a', 'b'], { a: 4, b: 0 }, 7, 'ข้อความ', null].map((choice, i) => [
      `q${i}`,
      { choice, seq: i, receipt: 'r' },
    ]),
  );
  expect(view('me', { participant: 'p1', strata: { gender: 'f' }, ballots })).toMatchObject({
    document: { doc: { ballots } },
  });
});

test('what is absent becomes null', () => {
  const doc = {
    deliberation: 'd_1',
    code: '482913',
    method: 'town_meeting',
    status: 'running',
    title: { th: 'ก' },
    issue: { th: '', en: '' },
    convenor: { agency: 'อบจ.' },
    admission: 'seats',
    stage: null,
    stages: [],
    ballots: [{ id: 'q', kind: 'text', question: { th: 'ถ' }, reveal: 'live', status: 'draft' }],
  };
  expect(view('agenda', doc)).toMatchObject({
    document: { doc: { strata: [], ballots: [{ options: [], threshold: null, closes_at: null, length_max: null }] } },
  });
});

test.each([
  ['not JSON', '{'],
  ['a number', '7'],
  ['neither reply nor notification', '{"jsonrpc":"2.0"}'],
  ['an unknown notification', '{"jsonrpc":"2.0","method":"weather"}'],
  ['an unknown view', '{"jsonrpc":"2.0","method":"view","params":{"view":"weather","rev":1,"doc":{}}}'],
  ['a view without rev', '{"jsonrpc":"2.0","method":"view","params":{"view":"me","doc":{}}}'],
])('%s is not half a message', (_name, text) => {
  expect(decodeFrame(text).type).toBe('unknown');
});

test('errors keep the server’s word, and an unknown word says so', () => {
  const error = (code: string) =>
    frame({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32009, message: code, data: { code, at: '/params/ballot', retry_after_ms: 50 } },
    });
  expect(error('ballot_closed')).toEqual({
    type: 'error',
    id: 1,
    code: 'ballot_closed',
    at: '/params/ballot',
    retryAfterMs: 50,
  });
  expect(error('quite_new')).toMatchObject({ code: 'unexpected' });
  expect(frame({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'malformed_json' } })).toMatchObject({
    id: null,
    code: 'unexpected',
  });
});

test('session and server notices', () => {
  expect(frame({ method: 'session.moved', params: {} })).toEqual({ type: 'moved' });
  expect(frame({ method: 'session.ended', params: { reason: 'revoked' } })).toEqual({
    type: 'ended',
    reason: 'revoked',
  });
  expect(frame({ method: 'server.stopping', params: {} })).toEqual({ type: 'stopping' });
});
