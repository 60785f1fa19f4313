// rank: tap in order; buttons move a placed option up, down or out. Nothing has to be dragged.
import { useEffect, useRef } from 'preact/hooks';
import { limitsOf } from '../../../model/agenda';
import { move, toggle } from '../../../model/draft';
import { Icon } from '../../parts/icon';
import { number, pick } from '../../text/language';
import { phoneWords } from '../words';
import type { AnswerProps } from './answer';

export function Rank({ ballot, draft, change }: AnswerProps) {
  const t = phoneWords();
  const { max } = limitsOf(ballot);
  const list = useRef<HTMLDivElement>(null);
  const refocus = useRef<string | null>(null);
  // A row that moves is put in again by the browser and loses the focus: give it back.
  useEffect(() => {
    const wanted = refocus.current;
    refocus.current = null;
    if (wanted === null) return;
    const row = list.current?.querySelector(`[data-option="${CSS.escape(wanted)}"]`);
    row?.querySelector<HTMLButtonElement>('button[data-again]:not(:disabled), button:not(:disabled)')?.focus();
  });
  const placed = draft.none ? [] : draft.picks;
  const rest = ballot.options.filter((option) => !placed.includes(option.id));
  const label = (id: string) => {
    const option = ballot.options.find((one) => one.id === id);
    return option ? pick(option.label) : id;
  };
  const step = (id: string, by: -1 | 1) => {
    refocus.current = id;
    change(move(draft, id, by));
  };
  return (
    <div ref={list} class="rank">
      <p class="how" role="status">
        {t.rankIntro(number(max))}
        <span class="how-count">{t.chosen(number(placed.length), number(max))}</span>
      </p>
      {placed.length > 0 && (
        <ol class="rank-placed">
          {placed.map((id, index) => (
            <li key={id} data-option={id} class="rank-row">
              <span class="rank-place">
                <span class="sr-only">{t.rankPlace(number(index + 1))} </span>
                <span aria-hidden="true">{number(index + 1)}</span>
              </span>
              <span class="rank-label">{label(id)}</span>
              <span class="rank-buttons">
                <button type="button" class="tool" data-again disabled={index === 0} onClick={() => step(id, -1)}>
                  <Icon name="up" />
                  <span class="sr-only">
                    {t.up} {label(id)}
                  </span>
                </button>
                <button type="button" class="tool" disabled={index === placed.length - 1} onClick={() => step(id, 1)}>
                  <Icon name="down" />
                  <span class="sr-only">
                    {t.down} {label(id)}
                  </span>
                </button>
                <button type="button" class="tool" onClick={() => change(toggle(ballot, draft, id))}>
                  <Icon name="cross" />
                  <span class="sr-only">
                    {t.remove} {label(id)}
                  </span>
                </button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {rest.length > 0 && (
        <>
          {placed.length > 0 && <p class="rank-rest-title">{t.rankUnplaced}</p>}
          <ul class="rank-rest">
            {rest.map((option) => (
              <li key={option.id}>
                <button
                  type="button"
                  class="option"
                  disabled={placed.length >= max}
                  onClick={() => change(toggle(ballot, { ...draft, none: false, picks: placed }, option.id))}
                >
                  <span class="rank-empty" aria-hidden="true" />
                  <span class="option-label">{pick(option.label)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
