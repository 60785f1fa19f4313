// The time left by the server's clock.
import { useEffect, useState } from 'preact/hooks';
import { secondsUntil } from '../../model/agenda';
import type { Ballot } from '../../protocol/documents';
import { commonWords, number } from '../text/language';
import { Icon } from './icon';

export function useServerNow(offset: number, everyMs = 250): number {
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [offset, everyMs]);
  return now;
}

const two = (n: number): string => String(n).padStart(2, '0');

export function Countdown({ ballot, offset }: { ballot: Ballot; offset: number }) {
  return ballot.status === 'open' && ballot.closes_at !== null ? (
    <TimeLeft until={ballot.closes_at} offset={offset} />
  ) : null;
}

export function TimeLeft({ until, offset }: { until: number; offset: number }) {
  const left = secondsUntil(until, useServerNow(offset));
  const t = commonWords();
  const minutes = Math.floor(left / 60);
  const long = left >= 3600;
  const digits = long
    ? left >= 172_800
      ? t.daysLeft(number(Math.floor(left / 86_400)))
      : t.hoursLeft(number(Math.floor(left / 3600)))
    : `${minutes}:${two(left % 60)}`;
  const spoken = long ? digits : t.minutesSeconds(number(minutes), number(left % 60));
  return (
    <p class={`countdown${left <= 10 ? ' countdown-last' : ''}`} role="timer" aria-live="off">
      <Icon name="clock" />
      <span class="sr-only">{left === 0 ? t.timeUp : `${t.timeLeft} ${spoken}`}</span>
      <span aria-hidden="true" class="countdown-words">
        {left === 0 ? t.timeUp : t.timeLeft}
      </span>
      <span aria-hidden="true" class="countdown-digits">
        {left === 0 ? '' : digits}
      </span>
    </p>
  );
}
