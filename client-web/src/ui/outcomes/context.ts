import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Outcomes, OutcomesSession } from '../../model/outcomes_session';
import { words } from '../text/language';
import { th } from '../text/outcomes';

export const SessionContext = createContext<OutcomesSession | null>(null);

export function useOutcomes(): { session: OutcomesSession; outcomes: Outcomes } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the page of outcomes');
  return { session, outcomes: session.state.value };
}

export const outcomesWords = () => words('outcomes', th);
