import { describe, expect, test } from 'vitest';
import {
  answerState,
  currentDraft,
  emptyPhone,
  latestChoice,
  nextUnanswered,
  type Phone,
  type PhoneMessage,
  recordedAnswer,
  reducePhone,
  shownPage,
} from '../src/model/phone';
import { agenda, ballot, stage } from './samples';

const run = (messages: PhoneMessage[], from: Phone = emptyPhone): Phone => messages.reduce(reducePhone, from);

const online: PhoneMessage = { type: 'link', state: 'open' };
const away: PhoneMessage = { type: 'link', state: 'waiting' };
const queued = (command: string, choice = ['a']): PhoneMessage => ({ type: 'queued', command, ballot: 'q1', choice });
const sent = (command: string): PhoneMessage => ({ type: 'sent', command, ballot: 'q1' });
const recorded = (command: string, seq: number, choice = ['a']): PhoneMessage => ({
  type: 'recorded',
  command,
  ballot: 'q1',
  choice,
  seq,
  receipt: `r${seq}`,
});
const me = (seq: number, choice: string[]): PhoneMessage => ({
  type: 'view',
  deliberation: 'd_1',
  view: 'me',
  rev: seq,
  document: {
    kind: 'me',
    doc: {
      participant: 'p1',
      strata: {},
      table: null,
      left: false,
      ideas: [],
      ballots: { q1: { choice, seq, receipt: `r${seq}` } },
    },
  },
});

describe('an answer’s three states', () => {
  test('sending, then recorded', () => {
    const sending = run([online, queued('c1'), sent('c1')]);
    expect(answerState(sending, 'q1')).toBe('sending');
    expect(answerState(run([recorded('c1', 4)], sending), 'q1')).toBe('recorded');
  });

  test('without a connection it is kept on this phone, and so it is once the connection goes', () => {
    expect(answerState(run([online, away, queued('c1')]), 'q1')).toBe('kept');
    expect(answerState(run([online, queued('c1'), sent('c1'), away]), 'q1')).toBe('kept');
    expect(
      answerState(run([online, queued('c1'), { type: 'delayed', command: 'c1', ballot: 'q1', code: 'busy' }]), 'q1'),
    ).toBe('kept');
  });

  test('a refusal says so, until the next attempt', () => {
    const refused = run([
      online,
      queued('c1'),
      { type: 'refused', command: 'c1', ballot: 'q1', choice: ['a'], code: 'ballot_closed' },
    ]);
    expect(answerState(refused, 'q1')).toBe('refused');
    expect(answerState(run([queued('c2')], refused), 'q1')).toBe('sending');
  });

  test('the answer to an earlier command leaves the later one on its way', () => {
    const phone = run([online, queued('c1'), queued('c2', ['b']), recorded('c1', 4)]);
    expect(answerState(phone, 'q1')).toBe('sending');
    expect(latestChoice(phone, 'q1')).toEqual(['b']);
    expect(recordedAnswer(phone, 'q1')?.choice).toEqual(['a']);
    const late: PhoneMessage = { type: 'refused', command: 'c1', ballot: 'q1', choice: ['a'], code: 'busy' };
    expect(run([late], phone)).toEqual(phone);
  });
});

test('the later of the acknowledgement and the server’s own word counts', () => {
  expect(recordedAnswer(run([online, queued('c1'), recorded('c1', 9, ['b']), me(4, ['a'])]), 'q1')?.choice).toEqual([
    'b',
  ]);
  expect(recordedAnswer(run([online, queued('c1'), recorded('c1', 4), me(9, ['c'])]), 'q1')?.choice).toEqual(['c']);
  expect(recordedAnswer(emptyPhone, 'q1')).toBeNull();
});

test('the form shows what is being made, else what was sent, else what is recorded', () => {
  const q1 = ballot();
  const done = run([online, me(4, ['a'])]);
  expect(currentDraft(done, q1).picks).toEqual(['a']);
  const sending = run([queued('c1', ['b'])], done);
  expect(currentDraft(sending, q1).picks).toEqual(['b']);
  const making = run(
    [{ type: 'drafts', ballot: 'q1', draft: { ...currentDraft(sending, q1), picks: ['c'] } }],
    sending,
  );
  expect(currentDraft(making, q1).picks).toEqual(['c']);
  expect(currentDraft(run([recorded('c1', 5, ['b'])], making), q1).picks).toEqual(['b']);
});

describe('many open at once', () => {
  const ids = ['q1', 'q2', 'q3'];
  const many: PhoneMessage = {
    type: 'view',
    deliberation: 'd_1',
    view: 'agenda',
    rev: 1,
    document: {
      kind: 'agenda',
      doc: agenda({ stages: [stage({ ballots: ids })], ballots: ids.map((id) => ballot({ id })) }),
    },
  };

  test('the next one without an answer, going round', () => {
    const phone = run([online, many, queued('c1')]);
    expect(nextUnanswered(phone, 'q1')?.id).toBe('q2');
    expect(nextUnanswered(phone, 'q3')?.id).toBe('q2');
    expect(nextUnanswered(phone, null)?.id).toBe('q2');
    expect(nextUnanswered(phone, 'q2')?.id).toBe('q3');
  });

  test('a page whose ballot is gone is home', () => {
    expect(shownPage(run([many, { type: 'shows', page: { kind: 'ballot', id: 'gone' } }]))).toEqual({ kind: 'home' });
  });
});

describe('coming and going', () => {
  test('a moved seat says so, an ended session too', () => {
    expect(run([{ type: 'ended', reason: 'moved' }]).phase).toBe('moved');
    expect(run([{ type: 'ended', reason: 'revoked' }]).phase).toBe('ended');
  });

  test('leaving forgets everything but the connection', () => {
    const left = run([online, queued('c1'), me(3, ['a']), { type: 'left' }]);
    expect(left.pending).toEqual({});
    expect(left.hall.me).toBeNull();
    expect(left.hall.online).toBe('online');
    expect(left.phase).toBe('code');
  });
});
