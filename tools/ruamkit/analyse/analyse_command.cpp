// ruamkit analyse: two waves of a survey in, what changed out.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "analysis/change/analyse.hpp"
#include "crowd/terminal.hpp"
#include "ruamkit/analyse/analyse_json.hpp"
#include "ruamkit/analyse/analyse_text.hpp"
#include "ruamkit/analyse/gather.hpp"
#include "ruamkit/command.hpp"

namespace ruamkit::tools {
namespace {

struct settings {
  analyse::sources from;
  std::string explain;
  bool json = false;
};

int run(const settings& options) {
  const analyse::gathered gathered = analyse::gather(options.from);
  crowd::progress_line line;
  const auto report = analysis::change::analyse(
      gathered.of, gathered.control ? &*gathered.control : nullptr, [&line](std::size_t done, std::size_t all) {
        line.show(std::to_string(done) + " of " + std::to_string(all) + " items");
        return true;
      });
  line.clear();
  if (options.json) {
    std::cout << analyse::to_json(gathered, report) << '\n';
  } else {
    if (options.explain.empty())
      std::cout << analyse::to_table(gathered, report);
    else
      std::cout << analyse::to_sentences(gathered, report, options.explain);
  }
  const auto& raking = report.weights.raking;
  return raking && !raking->converged ? no : yes;
}

}  // namespace

work attach_analyse(CLI::App& app) {
  const auto options = std::make_shared<settings>();
  analyse::sources& from = options->from;
  app.add_option("--pre", from.pre, "CSV of the survey before: an id column, a column an item, a row a person")
      ->required();
  app.add_option("--post", from.post, "CSV of the survey after; people are matched by their ids")->required();
  app.add_option("--items", from.items,
                 "JSON with each item's kind, scale, role, right answer and agree_threshold (or a definition)");
  app.add_option("--id", from.id, "the id column (default: `id`, or else the first)");
  app.add_option("--group", from.group, "the column that says at which table a person sat");
  app.add_option("--strata", from.strata, "columns that divide people, with commas")->delimiter(',');
  app.add_option("--weights", from.weights, "a column of weights, or a CSV file with the columns id and weight");
  app.add_option("--targets", from.targets,
                 "CSV stratum,value,share of the population: compares the room with it and weights by raking");
  auto* before =
      app.add_option("--control-pre", from.control_pre, "the survey before, of people who did not deliberate");
  auto* after = app.add_option("--control-post", from.control_post, "the survey after, of the same people");
  before->needs(after);
  after->needs(before);
  app.add_flag("--json", options->json, "print one JSON object with every figure");
  app.add_option("--explain", options->explain, "plain sentences instead of tables: th or en")
      ->check(CLI::IsMember({"th", "en"}));
  app.footer(
      "Example: before and after of 300 people at tables, weighted to the province:\n"
      "  ruamkit analyse --pre before.csv --post after.csv --items items.json --group table \\\n"
      "    --strata gender,age --targets province.csv --json\n"
      "before.csv:    id,gender,age,i1,i2            items.json:  [{\"id\": \"i1\", \"kind\": \"scale\", \"min\": 0, "
      "\"max\": 10},\n"
      "               p1,f,18-34,4,b                              {\"id\": \"i2\", \"kind\": \"single\", \"correct\": "
      "\"b\"}]\n"
      "               p2,m,35-59,,a                 province.csv: stratum,value,share\n"
      "An empty cell is a missing answer. Without --items every column of numbers is an item\n"
      "on a scale, and one of nothing but 0 and 1 a question of yes or no.\n"
      "Exit code 1: the population's shares cannot be met by weights; the output says which.");
  return [options] { return run(*options); };
}

}  // namespace ruamkit::tools
