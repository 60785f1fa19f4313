// The agenda: the stages of the day in their order; the method's own while nobody has written another.
import { useState } from 'preact/hooks';
import {
  addStage,
  hasOwnAgenda,
  holding,
  methodAgenda,
  minutesOf,
  STAGES,
  type StageKind,
  takeMethodAgenda,
  toggled,
} from '../../model/definition_agenda';
import { type Fields, list, move, put as putIn, removeAt, text, texts } from '../../model/definition_paths';
import { number } from '../text/language';
import { formWords, useForm } from './context';
import { ChecksField, ChoiceField, MoveButtons, NumberField, Said, Section, TextField } from './fields';
import { IdField, nameOf } from './groups';

const stageName = (stage: Fields): string =>
  nameOf(stage, 'title', formWords().stages[text(stage.kind) as StageKind] ?? '');

function duration(minutes: number): string {
  const t = formWords();
  return minutes < 60
    ? t.minutesOnly(number(minutes))
    : t.duration(number(Math.floor(minutes / 60)), number(minutes % 60));
}

export function AgendaForm() {
  const { doc } = useForm();
  const t = formWords();
  const own = hasOwnAgenda(doc);
  const agenda = own ? list(doc.agenda) : methodAgenda(doc);
  const short = t.agendaFolded(number(agenda.length), duration(minutesOf(agenda)));
  return (
    <Section at="/agenda" title={t.agenda} short={own ? short : `${t.agendaOfMethod}: ${short}`}>
      {own ? <OwnAgenda agenda={agenda} /> : <MethodAgenda agenda={agenda} />}
    </Section>
  );
}

function MethodAgenda({ agenda }: { agenda: Fields[] }) {
  const { doc, set } = useForm();
  const t = formWords();
  return (
    <>
      <p class="help">{t.agendaOfMethodIntro}</p>
      <Said at="/agenda" deep={true} />
      <ol class="method-agenda">
        {agenda.map((stage, i) => (
          <li key={i}>
            <span>{stageName(stage)}</span>
            {typeof stage.minutes === 'number' && <span class="help">{duration(stage.minutes)}</span>}
          </li>
        ))}
      </ol>
      <div class="row">
        {agenda.length > 0 && (
          <button type="button" class="secondary" onClick={() => set(takeMethodAgenda(doc))}>
            {t.takeAgenda}
          </button>
        )}
        <AddStage />
      </div>
    </>
  );
}

function OwnAgenda({ agenda }: { agenda: Fields[] }) {
  const { doc, set } = useForm();
  const t = formWords();
  const [sure, setSure] = useState(false);
  return (
    <>
      <Said at="/agenda" />
      <ol class="form-list">
        {agenda.map((stage, i) => (
          <li key={i}>
            <Stage stage={stage} index={i} count={agenda.length} />
          </li>
        ))}
      </ol>
      <div class="row">
        <AddStage />
        <button
          type="button"
          class="plain"
          onClick={() => (sure ? set(putIn(doc, '/agenda', undefined)) : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {sure ? t.backToMethodSure : t.backToMethod}
        </button>
      </div>
    </>
  );
}

function AddStage() {
  const { doc, set } = useForm();
  const t = formWords();
  const [kind, setKind] = useState<StageKind>('registration');
  return (
    <>
      <label class="new-stage">
        {t.newStage}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as StageKind)}>
          {STAGES.map((one) => (
            <option key={one} value={one}>
              {t.stages[one]}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="secondary" onClick={() => set(addStage(doc, kind))}>
        {t.addStage}
      </button>
    </>
  );
}

function Stage({ stage, index, count }: { stage: Fields; index: number; count: number }) {
  const { doc, put, set } = useForm();
  const t = formWords();
  const here = `/agenda/${index}`;
  const kind = text(stage.kind);
  const ballots = holding(doc, 'ballots').map((one) => [text(one.id), nameOf(one, 'question')] as const);
  const surveys = holding(doc, 'surveys').map((one) => [text(one.id), nameOf(one, 'title')] as const);
  const choose = (member: string, id: string, all: readonly (readonly [string, string])[]) =>
    put(
      `${here}/${member}`,
      toggled(
        texts(stage[member]),
        id,
        all.map(([one]) => one),
      ),
    );
  return (
    <fieldset class="form-stage" data-at={here}>
      <legend>{`${number(index + 1)}. ${stageName(stage)}`}</legend>
      <Said at={here} />
      <div class="stage-row">
        <ChoiceField
          at={`${here}/kind`}
          label={t.stageKind}
          otherwise=""
          options={STAGES.map((one) => [one, t.stages[one]] as const)}
        />
        <TextField
          at={`${here}/title/th`}
          also={[`${here}/title`]}
          label={t.stageTitleTh}
          placeholder={t.stages[kind as StageKind] ?? ''}
        />
        <NumberField at={`${here}/minutes`} label={t.minutes} />
      </div>
      {(kind === 'ballots' || texts(stage.ballots).length > 0) && (
        <ChecksField
          at={`${here}/ballots`}
          legend={t.stageBallots}
          none={t.stageBallotsLater}
          options={ballots}
          chosen={texts(stage.ballots)}
          toggle={(id) => choose('ballots', id, ballots)}
        />
      )}
      {(kind === 'survey' || texts(stage.surveys).length > 0) && (
        <ChecksField
          at={`${here}/surveys`}
          legend={t.stageSurveys}
          none={t.stageSurveysNone}
          options={surveys}
          chosen={texts(stage.surveys)}
          toggle={(id) => choose('surveys', id, surveys)}
        />
      )}
      <details class="more">
        <summary>{t.details}</summary>
        <div class="pair">
          <TextField at={`${here}/title/en`} label={t.stageTitleEn} />
          <IdField at={`${here}/id`} label={t.id} rename={(id) => putIn(doc, `${here}/id`, id)} />
        </div>
      </details>
      <MoveButtons
        list="/agenda"
        index={index}
        count={count}
        name={stageName(stage)}
        move={(by) => set(move(doc, '/agenda', index, by))}
        remove={() => set(count === 1 ? putIn(doc, '/agenda', undefined) : removeAt(doc, '/agenda', index))}
      />
    </fieldset>
  );
}
