import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Prepare, PrepareSession } from '../../model/prepare_session';
import { words } from '../text/language';
import { th } from '../text/prepare';

export const SessionContext = createContext<PrepareSession | null>(null);

export function usePrepare(): { session: PrepareSession; prepare: Prepare } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the page');
  return { session, prepare: session.state.value };
}

export const prepareWords = () => words('prepare', th);
