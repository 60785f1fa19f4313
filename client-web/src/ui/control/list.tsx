import { ErrorSummary } from '../parts/error_summary';
import { commonWords, pick, sentence } from '../text/language';
import { controlWords, mayPrepare, useStaff } from './context';

export function Deliberations() {
  const { session, staff } = useStaff();
  const t = controlWords();
  return (
    <section class="deliberations">
      <h1>{t.listTitle}</h1>
      {staff.fault && <ErrorSummary message={sentence(staff.fault)} field="refresh" attempt={0} />}
      {staff.list === null && !staff.fault && <p class="opening">{commonWords().loading}</p>}
      {staff.list?.length === 0 && <p>{t.noneListed}</p>}
      <ul>
        {staff.list?.map((one) => (
          <li key={one.deliberation}>
            <button type="button" class="deliberation" onClick={() => session.choose(one.deliberation)}>
              <strong>{pick(one.title)}</strong>
              <span class="deliberation-more">
                <span>{t.method[one.method] ?? one.method}</span>
                <span>
                  {t.code} {one.code}
                </span>
                <span class={`chip-status chip-status-${one.status}`}>{t.status[one.status] ?? one.status}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {mayPrepare(staff) && (
        <a class="primary new-deliberation" href="/prepare">
          {t.prepareNew}
        </a>
      )}
      <button type="button" id="refresh" class="secondary" onClick={() => void session.refreshList()}>
        {t.refresh}
      </button>
    </section>
  );
}
