#include "projection/outcome.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/counting/winners.hpp"

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

std::vector<std::int64_t> amounts_of(const state& s, std::size_t index) {
  const auto& definition = s.definition.ballots[index];
  const auto& ballot = s.ballots[index];
  if (definition.rule != "borda") return ballot.counts;
  std::vector<std::vector<option_index>> rankings;
  for (const auto& vote : ballot.votes)
    if (const auto* chosen = std::get_if<chosen_options>(&vote.choice); vote.seq != 0 && chosen != nullptr)
      rankings.push_back(chosen->options);
  return counting::borda_doubled(rankings, definition.options.size());
}

/// Shares like 2/3 are written in decimals: a billionth part must not decide.
constexpr double tolerance = 1e-9;

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
                   std::to_string(people) + " คน";
  out.explain.en = "Mean " + std::string(mean.data()) + ", median " + std::to_string(*out.median) + ", from " +
                   std::to_string(people) + (people == 1 ? " person." : " people.");
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), value == std::floor(value) ? "%.0f" : "%.1f", value);
  return text.data();
}

void say_winner(const ballot_definition& definition, const counting::winner& won, double amount, outcome& out) {
  const bool people = definition.rule == "plurality" || definition.rule == "approval";
  const auto winner = std::vector{won.winner};
  out.explain.th = labels(definition, winner, true) + " ได้มากที่สุด " + number(amount) + (people ? " คน" : " คะแนน");
  out.explain.en = labels(definition, winner, false) + " leads with " + number(amount) +
                   (people ? (amount == 1 ? " person." : " people.") : (amount == 1 ? " point." : " points."));
  if (won.tie_broken) {
    out.explain.th += " คะแนนเท่ากับ " + labels(definition, won.tied, true) + " จึงตัดสินด้วยการจับสลากจากเลขสุ่มที่เปิดเผย";
    out.explain.en += " Tied among " + labels(definition, won.tied, false) + "; drawn by the ballot's public seed.";
  }
}

}  // namespace

outcome outcome_of(const state& s, std::size_t index) {
  const auto& definition = s.definition.ballots[index];
  const auto& ballot = s.ballots[index];
  outcome out;
  out.rule = definition.rule;
  const auto cast = ballot.voted - ballot.abstained;
  if (definition.kind == ballot_kind::text) {
    out.explain = {"มีข้อความ " + std::to_string(cast) + " ข้อความ", std::to_string(cast) + " texts were given."};
    return out;
  }
  if (definition.kind == ballot_kind::scale) {
    judge_scale(definition, ballot, out);
    return out;
  }
  if (cast == 0) {
    out.explain = {"ไม่มีผู้เลือกตัวเลือกใด", "Nobody chose an option."};
    return out;
  }
  const auto amounts = amounts_of(s, index);
  const bool yes_no = definition.kind == ballot_kind::yes_no;
  auto won = counting::largest(amounts, ballot.seed);
  const double scale = definition.rule == "borda" ? 0.5 : 1;
  if (yes_no && definition.threshold) won = {0, false, {}};
  say_winner(definition, won, static_cast<double>(amounts[won.winner]) * scale, out);
  out.tie_broken = won.tie_broken;
  for (const auto each : won.tied) out.tied.push_back(definition.options[each].id);
  out.winners.push_back(definition.options[won.winner].id);
  if (definition.threshold) {
    if (yes_no) out.explain = {labels(definition, {0}, true), labels(definition, {0}, false) + "."};
    out.threshold =
        judge(*definition.threshold, static_cast<double>(ballot.counts[won.winner]), static_cast<double>(cast),
              static_cast<double>(ballot.voted), static_cast<double>(s.roll.seats.size()));
    say_threshold(*out.threshold, out.explain);
    if (!out.threshold->met) {
      out.winners.clear();
      if (yes_no && out.threshold->quorum_met.value_or(true)) out.winners.push_back(definition.options[1].id);
    }
  }
  return out;
}

}  // namespace ruamkit::projection
