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
      return ideas.map((idea) => {
        if (idea.id !== message.id) return idea;
        switch (message.type) {
          case 'idea_sending':
            return { ...idea, state: 'sending', code: null };
          case 'idea_kept':
            return { ...idea, state: 'kept', code: null };
          case 'idea_refused':
            return { ...idea, state: 'refused', code: message.code };
        }
      });
  }
}
