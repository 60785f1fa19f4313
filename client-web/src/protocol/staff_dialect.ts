import type { Dialect } from './client';
import { readMeeting } from './meeting';
import { results } from './methods';
import { staffResults } from './staff_methods';

/** What the pages of staff read: everything. */
export const staffDialect: Dialect = { read: readMeeting, results: { ...results, ...staffResults } };
