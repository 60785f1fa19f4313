import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Control, ControlSession } from '../../model/control_session';
import type { Reporting, ReportingSession } from '../../model/report_files';
import { mayDo, type Staff } from '../../model/staff';
import type { StaffSession } from '../../model/staff_session';
import { th } from '../text/control';
import { words } from '../text/language';

export const SessionContext = createContext<ControlSession | null>(null);

export function useControl(): { session: ControlSession; control: Control } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the desk');
  return { session, control: session.state.value };
}

/** What the pages of staff share: signing in, the list, what became of a press. */
export const StaffContext = createContext<StaffSession<Staff> | null>(null);

export function useStaff(): { session: StaffSession<Staff>; staff: Staff } {
  const session = useContext(StaffContext);
  if (!session) throw new Error('used outside a page of staff');
  return { session, staff: session.state.value };
}

/** Pages of staff that hand out the report. */
export const ReportsContext = createContext<ReportingSession<Reporting> | null>(null);

export function useReports(): { session: ReportingSession<Reporting>; reporting: Reporting } {
  const session = useContext(ReportsContext);
  if (!session) throw new Error('used outside a page with reports');
  return { session, reporting: session.state.value };
}

export const controlWords = () => words('control', th);

/** lead and organiser act; others look. */
export function mayAct(control: Control): boolean {
  return mayDo(control, 'lead');
}

/** Who makes deliberations, imports rolls and issues seats. */
export function mayPrepare(staff: Staff): boolean {
  return mayDo(staff, 'prepare');
}
