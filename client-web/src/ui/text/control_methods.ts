import { th } from './control';
import { words } from './language';

/** The nine methods by name, as the lead's desk calls them. */
export const controlMethods = () => words('control', th).method;
