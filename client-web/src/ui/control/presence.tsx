// Who is in the room, as the wall shows it, in small.
import { presenceGroups } from '../../model/presence';
import type { Agenda } from '../../protocol/documents';
import { pictureWords } from '../parts/picture_words';
import { MissingSentences, PresencePicture } from '../parts/presence';
import { useControl } from './context';

const SENTENCES = 3;

export function PresencePanel({ agenda }: { agenda: Agenda }) {
  const { control } = useControl();
  const t = pictureWords();
  const { presence } = control.hall.meeting;
  if (!presence || presence.strata.length === 0) return null;
  return (
    <section class="room presence-panel" aria-labelledby="presence-panel-title">
      <h2 id="presence-panel-title">{t.presence}</h2>
      <MissingSentences agenda={agenda} presence={presence} most={SENTENCES} />
      {presenceGroups(agenda, presence).map((group) => (
        <PresencePicture key={group.id} group={group} />
      ))}
    </section>
  );
}
