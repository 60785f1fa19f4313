import type { th } from './screen';

export const en: typeof th = {
  joinHere: 'Join from your phone',
  scan: 'Scan the QR code, or open',
  enterCode: 'and enter the code',
  code: 'Hall code',
  qr: 'QR code to join',
  votingOpen: 'Voting is open',
  votingClosed: 'Voting has closed',
  waitingForResult: 'Result to be published',
  result: 'Result',
  board: (n) => `${n} questions are open`,
  page: (page, of) => `Page ${page} of ${of}`,
  fullScreen: 'Full screen',
  codeTitle: 'The hall’s big screen',
  codeIntro: 'Enter the six-digit hall code',
  show: 'Show',
  present: (n) => `${n} present`,
  meanOf: (mean, max) => `mean ${mean} of ${max}`,
  meanValue: 'Mean',
  tableCaption: 'Table of results',
};
