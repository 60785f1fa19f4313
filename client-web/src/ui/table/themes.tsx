import type { Agenda } from '../../protocol/documents';

export function ThemesPage(_: { agenda: Agenda }) {
  return null;
}
