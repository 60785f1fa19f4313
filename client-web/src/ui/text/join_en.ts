import type { th } from './join';

export const en: typeof th = {
  joinTitle: 'Join the deliberation',
  joinIntro: 'Enter the six digits on the screen or on your invitation',
  join: 'Join',
  staff: 'For staff',
  joining: 'Joining…',
  seatTitle: 'Your seat code',
  seatIntro: 'Enter the nine characters on your card',
  seatLabel: 'Seat code',
  seatHelp: 'Capitals and dashes do not matter. Codes never have 0, 1, I, L, O or U',
  seatStranger: (letters) => `Seat codes have no ${letters}. Look at the card again: it may be D, Q, J, T, 7 or V`,
  seatIncomplete: 'Enter all nine characters of the seat code',
  seatSubmit: 'Take the seat',
  otherCode: 'Use another hall code',
  hall: (code) => `Hall ${code}`,
  movedTitle: 'This seat is now on another phone',
  movedBody:
    'The same seat code was used on another phone. Your recorded votes are safe. If that was not you, tell the staff.',
  takeBack: 'Use the seat on this phone',
  endedTitle: 'Please join again',
  endedBody: 'Your earlier session has ended. Your recorded votes are safe.',
  joinAgain: 'Join again',
  otherSeat: 'Use another seat',
};
