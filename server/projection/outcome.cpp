#include "projection/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/counting/explain.hpp"
#include "analysis/counting/lower_median.hpp"
#include "analysis/counting/rules.hpp"
#include "base/numerals.hpp"

namespace ruamkit::projection {
namespace {

using namespace deliberation;
namespace counting = analysis::counting;

std::string percent(double share, int digits) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, share * 100);
  return text.data();
}

/// One digit after the point, or as many more as it takes to tell two shares apart.
int digits_to_tell(double one, double other) {
  constexpr int most = 7;
  int digits = 1;
  while (digits < most && one != other && percent(one, digits) == percent(other, digits)) ++digits;
  return digits;
}

counting::count_result count(const state& s, std::size_t index) {
  struct putter {
    counting::ballot_box& box;

    void operator()(const no_opinion&) const {}
    void operator()(const chosen_options& chosen) const { box.cast(chosen.options); }
    void operator()(const chosen_amounts& chosen) const { box.cast(chosen.amounts); }
    void operator()(const chosen_value& chosen) const { box.cast_value(chosen.value); }
    void operator()(const chosen_text&) const {}
  };
  const auto& definition = s.definition.ballots[index];
  counting::ballot_box box(definition.rule, definition.options.size());
  for (const auto& vote : s.ballots[index].votes)
    if (vote.seq != 0) std::visit(putter{box}, vote.choice);
  counting::settings with;
  with.seats = static_cast<std::size_t>(definition.seats);
  with.seed = s.ballots[index].seed;
  return box.count(with);
}

/// Shares like 2/3 are written in decimals: a billionth part must not decide.
constexpr double tolerance = 1e-9;

/// `votes` of `cast` people are for the winner.
threshold_outcome judge(const threshold& t, double votes, double cast, double voted, double eligible) {
  threshold_outcome out;
  out.needed = t.share;
  out.of = t.of;
  const double base = t.of == threshold_base::cast ? cast : eligible;
  out.share = base > 0 ? votes / base : 0;
  out.turnout = eligible > 0 ? voted / eligible : 0;
  out.met = base > 0 && out.share >= t.share - tolerance;
  if (t.quorum) {
    out.quorum_met = out.turnout >= *t.quorum - tolerance;
    out.met = out.met && *out.quorum_met;
  }
  return out;
}

void say_threshold(const threshold_outcome& t, localized& explain) {
  const bool cast = t.of == threshold_base::cast;
  const int digits = t.share < t.needed - tolerance ? digits_to_tell(t.share, t.needed) : 1;
  const auto won = percent(t.share, digits);
  const auto needed = percent(t.needed, digits);
  explain.th +=
      " ได้ " + won + "% ของ" + (cast ? "ผู้ออกเสียง (ไม่นับผู้ไม่แสดงความเห็น)" : "ผู้มีสิทธิทั้งหมด") + " เกณฑ์คือ " + needed + "%";
  explain.en += " It won " + won + "% of " + (cast ? "the votes cast (abstentions aside)" : "everyone eligible") +
                "; " + needed + "% was needed.";
  if (t.quorum_met) {
    explain.th += *t.quorum_met ? " ครบองค์ประชุม" : " แต่ไม่ครบองค์ประชุม";
    explain.en += *t.quorum_met ? " The quorum was reached." : " The quorum was not reached.";
  }
  explain.th += t.met ? " จึงผ่าน" : " จึงไม่ผ่าน";
  explain.en += t.met ? " It is carried." : " It is not carried.";
}

std::string labels(const ballot_definition& ballot, const std::vector<std::size_t>& options, bool thai) {
  std::string out;
  for (const auto index : options) {
    if (!out.empty()) out += ", ";
    const auto& label = ballot.options[index].label;
    const auto& wanted = thai ? label.th : label.en;
    const auto& other = thai ? label.en : label.th;
    out += "“" + (wanted.empty() ? other : wanted) + "”";
  }
  return out;
}

void judge_scale(const ballot_definition& definition, const ballot_state& ballot, outcome& out) {
  std::int64_t people = 0;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ballot.counts.size(); ++i) {
    people += ballot.counts[i];
    sum += ballot.counts[i] * (definition.min + static_cast<std::int64_t>(i));
  }
  if (people == 0) {
    out.explain = {"ไม่มีผู้ให้คะแนน", "Nobody gave a value."};
    return;
  }
  out.mean = static_cast<double>(sum) / static_cast<double>(people);
  out.median = definition.min + static_cast<std::int64_t>(counting::lower_median(ballot.counts));
  std::array<char, 32> mean{};
  std::snprintf(mean.data(), mean.size(), "%.2f", *out.mean);
  out.explain.th = "ค่าเฉลี่ย " + std::string(mean.data()) + " มัธยฐาน " + std::to_string(*out.median) + " จาก " +
                   with_commas(people) + " คน";
  out.explain.en = "Mean " + std::string(mean.data()) + ", median " + std::to_string(*out.median) + ", from " +
                   with_commas(people) + (people == 1 ? " person." : " people.");
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), value == std::floor(value) ? "%.0f" : "%.1f", value);
  return with_commas(std::string(text.data()));
}

/// What the winner's total is, in words that follow it.
localized amount_in_words(const counting::count_result& counted, double amount) {
  const bool one = amount == 1;
  const auto text = number(amount);
  switch (counted.counts_in) {
    case counting::unit::votes:
    case counting::unit::approvals:
      return {"ได้มากที่สุด " + text + " คน", "leads with " + text + (one ? " person." : " people.")};
    case counting::unit::mean:
      return {"ได้ค่าเฉลี่ยสูงสุด " + text, "leads with a mean of " + text + "."};
    case counting::unit::median:
      return {"ได้มัธยฐานสูงสุด " + text, "leads with a median of " + text + "."};
    default:
      return {"ได้มากที่สุด " + text + " คะแนน", "leads with " + text + (one ? " point." : " points.")};
  }
}

void say_winners(const ballot_definition& definition, const counting::count_result& counted, outcome& out) {
  const bool single_round = counted.rounds.size() == 1 && counted.winners.size() == 1 && counted.pairwise.empty();
  const auto& totals = counted.rounds.back().totals;
  const auto th = labels(definition, counted.winners, true);
  const auto en = labels(definition, counted.winners, false);
  if (counted.winners.empty()) {
    out.explain = {"ยังไม่มีผู้ชนะตามกติกานี้", "The rule names no winner."};
  } else if (single_round && totals[counted.winners[0]]) {
    const auto words = amount_in_words(counted, static_cast<double>(*totals[counted.winners[0]]));
    out.explain = {th + " " + words.th, en + " " + words.en};
  } else {
    out.explain = {th + " ได้รับเลือก", en + (counted.winners.size() == 1 ? " is elected." : " are elected.")};
  }
  if (single_round) return;
  std::vector<std::string> thai, english;
  for (std::size_t i = 0; i < definition.options.size(); ++i) {
    thai.push_back(labels(definition, {i}, true));
    english.push_back(labels(definition, {i}, false));
  }
  auto in_thai = counting::explain(counted, thai);
  auto in_english = counting::explain(counted, english);
  for (std::size_t i = 0; i < in_thai.size(); ++i)
    out.steps.push_back({std::move(in_thai[i].th), std::move(in_english[i].en)});
}

void say_tie(const ballot_definition& definition, const counting::count_result& counted, outcome& out) {
  const auto drawn = std::ranges::find_if(counted.ties, [](const auto& t) { return t.by_lot && t.decisive; });
  if (drawn == counted.ties.end()) return;
  out.tie_broken = true;
  for (const auto each : drawn->among) out.tied.push_back(definition.options[each].id);
  out.explain.th += " คะแนนเท่ากับ " + labels(definition, drawn->among, true) + " จึงตัดสินด้วยการจับสลากจากเลขสุ่มที่เปิดเผย";
  out.explain.en += " Tied among " + labels(definition, drawn->among, false) + "; drawn by the ballot's public seed.";
}

/// A question of yes or no under a threshold is about yes alone: no wins where enough came and yes has not enough.
void judge_yes_no(const ballot_definition& definition, const ballot_state& ballot, double cast, double eligible,
                  outcome& out) {
  out.explain = {labels(definition, {0}, true), labels(definition, {0}, false) + "."};
  out.threshold = judge(*definition.threshold, static_cast<double>(ballot.counts[0]), cast,
                        static_cast<double>(ballot.voted), eligible);
  say_threshold(*out.threshold, out.explain);
  if (out.threshold->met) {
    out.winners.push_back(definition.options[0].id);
  } else if (out.threshold->quorum_met.value_or(true) && cast > 0) {
    out.winners.push_back(definition.options[1].id);
  }
}

}  // namespace

outcome outcome_of(const state& s, std::size_t index) {
  const auto& definition = s.definition.ballots[index];
  const auto& ballot = s.ballots[index];
  outcome out;
  out.rule = definition.rule;
  const auto cast = ballot.voted - ballot.abstained;
  if (definition.demographic) {
    out.explain = {"ถามเพื่อให้รู้ว่าใครอยู่ในห้อง มีผู้ตอบ " + with_commas(cast) + " คน",
                   "Asked to know who is in the room; " + with_commas(cast) +
                       (cast == 1 ? " person answered." : " people answered.")};
    return out;
  }
  if (definition.kind == ballot_kind::text) {
    out.explain = {"มีข้อความ " + with_commas(cast) + " ข้อความ",
                   with_commas(cast) + (cast == 1 ? " text was given." : " texts were given.")};
    return out;
  }
  if (definition.kind == ballot_kind::scale) {
    judge_scale(definition, ballot, out);
    return out;
  }
  const auto eligible = static_cast<double>(s.roll.seats.size());
  const auto people = static_cast<double>(cast);
  if (definition.kind == ballot_kind::yes_no && definition.threshold) {
    judge_yes_no(definition, ballot, people, eligible, out);
    return out;
  }
  const auto counted = count(s, index);
  if (counted.valid == 0) {
    out.explain = {"ไม่มีผู้เลือกตัวเลือกใด", "Nobody chose an option."};
  } else {
    say_winners(definition, counted, out);
    say_tie(definition, counted, out);
    for (const auto each : counted.winners) out.winners.push_back(definition.options[each].id);
  }
  if (definition.threshold) {
    const double support = counted.support ? static_cast<double>(*counted.support) : 0;
    out.threshold = judge(*definition.threshold, support * people, people, static_cast<double>(ballot.voted), eligible);
    say_threshold(*out.threshold, out.explain);
    if (!out.threshold->met) out.winners.clear();
  }
  return out;
}

}  // namespace ruamkit::projection
