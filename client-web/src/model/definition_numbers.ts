// Numbers as people type them, and the numbers of the document. What is no number goes into the document as the text it
// is, so that nothing typed is lost and the check speaks of it.

const plain = (typed: string): string =>
  typed
    .trim()
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/\s*%$/, '');

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)$/;

/** Moves the decimal point over the digits themselves: 51.1 is 0.511 and not 0.5110000000000001. */
function shifted(decimal: string, by: number): string {
  const sign = decimal.startsWith('-') ? '-' : '';
  const [whole = '', part = ''] = decimal.replace('-', '').split('.');
  const left = by > 0 ? whole + part.slice(0, by).padEnd(by, '0') : whole.slice(0, by);
  const right = by > 0 ? part.slice(by) : whole.padStart(-by, '0').slice(by) + part;
  const tidy = right.replace(/0+$/, '');
  return `${sign}${left.replace(/^0+(?=\d)/, '') || '0'}${tidy && `.${tidy}`}`;
}

const digits = (value: number): string =>
  /e/.test(String(value)) ? value.toFixed(12).replace(/\.?0+$/, '') : String(value);

/** A share of the document as percent. */
export function percentText(value: unknown): string {
  if (typeof value === 'number') return shifted(digits(value), 2);
  return typeof value === 'string' ? value : '';
}

export function shareOf(typed: string): number | string | undefined {
  const said = plain(typed).replace(',', '.');
  if (said === '') return undefined;
  return DECIMAL.test(said) ? Number(shifted(said, -2)) : typed;
}

export const wholeText = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '';

export function wholeOf(typed: string): number | string | undefined {
  const said = plain(typed);
  if (said === '') return undefined;
  return /^-?\d{1,15}$/.test(said) ? Number(said) : typed;
}

/** Added up in billionths, as shares are kept. */
export function sumOfShares(shares: readonly unknown[]): { given: number; percent: string; whole: boolean } {
  const numbers = shares.filter((share): share is number => typeof share === 'number');
  const billionths = numbers.reduce((sum, share) => sum + Math.round(share * 1e9), 0);
  return { given: numbers.length, percent: shifted(String(billionths), -7), whole: billionths === 1e9 };
}
