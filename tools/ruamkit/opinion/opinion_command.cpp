#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/history.hpp"
#include "crowd/terminal.hpp"
#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/opinion/findings.hpp"

namespace ruamkit::tools {
namespace {

using namespace opinion;

struct settings {
  std::string votes;
  std::string comments;
  std::string compare;
  std::string out;
  std::string lang = "en";
  analysis::opinion::options how;
  bool json = false;
};

/// The groups of a file of groups in the order of the conversation's people, numbered as they come.
std::vector<std::int32_t> numbered(const std::map<std::string, std::string, std::less<>>& groups,
                                   const conversation& of) {
  std::map<std::string, std::int32_t> numbers;
  std::vector<std::int32_t> out;
  for (const std::string& person : of.people) {
    const auto found = groups.find(person);
    if (found == groups.end())
      out.push_back(analysis::opinion::ungrouped);
    else
      out.push_back(numbers.emplace(found->second, static_cast<std::int32_t>(numbers.size())).first->second);
  }
  return out;
}

void compare(findings& into, const std::string& path) {
  const auto theirs = numbered(read_groups(path, files::read_file(path)), into.of);
  into.adjusted_rand = analysis::opinion::adjusted_rand(into.map.group_of, theirs);
  for (std::size_t p = 0; p < theirs.size(); ++p)
    if (theirs[p] >= 0 && into.map.group_of[p] >= 0) ++into.compared;
}

findings find(const settings& options) {
  crowd::progress_line line;
  findings out;
  line.show("reading " + options.votes);
  out.of = read_votes(options.votes, files::read_file(options.votes));
  out.votes_given = out.of.votes.size();
  if (!options.comments.empty()) {
    out.notes = read_comments(options.comments, files::read_file(options.comments));
    const std::size_t all = out.of.statements.size();
    leave_out(out.of, out.notes);
    out.left_out = all - out.of.statements.size();
    out.votes_given = out.of.votes.size();
  }
  out.votes = analysis::opinion::vote_table::latest(out.of.votes, out.of.people.size(), out.of.statements.size());
  out.seed = options.how.seed;
  out.answers_min = std::min(options.how.answers_min, out.of.statements.size());
  out.map = map_history(out.of.votes, out.votes, options.how, [&line](double done) {
    line.show("mapping: " + std::to_string(static_cast<int>(100 * done)) + " %");
    return true;
  });
  if (!options.compare.empty()) compare(out, options.compare);
  return out;
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error(path.string() + " cannot be written");
}

int run(const settings& options) {
  const findings found = find(options);
  const language in = options.lang == "th" ? language::th : language::en;
  if (!options.out.empty()) {
    std::filesystem::create_directories(options.out);
    const std::filesystem::path to(options.out);
    write(to / "map.html", to_page(found, in));
    write(to / "opinion.json", to_json(found) + "\n");
    write(to / "people.csv", people_csv(found));
    write(to / "statements.csv", statements_csv(found));
  }
  std::cout << (options.json ? to_json(found) + "\n" : to_text(found, in));
  return found.map.k > 0 ? yes : no;
}

}  // namespace

work attach_opinion(CLI::App& app) {
  const auto options = std::make_shared<settings>();
  app.add_option("--votes", options->votes,
                 "Polis's export: timestamp,datetime,comment-id,voter-id,vote (1 agree, 0 pass, -1 disagree)")
      ->required();
  app.add_option("--k", options->how.k, "how many groups (default: from 2 to 5, by silhouette)")
      ->check(CLI::Range(2, 10));
  app.add_option("--seed", options->how.seed, "of the restarts of k-means (default 1)");
  app.add_option("--min-answers", options->how.answers_min,
                 "who voted on fewer statements is in no group (default 7, or all where there are fewer)")
      ->check(CLI::PositiveNumber);
  app.add_option("--comments", options->comments,
                 "statements' texts: comment-id,comment-body[,moderated]; rejected ones (-1) are left out");
  app.add_option("--compare", options->compare,
                 "groups found elsewhere: participant,group-id; prints the adjusted Rand index");
  app.add_option("--lang", options->lang, "of tables and page")->check(CLI::IsMember({"th", "en"}));
  app.add_option("--out", options->out, "folder for map.html, opinion.json, people.csv and statements.csv");
  app.add_flag("--json", options->json, "print one JSON object");
  app.footer(
      "Example: the groups of a conversation, with a picture:\n"
      "  ruamkit opinion --votes votes.csv --comments comments.csv --lang th --out map\n"
      "A person's last vote on a statement counts; the order of the file's rows does not matter.\n"
      "Exit code 1: there are not enough votes to group anybody; `result` names what is missing.");
  return [options] { return run(*options); };
}

}  // namespace ruamkit::tools
