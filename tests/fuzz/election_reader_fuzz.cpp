// Any bytes as a PrefLib, Pabulib or CSV file (the first byte chooses): read and counted, or refused by bad_input. What
// was read counts without falling over, and its votes add up.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "files/bad_input.hpp"
#include "ruamkit/count/election_file.hpp"

namespace {

using namespace ruamkit;
using namespace ruamkit::tools::count;

void count_rankings(const rankings_read& read) {
  if (read.options.ids.size() > 12 || read.ballots.size() > 50) return;
  counting::settings with;
  with.seats = 2;
  for (const auto& rule : counting::rules()) {
    if (rule.what != counting::counts::rankings) continue;
    const auto counted = rule.rankings(read.ballots, with);
    if (counted.valid > 0 && counted.winners.empty() && counted.run_off.empty()) std::abort();
    if (!rule.name.starts_with("stv_")) continue;
    for (const auto& round : counted.rounds) {
      counting::rational sum = round.exhausted + round.lost;
      for (const auto& total : round.totals) sum += total.value_or(0);
      if (counted.valid > 0 && sum != counted.valid) std::abort();
    }
  }
}

void count_marks(const marks_read& read) {
  if (read.options.ids.size() > 12 || read.ballots.ballots() > 1'000) return;
  for (const auto& rule : counting::rules())
    if (rule.what == counting::counts::marks) (void)rule.marks(read.ballots, {});
}

void count_budget(const budget_read& read) {
  if (read.options.ids.size() > 12) return;
  counting::budget_settings with;
  with.complete = counting::completion::add1;
  with.keep_going = [](std::size_t done) { return done < 100; };
  for (const auto& rule : counting::rules()) {
    if (rule.what != counting::counts::budgets) continue;
    try {
      if (*rule.budgets(read.election, with).cost * read.election.money_unit() > read.election.budget()) std::abort();
    } catch (const counting::cancelled&) {
      continue;
    }
  }
}

void read_and_count(std::uint8_t kind, std::string_view text) {
  switch (kind % 7) {
    case 0:
      return count_rankings(read_preflib("a.toi", text));
    case 1:
      return count_marks(read_preflib_approvals("a.soi", text));
    case 2:
      return count_rankings(read_csv_rankings("a.csv", text, {}));
    case 3:
      return count_marks(read_csv_marks("a.csv", text, {}, kind % 2 == 0));
    case 4:
      return count_budget(read_pabulib("a.pb", text, std::nullopt));
    case 5:
      return count_rankings(read_pabulib_rankings("a.pb", text));
    default:
      return count_marks(read_pabulib_marks("a.pb", text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    read_and_count(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  } catch (const files::bad_input&) {
    // A sentence that names file, line and column.
  }
  return 0;
}
