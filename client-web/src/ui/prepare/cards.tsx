// Cards on paper: the server makes the file, codes and all, and keeps no code.
import { useState } from 'preact/hooks';
import type { CardOrder } from '../../model/prepare_session';
import type { Agenda } from '../../protocol/documents';
import { number } from '../text/language';
import { prepareWords, usePrepare } from './context';

type Whose = 'without' | 'some' | 'everyone';
type Language = 'th' | 'en';

/** A language is called what its readers call it. */
const OWN_NAME: Record<Language, string> = { th: 'ไทย', en: 'English' };
const MOST = 5_000;

export function Cards({ agenda }: { agenda: Agenda }) {
  const { prepare } = usePrepare();
  const t = prepareWords();
  const [language, setLanguage] = useState<Language>(document.documentElement.lang === 'en' ? 'en' : 'th');
  return (
    <section class="block" aria-labelledby="cards-title">
      <h2 id="cards-title">{t.cardsTitle}</h2>
      <fieldset class="choices choices-inline">
        <legend>{t.cardsLanguage}</legend>
        {(['th', 'en'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="cards-language" checked={language === each} onChange={() => setLanguage(each)} />
            <span lang={each}>{OWN_NAME[each]}</span>
          </label>
        ))}
      </fieldset>
      {agenda.admission === 'seats' && <SeatCards language={language} />}
      <TableCards agenda={agenda} language={language} />
      <p class="help" role="status">
        {prepare.saved === null ? '' : t.cardsSaved(prepare.saved)}
      </p>
    </section>
  );
}

const idsIn = (typed: string): string[] => [...new Set(typed.split(/[\s,;]+/).filter(Boolean))];

function SeatCards({ language }: { language: Language }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const [whose, setWhose] = useState<Whose>('without');
  const [count, setCount] = useState('');
  const [ids, setIds] = useState('');
  const named = idsIn(ids);
  const choose = (next: Whose) => {
    setWhose(next);
    session.edited();
  };
  const order: CardOrder =
    whose === 'everyone'
      ? { all: true }
      : whose === 'some'
        ? { ids: named }
        : count === ''
          ? {}
          : { count: Number(count) };
  const cards = whose === 'some' ? named.length : Number(count);
  const ready = whose === 'some' ? cards > 0 && cards <= MOST : count === '' || (cards > 0 && cards <= MOST);
  return (
    <div class="cards-kind">
      <h3>{t.seatCards}</h3>
      <p class="help">{t.seatCardsIntro}</p>
      <fieldset class="choices">
        <legend>{t.whose}</legend>
        {(['without', 'some', 'everyone'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="cards-whose" checked={whose === each} onChange={() => choose(each)} />
            <span>{t.whoseCards[each]}</span>
          </label>
        ))}
      </fieldset>
      {whose === 'without' && (
        <label class="count">
          {t.howManyCards}
          <input
            inputMode="numeric"
            value={count}
            placeholder={t.everyoneWithout}
            aria-describedby="cards-count-help"
            onInput={(event) => setCount(event.currentTarget.value.replace(/\D/g, '').slice(0, 5))}
          />
          <span id="cards-count-help" class="help">
            {t.howManyCardsHelp}
          </span>
        </label>
      )}
      {whose === 'some' && (
        <label>
          {t.whichCards}
          <textarea rows={2} value={ids} placeholder="A1, A2" onInput={(event) => setIds(event.currentTarget.value)} />
        </label>
      )}
      {whose !== 'without' && (
        <p class="once" role="status">
          {whose === 'some' ? t.voidsSome(number(named.length)) : t.voidsAll}
        </p>
      )}
      <button
        type="button"
        class="primary"
        disabled={prepare.busy || !ready}
        onClick={() => void session.printSeats(order, language)}
      >
        {t.printSeats}
      </button>
      <p class="help">{t.keptNowhere}</p>
    </div>
  );
}

function TableCards({ agenda, language }: { agenda: Agenda; language: Language }) {
  const { session, prepare } = usePrepare();
  const t = prepareWords();
  const tables = agenda.tables?.count ?? 0;
  return (
    <div class="cards-kind">
      <h3>{t.tableCards}</h3>
      <p class="help">{tables > 0 ? t.tableCardsIntro(number(tables)) : t.tableCardsLater}</p>
      <button
        type="button"
        class="primary"
        disabled={prepare.busy || tables === 0}
        onClick={() => void session.printTables(language)}
      >
        {t.printTables}
      </button>
    </div>
  );
}
