import type { Agenda, Ballot, Stage, Tally } from '../src/protocol/documents';

const words = (th: string) => ({ th, en: '' });

export function ballot(more: Partial<Ballot> = {}): Ballot {
  return {
    id: 'q1',
    kind: 'single',
    question: words('ถาม'),
    options: ['a', 'b', 'c'].map((id) => ({ id, label: words(id), theme: null })),
    rule: 'plurality',
    reveal: 'live',
    secrecy: 'linked',
    threshold: null,
    min: null,
    max: null,
    budget: null,
    length_max: null,
    practice: false,
    status: 'open',
    opened_at: 1,
    closes_at: null,
    closed_at: null,
    published_at: null,
    stratum: null,
    ...more,
  };
}

export function stage(more: Partial<Stage> = {}): Stage {
  return {
    id: 'v1',
    kind: 'ballots',
    title: words('ช่วง'),
    minutes: null,
    ballots: ['q1'],
    status: 'running',
    started_at: 1,
    ends_at: null,
    finished_at: null,
    ...more,
  };
}

export function agenda(more: Partial<Agenda> = {}): Agenda {
  return {
    deliberation: 'd_1',
    code: '482913',
    method: 'town_meeting',
    status: 'running',
    title: words('เวที'),
    issue: words(''),
    convenor: { agency: '', commitment: words('') },
    admission: 'seats',
    strata: [],
    tables: null,
    stage: 'v1',
    stages: [stage()],
    ballots: [ballot()],
    documents: [],
    ...more,
  };
}

export function tally(more: Partial<Tally> = {}): Tally {
  return {
    ballot: 'q1',
    status: 'open',
    eligible: 10,
    present: 8,
    voted: 5,
    counts: { a: 3, b: 1, c: 0 },
    abstained: 1,
    by: {},
    outcome: null,
    ...more,
  };
}
