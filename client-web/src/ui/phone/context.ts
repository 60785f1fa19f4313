import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Phone } from '../../model/phone';
import type { PhoneSession } from '../../model/phone_session';
import { th } from '../text/join';
import { words } from '../text/language';

/** What the pages of ballots need of a session; a kiosk has one of its own. */
export type Voter = Pick<PhoneSession, 'state' | 'show' | 'draft' | 'cast'>;

export const SessionContext = createContext<Voter | null>(null);

export function useVoter(): { session: Voter; phone: Phone } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the phone');
  return { session, phone: session.state.value };
}

/** For the pages that only a phone shows. */
export const usePhone = useVoter as () => { session: PhoneSession; phone: Phone };

export const joinWords = () => words('join', th);
