// The lottery's speed and exactness on instances made by seed: processor time, memory, the certificate, and how near
// the 1,000 numbered panels come.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "analysis/sortition/lottery.hpp"
#include "analysis/sortition/measures.hpp"
#include "analysis/sortition/nearest_quotas.hpp"
#include "analysis/sortition/numbered_panels.hpp"
#include "unit/sortition/instances.hpp"

namespace {

using namespace sortition_instances;

struct instance {
  const char* name;
  recipe made;
};

const std::vector<instance>& instances() {
  static const std::vector<instance> all = {
      {"200 for 20", {200, 20, {2, 2}, 1, 0, 0, 1}},
      {"2000 for 200", {2000, 200, {2, 2}, 1, 0, 0, 1}},
      {"750 for 112", {750, 112, {2, 3, 3, 2}, 0, 1, 0, 1}},
      {"800 for 75, 7 categories", {800, 75, {2, 4, 5, 3, 4, 2, 4}, 0, 1, 0, 1}},
      {"321 for 30, 8 categories", {321, 30, {2, 4, 5, 3, 3, 4, 2, 3}, 0, 1, 0, 1}},
      {"1727 for 110, 7 categories", {1727, 110, {2, 4, 12, 3, 5, 2, 2}, 0, 1, 0, 1}},
      {"1727 for 110, 200 households", {1727, 110, {2, 4, 12, 3, 5, 2, 2}, 0, 1, 200, 1}},
  };
  return all;
}

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mib() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

struct options {
  std::string only;
  std::string by = "leximin";
  std::uint64_t seed = 1;
  int seeds = 1;
  double bias = -1;
  int slack = -1;
  double limit_s = 300;
  bool smoke = false;
};

fairness fairness_named(const std::string& name) {
  if (name == "maximin") return fairness::maximin;
  return name == "nash" ? fairness::nash : fairness::leximin;
}

void print_row(const instance& one, const recipe& made, const options& o, bool is_first) {
  const pool people = make(made);
  const double begun = cpu_s();
  const auto space = panels_of(people);
  const auto found =
      fair_lottery(space, fairness_named(o.by), [&](const progress&) { return cpu_s() - begun < o.limit_s; });
  const double solved = cpu_s() - begun;
  std::printf("%s\n {\"instance\":\"%s\",\"seed\":%llu,\"types\":%zu,\"cpu_s\":%.3f", is_first ? "" : ",", one.name,
              static_cast<unsigned long long>(made.seed), space.cells.size(), solved);
  if (!found.exists) {
    const double again = cpu_s();
    const auto nearest = nearest_to(people);
    std::printf(",\"feasible\":false,\"nearest_cpu_s\":%.3f,\"cost\":%.4f,\"changes\":%zu}", cpu_s() - again,
                nearest.cost, nearest.changes.size());
    return;
  }
  const double numbering = cpu_s();
  const auto numbered = number_panels(space, found, 1);
  const auto by_person = chances_by_person(space, found.chances, people.people.size());
  const auto near = near_to(chances_under(numbered, people.people.size()), by_person);
  std::printf(
      ",\"feasible\":true,\"proven\":%s,\"minimum\":%.8f,\"minimum_gap\":%.1e,\"shortfall\":%.1e,\"cuts\":%zu,"
      "\"panels\":%zu,\"numbering_cpu_s\":%.3f,\"numbered_difference\":%.5f,\"numbered_share_of_minimum\":%.3f,"
      "\"peak_mib\":%.0f}",
      found.proof.proven ? "true" : "false", smallest(by_person), found.proof.minimum_bound - smallest(by_person),
      found.proof.shortfall, found.proof.cuts, found.panels.panels.size(), cpu_s() - numbering, near.largest_difference,
      near.smallest_share, peak_mib());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app{"Measures the lottery on instances made by seed; prints one JSON object."};
  app.add_option("--only", o.only, "only instances whose name has this in it");
  app.add_option("--algorithm", o.by, "leximin, maximin or nash")->capture_default_str();
  app.add_option("--seed", o.seed, "of the first instance")->capture_default_str();
  app.add_option("--seeds", o.seeds, "how many instances of each kind")->capture_default_str();
  app.add_option("--bias", o.bias, "how far volunteers differ from the population, for all instances");
  app.add_option("--slack", o.slack, "of the quotas, for all instances");
  app.add_option("--limit", o.limit_s, "seconds of processor time an instance may take")->capture_default_str();
  app.add_flag("--smoke", o.smoke, "only the smallest instance, to see that it runs");
  CLI11_PARSE(app, argc, argv);
  std::printf("{\"lottery\":[");
  bool is_first = true;
  for (const instance& one : instances()) {
    if (std::string(one.name).find(o.only) == std::string::npos) continue;
    for (int i = 0; i < o.seeds; ++i) {
      recipe made = one.made;
      made.seed = o.seed + static_cast<std::uint64_t>(i);
      if (o.bias >= 0) made.bias = o.bias;
      if (o.slack >= 0) made.slack = o.slack;
      print_row(one, made, o, is_first);
      is_first = false;
    }
    if (o.smoke) break;
  }
  std::printf("\n]}\n");
  return 0;
}
