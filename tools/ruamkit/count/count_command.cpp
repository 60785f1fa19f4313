#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>

#include "crowd/terminal.hpp"
#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/count/numbers.hpp"
#include "ruamkit/count/report.hpp"

namespace ruamkit::tools {
namespace {

using namespace count;
using counting::rational;

std::atomic<bool> interrupted = false;

struct options {
  std::string file, rule, budget, skipped = "ignore", completion = "none", satisfaction = "cost", by, quota = "droop",
                                  unmarked = "skip", threshold, of = "cast", quorum, language;
  std::size_t seats = 0;
  std::uint64_t seed = counting::default_seed;
  std::int64_t eligible = 0;
  bool sure_losers = false;
  csv_columns columns;
  bool json = false;
};

[[noreturn]] void misuse(const std::string& option, const std::string& why) { throw CLI::ValidationError(option, why); }

/// "2/3", "0.667" or "66.7%", from 0 to 1, exactly.
rational share(const std::string& option, std::string_view text) {
  rational out = -1;
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto top = whole_number(text.substr(0, slash));
    const auto bottom = whole_number(text.substr(slash + 1));
    if (top && bottom && *bottom > 0) out = rational(*top, *bottom);
  } else {
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    if (const auto value = decimal_number(text, 6)) out = rational(*value, percent ? 100'000'000 : 1'000'000);
  }
  if (out < 0 || out > 1) misuse(option, "is a share: 2/3, 0.667 or 66.7%");
  return out;
}

/// What does not go together, before the file is read.
void check(const options& given, const counting::rule& rule) {
  const bool money = rule.what == counting::counts::budgets;
  if (given.seats > 1 && !rule.elects_several)
    misuse("--seats", std::string(rule.name) + (money ? " spends a budget" : " elects one") + "; leave --seats out");
  if (!given.budget.empty() && !money) misuse("--budget", "is for greedy, greedy_ratio and equal_shares");
  if (given.completion != "none" && rule.name != "equal_shares") misuse("--completion", "is for equal_shares");
  if (money && kind_of(given.file) != file_kind::pabulib)
    misuse("FILE", std::string(rule.name) + " needs the projects' costs: a Pabulib file (.pb)");
  if (money && !given.threshold.empty()) misuse("--threshold", "is not for rules of budgets");
  if (given.threshold.empty() && !given.quorum.empty()) misuse("--quorum", "goes with --threshold");
  if (given.eligible < 1 && (given.of == "eligible" || !given.quorum.empty()))
    misuse("--eligible", "say how many people are eligible");
  if (given.quota == "exact" && rule.name != "stv_wig") misuse("--quota", "exact is for stv_wig");
  const bool marks_asked = rule.what == counting::counts::marks && rule.name != "approval";
  if (marks_asked && kind_of(given.file) == file_kind::preflib)
    misuse("FILE", std::string(rule.name) + " counts marks; a PrefLib file holds rankings");
}

counting::budget_settings settings_of(const options& given, crowd::progress_line& line) {
  counting::budget_settings out;
  out.seats = std::max<std::size_t>(given.seats, 1);
  out.seed = given.seed;
  out.skipped = given.skipped == "stop" ? counting::skipped_ranks::stop : counting::skipped_ranks::ignore;
  out.quota = given.quota == "exact" ? counting::quota_rule::exact : counting::quota_rule::droop;
  out.without_mark = given.unmarked == "zero" ? counting::unmarked::zero : counting::unmarked::left_out;
  out.eliminate_sure_losers = given.sure_losers;
  out.worth = given.satisfaction == "cost" ? counting::satisfaction::cost : counting::satisfaction::cardinality;
  if (given.completion == "add1") out.complete = counting::completion::add1;
  if (given.completion == "greedy") out.complete = counting::completion::greedy;
  out.keep_going = [&line](std::size_t done) {
    if (done % 64 == 0) line.show("counting: " + std::to_string(done));
    return !interrupted.load();
  };
  return out;
}

rankings_read rankings(const options& given, const std::string& text) {
  switch (kind_of(given.file)) {
    case file_kind::preflib:
      return read_preflib(given.file, text);
    case file_kind::pabulib:
      return read_pabulib_rankings(given.file, text);
    case file_kind::csv:
      break;
  }
  return read_csv_rankings(given.file, text, given.columns);
}

marks_read marks(const options& given, const std::string& text) {
  const bool approvals = given.rule == "approval";
  switch (kind_of(given.file)) {
    case file_kind::preflib:
      return read_preflib_approvals(given.file, text);
    case file_kind::pabulib:
      return read_pabulib_marks(given.file, text);
    case file_kind::csv:
      break;
  }
  return read_csv_marks(given.file, text, given.columns, approvals);
}

template <typename Column, typename Own>
std::optional<bool> same(const Column& column, Own own) {
  std::optional<bool> out;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (column[i]) out = out.value_or(true) && *column[i] == own(i);
  return out;
}

agreement compare(const budget_read& read, const counting::count_result& counted) {
  agreement out;
  out.votes = same(read.votes, [&](std::size_t i) { return read.election.votes(i); });
  out.score = same(read.scores, [&](std::size_t i) { return read.election.points(i); });
  if (!read.selected) return out;
  std::vector<bool> funded(read.options.ids.size(), false);
  for (const auto each : counted.winners) funded[each] = true;
  out.selected = funded == *read.selected;
  return out;
}

report count_budget(const options& given, const counting::rule& rule, counting::budget_settings with,
                    const std::string& text) {
  const auto read = read_pabulib(given.file, text, given.budget.empty() ? std::nullopt : std::optional(given.budget));
  const bool by_points = given.by.empty() ? read.has_scores : given.by == "points";
  with.by = by_points ? counting::greedy_by::points : counting::greedy_by::votes;
  report out(rule.budgets(read.election, with), read.options);
  out.budget = rational(read.election.budget(), read.election.money_unit());
  out.with_file = compare(read, out.counted);
  return out;
}

report count_ballots(const options& given, const counting::rule& rule, const counting::settings& with,
                     const std::string& text) {
  if (rule.what == counting::counts::marks) {
    const auto read = marks(given, text);
    return {rule.marks(read.ballots, with), read.options};
  }
  const auto read = rankings(given, text);
  if (read.people_announced && *read.people_announced != read.ballots.total())
    std::cerr << given.file << ": warning: the header announces " << *read.people_announced
              << " voters, the ballots are " << read.ballots.total() << '\n';
  return {rule.rankings(read.ballots, with), read.options};
}

int run(const options& given) {
  const counting::rule& rule = *counting::find_rule(given.rule);
  std::optional<counting::threshold> asked;
  try {
    check(given, rule);
    if (!given.threshold.empty()) {
      asked = {share("--threshold", given.threshold),
               given.of == "cast" ? counting::share_of::cast : counting::share_of::eligible, std::nullopt};
      if (!given.quorum.empty()) asked->quorum = share("--quorum", given.quorum);
    }
  } catch (const CLI::ValidationError& wrong) {
    std::cerr << "ruamkit count: " << wrong.what() << '\n';
    return wrong_usage;
  }
  std::signal(SIGINT, [](int) { interrupted = true; });
  crowd::progress_line line;
  const auto with = settings_of(given, line);
  const std::string text = files::read_file(given.file);
  report out = rule.what == counting::counts::budgets ? count_budget(given, rule, with, text)
                                                      : count_ballots(given, rule, with, text);
  line.clear();
  out.seed = given.seed;
  out.seats = with.seats;
  out.asked = asked;
  if (asked) {
    out.verdict = judge(out.counted, *asked, given.eligible);
    if (!out.verdict->met()) out.counted.winners.clear();
  }
  if (given.language == "th") out.explain = language::thai;
  if (given.language == "en") out.explain = language::english;
  std::cout << (given.json ? to_json(out) + '\n' : to_text(out));
  return out.counted.winners.empty() && out.counted.run_off.empty() && !out.counted.cost ? no : yes;
}

void add_stv_options(CLI::App& app, options& to) {
  app.add_option("--skipped", to.skipped, "irv, stv: a rank left empty is passed over, or ends the ballot")
      ->check(CLI::IsMember({"ignore", "stop"}));
  app.add_flag("--eliminate-sure-losers", to.sure_losers,
               "irv, stv: eliminate together those who cannot overtake the next");
  app.add_option("--quota", to.quota, "stv_wig: droop, or exact (more than valid / (seats + 1))")
      ->check(CLI::IsMember({"droop", "exact"}));
}

void add_budget_options(CLI::App& app, options& to) {
  app.add_option("--budget", to.budget, "money to spend (default: the file's)");
  app.add_option("--completion", to.completion, "equal_shares: what is done with the money left")
      ->check(CLI::IsMember({"none", "add1", "greedy"}));
  app.add_option("--satisfaction", to.satisfaction,
                 "equal_shares: what a funded project is worth to a supporter (times the points he gave)")
      ->check(CLI::IsMember({"cost", "cardinality"}));
  app.add_option("--by", to.by, "greedy: votes (people) or points; default: points where the file has scores")
      ->check(CLI::IsMember({"votes", "points"}));
}

void add_threshold_options(CLI::App& app, options& to) {
  app.add_option("--threshold", to.threshold, "what the winner needs: 2/3, 0.667 or 66.7%");
  app.add_option("--of", to.of, "of the ballots cast, or of the people eligible")
      ->check(CLI::IsMember({"cast", "eligible"}));
  app.add_option("--quorum", to.quorum, "share of the people eligible who must have cast a ballot");
  app.add_option("--eligible", to.eligible, "how many people are eligible");
}

constexpr const char* footer =
    "Example: four seats by the Scottish rules, explained in Thai:\n"
    "  ruamkit count --rule stv_scottish --seats 4 --explain th ward.soi\n"
    "Example: a participatory budget by equal shares:\n"
    "  ruamkit count --rule equal_shares --completion add1 --json city.pb\n"
    "\n"
    "FILE by its ending:\n"
    "  .soc .soi .toc .toi  PrefLib, today's header or the old one; {2,3} share a rank, {} is a rank left empty.\n"
    "      approval: all that a ballot lists (.soi, .toi), its first rank (.soc, .toc, .cat)\n"
    "  .pb   Pabulib: approval, ordinal, cumulative and scoring votes. Ordinal votes are worth Borda points.\n"
    "  .csv  a header of option ids, a row a ballot; comma, semicolon or tab. A cell is\n"
    "      for plurality two_round borda schulze ranked_pairs irv stv_*  the rank: 1 is best; empty, - or 0: unranked\n"
    "      for approval  1 (x, yes) or 0 (no, empty);  for score median majority_judgment points  the mark, a number\n"
    "Winners and projects are named by their ids as the file writes them; `names` in the JSON maps ids to names.\n"
    "irv, stv: a rank two options share ends that ballot there. Ties are drawn from --seed, and named.\n"
    "Exit code 1: nobody is elected, or the threshold is not met.";

}  // namespace

work attach_count(CLI::App& app) {
  const auto to = std::make_shared<options>();
  std::vector<std::string> names;
  for (const auto& each : counting::rules()) names.emplace_back(each.name);
  app.add_option("FILE", to->file, "the ballots: .soi .soc .toi .toc .pb .csv")->required();
  app.add_option("--rule", to->rule, "how to count")->required()->check(CLI::IsMember(names));
  app.add_option("--seats", to->seats, "how many to elect (default 1)")->check(CLI::Range(1, 32'767));
  app.add_option("--seed", to->seed, "the public number lots are drawn from (default 1)");
  add_stv_options(app, *to);
  add_budget_options(app, *to);
  add_threshold_options(app, *to);
  app.add_option("--unmarked", to->unmarked, "score, median: an option without a mark is skipped, or marked zero")
      ->check(CLI::IsMember({"skip", "zero"}));
  app.add_option("--ignore", to->columns.ignored, "a column of the CSV that is no option (may be given again)")
      ->allow_extra_args(false);
  app.add_option("--people", to->columns.people, "the column of the CSV that says how many cast the row's ballot");
  app.add_option("--explain", to->language, "tell it round by round, in Thai or English")
      ->check(CLI::IsMember({"th", "en"}));
  app.add_flag("--json", to->json, "print one JSON object");
  app.footer(footer);
  return [to] { return run(*to); };
}

}  // namespace ruamkit::tools
