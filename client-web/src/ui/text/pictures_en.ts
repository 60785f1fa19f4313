import type { th } from './pictures';

export const en: typeof th = {
  presence: 'Who is in the room today',
  here: (n) => `${n} in the room`,
  fromRoll: 'By the register of arrivals',
  fromBallot: 'By the answers of those in the room',
  knownOf: (n) => `known of ${n}`,
  group: 'Group',
  room: 'In the room',
  population: 'In the population',
  people: 'People',
  tooFew: 'Withheld: too few',
  waiting: 'Figures appear once enough people have arrived that they show nobody in particular',
  missing: (stratum, value, share, population) =>
    `${stratum} ${value}: ${share} per cent of the room, but ${population} per cent of the population`,
  missingFew: (stratum, value, population) =>
    `${stratum} ${value}: too few in the room to show, but ${population} per cent of the population`,
  missingTitle: 'Who is missing',
  balanced: 'Every group that can be shown is close to its share of the population',
  page: (page, of) => `Page ${page} of ${of}`,
  together: (n) => `Results of ${n} questions`,
  cloud: 'Words used most',
  cloudNote: (n) => `Only words that at least ${n} people used`,
  word: 'Word',
  usedBy: (n) => (n === '1' ? '1 person' : `${n} people`),
  places: 'How many gave each place',
  place: (n) => `Place ${n}`,
  unplaced: 'Not placed',
  meanPlace: 'Mean place',
  byGroup: (stratum) => `Results by ${stratum.toLowerCase()}`,
  byGroups: 'Results by group',
  unknown: 'Not known',
};
