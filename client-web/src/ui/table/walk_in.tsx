// Somebody without a card: what the deliberation asks of everyone, and if they wish their name and what they need.
import { useEffect, useRef } from 'preact/hooks';
import { NEEDS_LONGEST } from '../../model/roll_file';
import type { WalkInDetails } from '../../model/table_session';
import type { Agenda } from '../../protocol/documents';
import { pick } from '../text/language';
import { tableWords } from './context';

export function WalkIn({ agenda, done }: { agenda: Agenda; done(details: WalkInDetails | null): void }) {
  const form = useRef<HTMLFormElement>(null);
  const t = tableWords();
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('select, button')?.focus();
  }, []);
  return (
    <form
      class="walk-in"
      ref={form}
      aria-labelledby="walk-in-title"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const strata: Record<string, string> = {};
        for (const { id } of agenda.strata) {
          const value = given.get(`stratum ${id}`);
          if (value) strata[id] = String(value);
        }
        done({ strata, name: String(given.get('name')).trim(), needs: String(given.get('needs')).trim() });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') done(null);
        // In a list Enter would only open it: here it sends, as everywhere on this desk.
        if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
          event.preventDefault();
          form.current?.requestSubmit();
        }
      }}
    >
      <h2 id="walk-in-title">{t.desk.walkInTitle}</h2>
      <div class="walk-in-fields">
        {agenda.strata.map((stratum) => (
          <label key={stratum.id}>
            <span>{pick(stratum.label)}</span>
            <select name={`stratum ${stratum.id}`}>
              <option value="">{t.desk.unspecified}</option>
              {stratum.values.map((value) => (
                <option key={value.id} value={value.id}>
                  {pick(value.label)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label>
          <span>{t.desk.name}</span>
          <input name="name" autoComplete="off" maxLength={130} />
        </label>
        <label>
          <span>{t.desk.needs}</span>
          <input name="needs" autoComplete="off" maxLength={NEEDS_LONGEST} placeholder={t.desk.needsExample} />
        </label>
      </div>
      <div class="actions">
        <button type="submit" class="primary">
          {t.desk.walkInAdd}
        </button>
        <button type="button" class="secondary" onClick={() => done(null)}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
