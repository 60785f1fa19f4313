import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Phone } from '../../model/phone';
import type { PhoneSession } from '../../model/phone_session';
import { th } from '../text/join';
import { words } from '../text/language';

export const SessionContext = createContext<PhoneSession | null>(null);

export function usePhone(): { session: PhoneSession; phone: Phone } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the phone');
  return { session, phone: session.state.value };
}

export const joinWords = () => words('join', th);
