// The strata: which groups there are, their values, and each one's share of the population.
import { sumOfShares } from '../../model/definition_numbers';
import { at, type Fields, fields, move, removeAt, text } from '../../model/definition_paths';
import {
  addStratum,
  addValue,
  nameStratum,
  nameValue,
  removeStratum,
  renameStratum,
  renameValue,
  strataOf,
  valuesOf,
} from '../../model/definition_strata';
import { language, number } from '../text/language';
import { formWords, useForm } from './context';
import { idOf, MoveButtons, PercentField, Said, Section, TextField, useTyped } from './fields';

/** A label in the language of the page, the other one where there is none, the id where there is neither. */
export function nameOf(one: Fields, label: 'label' | 'title' | 'question', otherwise = ''): string {
  const both = fields(one[label]);
  const [first, second] = language.value === 'th' ? ['th', 'en'] : ['en', 'th'];
  return text(both[first as string]) || text(both[second as string]) || otherwise || text(one.id);
}

export function Groups() {
  const { doc, set } = useForm();
  const t = formWords();
  const strata = strataOf(doc);
  return (
    <Section
      at="/strata"
      title={t.groups}
      short={strata.map((one, i) => nameOf(one, 'label', t.group(number(i + 1)))).join(' · ') || t.noGroups}
    >
      <p class="help">{t.groupsIntro}</p>
      <Said at="/strata" />
      <ol class="form-list">
        {strata.map((stratum, i) => (
          <li key={i}>
            <Stratum stratum={stratum} index={i} count={strata.length} />
          </li>
        ))}
      </ol>
      <button type="button" class="secondary" onClick={() => set(addStratum(doc))}>
        {t.addGroup}
      </button>
    </Section>
  );
}

interface Entry {
  stratum: Fields;
  index: number;
  count: number;
}

function Stratum({ stratum, index, count }: Entry) {
  const { doc, set } = useForm();
  const t = formWords();
  const here = `/strata/${index}`;
  const values = valuesOf(stratum);
  const name = nameOf(stratum, 'label', t.group(number(index + 1)));
  return (
    <fieldset data-at={here}>
      <legend>{name}</legend>
      <Said at={here} />
      <div class="pair">
        <TextField at={`${here}/label/th`} also={[`${here}/label`]} label={t.labelTh} />
        <TextField at={`${here}/label/en`} label={t.labelEn} done={() => set(nameStratum(doc, index))} />
      </div>
      <fieldset class="values" data-at={`${here}/values`}>
        <legend>{t.values}</legend>
        <ol>
          {values.map((value, v) => (
            <li key={v}>
              <Value value={value} stratum={index} index={v} count={values.length} />
            </li>
          ))}
        </ol>
        <div class="row values-foot">
          <button type="button" class="secondary small" onClick={() => set(addValue(doc, index))}>
            {t.addValue}
          </button>
          <Sum values={values} />
        </div>
        {values.length === 0 && <Said at={`${here}/values`} />}
      </fieldset>
      <details class="more">
        <summary>{t.details}</summary>
        <div class="ids">
          <IdField at={`${here}/id`} label={`${name}: ${t.id}`} rename={(id) => renameStratum(doc, index, id)} />
          {values.map((value, v) => (
            <IdField
              key={v}
              at={`${here}/values/${v}/id`}
              label={`${nameOf(value, 'label', t.value(number(v + 1)))}: ${t.id}`}
              rename={(id) => renameValue(doc, index, v, id)}
            />
          ))}
        </div>
      </details>
      <MoveButtons
        list="/strata"
        index={index}
        count={count}
        name={name}
        move={(by) => set(move(doc, '/strata', index, by))}
        remove={() => set(removeStratum(doc, index))}
      />
    </fieldset>
  );
}

interface ValuePart {
  value: Fields;
  stratum: number;
  index: number;
  count: number;
}

function Value({ value, stratum, index, count }: ValuePart) {
  const { doc, set } = useForm();
  const t = formWords();
  const owner = `/strata/${stratum}/values`;
  const here = `${owner}/${index}`;
  return (
    <fieldset class="value" data-at={here}>
      <legend class="sr-only">{t.value(number(index + 1))}</legend>
      <TextField at={`${here}/label/th`} also={[`${here}/label`]} label={t.labelTh} />
      <TextField at={`${here}/label/en`} label={t.labelEn} done={() => set(nameValue(doc, stratum, index))} />
      <PercentField at={`${here}/population`} also={index === 0 ? [owner] : []} label={t.population} />
      <MoveButtons
        list={owner}
        index={index}
        count={count}
        name={nameOf(value, 'label', t.value(number(index + 1)))}
        move={(by) => set(move(doc, owner, index, by))}
        remove={() => set(removeAt(doc, owner, index))}
      />
    </fieldset>
  );
}

function Sum({ values }: { values: Fields[] }) {
  const t = formWords();
  const { given, percent, whole } = sumOfShares(values.map((one) => one.population));
  if (given === 0) return <p class="help sum">{t.sumNone}</p>;
  const missing = values.length - given;
  return (
    <p class={whole && missing === 0 ? 'sum sum-whole' : 'sum sum-not'} role="status">
      {missing > 0 && `${t.sumMissing(number(missing))} `}
      {whole ? t.sumWhole : t.sumNot(percent)}
    </p>
  );
}

/** An id is taken when the field is left, so that on the way it is never by chance that of another. */
export function IdField({ at: place, label, rename }: { at: string; label: string; rename(id: string): Fields }) {
  const { doc, said, set } = useForm();
  const id = idOf(place);
  const own = said.filter(({ fault }) => fault.at === place);
  const value = at(doc, place);
  const [typed, setTyped] = useTyped(value, text, () => value);
  return (
    <div class="field" data-at={place}>
      <label for={id}>{label}</label>
      <input
        id={id}
        value={typed}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => {
          setTyped(null);
          set(rename(event.currentTarget.value.trim()));
        }}
        {...(own.length > 0 && { 'aria-describedby': `${id}-whole-said`, 'aria-invalid': true })}
      />
      <Said at={place} />
    </div>
  );
}
