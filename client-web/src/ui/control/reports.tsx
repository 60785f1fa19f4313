// The report of the day, to be saved in a format and a language.
import { useState } from 'preact/hooks';
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportLanguage } from '../../model/report_files';
import { controlWords, useReports } from './context';
import { Trouble } from './trouble';

/** A language is called what its readers call it. */
const OWN_NAME: Record<ReportLanguage, string> = { th: 'ไทย', en: 'English' };

/** `waiting`: questions whose votes are in, and whose results a report may not tell yet. */
export function Reports({ waiting = 0 }: { waiting?: number }) {
  const { session, reporting } = useReports();
  const t = controlWords();
  const [language, setLanguage] = useState<ReportLanguage>(document.documentElement.lang === 'en' ? 'en' : 'th');
  const making = REPORT_FORMATS.some((format) => reporting.doing[`report/${format}`] === true);
  return (
    <section class="reports" aria-labelledby="reports-title">
      <h2 id="reports-title">{t.report}</h2>
      <p class="none">{t.reportNote}</p>
      {waiting > 0 && <p class="notice-line">{t.reportWaiting(waiting)}</p>}
      <fieldset class="reports-language">
        <legend>{t.reportLanguage}</legend>
        {REPORT_LANGUAGES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="report-language"
              value={each}
              checked={language === each}
              onChange={() => setLanguage(each)}
            />
            <span lang={each}>{OWN_NAME[each]}</span>
          </label>
        ))}
      </fieldset>
      <ul class="reports-formats">
        {REPORT_FORMATS.map((format) => (
          <li key={format}>
            <button
              type="button"
              class={format === 'html' ? 'primary' : 'secondary'}
              disabled={making}
              onClick={() => void session.saveReport(format, language)}
            >
              {t.reportFormats[format]}
            </button>
          </li>
        ))}
      </ul>
      <p class="none" role="status">
        {making ? t.reportMaking : reporting.saved === null ? '' : t.reportSaved(reporting.saved)}
      </p>
      {REPORT_FORMATS.map((format) => (
        <Trouble key={format} subject={`report/${format}`} />
      ))}
    </section>
  );
}
