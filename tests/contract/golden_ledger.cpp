// The golden ledger: entries and hashes that were fixed once, outside this code. If this test fails the format has
// changed, and every ledger, receipt and seal that exists would stop verifying.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/encoding.hpp"
#include "contract/streams.hpp"
#include "ledger/ledger.hpp"

namespace ruamkit::test {
namespace {

std::vector<ledger::appended> golden() {
  std::ifstream in(RUAMKIT_GOLDEN "/ledger-1.tsv");
  REQUIRE(in);
  std::vector<ledger::appended> out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) continue;
    std::vector<std::string> field(1);
    for (const char c : line) {
      if (c == '\t')
        field.emplace_back();
      else
        field.back() += c;
    }
    REQUIRE(field.size() == 6);
    const ledger::stream_id stream(field[0]);
    if (out.empty() || out.back().stream != stream) out.push_back({stream, {}});
    ledger::entry e{std::stoull(field[1]), {std::stoll(field[2])}, field[3], field[4], {}};
    const auto hash = from_hex(field[5]);
    REQUIRE(hash);
    REQUIRE(hash->size() == e.hash.size());
    std::copy(hash->begin(), hash->end(), e.hash.begin());
    out.back().entries.push_back(std::move(e));
  }
  return out;
}

void takes_and_gives_back(ledger::ledger& kept) {
  const auto expected = golden();
  REQUIRE_FALSE(append(kept, expected).get());
  REQUIRE(kept.heads().size() == expected.size());
  for (const auto& part : expected) CHECK(entries_of(kept, part.stream) == part.entries);
}

TEST_CASE("the golden ledger's hashes are what this code computes") {
  const auto streams = golden();
  REQUIRE(streams.size() == 3);
  for (const auto& part : streams) {
    digest previous = ledger::genesis_hash(part.stream);
    for (const auto& e : part.entries) {
      CHECK(to_hex(ledger::chain_hash(previous, e)) == to_hex(e.hash));
      previous = e.hash;
    }
  }
  CHECK(to_hex(ledger::genesis_hash(ledger::stream_id("d1"))) ==
        "7df2d6d87fb905c5e23d59554da2f462407f5b7520c5315b883241ca01c2930a");
}

TEST_CASE("the golden ledger is taken and given back by every ledger") {
  takes_and_gives_back(*ledger::make_memory_ledger());
  const scratch_directory directory;
  takes_and_gives_back(*ledger::open_sqlite_ledger({.directory = directory.path()}));
  // And by the next process, from the file.
  const auto again = ledger::open_sqlite_ledger({.directory = directory.path()});
  for (const auto& part : golden()) CHECK(entries_of(*again, part.stream) == part.entries);
}

}  // namespace
}  // namespace ruamkit::test
