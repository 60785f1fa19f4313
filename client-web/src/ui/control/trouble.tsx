// What became of a press that did not do what was meant. What another lead has already done is news, not an error.
import { isNews } from '../../model/staff';
import { Icon } from '../parts/icon';
import { sentence } from '../text/language';
import { controlWords, useStaff } from './context';

export function Trouble({ subject }: { subject: string }) {
  const { session, staff } = useStaff();
  const t = controlWords();
  const code = staff.trouble[subject];
  return (
    <div class="trouble-box" role="status">
      {code && (
        <div class={`trouble ${isNews(code) ? 'trouble-news' : 'trouble-wrong'}`}>
          <Icon name={isNews(code) ? 'check' : 'alert'} />
          <p>
            <strong>{isNews(code) ? t.news : t.trouble}</strong> {sentence(code)}
          </p>
          <button type="button" class="plain small" onClick={() => session.dismiss(subject)}>
            {t.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
