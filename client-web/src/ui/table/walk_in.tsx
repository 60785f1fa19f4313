// Somebody without a card: what the deliberation asks of everyone, and nothing that names them.
import { useEffect, useRef } from 'preact/hooks';
import type { Agenda } from '../../protocol/documents';
import { pick } from '../text/language';
import { tableWords } from './context';

export function WalkIn({ agenda, done }: { agenda: Agenda; done(strata: Record<string, string> | null): void }) {
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
        const strata: Record<string, string> = {};
        for (const [id, value] of new FormData(event.currentTarget)) if (value !== '') strata[id] = String(value);
        done(strata);
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
            <select name={stratum.id}>
              <option value="">{t.desk.unspecified}</option>
              {stratum.values.map((value) => (
                <option key={value.id} value={value.id}>
                  {pick(value.label)}
                </option>
              ))}
            </select>
          </label>
        ))}
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
