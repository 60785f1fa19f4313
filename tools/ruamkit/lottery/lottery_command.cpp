#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "crowd/terminal.hpp"
#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/lottery/draw.hpp"
#include "ruamkit/lottery/result_files.hpp"

namespace ruamkit::tools {
namespace {

using namespace ruamkit::tools::lottery;
using clock_type = std::chrono::steady_clock;

std::atomic<bool> interrupted = false;

struct asked {
  settings how;
  column_names columns;
  std::string features, people, out;
  std::string seed;
  int seats = 0;
  int reserves = -1;
  double time_limit_s = 600;
  bool commit = false;
  bool verify = false;
  bool json = false;
};

outcome make(const asked& options, const input& from) {
  crowd::progress_line line;
  std::signal(SIGINT, [](int) { interrupted = true; });
  const auto end = clock_type::now() + std::chrono::duration<double>(options.time_limit_s);
  const auto go_on = [&](const sortition::progress& at) {
    line.show("round " + std::to_string(at.round) + ", panels " + std::to_string(at.panels) + ", short by " +
              chance_text(at.shortfall));
    return !interrupted && (options.time_limit_s <= 0 || clock_type::now() < end);
  };
  auto made = make_draw(from, options.how, go_on);
  line.clear();
  return made;
}

void write(const std::string& directory, const result_files& files) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  for (const auto& [name, text] : files) {
    const std::string path = directory + "/" + name;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    if (!file.flush()) throw std::runtime_error(path + " cannot be written");
  }
}

std::optional<std::string> read_if_there(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Names of the files in the directory that are not what this run makes of the same input.
std::vector<std::string> differing(const std::string& directory, const result_files& files) {
  std::vector<std::string> out;
  for (const auto& [name, text] : files)
    if (read_if_there(directory + "/" + name) != text) out.push_back(name);
  return out;
}

int say_no_panel(const asked& options, const input& from, const no_panel& why) {
  if (options.json) {
    std::cout << no_panel_json(from, options.how, why) << '\n';
    return no;
  }
  if (!why.nearest.possible) {
    std::cout << "ไม่มีคณะใดเป็นไปได้ และการผ่อนโควตาในช่วงที่กำหนดไม่ช่วย (พิสูจน์แล้ว)\n"
                 "No panel is possible, and no change of quotas within their flex helps (proven): the pool has "
              << from.ids.size() << " people for " << from.pool.seats << " seats.\n";
    return no;
  }
  std::cout << "ไม่มีคณะใดตรงตามโควตา การเปลี่ยนแปลงที่น้อยที่สุดคือ\n"
               "No panel meets the quotas. The smallest change that makes one possible (proven):\n";
  for (const auto& each : why.nearest.changes)
    std::cout << "  " << thai_sentence_of(from.pool, each) << "\n  " << sentence_of(from.pool, each) << '\n';
  return no;
}

void say_numbers(const draw& made) {
  std::cout << "1,000 numbered panels: nobody's chance differs by more than "
            << chance_text(made.near.largest_difference) << "; the smallest is "
            << chance_text(made.near.smallest_chance) << ", " << static_cast<int>(made.near.smallest_share * 100)
            << " % of the lottery's\n"
            << "pool     sha256 " << made.pool_hash << "\npanels   sha256 " << made.lottery_hash << '\n';
}

void say_proof(const draw& made) {
  if (made.bias) {
    std::cout << "measured over " << made.bias->draws << " draws (" << made.bias->dead_ends
              << " dead ends); everybody could have " << chance_text(made.bias->leximin_minimum) << ", and "
              << static_cast<int>(made.bias->share_below * 100 + 0.5) << " % of the people have less\n";
    return;
  }
  std::cout << "certificate: no lottery gives everybody more than " << chance_text(made.proof.minimum_bound)
            << (made.proof.proven ? "; every level proven by duality" : "; STOPPED before the proof was complete")
            << ", nobody is more than " << chance_text(made.proof.shortfall) << " below the optimum\n";
}

void say(const asked& options, const input& from, const draw& made) {
  const figures of = figures_of(made);
  std::cout << name_of(options.how.by) << ": pool " << from.ids.size() << ", seats " << from.pool.seats
            << ", smallest chance " << chance_text(of.minimum) << ", gini " << chance_text(of.gini)
            << ", geometric mean " << chance_text(of.geometric_mean) << '\n';
  say_proof(made);
  say_numbers(made);
  if (options.commit) return;
  std::cout << (options.how.seed ? "seed " + *options.how.seed : std::string("no --seed: a trial draw")) << " → panel "
            << made.number << '\n';
  const auto pool = counts_of(from, everybody(from));
  const auto panel = counts_of(from, made.selected);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t f = 0; f < pool.size(); ++f)
    for (std::size_t v = 0; v < pool[f].size(); ++v)
      rows.push_back({from.pool.features[f].name, from.pool.features[f].quotas[v].value,
                      std::to_string(from.pool.features[f].quotas[v].min),
                      std::to_string(std::min(from.pool.features[f].quotas[v].max, from.pool.seats)),
                      std::to_string(panel[f][v]), std::to_string(pool[f][v])});
  std::cout << crowd::table({"feature", "value", "min", "max", "panel", "pool"}, rows, {2, 3, 4, 5}) << "selected:";
  for (const auto p : made.selected) std::cout << ' ' << from.ids[p];
  std::cout << '\n';
  for (const auto& each : made.replacements)
    std::cout << from.ids[each.left] << " → " << (each.joined ? from.ids[each.joined->person] : "nobody can replace")
              << '\n';
}

int verify(const asked& options, const result_files& files) {
  const auto wrong = differing(options.out, files);
  if (options.json) {
    std::cout << "{\"verified\":" << (wrong.empty() ? "true" : "false") << ",\"files\":" << files.size()
              << ",\"different\":[";
    for (std::size_t i = 0; i < wrong.size(); ++i) std::cout << (i == 0 ? "\"" : ",\"") << wrong[i] << '"';
    std::cout << "]}\n";
  } else if (wrong.empty()) {
    std::cout << "ตรงกันทุกแฟ้ม / verified: all " << files.size() << " files in " << options.out
              << " are what these people, quotas and seed give\n";
  } else {
    for (const auto& each : wrong) std::cout << "ไม่ตรงกัน / different: " << options.out << "/" << each << '\n';
  }
  return wrong.empty() ? yes : no;
}

/// What was published in the directory earlier binds: another pool or other panels are refused.
void respect_commitment(const std::string& directory, const result_files& files) {
  if (!std::filesystem::exists(directory + "/commitment.json")) return;
  for (const char* name : {"commitment.json", "lottery.csv"})
    if (read_if_there(directory + "/" + name) != files.at(name))
      throw std::runtime_error(
          directory + "/" + name +
          " was published for other people, quotas or options; use another --out for another lottery");
}

int run(asked& options) {
  if (!options.seed.empty()) options.how.seed = options.seed;
  options.how.reserves = static_cast<std::size_t>(options.reserves < 0 ? options.seats : options.reserves);
  const input from = read_input(options.features, files::read_file(options.features), options.people,
                                files::read_file(options.people), options.seats, options.columns);
  for (const auto& each : from.notes) std::cerr << "ruamkit lottery: note: " << each << '\n';
  const outcome made = make(options, from);
  if (!made.drawn) return say_no_panel(options, from, made.why_not);
  const bool only_commitment = options.commit || (options.verify && !options.how.seed);
  const auto results =
      only_commitment ? commitment_files(from, options.how, *made.drawn) : draw_files(from, options.how, *made.drawn);
  if (options.verify) return verify(options, results);
  if (!options.commit) respect_commitment(options.out, results);
  write(options.out, results);
  if (options.json)
    std::cout << (options.commit ? commitment_json(from, options.how, *made.drawn)
                                 : summary_json(from, options.how, *made.drawn, false))
              << '\n';
  else
    say(options, from, *made.drawn);
  const bool all_replaced =
      std::ranges::all_of(made.drawn->replacements, [](const auto& each) { return each.joined.has_value(); });
  return all_replaced ? yes : no;
}

void add_options(CLI::App& app, const std::shared_ptr<asked>& options) {
  app.add_option("--features", options->features, "CSV: feature,value,min,max[,min_flex,max_flex]")->required();
  app.add_option("--people", options->people, "CSV: an id column and one column a feature")->required();
  app.add_option("--seats", options->seats, "how many people to select")->required()->check(CLI::Range(1, 100000));
  app.add_option("--out", options->out, "directory for the results")->required();
  app.add_option("--algorithm", options->how.by, "leximin (default), maximin, nash or simple")
      ->transform(CLI::CheckedTransformer(std::map<std::string, algorithm>{{"leximin", algorithm::leximin},
                                                                           {"maximin", algorithm::maximin},
                                                                           {"nash", algorithm::nash},
                                                                           {"simple", algorithm::simple}}));
  app.add_option("--seed", options->seed, "the public seed: three dice digits, or any text");
  app.add_option("--id", options->columns.id, "id column (default: id); people are numbered from 1 if there is none");
  app.add_option("--household", options->columns.household, "column: of one household at most one person serves");
  app.add_option("--must", options->columns.must, "column of yes/no: who must serve");
  app.add_option("--may-not", options->columns.may_not, "column of yes/no: who may not serve");
  app.add_option("--reserves", options->reserves, "how many reserves (default: one for each seat, if there are people)")
      ->check(CLI::Range(0, 1000000));
  app.add_option("--drop-out", options->how.drop_outs,
                 "id of a selected person who cannot come: a replacement is drawn (may be repeated, in order)");
  auto* commit = app.add_flag("--commit", options->commit,
                              "before the seed is known: publish the pool's hash and the 1,000 panels");
  app.add_flag("--verify", options->verify, "make everything again and compare it with the files in --out")
      ->excludes(commit);
  app.add_option("--time-limit", options->time_limit_s,
                 "seconds, then the best so far is taken and its gap stated; 0: none")
      ->capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object");
}

}  // namespace

work attach_lottery(CLI::App& app) {
  const auto options = std::make_shared<asked>();
  add_options(app, options);
  app.footer(
      "Example: 30 people, drawn in public.\n"
      "  ruamkit lottery --features quotas.csv --people pool.csv --seats 30 --out draw --commit\n"
      "  (publish draw/, then roll three ten-sided dice: 4, 1, 7)\n"
      "  ruamkit lottery --features quotas.csv --people pool.csv --seats 30 --out draw --seed 417\n"
      "  ruamkit lottery --features quotas.csv --people pool.csv --seats 30 --out draw --seed 417 --verify\n"
      "Quotas: min and max as counts (9) or percentages of the seats (45%); or, instead of both, a column `share` or\n"
      "`population`: the exact part of the seats is rounded down for the minimum and up for the maximum, which always\n"
      "fits. min_flex and max_flex bound what may be proposed when the quotas cannot be met. The older header\n"
      "category,feature,min,max and Thai headers (คุณลักษณะ,ค่า,ต่ำสุด,สูงสุด,สัดส่วน,ประชากร) are read too.\n"
      "Seed: three digits are the panel's number. Any other text is hashed: SHA-256 of `ruamkit lottery`, the pool's\n"
      "hash and the seed, a line each; its first 8 bytes, as a number, modulo 1,000 (the next 8 if the number is so\n"
      "large that the remainder would not be fair). Without --seed the pool's hash is the seed: a trial draw.\n"
      "Files: selected.csv, remaining.csv (everybody else), reserves.csv, probabilities.csv, lottery.csv (the 1,000\n"
      "panels), commitment.json, summary.json, summary.html; replacements.csv after --drop-out.\n"
      "The same files, options and seed give the same bytes, unless a time limit cuts the work short.\n"
      "Exit code 1: no panel meets the quotas (the smallest change is proposed), nobody can replace a drop-out, or\n"
      "--verify found a difference.");
  return [options] {
    try {
      return run(*options);
    } catch (const std::invalid_argument& wrong) {
      std::cerr << "ruamkit lottery: " << wrong.what() << '\n';
      return static_cast<int>(wrong_usage);
    }
  };
}

}  // namespace ruamkit::tools
