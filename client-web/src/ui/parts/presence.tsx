// The room against the population: paired bars for the eye, a table for the ear, and who is missing in a sentence.
import { type Missing, missingGroups, type PresenceGroup, type PresenceRow } from '../../model/presence';
import type { Agenda } from '../../protocol/documents';
import type { Presence } from '../../protocol/hall_views';
import { number, pick, wholePercent } from '../text/language';
import { pictureWords } from './picture_words';

const hundredths = (share: number): string => number(Math.round(share * 100));

export function PresencePicture({ group }: { group: PresenceGroup }) {
  const t = pictureWords();
  return (
    <section class="presence-group" aria-labelledby={`presence-${group.id}`}>
      <h2 class="presence-title" id={`presence-${group.id}`}>
        {pick(group.label)}
      </h2>
      <p class="presence-source">
        {group.source === 'ballot' ? t.fromBallot : t.fromRoll}
        {!group.waiting && ` · ${t.knownOf(number(group.known))}`}
      </p>
      {group.waiting ? (
        <p class="presence-waiting">{t.waiting}</p>
      ) : (
        <>
          <ul class="pairs" aria-hidden="true">
            {group.rows.map((row) => (
              <Pair key={row.id} row={row} most={group.most} />
            ))}
          </ul>
          <Table group={group} />
        </>
      )}
    </section>
  );
}

function Pair({ row, most }: { row: PresenceRow; most: number }) {
  const t = pictureWords();
  const long = (share: number) => (share / most) * 100;
  return (
    <li class={`pair${row.missing ? ' pair-missing' : ''}`}>
      <span class="pair-label">{pick(row.label)}</span>
      <svg class="pair-bars" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <rect class="pair-room" x="0" y="1" height="9" width={long(row.share ?? 0)} />
        <rect class="pair-population" x="0" y="12" height="6" width={long(row.population)} />
      </svg>
      <span class="pair-figures">
        {row.share === null ? (
          <span class="pair-few">{t.tooFew}</span>
        ) : (
          <span class="pair-share">
            {t.room} {wholePercent(row.share)}
          </span>
        )}
        <span class="pair-of">
          {t.population} {wholePercent(row.population)}
        </span>
      </span>
    </li>
  );
}

function Table({ group }: { group: PresenceGroup }) {
  const t = pictureWords();
  return (
    <div class="sr-only">
      <table>
        <caption>{pick(group.label)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.group}</th>
            <th scope="col">{t.people}</th>
            <th scope="col">{t.room}</th>
            <th scope="col">{t.population}</th>
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{pick(row.label)}</th>
              <td>{row.here === null ? t.tooFew : number(row.here)}</td>
              <td>{row.share === null ? t.tooFew : wholePercent(row.share)}</td>
              <td>{wholePercent(row.population)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who is missing, the worst first; nothing while nothing is told. */
export function MissingSentences({ agenda, presence, most }: { agenda: Agenda; presence: Presence; most: number }) {
  const t = pictureWords();
  const told = presence.strata.some(({ values }) => values.some(({ here }) => here !== null));
  if (!told) return null;
  const missing = missingGroups(agenda, presence).slice(0, most);
  if (missing.length === 0) return <p class="missing-none">{t.balanced}</p>;
  return (
    <div class="missing">
      <h2>{t.missingTitle}</h2>
      <ul>
        {missing.map((each) => (
          <li key={`${each.stratum.th} ${each.value.th}`}>{say(each)}</li>
        ))}
      </ul>
    </div>
  );
}

function say({ stratum, value, share, population }: Missing): string {
  const t = pictureWords();
  if (share === null) return t.missingFew(pick(stratum), pick(value), hundredths(population));
  return t.missing(pick(stratum), pick(value), hundredths(share), hundredths(population));
}
