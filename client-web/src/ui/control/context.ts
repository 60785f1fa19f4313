import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Control, ControlSession } from '../../model/control_session';
import { th } from '../text/control';
import { words } from '../text/language';

export const SessionContext = createContext<ControlSession | null>(null);

export function useControl(): { session: ControlSession; control: Control } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the desk');
  return { session, control: session.state.value };
}

export const controlWords = () => words('control', th);

/** lead and organiser act; others look. */
export function mayAct(control: Control): boolean {
  const role = control.hall.session?.role;
  return role === 'lead' || role === 'organiser' || role === 'admin';
}

/** Who makes deliberations, imports rolls and issues seats. */
export function mayPrepare(control: Control): boolean {
  const role = control.hall.session?.role;
  return role === 'organiser' || role === 'admin';
}
