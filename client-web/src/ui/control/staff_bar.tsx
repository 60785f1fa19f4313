// The head of every page of staff: where one is, who one is, and the ways out.
import type { ComponentChildren } from 'preact';
import type { Hall } from '../../model/hall';
import { TopBar } from '../parts/top_bar';
import { controlWords } from './context';

export interface StaffBarProps {
  title: string;
  hall: Hall;
  /** Nobody is named to a person who is no member of staff. */
  hidden?: boolean;
  /** To the list of deliberations; absent: not from here. */
  leave?: (() => void) | undefined;
  logout: () => void;
  children?: ComponentChildren;
}

export function StaffBar({ title, hall, hidden = false, leave, logout, children }: StaffBarProps) {
  const t = controlWords();
  const who = hall.session;
  return (
    <TopBar online={hall.online} always={true}>
      <p class="top-title">{title}</p>
      {who && !hidden && (
        <div class="top-who">
          <span>
            {who.name} <span class="top-role">{t.role[who.role] ?? who.role}</span>
          </span>
          {children}
          {leave && (
            <button type="button" class="plain" onClick={leave}>
              {t.otherDeliberation}
            </button>
          )}
          <button type="button" class="plain" onClick={logout}>
            {t.logout}
          </button>
        </div>
      )}
    </TopBar>
  );
}
