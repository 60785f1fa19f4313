// How long an opinion map takes, alone and with the reading of its file, on conversations made by seed.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/history.hpp"
#include "base/seeded.hpp"
#include "ruamkit/opinion/conversation.hpp"

namespace {

using namespace ruamkit;
using namespace ruamkit::analysis::opinion;

struct shape {
  std::string name;
  std::size_t people, statements, votes;
  double seconds_max;  ///< the design's, for mapping together with reading
};

struct made {
  std::vector<cast_vote> votes;
  std::vector<std::int32_t> camps;
};

double unit(seeded& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

/// Three camps; a camp's leaning on a statement is drawn once, and a person follows it four times in five. Who came
/// early answered more, as in real conversations. Every tenth vote or so is a second thought.
made conversation_of(const shape& of, std::uint64_t seed) {
  seeded random(seed);
  constexpr std::size_t camps = 3;
  std::vector<vote> leaning(camps * of.statements);
  for (vote& one : leaning) one = static_cast<vote>(static_cast<int>(random.below(3)) - 1);
  made out;
  for (std::size_t p = 0; p < of.people; ++p) out.camps.push_back(static_cast<std::int32_t>(random.below(camps)));
  for (std::size_t i = 0; i < of.votes; ++i) {
    const auto p = static_cast<std::size_t>(static_cast<double>(of.people) * std::pow(unit(random), 1.5));
    const std::size_t s = random.below(of.statements);
    const vote follows = leaning[static_cast<std::size_t>(out.camps[p]) * of.statements + s];
    const vote value = unit(random) < 0.8 ? follows : static_cast<vote>(static_cast<int>(random.below(3)) - 1);
    out.votes.push_back({static_cast<std::int64_t>(1'500'000'000'000 + i), static_cast<std::uint32_t>(p),
                         static_cast<std::uint32_t>(s), value});
  }
  random.shuffle(out.votes);
  return out;
}

std::string csv_of(const std::vector<cast_vote>& votes) {
  std::string out = "timestamp,datetime,comment-id,voter-id,vote\n";
  for (const cast_vote& one : votes)
    out += std::to_string(one.time) + ",Mon Jul 17 02:17:32 ICT 2017," + std::to_string(one.statement) + "," +
           std::to_string(one.person) + "," + std::to_string(static_cast<int>(one.value)) + "\n";
  return out;
}

/// Of this process, so that a busy machine does not spoil the figure.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mib() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  return static_cast<double>(use.ru_maxrss) / 1024;
}

struct measured {
  double read_s = 0, table_s = 0, map_s = 0, adjusted_rand = 0;
  std::size_t k = 0, counted = 0, text_bytes = 0;
  double before_mib = 0, peak_mib = 0;
};

measured measure(const shape& of, std::uint64_t seed) {
  measured out;
  std::vector<std::int32_t> camps;
  std::string text;
  {
    made one = conversation_of(of, seed);
    camps = std::move(one.camps);
    text = csv_of(one.votes);
  }
  out.text_bytes = text.size();
  out.before_mib = peak_mib();
  const double begin = processor_seconds();
  auto read = tools::opinion::read_votes("votes.csv", text);
  const double was_read = processor_seconds();
  const vote_table votes = vote_table::latest(read.votes, read.people.size(), read.statements.size());
  const double was_tabled = processor_seconds();
  const opinion_map map = map_history(read.votes, votes);
  out.map_s = processor_seconds() - was_tabled;
  out.table_s = was_tabled - was_read;
  out.read_s = was_read - begin;
  out.peak_mib = peak_mib();
  out.k = map.k;
  out.counted = votes.answers();
  std::vector<std::int32_t> theirs;
  for (const auto& id : read.people) theirs.push_back(camps[std::stoul(id)]);
  out.adjusted_rand = adjusted_rand(map.group_of, theirs).value_or(0);
  return out;
}

void print(const shape& of, const measured& m, bool json) {
  const double all = m.read_s + m.table_s + m.map_s;
  if (json)
    std::printf(
        "{\"name\":\"%s\",\"people\":%zu,\"statements\":%zu,\"votes\":%zu,\"counted\":%zu,\"read_s\":%.3f,"
        "\"table_s\":%.3f,\"map_s\":%.3f,\"all_s\":%.3f,\"target_s\":%.1f,\"met\":%s,\"k\":%zu,"
        "\"adjusted_rand\":%.3f,\"text_mib\":%.0f,\"peak_mib\":%.0f}",
        of.name.c_str(), of.people, of.statements, of.votes, m.counted, m.read_s, m.table_s, m.map_s, all,
        of.seconds_max, all <= of.seconds_max ? "true" : "false", m.k, m.adjusted_rand,
        static_cast<double>(m.text_bytes) / (1 << 20), m.peak_mib);
  else
    std::printf(
        "%-8s %7zu x %4zu, %8zu votes: read %.3f s, table %.3f s, map %.3f s (at most %.1f s together); k %zu, "
        "adjusted Rand index %.3f; %.0f MiB\n",
        of.name.c_str(), of.people, of.statements, of.votes, m.read_s, m.table_s, m.map_s, of.seconds_max, m.k,
        m.adjusted_rand, m.peak_mib);
}

}  // namespace

int main(int argc, char** argv) {
  bool json = false, smoke = false;
  std::uint64_t seed = 1;
  std::string only;
  CLI::App app{"Opinion maps of conversations made by seed: processor seconds for reading and mapping, peak memory."};
  app.add_flag("--json", json, "print one JSON object");
  app.add_flag("--smoke", smoke, "a small conversation only, to see that it runs");
  app.add_option("--seed", seed, "of the conversations")->capture_default_str();
  app.add_option("--only", only, "one of town, dense, nation, words (peak memory is then its own)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  std::vector<shape> shapes{{"town", 2'000, 200, 100'000, 0.3},
                            {"dense", 2'000, 200, 400'000, 0.3},
                            {"words", 10'000, 4'000, 1'000'000, 10},
                            {"nation", 100'000, 500, 5'000'000, 10}};
  if (smoke) shapes = {{"smoke", 200, 30, 4'000, 0.3}};
  if (json) std::printf("{\"rows\":[");
  bool first = true;
  for (const shape& one : shapes) {
    if (!only.empty() && one.name != only) continue;
    const measured found = measure(one, seed);
    if (json && !first) std::printf(",");
    first = false;
    print(one, found, json);
    std::fflush(stdout);
  }
  if (json) std::printf("]}\n");
  return 0;
}
