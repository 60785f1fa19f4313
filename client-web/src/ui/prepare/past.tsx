// Starting from a deliberation that was held before, or from one to be rehearsed.
import { asRehearsal } from '../../model/definition_form';
import { type Fields, fields } from '../../model/definition_paths';
import type { Listed } from '../../protocol/staff_methods';
import { pick } from '../text/language';
import { prepareWords, usePrepare } from './context';

export function Past({ take }: { take(doc: Fields, from: Listed): void }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const copy = async (one: Listed, rehearsal: boolean) => {
    const definition = await session.copy(one);
    if (definition === null) return;
    const doc = fields(definition);
    take(rehearsal ? asRehearsal(doc) : doc, one);
  };
  return (
    <details
      class="past-list"
      onToggle={(event) => {
        if (event.currentTarget.open && prepare.past === null) void session.listPast();
      }}
    >
      <summary>{t.past}</summary>
      <p class="help">{t.pastIntro}</p>
      {prepare.past?.length === 0 && <p>{t.noPast}</p>}
      <ul>
        {prepare.past?.map((one) => {
          const title = pick(one.title);
          return (
            <li key={one.deliberation}>
              <span>
                <strong>{title}</strong> <span class="past-code">{one.code}</span>
              </span>
              <span class="row">
                <button
                  type="button"
                  class="secondary small"
                  disabled={prepare.busy}
                  aria-label={`${t.copy}: ${title}`}
                  onClick={() => void copy(one, false)}
                >
                  {t.copy}
                </button>
                <button
                  type="button"
                  class="plain"
                  disabled={prepare.busy}
                  aria-label={`${t.rehearse}: ${title}`}
                  onClick={() => void copy(one, true)}
                >
                  {t.rehearse}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

export function CopiedFrom() {
  const { prepare } = usePrepare();
  if (!prepare.source) return null;
  return (
    <p class="notice-line" role="status">
      {prepareWords().copyOf(pick(prepare.source.title))}
    </p>
  );
}
