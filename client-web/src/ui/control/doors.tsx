// The ways in: hall code, QR, links for phones and the screen.
import { Fragment } from 'preact';
import type { Agenda } from '../../protocol/documents';
import { CopyButton } from '../parts/copy_button';
import { Qr } from '../parts/qr';
import { controlWords, mayPrepare, useControl } from './context';

export function Doors({ agenda }: { agenda: Agenda }) {
  const { control } = useControl();
  const t = controlWords();
  const phone = `${location.origin}/j/${agenda.code}`;
  const screen = `${location.origin}/screen/${agenda.code}`;
  const staff: [string, string][] = [
    [t.tableLink, `${location.origin}/table`],
    [t.outcomesLink, `${location.origin}/outcomes`],
  ];
  return (
    <section class="doors" aria-labelledby="doors-title">
      <h2 id="doors-title">{t.doors}</h2>
      <div class="doors-main">
        <Qr text={phone} title={t.qr} />
        <p class="doors-code">
          <span>{t.code}</span>
          <strong>{agenda.code}</strong>
        </p>
      </div>
      <dl class="doors-links">
        <dt>{t.phoneLink}</dt>
        <dd>
          <span class="link-text">{phone}</span>
          <CopyButton text={phone} label={t.copy} done={t.copied} about={t.phoneLink} />
        </dd>
        <dt>{t.screenLink}</dt>
        <dd>
          <a class="link-text" href={screen} target="_blank" rel="noreferrer">
            {screen}
          </a>
          <CopyButton text={screen} label={t.copy} done={t.copied} about={t.screenLink} />
        </dd>
        {staff.map(([name, link]) => (
          <Fragment key={link}>
            <dt>{name}</dt>
            <dd>
              <a class="link-text" href={link} target="_blank" rel="noreferrer">
                {link}
              </a>
              <CopyButton text={link} label={t.copy} done={t.copied} about={name} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {mayPrepare(control) && (
        <a class="plain" href={`/prepare?deliberation=${encodeURIComponent(agenda.deliberation)}`}>
          {t.rollAndSeats}
        </a>
      )}
    </section>
  );
}
