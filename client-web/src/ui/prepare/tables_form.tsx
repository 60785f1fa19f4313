// The tables: how many people at each, and what is balanced among them.
import { balanceTables, resizeTables, tablesOf } from '../../model/definition_agenda';
import { text } from '../../model/definition_paths';
import { strataOf } from '../../model/definition_strata';
import { formWords, useForm } from './context';
import { ChecksField, NumberField, Said, Section } from './fields';
import { nameOf } from './groups';

export function TablesForm() {
  const { doc, set } = useForm();
  const t = formWords();
  const tables = tablesOf(doc);
  const strata = strataOf(doc).map((one) => [text(one.id), nameOf(one, 'label')] as const);
  const balanced = strata.filter(([id]) => tables?.balance.includes(id)).map(([, name]) => name);
  const [from, to] = tables?.size ?? [];
  return (
    <Section
      at="/tables"
      title={t.tables}
      short={tables ? t.tablesFolded(String(from), String(to), balanced.join(' · ')) : t.noTables}
    >
      <Said at="/tables" />
      {tables && !tables.own && <p class="help">{t.tablesOfMethod}</p>}
      <div class="pair sizes">
        <NumberField
          at="/tables/size/0"
          also={['/tables/size']}
          label={t.sizeFrom}
          value={from}
          set={(value) => set(resizeTables(doc, 0, value))}
        />
        <NumberField
          at="/tables/size/1"
          label={t.sizeTo}
          value={to}
          set={(value) => set(resizeTables(doc, 1, value))}
        />
      </div>
      <ChecksField
        at="/tables/balance"
        legend={t.balance}
        none={t.balanceNone}
        options={strata}
        chosen={tables?.balance ?? []}
        toggle={(id) => set(balanceTables(doc, id))}
      />
    </Section>
  );
}
