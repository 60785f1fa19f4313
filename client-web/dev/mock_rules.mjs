// The rules the mock server keeps: what a choice may be and what a tally says. After PROTOCOL.md.

export class No extends Error {
  constructor(code, at = '') {
    super(code);
    this.code = code;
    this.at = at;
  }
}

const LIMITS = { multiple: (b) => [1, b.options.length], rank: (b) => [1, b.options.length], score: () => [0, 5] };

/** Fills in what a definition left out, as the server's templates do. */
export function complete(ballot) {
  const options =
    ballot.kind === 'yes_no'
      ? [
          { id: 'yes', label: { th: 'เห็นชอบ', en: 'Yes' } },
          { id: 'no', label: { th: 'ไม่เห็นชอบ', en: 'No' } },
        ]
      : (ballot.options ?? []);
  const full = { rule: 'plurality', reveal: 'on_publish', secrecy: 'linked', ...ballot, options };
  const limits = LIMITS[full.kind]?.(full);
  if (limits) {
    full.min ??= limits[0];
    full.max ??= limits[1];
  }
  if (full.kind === 'text') full.length_max ??= 2000;
  return full;
}

export function checkChoice(ballot, choice) {
  const at = '/params/choice';
  if (choice === null) return;
  const known = new Set(ballot.options.map((option) => option.id));
  switch (ballot.kind) {
    case 'single':
    case 'yes_no':
    case 'multiple':
    case 'rank': {
      if (!Array.isArray(choice)) throw new No('choice_kind', at);
      choice.forEach((id, i) => {
        if (!known.has(id)) throw new No('unknown_option', `${at}/${i}`);
      });
      if (new Set(choice).size !== choice.length) throw new No('duplicate_option', at);
      const [min, max] = ballot.kind === 'single' || ballot.kind === 'yes_no' ? [1, 1] : [ballot.min, ballot.max];
      if (choice.length < min) throw new No('too_few_choices', at);
      if (choice.length > max) throw new No('too_many_choices', at);
      return;
    }
    case 'score':
    case 'points': {
      if (typeof choice !== 'object' || Array.isArray(choice)) throw new No('choice_kind', at);
      let sum = 0;
      for (const [id, amount] of Object.entries(choice)) {
        if (!known.has(id)) throw new No('unknown_option', `${at}/${id}`);
        if (!Number.isInteger(amount)) throw new No('wrong_type', `${at}/${id}`);
        if (ballot.kind === 'points' && amount < 0) throw new No('points_negative', `${at}/${id}`);
        if (ballot.kind === 'score' && (amount < ballot.min || amount > ballot.max)) {
          throw new No('score_out_of_range', `${at}/${id}`);
        }
        sum += amount;
      }
      if (Object.keys(choice).length === 0) throw new No('too_few_choices', at);
      if (ballot.kind === 'points' && sum > ballot.budget) throw new No('points_over_budget', at);
      return;
    }
    case 'scale':
      if (!Number.isInteger(choice)) throw new No('choice_kind', at);
      if (choice < ballot.min || choice > ballot.max) throw new No('scale_out_of_range', at);
      return;
    case 'text':
      if (typeof choice !== 'string') throw new No('choice_kind', at);
      if (choice.trim() === '') throw new No('text_empty', at);
      if (Array.from(choice).length > ballot.length_max) throw new No('text_too_long', at);
  }
}

/** The tally as `staff` or everyone else may see it. */
export function tallyOf(hall, ballot, staff) {
  const state = hall.ballots[ballot.id];
  const votes = Object.values(state.votes);
  const seen =
    state.status === 'published' ||
    ballot.reveal === 'live' ||
    (state.status === 'closed' && (ballot.reveal === 'on_close' || staff));
  const counts = Object.fromEntries(ballot.options.map((option) => [option.id, 0]));
  let abstained = 0;
  for (const { choice } of votes) {
    if (choice === null) abstained += 1;
    else if (Array.isArray(choice))
      for (const id of ballot.kind === 'rank' ? choice.slice(0, 1) : choice) counts[id] += 1;
    else if (typeof choice === 'number') counts[choice] = (counts[choice] ?? 0) + 1;
    else if (typeof choice === 'object') for (const [id, amount] of Object.entries(choice)) counts[id] += amount;
  }
  const over = state.status === 'closed' || state.status === 'published';
  const outcome =
    seen && over && ballot.kind !== 'text'
      ? outcomeOf(hall, ballot, counts, votes.length - abstained, votes.length)
      : null;
  return {
    ballot: ballot.id,
    status: state.status,
    eligible: Object.keys(hall.seats).length,
    present: hall.present(),
    voted: votes.length,
    counts: seen ? counts : null,
    abstained: seen ? abstained : null,
    by: {},
    ...(outcome ? { outcome } : {}),
  };
}

function outcomeOf(hall, ballot, counts, cast, voted) {
  const label = (id) => ballot.options.find((option) => option.id === id)?.label ?? { th: id, en: id };
  const best = Math.max(0, ...Object.values(counts));
  const winners = best === 0 ? [] : Object.keys(counts).filter((id) => counts[id] === best);
  const won = winners[0];
  if (won === undefined) {
    return { rule: ballot.rule, winners: [], tie_broken: false, explain: { th: 'ยังไม่มีผู้ตอบ', en: 'Nobody answered' } };
  }
  const share = cast > 0 ? best / cast : 0;
  const percent = `${(share * 100).toFixed(1)}%`;
  const outcome = {
    rule: ballot.rule,
    winners: [won],
    tie_broken: winners.length > 1,
    explain: {
      th: `“${label(won).th}” ได้ ${best} จาก ${cast} เสียงที่ลงคะแนน คิดเป็น ${percent}`,
      en: `“${label(won).en}” has ${best} of ${cast} votes cast, ${percent}`,
    },
  };
  if (ballot.threshold) {
    const eligible = Object.keys(hall.seats).length;
    const turnout = eligible > 0 ? voted / eligible : 0;
    const quorum = ballot.threshold.quorum === undefined || turnout >= ballot.threshold.quorum;
    outcome.threshold = {
      met: quorum && share >= ballot.threshold.share,
      share,
      needed: ballot.threshold.share,
      of: ballot.threshold.of,
      quorum_met: quorum,
      turnout,
    };
  }
  return outcome;
}
