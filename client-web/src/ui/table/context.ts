import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Floor } from '../../model/floor';
import type { TableSession } from '../../model/table_session';
import { th as channels } from '../text/channels';
import { words } from '../text/language';
import { th } from '../text/table';

export const SessionContext = createContext<TableSession | null>(null);

export function useFloor(): { session: TableSession; floor: Floor } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the page of tables');
  return { session, floor: session.state.value };
}

export const tableWords = () => words('table', th);
export const channelWords = () => words('channels', channels);
