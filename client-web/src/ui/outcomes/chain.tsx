// From what the tables said to what was voted on.
import { useState } from 'preact/hooks';
import { type Became, becameOf, ideasIn } from '../../model/outcome_parts';
import type { Report, ReportIdea, ReportTheme } from '../../protocol/report';
import { commonWords, number, percent, pick } from '../text/language';
import { outcomesWords } from './context';
import { Bar } from './figures';

export function Chain({ report }: { report: Report }) {
  const t = outcomesWords();
  const ideas = ideasIn(report);
  const most = report.themes.reduce((max, theme) => Math.max(max, theme.ideas.length), 1);
  return (
    <section id="chain" aria-labelledby="chain-title" tabIndex={-1}>
      <h2 id="chain-title">{t.chain}</h2>
      {ideas === 0 && report.themes.length === 0 ? <p class="o-none">{t.chainNone}</p> : <p>{t.chainNote}</p>}
      <ol class="o-themes">
        {report.themes.map((theme) => (
          <Theme key={theme.id} report={report} theme={theme} most={most} />
        ))}
      </ol>
      {report.ideas_unplaced.length > 0 && (
        <details class="o-more">
          <summary>
            {t.unplaced} ({number(report.ideas_unplaced.length)})
          </summary>
          <Ideas ideas={report.ideas_unplaced} />
        </details>
      )}
    </section>
  );
}

function Theme({ report, theme, most }: { report: Report; theme: ReportTheme; most: number }) {
  const t = outcomesWords();
  const became = becameOf(report, theme);
  return (
    <li class="o-theme" id={`theme-${theme.id}`} tabIndex={-1}>
      <div class="o-theme-ideas">
        <p>
          <strong>{number(theme.ideas.length)}</strong> {t.ideas}
        </p>
        <Bar length={theme.ideas.length / most} />
      </div>
      <div class="o-theme-said">
        <h3>{pick(theme.title)}</h3>
        {theme.ideas.length > 0 && (
          <details class="o-more">
            <summary>{t.showIdeas(number(theme.ideas.length))}</summary>
            <Ideas ideas={theme.ideas} />
          </details>
        )}
      </div>
      <div class="o-theme-became">
        {became.length === 0 ? (
          <p class="o-soft">{t.becameNothing}</p>
        ) : (
          became.map((one) => <Question key={`${one.ballot}/${one.result?.option.id}`} became={one} />)
        )}
      </div>
    </li>
  );
}

function Question({ became }: { became: Became }) {
  const t = outcomesWords();
  const { result } = became;
  return (
    <div class="o-became">
      <p class="o-soft">{t.becameOption}</p>
      <p>{result ? <a href={`#ballot-${became.ballot}`}>{pick(became.question)}</a> : pick(became.question)}</p>
      <p class={result?.won ? 'o-won' : undefined}>
        {result === null
          ? t.resultWaits
          : [
              result.won ? commonWords().winner : '',
              result.place === null ? '' : t.place(number(result.place)),
              result.option.share === null ? number(result.option.count) : percent(result.option.share),
            ]
              .filter(Boolean)
              .join(' · ')}
      </p>
    </div>
  );
}

/** How many ideas stand at once before one asks for the rest. */
const IDEAS_SHOWN = 40;

export function Ideas({ ideas }: { ideas: readonly ReportIdea[] }) {
  const t = outcomesWords();
  const [all, setAll] = useState(false);
  const shown = all ? ideas : ideas.slice(0, IDEAS_SHOWN);
  const hidden = ideas.length - shown.length;
  return (
    <>
      <ul class="o-ideas">
        {shown.map((idea, i) => (
          <li key={i}>
            <p>
              {idea.text} {idea.agreement && <span class="o-soft">({t.agreement[idea.agreement]})</span>}
            </p>
            {idea.dissent && (
              <p class="o-dissent">
                <strong>{t.dissent}</strong> {idea.dissent}
              </p>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <>
          <button type="button" class="secondary small" onClick={() => setAll(true)}>
            {t.moreIdeas(number(hidden))}
          </button>
          <p class="o-paper-only">{t.notShown(number(hidden))}</p>
        </>
      )}
    </>
  );
}
