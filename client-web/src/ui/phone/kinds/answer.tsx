import type { Draft } from '../../../model/draft';
import type { Ballot } from '../../../protocol/documents';
import { Options } from './options';
import { Points } from './points';
import { Rank } from './rank';
import { Scale } from './scale';
import { Score } from './score';
import { Text } from './text';

export interface AnswerProps {
  ballot: Ballot;
  draft: Draft;
  change(next: Draft): void;
}

export function Answer(props: AnswerProps) {
  switch (props.ballot.kind) {
    case 'single':
    case 'multiple':
    case 'yes_no':
      return <Options {...props} />;
    case 'rank':
      return <Rank {...props} />;
    case 'score':
      return <Score {...props} />;
    case 'points':
      return <Points {...props} />;
    case 'scale':
      return <Scale {...props} />;
    case 'text':
      return <Text {...props} />;
  }
}
