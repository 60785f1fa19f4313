// What counting costs: the elections of the design's targets, made by seed, each rule's processor time and what the
// process held at most. One JSON object; --smoke: everything as small as can be.
#include <sys/resource.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "analysis/counting/rules.hpp"
#include "base/seeded.hpp"

namespace {

using namespace ruamkit;
using namespace ruamkit::analysis::counting;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double peak_mib() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

struct row {
  std::string what;
  double seconds;
  double target;
};

class table {
 public:
  void measure(const std::string& what, double target, const std::function<void()>& work) {
    const double begin = cpu_seconds();
    work();
    rows_.push_back({what, cpu_seconds() - begin, target});
  }

  [[nodiscard]] bool print(bool smoke) const {
    bool met = true;
    std::printf("{\"rows\":[");
    for (const row& each : rows_) {
      const bool good = each.seconds <= each.target;
      met = met && good;
      std::printf("%s{\"what\":\"%s\",\"cpu_s\":%.4f,\"target_s\":%.2f,\"met\":%s}", &each == rows_.data() ? "" : ",",
                  each.what.c_str(), each.seconds, each.target, good ? "true" : "false");
    }
    std::printf("],\"peak_mib\":%.1f,\"target_mib\":300,\"smoke\":%s}\n", peak_mib(), smoke ? "true" : "false");
    return met && peak_mib() <= 300;
  }

 private:
  std::vector<row> rows_;
};

/// A ballot drawn option by option, `length` of them; `even`: none liked more than another, so that few ballots are
/// equal, else the first ones are.
void draw_ranking(seeded& draw, std::size_t options, std::size_t length, bool even, std::vector<place>& out) {
  std::vector<std::size_t> left(options);
  for (std::size_t i = 0; i < options; ++i) left[i] = i;
  out.clear();
  while (out.size() < length) {
    const std::size_t one = draw.below(left.size());
    const std::size_t at = even ? one : std::min<std::size_t>(one, draw.below(left.size()));
    out.push_back(place::of(left[at]));
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

ranked_ballots rankings(std::size_t people, std::size_t options, bool complete) {
  seeded draw(7);
  ranked_ballots out(options);
  std::vector<place> places;
  for (std::size_t i = 0; i < people; ++i) {
    draw_ranking(draw, options, complete ? options : 1 + draw.below(std::min<std::size_t>(options, 10)), complete,
                 places);
    out.add(places);
  }
  return out;
}

/// Costs over two powers of ten, popularity falling like a city's, voters with five to fifteen projects.
budget_election city(std::size_t people, std::size_t projects) {
  seeded draw(11);
  std::vector<std::int64_t> costs;
  std::int64_t all = 0;
  for (std::size_t i = 0; i < projects; ++i) {
    costs.push_back(static_cast<std::int64_t>(5'000 * std::pow(100, static_cast<double>(draw.below(1000)) / 1000)));
    all += costs.back();
  }
  budget_election out(std::move(costs), all * 2 / 5);
  for (std::size_t i = 0; i < people; ++i) {
    std::vector<std::pair<std::size_t, std::int64_t>> ballot;
    for (const std::size_t wanted = 5 + draw.below(11); ballot.size() < std::min(wanted, projects);) {
      const std::size_t project = std::min<std::size_t>(draw.below(projects), draw.below(projects));
      if (std::ranges::find(ballot, project, [](const auto& p) { return p.first; }) == ballot.end())
        ballot.emplace_back(project, 1);
    }
    out.add(std::move(ballot));
  }
  return out;
}

void measure_rankings(table& rows, std::size_t million, std::size_t many) {
  settings with;
  std::vector<count_result> kept;
  ranked_ballots ten(10);
  rows.measure("1,000,000 ballots of 10 ranked: storing", 10, [&] { ten = rankings(million, 10, true); });
  const auto one = [&](const char* name, std::size_t seats) {
    with.seats = seats;
    rows.measure(std::string("1,000,000 ballots of 10 ranked: ") + name, 2,
                 [&] { kept.push_back(find_rule(name)->rankings(ten, with)); });
  };
  for (const char* name : {"irv", "schulze", "ranked_pairs", "borda", "plurality", "two_round"}) one(name, 1);
  for (const char* name : {"stv_scottish", "stv_wig", "stv_meek"}) one(name, 4);
  ten = ranked_ballots(1);
  const auto wide = rankings(many, 35, false);
  with.seats = 1;
  rows.measure("80,000 ballots of 35: irv", 1, [&] { kept.push_back(irv(wide, with)); });
}

void measure_marks(table& rows, std::size_t million) {
  rows.measure("1,000,000 ballots of 10 marks: score, median and majority_judgment, storing included", 2, [&] {
    seeded draw(3);
    marks given(10);
    for (std::size_t i = 0; i < million; ++i) {
      for (std::size_t option = 0; option < 10; ++option) given.give(option, static_cast<std::int64_t>(draw.below(11)));
      given.count_ballot(false);
    }
    (void)score(given, {});
    (void)median(given, {});
    (void)majority_judgment(given, {});
  });
}

void measure_budgets(table& rows, std::size_t people) {
  const auto election = city(people, 64);
  for (const auto worth : {satisfaction::cost, satisfaction::cardinality}) {
    budget_settings with;
    with.complete = completion::add1;
    with.worth = worth;
    rows.measure(std::string("6,586 ballots of 64 projects: equal_shares add1, ") +
                     (worth == satisfaction::cost ? "cost" : "cardinality"),
                 0.5, [&] { (void)equal_shares(election, with); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Processor time of the counting rules on elections made by seed; one JSON object."};
  bool smoke = false;
  app.add_flag("--smoke", smoke, "as small as can be, to see that it runs");
  CLI11_PARSE(app, argc, argv);
  table rows;
  measure_budgets(rows, smoke ? 60 : 6'586);
  measure_rankings(rows, smoke ? 1'000 : 1'000'000, smoke ? 1'000 : 80'000);
  measure_marks(rows, smoke ? 1'000 : 1'000'000);
  const bool met = rows.print(smoke);
  return smoke || met ? 0 : 1;  // so few ballots meet no figure and miss none
}
