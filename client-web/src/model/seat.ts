// Seat codes and hall codes as people type them.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 9;

/** Upper case, without spaces and dashes, at most nine characters; look-alikes stay so that they can be pointed at. */
export function seatCharacters(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, LENGTH);
}

export function groupSeat(typed: string): string {
  return (seatCharacters(typed).match(/.{1,3}/g) ?? []).join('-');
}

/** Characters that no seat code has, in the order typed, once each. */
export function strangers(typed: string): string[] {
  return [...new Set(seatCharacters(typed))].filter((character) => !ALPHABET.includes(character));
}

export function isWholeSeat(typed: string): boolean {
  return seatCharacters(typed).length === LENGTH && strangers(typed).length === 0;
}

export function hallDigits(typed: string): string {
  // Thai keyboards give ๐–๙.
  return typed
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/\D/g, '')
    .slice(0, 6);
}

export const isWholeHall = (typed: string): boolean => hallDigits(typed).length === 6;

/** `482913` from `/j/482913` or `/screen/482913`. */
export function codeInPath(path: string): string | null {
  const digits = hallDigits(/^\/(?:j|screen)\/([^/]+)/.exec(path)?.[1] ?? '');
  return digits.length === 6 ? digits : null;
}

/** What a seat card's QR holds. The code is in the part of the address that no server is sent. */
export function seatLink(origin: string, hall: string, seat: string): string {
  return `${origin}/j/${hall}#seat=${seatCharacters(seat)}`;
}

export function seatInHash(hash: string): string | null {
  const seat = seatCharacters(/^#seat=([^&]+)$/.exec(hash)?.[1] ?? '');
  return isWholeSeat(seat) ? seat : null;
}
