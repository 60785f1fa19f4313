// Ideas typed at a table that the server has not acknowledged yet. Pure.
import type { Code } from '../protocol/codes';
import type { Agreement } from '../protocol/meeting';

export interface IdeaDraft {
  text: string;
  agreement: Agreement | null;
  dissent: string;
}

export const emptyIdea: IdeaDraft = { text: '', agreement: null, dissent: '' };

export interface UnsentIdea extends IdeaDraft {
  /** The command's id, the same however often it is sent. */
  id: string;
  table: number;
  state: 'sending' | 'kept' | 'refused';
  code: Code | null;
}

export type UnsentMessage =
  | { type: 'idea_queued'; idea: UnsentIdea }
  | { type: 'idea_sending'; id: string }
  | { type: 'idea_added'; id: string }
  | { type: 'idea_kept'; id: string }
  | { type: 'idea_refused'; id: string; code: Code }
  | { type: 'idea_dropped'; id: string };

export function reduceUnsent(ideas: readonly UnsentIdea[], message: UnsentMessage): readonly UnsentIdea[] {
  switch (message.type) {
    case 'idea_queued':
      return [message.idea, ...ideas];
    case 'idea_added':
    case 'idea_dropped':
      return ideas.filter((idea) => idea.id !== message.id);
    default:
      return ideas.map((idea) => (idea.id === message.id ? { ...idea, ...became(message) } : idea));
  }
}

function became(
  message: Exclude<UnsentMessage, { type: 'idea_queued' | 'idea_added' | 'idea_dropped' }>,
): Pick<UnsentIdea, 'state' | 'code'> {
  if (message.type === 'idea_refused') return { state: 'refused', code: message.code };
  return { state: message.type === 'idea_sending' ? 'sending' : 'kept', code: null };
}
