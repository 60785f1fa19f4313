// A choice in words, by the ballot's kind.
import type { Ballot, Choice } from '../../protocol/documents';
import { commonWords, number, pick } from '../text/language';

export function ChoiceInWords({ ballot, choice }: { ballot: Ballot; choice: Choice }) {
  const label = (id: string): string => {
    const option = ballot.options.find((one) => one.id === id);
    return option ? pick(option.label) : id;
  };
  if (choice === null) return <p class="choice">{commonWords().noOpinion}</p>;
  if (typeof choice === 'number') return <p class="choice">{number(choice)}</p>;
  if (typeof choice === 'string') return <p class="choice choice-text">{choice}</p>;
  if (Array.isArray(choice)) {
    if (choice.length === 1) return <p class="choice">{label(choice[0] ?? '')}</p>;
    const items = choice.map((id) => <li key={id}>{label(id)}</li>);
    return ballot.kind === 'rank' ? <ol class="choice">{items}</ol> : <ul class="choice">{items}</ul>;
  }
  return (
    <ul class="choice">
      {Object.entries(choice).map(([id, amount]) => (
        <li key={id}>
          {label(id)}: <strong>{number(amount)}</strong>
        </li>
      ))}
    </ul>
  );
}
