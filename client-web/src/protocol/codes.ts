// The server's stable words for a "no" (PROTOCOL.md, Errors), and the few that begin here. A test holds this list
// against PROTOCOL.md.
export const SERVER_CODES = [
  'malformed_json',
  'invalid_utf8',
  'invalid_request',
  'frame_too_large',
  'unknown_method',
  'missing_param',
  'wrong_type',
  'unknown_param',
  'out_of_range',
  'definition_invalid',
  'unknown_stratum',
  'unknown_stratum_value',
  'duplicate_person',
  'personal_id',
  'document_too_large',
  'document_kind',
  'not_signed_in',
  'token_invalid',
  'token_expired',
  'wrong_password',
  'account_disabled',
  'not_allowed',
  'other_deliberation',
  'unknown_deliberation',
  'unknown_code',
  'unknown_seat',
  'unknown_ballot',
  'unknown_stage',
  'unknown_view',
  'unknown_participant',
  'unknown_table',
  'unknown_idea',
  'unknown_theme',
  'unknown_keypad',
  'unknown_batch',
  'unknown_document',
  'ballot_not_open',
  'ballot_closed',
  'ballot_draft',
  'ballot_open',
  'ballot_published',
  'nothing_to_do',
  'ballot_revealed',
  'stage_running',
  'stage_not_running',
  'stage_finished',
  'no_deadline',
  'seat_required',
  'roll_full',
  'no_cards',
  'too_many_cards',
  'tables_in_use',
  'no_tables',
  'no_table',
  'table_full',
  'not_checked_in',
  'stale_version',
  'idea_withdrawn',
  'idea_elsewhere',
  'theme_merged',
  'too_many_ideas',
  'too_many_themes',
  'too_many_ballots',
  'duplicate_ballot',
  'keypad_in_use',
  'batch_mismatch',
  'batch_recorded',
  'batch_dropped',
  'too_many_batches',
  'choice_kind',
  'unknown_option',
  'duplicate_option',
  'too_few_choices',
  'too_many_choices',
  'points_over_budget',
  'points_negative',
  'score_out_of_range',
  'scale_out_of_range',
  'text_too_long',
  'text_empty',
  'rate_limited',
  'too_many_attempts',
  'busy',
  'storage_unavailable',
  'report_failed',
  'document_damaged',
  'stopping',
] as const;

/** offline: the call could not be sent, or no answer came. unexpected: an answer nobody here understands. */
export const LOCAL_CODES = ['offline', 'unexpected'] as const;

export type ServerCode = (typeof SERVER_CODES)[number];
export type Code = ServerCode | (typeof LOCAL_CODES)[number];

const known = new Set<string>([...SERVER_CODES, ...LOCAL_CODES]);

export function codeOf(word: unknown): Code {
  return typeof word === 'string' && known.has(word) ? (word as Code) : 'unexpected';
}

/** Worth sending again, unchanged, a little later. */
export function isTransient(code: Code): boolean {
  return (
    code === 'offline' ||
    code === 'rate_limited' ||
    code === 'too_many_attempts' ||
    code === 'busy' ||
    code === 'storage_unavailable' ||
    code === 'stopping'
  );
}

/** The token is of no more use. */
export function endsSession(code: Code): boolean {
  return (
    code === 'token_invalid' || code === 'token_expired' || code === 'not_signed_in' || code === 'account_disabled'
  );
}

export class Refusal extends Error {
  readonly code: Code;
  readonly at: string;
  readonly retryAfterMs: number | undefined;

  constructor(code: Code, at = '', retryAfterMs?: number) {
    super(code);
    this.code = code;
    this.at = at;
    this.retryAfterMs = retryAfterMs;
  }
}

export const codeIn = (fault: unknown): Code => (fault instanceof Refusal ? fault.code : 'unexpected');
