// The page inside a deliberation; it comes after the first load, while people are still typing their code.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ballotById } from '../../model/agenda';
import { shownPage } from '../../model/phone';
import type { Agenda } from '../../protocol/documents';
import { th as errors } from '../text/errors';
import { tell } from '../text/language';
import { BallotPage } from './ballot';
import { usePhone } from './context';
import { Home } from './home';
import { Receipts } from './receipts';
import '../style/results.css';
import '../style/phone.css';
import '../style/own_ideas.css';
import '../style/answers.css';

tell(errors);

/** A change of page brings its heading into view and under the reader's cursor. */
export default function Inside({ agenda }: { agenda: Agenda }) {
  const { phone } = usePhone();
  const page = shownPage(phone);
  const name = page.kind === 'ballot' ? `ballot ${page.id}` : page.kind;
  const first = useRef(true);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    box.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [name]);
  const ballot = page.kind === 'ballot' ? ballotById(agenda, page.id) : null;
  return (
    <div ref={box} class="inside">
      {ballot ? (
        <BallotPage key={ballot.id} agenda={agenda} ballot={ballot} />
      ) : page.kind === 'receipts' ? (
        <Receipts agenda={agenda} />
      ) : (
        <Home agenda={agenda} />
      )}
    </div>
  );
}
