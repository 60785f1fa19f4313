// The strata of a definition: the groups people belong to. An id that changes changes wherever it is named.
import {
  append,
  at,
  type Fields,
  fields,
  freeId,
  idFrom,
  idsOf,
  list,
  numberedId,
  put,
  removeAt,
  text,
  texts,
} from './definition_paths';

export const strataOf = (doc: Fields): Fields[] => list(doc.strata);
export const valuesOf = (stratum: Fields | undefined): Fields[] => list(stratum?.values);

export function addStratum(doc: Fields): Fields {
  const id = numberedId(idsOf(strataOf(doc)), 'group');
  return append(doc, '/strata', { id, values: [{ id: 'value1' }, { id: 'value2' }] });
}

export function addValue(doc: Fields, stratum: number): Fields {
  const values = valuesOf(strataOf(doc)[stratum]);
  return append(doc, `/strata/${stratum}/values`, { id: numberedId(idsOf(values), 'value') });
}

/** Without what named it: the tables no longer balance it, no ballot asks for it. */
export function removeStratum(doc: Fields, index: number): Fields {
  const id = text(strataOf(doc)[index]?.id);
  let next = removeAt(doc, '/strata', index);
  if (strataOf(next).length === 0) next = put(next, '/strata', undefined);
  if (id === '' || idsOf(strataOf(next)).includes(id)) return next;
  const balanced = texts(at(next, '/tables/balance'));
  if (balanced.includes(id))
    next = put(
      next,
      '/tables/balance',
      balanced.filter((one) => one !== id),
    );
  list(next.ballots).forEach((ballot, i) => {
    if (ballot.stratum === id) next = put(next, `/ballots/${i}/stratum`, undefined);
  });
  return next;
}

export function renameStratum(doc: Fields, index: number, id: string): Fields {
  const before = text(strataOf(doc)[index]?.id);
  const taken = idsOf(strataOf(doc)).includes(id);
  let next = put(doc, `/strata/${index}/id`, id);
  // Two of one name: a fault to be told, and what named the old one names it still.
  if (taken || before === '' || idsOf(strataOf(next)).includes(before)) return next;
  const balanced = texts(at(next, '/tables/balance'));
  if (balanced.includes(before))
    next = put(
      next,
      '/tables/balance',
      balanced.map((one) => (one === before ? id : one)),
    );
  list(next.ballots).forEach((ballot, i) => {
    if (ballot.stratum === before) next = put(next, `/ballots/${i}/stratum`, id);
  });
  return next;
}

export function renameValue(doc: Fields, stratum: number, index: number, id: string): Fields {
  const owner = strataOf(doc)[stratum];
  const before = text(valuesOf(owner)[index]?.id);
  const taken = idsOf(valuesOf(owner)).includes(id);
  let next = put(doc, `/strata/${stratum}/values/${index}/id`, id);
  if (taken || before === '' || idsOf(valuesOf(strataOf(next)[stratum])).includes(before)) return next;
  list(next.ballots).forEach((ballot, b) => {
    if (ballot.stratum !== owner?.id) return;
    list(ballot.options).forEach((option, o) => {
      if (option.id === before) next = put(next, `/ballots/${b}/options/${o}/id`, id);
    });
  });
  return next;
}

const PLACEHOLDER = /^(group|value)\d+$/;

/** The id a name gives while the id is still the number it began with; later the id stays what it is. */
export function idAfterNaming(id: string, english: string, others: readonly string[]): string {
  const made = idFrom(english);
  return PLACEHOLDER.test(id) && made !== '' ? freeId(others, made) : id;
}

export function nameStratum(doc: Fields, index: number): Fields {
  const all = strataOf(doc);
  const own = fields(all[index]);
  const others = idsOf(all.filter((_, i) => i !== index));
  const id = idAfterNaming(text(own.id), text(fields(own.label).en), others);
  return id === own.id ? doc : renameStratum(doc, index, id);
}

export function nameValue(doc: Fields, stratum: number, index: number): Fields {
  const all = valuesOf(strataOf(doc)[stratum]);
  const own = fields(all[index]);
  const others = idsOf(all.filter((_, i) => i !== index));
  const id = idAfterNaming(text(own.id), text(fields(own.label).en), others);
  return id === own.id ? doc : renameValue(doc, stratum, index, id);
}
