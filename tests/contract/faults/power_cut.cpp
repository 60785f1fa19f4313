// [L8]: whatever was acknowledged is there after a power cut at any point; and proof that this harness would notice.
#include <doctest/doctest.h>

#include "contract/faults/history.hpp"
#include "contract/faults/simulated_disk.hpp"
#include "contract/streams.hpp"

namespace ruamkit::test {
namespace {

ledger::sqlite_options on(const scratch_directory& directory, const simulated_disk& disk, bool full_sync = true) {
  // A short log, so that a run goes through several merges and new beginnings of it.
  return {.directory = directory.path(), .vfs = disk.vfs(), .full_sync = full_sync, .checkpoint_pages = 12};
}

constexpr int groups = 25;

/// Steps of a run of this seed that meets no cut.
std::uint64_t steps_of(const scratch_directory& directory, std::uint64_t seed, bool full_sync) {
  simulated_disk disk;
  history told(seed);
  {
    const auto kept = ledger::open_sqlite_ledger(on(directory, disk, full_sync));
    REQUIRE(told.write(*kept, groups));
  }
  return disk.steps();
}

struct cut {
  history told;
  simulated_disk::image platter;
};

/// Runs until power goes at `step`; what the writer knows, and what the platter kept.
cut run_into_cut(const scratch_directory& directory, std::uint64_t seed, std::uint64_t step, bool full_sync,
                 seeded& fate) {
  simulated_disk disk;
  history told(seed);
  disk.cut_power_at(step);
  try {
    const auto kept = ledger::open_sqlite_ledger(on(directory, disk, full_sync));
    told.write(*kept, groups);
  } catch (const ledger::unusable&) {
    // The cut came during opening; nothing had been acknowledged.
    REQUIRE(disk.is_dark());
  }
  return {std::move(told), disk.after_power_cut(fate)};
}

/// What is wrong after the cut: empty, or a fault.
std::string fault_after(const scratch_directory& directory, std::uint64_t seed, std::uint64_t step, bool full_sync) {
  seeded fate(seed * 1'000'003 + step);
  cut c = run_into_cut(directory, seed, step, full_sync, fate);
  // Sometimes power goes again while the first recovery runs.
  if (fate.below(3) == 0) {
    simulated_disk again(c.platter);
    again.cut_power_at(1 + fate.below(40));
    try {
      const auto kept = ledger::open_sqlite_ledger(on(directory, again, full_sync));
      (void)kept->heads();
    } catch (const ledger::unusable& e) {
      if (!again.is_dark()) return e.what();
    }
    c.platter = again.after_power_cut(fate);
  }
  simulated_disk disk(c.platter);
  try {
    {
      const auto kept = ledger::open_sqlite_ledger(on(directory, disk, full_sync));
      if (auto fault = c.told.fault_in(*kept); !fault.empty()) return fault;
      c.told.adopt(*kept);
      if (!c.told.write(*kept, 5)) return "it takes no turns after the cut";
    }
    const auto kept = ledger::open_sqlite_ledger(on(directory, disk, full_sync));
    return c.told.difference_from(*kept);
  } catch (const ledger::unusable& e) {
    return e.what();
  }
}

TEST_CASE("L8 L1: no acknowledged entry is lost or doubled by a power cut, many seeds and cut points") {
  const scratch_directory directory(lock_place());
  std::size_t cuts = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::uint64_t steps = steps_of(directory, seed, true);
    seeded points(seed);
    for (int i = 0; i < 12; ++i, ++cuts) {
      const std::uint64_t step = 1 + points.below(steps);
      CAPTURE(seed);
      CAPTURE(step);
      const std::string fault = fault_after(directory, seed, step, true);
      CHECK_MESSAGE(fault.empty(), fault);
    }
  }
  MESSAGE(cuts << " power cuts");
}

TEST_CASE("L8 L1: a power cut at every step of one run") {
  const scratch_directory directory(lock_place());
  const std::uint64_t steps = steps_of(directory, 7, true);
  for (std::uint64_t step = 1; step <= steps; ++step) {
    CAPTURE(step);
    const std::string fault = fault_after(directory, 7, step, true);
    CHECK_MESSAGE(fault.empty(), fault);
  }
  MESSAGE(steps << " power cuts");
}

TEST_CASE("the harness sees that synchronous=NORMAL loses acknowledged entries") {
  const scratch_directory directory(lock_place());
  int lost = 0;
  int other = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::uint64_t steps = steps_of(directory, seed, false);
    seeded points(seed);
    const std::string fault = fault_after(directory, seed, 1 + points.below(steps), false);
    if (fault.find("lost acknowledged entries") != std::string::npos)
      ++lost;
    else if (!fault.empty())
      ++other;
  }
  MESSAGE(lost << " of 40 cuts lost an acknowledged entry without the sync");
  CHECK(lost > 0);
  CHECK(other == 0);
}

}  // namespace
}  // namespace ruamkit::test
