// bench_server: measures DESIGN.md section 14 and prints it as JSON or as a Markdown table.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "crowd/spread.hpp"
#include "crowd/terminal.hpp"
#include "rows.hpp"
#include "ws/swarm.hpp"

namespace {

using namespace ruamkit;
namespace json = boost::json;
constexpr const char* begin_mark = "<!-- bench:begin -->";
constexpr const char* end_mark = "<!-- bench:end -->";

json::value number(const std::optional<double>& value) {
  return value ? json::value(crowd::rounded(*value)) : json::value(nullptr);
}

json::object to_json(const bench::row& of) {
  json::object out{{"key", of.key},
                   {"what", of.what},
                   {"unit", of.unit},
                   {"measured", number(of.measured)},
                   {"baseline", number(of.baseline)},
                   {"ratio", number(of.ratio)},
                   {"target", of.target},
                   {"met", of.met ? json::value(*of.met) : json::value(nullptr)}};
  if (!of.baseline_is.empty()) out["baseline_is"] = of.baseline_is;
  if (!of.note.empty()) out["note"] = of.note;
  return out;
}

/// Three significant digits, thousands with commas.
std::string shown(const std::optional<double>& value) {
  if (!value) return "–";
  char text[40];
  const double size = std::abs(*value);
  std::snprintf(text, sizeof text, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", *value);
  std::string out(text);
  const std::size_t whole = std::min(out.find('.'), out.size());
  for (std::size_t at = whole; at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string markdown(const std::vector<bench::row>& rows) {
  std::string out = "| what | measured | baseline | ratio | to reach | |\n| --- | ---: | ---: | ---: | --- | --- |\n";
  for (const bench::row& one : rows) {
    out += "| " + one.what + " | " + shown(one.measured) + (one.measured ? " " + one.unit : "") + " | ";
    out += one.baseline ? shown(one.baseline) + " (" + one.baseline_is + ")" : "–";
    out += " | " + shown(one.ratio) + " | " + one.target + " | ";
    out += one.met ? (*one.met ? "met" : "**not met**") : "not measured: " + one.note;
    out += " |\n";
  }
  return out;
}

void write_into(const std::string& path, const std::string& table) {
  std::ifstream in(path);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::size_t begin = text.find(begin_mark);
  const std::size_t end = text.find(end_mark);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw std::runtime_error(path + " has no " + begin_mark + " … " + end_mark);
  const std::size_t from = begin + std::string_view(begin_mark).size();
  text.replace(from, end - from, "\n" + table);
  std::ofstream(path) << text;
}

std::vector<bench::row> measure_all(const bench::settings& with, const std::vector<std::string>& only) {
  std::vector<bench::row> rows;
  for (const bench::measure& one : bench::measures()) {
    if (!only.empty() && std::find(only.begin(), only.end(), one.key) == only.end()) continue;
    std::cerr << "measuring: " << one.what << std::endl;
    try {
      for (bench::row& row : one.run(with)) rows.push_back(std::move(row));
    } catch (const std::exception& e) {
      bench::row missing{one.key, one.what, ""};
      missing.note = e.what();
      rows.push_back(std::move(missing));
    }
  }
  return rows;
}

void make_small(bench::settings& with, bool smallest) {
  with.phones = smallest ? 50 : 1000;
  with.tables = smallest ? 5 : 100;
  with.theme_pages = smallest ? 2 : 10;
  with.stream = std::chrono::seconds(smallest ? 1 : 10);
  with.soak_votes = smallest ? 2'000 : 200'000;
  with.throughput_phones = smallest ? 20 : 200;
  with.throughput_votes = smallest ? 10 : 60;
  with.single_votes = smallest ? 20 : 150;
  with.replayed_votes = smallest ? 1000 : 100'000;
  with.ledger_seconds = smallest ? 0.05 : 0.5;
  with.ledger_replayed = smallest ? 1000 : 200'000;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
  bench::settings with;
  with.bin = self.parent_path().string();
  with.scratch = std::filesystem::temp_directory_path().string();
  std::size_t phones = 0;
  bool as_json = false, quick = false, smoke = false;
  std::string readme, out;
  std::vector<std::string> only, keys;
  for (const bench::measure& one : bench::measures()) keys.emplace_back(one.key);

  CLI::App app{"Measures every row of the numbers to reach, each beside its bare baseline in the same run."};
  app.add_option("--bin", with.bin, "folder of ruamkitd, ledger_bench and bench_echo (default: this program's)");
  app.add_option("--scratch", with.scratch,
                 "where data is written: the disk to measure (default: the temporary folder)");
  app.add_option("--web", with.web, "the built web client");
  app.add_option("--phones", phones, "phones that vote at once (default 5,000)");
  app.add_option("--only", only, "measure these alone")->check(CLI::IsMember(keys));
  app.add_flag("--quick", quick, "smaller crowds and ledgers; the figures are rougher");
  app.add_flag("--smoke", smoke,
               "as small as can be: does everything run? Exit code 1 if something measured went wrong");
  app.add_flag("--json", as_json, "print one JSON object instead of a Markdown table");
  app.add_option("--out", out, "write the JSON object to this file as well");
  app.add_option("--readme", readme, "write the table into this file, between its bench:begin and bench:end marks");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  if (quick || smoke) make_small(with, smoke);
  if (phones > 0) with.phones = phones;
  ws::raise_file_limit();

  try {
    const std::vector<bench::row> rows = measure_all(with, only);
    json::array list;
    bool all_met = true, something_wrong = false;
    for (const bench::row& one : rows) {
      all_met = all_met && one.met.value_or(false);
      // What is not built is not there to go wrong.
      something_wrong = something_wrong || (!one.measured && one.note.find("is not built") == std::string::npos);
      list.push_back(to_json(one));
    }
    const std::string report = json::serialize(json::object{{"cores", std::thread::hardware_concurrency()},
                                                            {"quick", quick || smoke},
                                                            {"all_met", all_met},
                                                            {"rows", std::move(list)}});
    if (!out.empty()) std::ofstream(out) << report << '\n';
    if (!readme.empty()) write_into(readme, markdown(rows));
    std::cout << (as_json ? report + "\n" : markdown(rows));
    return smoke ? (something_wrong ? 1 : 0) : all_met ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << "bench_server: " << e.what() << '\n';
    return 1;
  }
}
