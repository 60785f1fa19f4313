import { words } from '../text/language';
import { th } from '../text/screen';

export const screenWords = () => words('screen', th);

/** The address people type: without the scheme. */
export const address = (): string => location.host;
export const joinLink = (code: string): string => `${location.origin}/j/${code}`;
