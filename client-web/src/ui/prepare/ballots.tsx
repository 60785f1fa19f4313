// The questions to be voted on.
import { useRef } from 'preact/hooks';
import { holding } from '../../model/definition_agenda';
import {
  addBallot,
  ballotsOf,
  changeKind,
  electsSeveral,
  fillFromStratum,
  hasOptions,
  hasRange,
  kindOf,
  kindsOffered,
  optionLines,
  optionsFrom,
  RULES,
  removeBallot,
  renameBallot,
} from '../../model/definition_ballots';
import { type Fields, fields, idsOf, list, move, put as putIn, text, without } from '../../model/definition_paths';
import { strataOf, valuesOf } from '../../model/definition_strata';
import type { Kind } from '../../protocol/documents';
import { commonWords, number, words } from '../text/language';
import { th as outcomesThai } from '../text/outcomes';
import { formWords, prepareWords, useForm } from './context';
import {
  CheckField,
  ChoiceField,
  idOf,
  MoveButtons,
  NumberField,
  PercentField,
  Said,
  Section,
  TextField,
  useTyped,
} from './fields';
import { IdField, nameOf } from './groups';

export function Ballots() {
  const { doc, set } = useForm();
  const t = prepareWords();
  const f = formWords();
  const ballots = ballotsOf(doc);
  const ofMethod = 'ballots' in doc ? [] : holding(doc, 'ballots');
  const short = f.ballotsFolded(number(ballots.length));
  return (
    <Section at="/ballots" title={t.ballots} short={ballots.length === 0 ? '' : short} open={true}>
      <Said at="/ballots" />
      {ballots.length === 0 && <NoneYet ofMethod={ofMethod} />}
      <ol class="form-list form-ballots">
        {ballots.map((ballot, i) => (
          <li key={i}>
            <Ballot ballot={ballot} index={i} count={ballots.length} />
          </li>
        ))}
      </ol>
      <button type="button" class="secondary" onClick={() => set(addBallot(doc))}>
        {t.addBallot}
      </button>
    </Section>
  );
}

function NoneYet({ ofMethod }: { ofMethod: Fields[] }) {
  const { doc, set } = useForm();
  const t = prepareWords();
  const f = formWords();
  const offers = holding(without(doc, ['ballots']), 'ballots').length > 0;
  if (ofMethod.length === 0)
    return (
      <>
        <p class="help">{offers ? f.ballotsNone : t.noBallots}</p>
        {offers && (
          <button type="button" class="plain" onClick={() => set(without(doc, ['ballots']))}>
            {f.useMethodBallots}
          </button>
        )}
      </>
    );
  return (
    <>
      <p class="help">{f.ballotsOfMethod}</p>
      <ul class="method-ballots">
        {ofMethod.map((one) => (
          <li key={text(one.id)}>{nameOf(one, 'question')}</li>
        ))}
      </ul>
    </>
  );
}

interface Entry {
  ballot: Fields;
  index: number;
  count: number;
}

function Ballot({ ballot, index, count }: Entry) {
  const { doc, set } = useForm();
  const t = prepareWords();
  const here = `/ballots/${index}`;
  const name = t.ballot(number(index + 1));
  return (
    <fieldset data-at={here}>
      <legend>{name}</legend>
      <Said at={here} />
      <div class="pair">
        <TextField at={`${here}/question/th`} also={[`${here}/question`]} label={t.questionTh} long={true} />
        <TextField at={`${here}/question/en`} label={t.questionEn} long={true} />
      </div>
      <KindAndReveal ballot={ballot} here={here} />
      <WhoIsHere ballot={ballot} index={index} />
      {hasOptions(kindOf(ballot)) && <Options ballot={ballot} here={here} />}
      <Amounts ballot={ballot} here={here} />
      <details class="more">
        <summary>{formWords().details}</summary>
        <Details ballot={ballot} index={index} />
      </details>
      <MoveButtons
        list="/ballots"
        index={index}
        count={count}
        name={nameOf(ballot, 'question', name)}
        move={(by) => set(move(doc, '/ballots', index, by))}
        remove={() => set(removeBallot(doc, index))}
      />
    </fieldset>
  );
}

function KindAndReveal({ ballot, here }: { ballot: Fields; here: string }) {
  const { doc, set } = useForm();
  const t = prepareWords();
  const kinds = commonWords().kind;
  const kept = useRef<Fields>({});
  const change = (to: Kind) => {
    const changed = changeKind(ballot, to, kept.current);
    kept.current = changed.kept;
    set(putIn(doc, here, changed.ballot));
  };
  return (
    <div class="pair">
      <ChoiceField
        at={`${here}/kind`}
        label={t.kind}
        otherwise="single"
        options={kindsOffered.map((kind) => [kind, kinds[kind]] as const)}
        set={(to) => change(to as Kind)}
      />
      <ChoiceField
        at={`${here}/reveal`}
        label={t.reveal}
        otherwise="on_publish"
        options={[
          ['live', t.live],
          ['on_close', t.onClose],
          ['on_publish', t.onPublish],
        ]}
      />
    </div>
  );
}

function WhoIsHere({ ballot, index }: { ballot: Fields; index: number }) {
  const { doc, put, set } = useForm();
  const t = formWords();
  const here = `/ballots/${index}`;
  const who = ballot.demographic === true;
  const strata = strataOf(doc);
  const asked = strata.find(({ id }) => id === ballot.stratum);
  const ids = JSON.stringify(idsOf(list(ballot.options)));
  const filled = asked !== undefined && ids === JSON.stringify(idsOf(valuesOf(asked)));
  const turn = (on: boolean) => {
    const changed = on ? putIn(doc, `${here}/demographic`, true) : putIn(doc, `${here}/demographic`, undefined);
    set(on ? changed : putIn(changed, `${here}/stratum`, undefined));
  };
  return (
    <>
      <CheckField at={`${here}/demographic`} label={t.who} on={who} set={turn} />
      {kindOf(ballot) === 'single' && (who || 'stratum' in ballot) && (strata.length > 0 || 'stratum' in ballot) && (
        <div class="row asked">
          <ChoiceField
            at={`${here}/stratum`}
            label={t.stratum}
            otherwise=""
            options={[['', t.noStratum], ...strata.map((one) => [text(one.id), nameOf(one, 'label')] as const)]}
            set={(id) => put(`${here}/stratum`, id || undefined)}
          />
          {asked && (
            <button type="button" class="secondary" disabled={filled} onClick={() => set(fillFromStratum(doc, index))}>
              {filled ? t.filled : t.fill}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function Options({ ballot, here }: { ballot: Fields; here: string }) {
  const { put, said } = useForm();
  const place = `${here}/options`;
  const id = idOf(place);
  const own = said.some(({ fault }) => fault.at.startsWith(place));
  const read = (typed: string) => optionLines(optionsFrom(typed, []));
  const [typed, setTyped] = useTyped(
    optionLines(ballot.options),
    (value) => String(value),
    (lines) => read(lines),
  );
  return (
    <div class="field" data-at={place}>
      <label for={id}>{prepareWords().options}</label>
      <textarea
        id={id}
        rows={4}
        value={typed}
        onInput={(event) => {
          const lines = event.currentTarget.value;
          setTyped(lines);
          put(place, optionsFrom(lines, ballot.options));
        }}
        {...(own && { 'aria-describedby': `${id}-whole-said`, 'aria-invalid': true })}
      />
      <Said at={place} deep={true} />
    </div>
  );
}

function Amounts({ ballot, here }: { ballot: Fields; here: string }) {
  const t = formWords();
  const kind = kindOf(ballot);
  const counted = kind === 'multiple' || kind === 'rank';
  if (kind === 'points') return <NumberField at={`${here}/budget`} label={t.budget} />;
  if (kind === 'text') return <NumberField at={`${here}/length_max`} label={t.lengthMax} placeholder="2000" />;
  if (!hasRange(kind)) return null;
  const all = String(list(ballot.options).length || '');
  return (
    <div class="pair amounts">
      <NumberField at={`${here}/min`} label={counted ? t.least : t.lowest} placeholder={counted ? '1' : '0'} />
      <NumberField at={`${here}/max`} label={counted ? t.most : t.highest} placeholder={counted ? all : '5'} />
    </div>
  );
}

function Details({ ballot, index }: { ballot: Fields; index: number }) {
  const { doc, put } = useForm();
  const t = formWords();
  const here = `/ballots/${index}`;
  const names = words('outcomes', outcomesThai).rules;
  const rules = RULES[kindOf(ballot)];
  const rule = text(ballot.rule) || (rules[0] ?? '');
  return (
    <div class="more-body">
      <div class="pair">
        <ChoiceField
          at={`${here}/rule`}
          label={t.rule}
          otherwise={rule}
          options={rules.map((one) => [one, names[one] ?? one] as const)}
        />
        {(electsSeveral(rule) || 'seats' in ballot) && (
          <NumberField at={`${here}/seats`} label={t.seats} placeholder="1" />
        )}
      </div>
      {kindOf(ballot) !== 'text' && <Threshold ballot={ballot} here={here} />}
      <CheckField
        at={`${here}/practice`}
        label={t.practice}
        on={ballot.practice === true}
        set={(on) => put(`${here}/practice`, on || undefined)}
      />
      <IdField at={`${here}/id`} label={t.id} rename={(id) => renameBallot(doc, index, id)} />
    </div>
  );
}

function Threshold({ ballot, here }: { ballot: Fields; here: string }) {
  const { put } = useForm();
  const t = formWords();
  const place = `${here}/threshold`;
  const on = Object.keys(fields(ballot.threshold)).length > 0;
  return (
    <>
      <CheckField
        at={place}
        label={t.threshold}
        on={on}
        set={(wanted) => put(place, wanted ? { share: 0.5, of: 'cast' } : undefined)}
      />
      {on && (
        <div class="pair">
          <PercentField at={`${place}/share`} label={t.thresholdShare} />
          <ChoiceField
            at={`${place}/of`}
            label={t.thresholdOf}
            otherwise="cast"
            options={[
              ['cast', t.ofCast],
              ['eligible', t.ofEligible],
            ]}
          />
          <PercentField at={`${place}/quorum`} label={t.quorum} />
        </div>
      )}
    </>
  );
}
