// The questions to be voted on.
import {
  type DefinitionForm,
  type FormBallot,
  freshBallot,
  hasOptions,
  kindsOffered,
} from '../../model/definition_form';
import type { Kind } from '../../protocol/documents';
import { commonWords, number } from '../text/language';
import { prepareWords } from './context';

interface Part {
  form: DefinitionForm;
  change(part: Partial<DefinitionForm>): void;
}

export function Ballots({ form, change }: Part) {
  const t = prepareWords();
  const put = (at: number, part: Partial<FormBallot>) =>
    change({ ballots: form.ballots.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const move = (at: number, by: number) => {
    const ballots = [...form.ballots];
    const [one] = ballots.splice(at, 1);
    if (one) ballots.splice(at + by, 0, one);
    change({ ballots });
  };
  return (
    <fieldset class="block">
      <legend>{t.ballots}</legend>
      {form.ballots.length === 0 && <p class="help">{t.noBallots}</p>}
      <ol class="form-ballots">
        {form.ballots.map((ballot, i) => (
          <li key={ballot.id}>
            <fieldset>
              <legend>{t.ballot(number(i + 1))}</legend>
              <BallotFields ballot={ballot} put={(part) => put(i, part)} />
              <div class="row">
                <button type="button" class="plain" disabled={i === 0} onClick={() => move(i, -1)}>
                  {t.up}
                </button>
                <button type="button" class="plain" disabled={i + 1 === form.ballots.length} onClick={() => move(i, 1)}>
                  {t.down}
                </button>
                <button
                  type="button"
                  class="plain"
                  onClick={() => change({ ballots: form.ballots.filter((_, at) => at !== i) })}
                >
                  {t.remove}
                </button>
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
      <button type="button" class="secondary" onClick={() => change({ ballots: [...form.ballots, freshBallot(form)] })}>
        {t.addBallot}
      </button>
    </fieldset>
  );
}

function BallotFields({ ballot, put }: { ballot: FormBallot; put(part: Partial<FormBallot>): void }) {
  const t = prepareWords();
  const kinds = commonWords().kind;
  return (
    <>
      <div class="pair">
        <label>
          {t.questionTh}
          <textarea rows={2} value={ballot.th} onInput={(event) => put({ th: event.currentTarget.value })} />
        </label>
        <label>
          {t.questionEn}
          <textarea rows={2} value={ballot.en} onInput={(event) => put({ en: event.currentTarget.value })} />
        </label>
      </div>
      <div class="pair">
        <label>
          {t.kind}
          <select value={ballot.kind} onChange={(event) => put({ kind: event.currentTarget.value as Kind })}>
            {kindsOffered.map((kind) => (
              <option key={kind} value={kind}>
                {kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.reveal}
          <select value={ballot.reveal} onChange={(event) => put({ reveal: event.currentTarget.value })}>
            <option value="live">{t.live}</option>
            <option value="on_close">{t.onClose}</option>
            <option value="on_publish">{t.onPublish}</option>
          </select>
        </label>
      </div>
      {hasOptions(ballot.kind) && (
        <label>
          {t.options}
          <textarea rows={4} value={ballot.options} onInput={(event) => put({ options: event.currentTarget.value })} />
        </label>
      )}
    </>
  );
}
