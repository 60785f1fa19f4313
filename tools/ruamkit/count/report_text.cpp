#include "analysis/counting/explain.hpp"
#include "crowd/terminal.hpp"
#include "ruamkit/count/report.hpp"

namespace ruamkit::tools::count {
namespace {

using counting::decimal;
using counting::rational;

constexpr unsigned places = 5;
constexpr std::size_t name_width = 48;

std::string label(const options_read& options, std::size_t i) {
  if (options.names[i] == options.ids[i]) return options.ids[i];
  return options.ids[i] + "  " + crowd::shortened(options.names[i], name_width);
}

std::string labels(const options_read& options, const std::vector<std::size_t>& which) {
  std::string out;
  for (const auto each : which) out += (out.empty() ? "" : ", ") + options.ids[each];
  return out;
}

/// The totals each option had last.
std::vector<std::optional<rational>> last_totals(const counting::count_result& counted) {
  std::vector<std::optional<rational>> out;
  for (const auto& round : counted.rounds) {
    out.resize(round.totals.size());
    for (std::size_t i = 0; i < round.totals.size(); ++i)
      if (round.totals[i]) out[i] = round.totals[i];
  }
  return out;
}

std::string totals_table(const report& of) {
  const auto totals = last_totals(of.counted);
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> won(of.options.ids.size(), false);
  const auto row = [&](std::size_t i, const char* mark) {
    rows.push_back({mark, label(of.options, i), i < totals.size() && totals[i] ? decimal(*totals[i], places) : ""});
  };
  for (const auto each : of.counted.winners) {
    won[each] = true;
    row(each, "*");
  }
  for (std::size_t i = 0; i < won.size(); ++i)
    if (!won[i]) row(i, "");
  return crowd::table({"", "option", of.counted.counts_in == counting::unit::money ? "price" : "total"}, rows, {2});
}

std::string threshold_line(const report& of) {
  const auto& said = *of.verdict;
  std::string out = "threshold: " + decimal(said.share * 100, 2) + " % of the " +
                    (of.asked->of == counting::share_of::cast ? "ballots cast" : "people eligible") + ", " +
                    decimal(of.asked->needed * 100, 2) + " % needed";
  if (of.asked->quorum) out += said.quorum_met ? "; quorum reached" : "; quorum not reached";
  return out + (said.met() ? ": carried\n" : ": not carried\n");
}

std::string agreement_line(const agreement& with) {
  std::string out;
  const auto say = [&](const char* column, std::optional<bool> agrees) {
    if (agrees) out += std::string(*agrees ? "agrees" : "does not agree") + " with the file's column " + column + '\n';
  };
  say("votes", with.votes);
  say("score", with.score);
  say("selected", with.selected);
  return out;
}

std::string explanation(const report& of) {
  std::string out;
  for (const auto& each : explain(of.counted, of.options.names))
    out += (of.explain == language::thai ? each.th : each.en) + '\n';
  return out;
}

}  // namespace

std::string to_text(const report& of) {
  const auto& counted = of.counted;
  std::string out = "rule " + std::string(counted.rule) + ", " + std::to_string(counted.ballots) + " ballots (" +
                    std::to_string(counted.valid) + " valid)\n";
  if (of.explain != language::none) {
    out += explanation(of);
  } else {
    out += totals_table(of);
    if (counted.cost) {
      out += "selected: " + labels(of.options, counted.winners) + '\n' + "cost: " + decimal(*counted.cost);
      if (of.budget) out += " of " + decimal(*of.budget);
      out += '\n';
    } else if (!counted.run_off.empty()) {
      out += "nobody has more than half: a second vote between " + labels(of.options, counted.run_off) + " is needed\n";
    } else {
      out += "winners: " + (counted.winners.empty() ? "none" : labels(of.options, counted.winners)) + '\n';
    }
    for (const auto& each : counted.ties)
      if (each.decisive)
        out += "tie in round " + std::to_string(each.round + 1) + " among " + labels(of.options, each.among) +
               (each.by_lot ? "; drawn by seed " + std::to_string(of.seed) : "; decided by an earlier round") + ": " +
               labels(of.options, each.drawn) + '\n';
  }
  if (of.verdict) out += threshold_line(of);
  if (of.with_file) out += agreement_line(*of.with_file);
  return out;
}

}  // namespace ruamkit::tools::count
