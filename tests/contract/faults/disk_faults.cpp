// The disk refuses: every step of one script in turn, a full disk, a log that cannot be merged.
#include <vector>

#include <doctest/doctest.h>

#include "contract/faults/history.hpp"
#include "contract/faults/simulated_disk.hpp"
#include "contract/streams.hpp"

namespace ruamkit::test {
namespace {

using ledger::failure;

ledger::sqlite_options on(const scratch_directory& directory, const simulated_disk& disk, std::size_t pages = 12) {
  return {.directory = directory.path(), .vfs = disk.vfs(), .checkpoint_pages = pages};
}

/// Opens, though the planned step may be among those of opening: then a second opening, on a healed disk, must do.
std::unique_ptr<ledger::ledger> open_in_spite(const scratch_directory& directory, simulated_disk& disk) {
  try {
    return ledger::open_sqlite_ledger(on(directory, disk));
  } catch (const ledger::unusable&) {
    REQUIRE(disk.has_struck());
    disk.heal();
    return ledger::open_sqlite_ledger(on(directory, disk));
  }
}

/// What a server would find if the machine stopped now: with every write that reached the disk, or with fate's choice.
std::string fault_after_crash(const scratch_directory& directory, const simulated_disk::image& platter,
                              const history& told, bool exactly) {
  const scratch_directory elsewhere(lock_place());  // the lock of `directory` is held
  simulated_disk::image moved;
  for (const auto& [path, data] : platter) moved[elsewhere.path() + path.substr(directory.path().size())] = data;
  const simulated_disk crashed(moved);
  const auto after = ledger::open_sqlite_ledger(on(elsewhere, crashed));
  return exactly ? told.difference_from(*after) : told.fault_in(*after);
}

/// A failed turn: a crash now may keep it whole, a crash after recovery must not; then it goes on.
void recover_from(const scratch_directory& directory, simulated_disk& disk, ledger::ledger& kept, history& told,
                  bool lasting, std::uint64_t seed) {
  REQUIRE(disk.has_struck());
  const auto no_turn = kept.take_turn({});
  REQUIRE_FALSE(no_turn.has_value());
  CHECK(no_turn.error().kind == failure::unavailable);
  seeded fate(seed);
  CHECK(fault_after_crash(directory, disk.after_power_cut(fate), told, false) == "");
  CHECK(fault_after_crash(directory, disk.contents(), told, false) == "");
  if (lasting) {
    const auto refused = kept.recover();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().sentence.find(directory.path()) != std::string::npos);
    CHECK_FALSE(kept.take_turn({}).has_value());
  }
  disk.heal();
  const auto recovered = kept.recover();
  REQUIRE_MESSAGE(recovered.has_value(), recovered.error().sentence);
  CHECK(told.difference_from(kept) == "");
  CHECK(fault_after_crash(directory, disk.after_power_cut(fate), told, true) == "");
  CHECK(fault_after_crash(directory, disk.contents(), told, true) == "");
  told.adopt(kept);
}

void sweep(int code, bool lasting, bool torn) {
  const scratch_directory directory(lock_place());
  std::uint64_t at = 1;
  int failed_turns = 0;
  for (;; ++at) {
    CAPTURE(at);
    simulated_disk disk;
    history told(3);
    disk.plan({.at_step = at, .code = code, .lasting = lasting, .torn = torn});
    {
      const auto kept = open_in_spite(directory, disk);
      if (!told.write(*kept, 8)) {
        ++failed_turns;
        recover_from(directory, disk, *kept, told, lasting, at);
        REQUIRE(told.write(*kept, 3));
      }
    }
    disk.heal();
    const auto again = ledger::open_sqlite_ledger(on(directory, disk));
    CHECK(told.difference_from(*again) == "");
    if (!disk.has_struck()) break;
  }
  CHECK(at > 100);
  CHECK(failed_turns > 10);
  MESSAGE((at - 1) << " steps refused in turn, " << failed_turns << " of them failed a turn");
}

TEST_CASE("L1 L4 L5 L8: every step of a script fails once") { sweep(SQLITE_IOERR, false, false); }
TEST_CASE("L1 L4 L5 L8: every step of a script fails, and all after it, until the disk is well") {
  sweep(SQLITE_IOERR, true, false);
}
TEST_CASE("L1 L4 L5 L8: the disk is full at every step of a script") { sweep(SQLITE_FULL, true, false); }
TEST_CASE("L1 L4 L5 L8: every write of a script is torn once") { sweep(SQLITE_IOERR, false, true); }
TEST_CASE("L1 L4 L5 L8: every write of a script is torn, and nothing works after it") {
  sweep(SQLITE_FULL, true, true);
}

TEST_CASE("L4 L8: a full disk refuses with `full`, recovers when there is room, and loses nothing") {
  for (const std::size_t pages : {4U, 40U, 4000U}) {
    for (std::size_t room = 40'000; room <= 400'000; room += 40'000) {
      CAPTURE(pages);
      CAPTURE(room);
      const scratch_directory directory(lock_place());
      simulated_disk disk;
      history told(room);
      {
        const auto kept = ledger::open_sqlite_ledger(on(directory, disk, pages));
        disk.limit_to(room);
        REQUIRE_FALSE(told.write(*kept, 1000));
        CHECK(disk.used() <= room);
        const auto refused = kept->recover();
        if (!refused) CHECK(refused.error().kind == failure::full);
        if (!refused) CHECK(refused.error().sentence.find("free some") != std::string::npos);
        disk.limit_to(4 * room + 1'000'000);
        REQUIRE(kept->recover().has_value());
        CHECK(told.difference_from(*kept) == "");
        told.adopt(*kept);
        REQUIRE(told.write(*kept, 20));
      }
      const auto again = ledger::open_sqlite_ledger(on(directory, disk, pages));
      CHECK(told.difference_from(*again) == "");
    }
  }
}

TEST_CASE("L4: the refusal of a turn says what the disk did") {
  const scratch_directory directory(lock_place());
  for (const int code : {SQLITE_FULL, SQLITE_IOERR}) {
    simulated_disk disk;
    const auto kept = ledger::open_sqlite_ledger(on(directory, disk));
    growing_stream s("s");
    REQUIRE_FALSE(append(*kept, s.grow(1)).get());
    disk.plan({.at_step = 1, .code = code, .lasting = true, .only = "-wal"});
    const auto refused = append(*kept, s.grow(1)).get();
    REQUIRE(refused);
    CHECK(refused->kind == (code == SQLITE_FULL ? failure::full : failure::io_error));
    CHECK(refused->sentence.find(directory.path() + "/ledger.db") != std::string::npos);
    disk.heal();
  }
}

TEST_CASE("L8: a log that cannot be merged goes on durably, up to its limit, and then says so") {
  const scratch_directory directory(lock_place());
  simulated_disk disk;
  history told(1);
  {
    const auto kept = ledger::open_sqlite_ledger(on(directory, disk, 4));
    REQUIRE(told.write(*kept, 3));
    disk.plan({.at_step = 1, .code = SQLITE_IOERR, .lasting = true, .only = "ledger.db"});
    REQUIRE(told.write(*kept, 10));
    CHECK(disk.has_struck());
    REQUIRE_FALSE(told.write(*kept, 1000));
    CHECK(disk.contents().at(directory.path() + "/ledger.db-wal").size() < 2 * 64 * 4 * 4200);
    const auto refused = kept->recover();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == failure::io_error);
    disk.heal();
    REQUIRE(kept->recover().has_value());
    CHECK(told.difference_from(*kept) == "");
    told.adopt(*kept);
    REQUIRE(told.write(*kept, 10));
  }
  const auto again = ledger::open_sqlite_ledger(on(directory, disk));
  CHECK(told.difference_from(*again) == "");
}

TEST_CASE("one sync commits whatever has queued, and turns without entries need none") {
  const scratch_directory directory(lock_place());
  const simulated_disk disk;
  const auto kept = ledger::open_sqlite_ledger(on(directory, disk, 10'000));
  growing_stream s("s");
  REQUIRE_FALSE(append(*kept, s.grow(1)).get());
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::promise<void> waiting;  // the committing thread is busy from here on, so that all that follows queues
  kept->finish(*kept->take_turn({}), {}, [opened, &waiting](const ledger::refusal*) {
    waiting.set_value();
    opened.wait();
  });
  waiting.get_future().wait();
  const std::uint64_t before = disk.syncs();
  std::vector<std::future<outcome>> turns;
  for (int i = 0; i < 50; ++i) turns.push_back(append(*kept, s.grow(2)));
  gate.set_value();
  for (auto& t : turns) CHECK_FALSE(t.get());
  CHECK(disk.syncs() == before + 1);
  const std::uint64_t steps = disk.steps();
  for (int i = 0; i < 10; ++i) CHECK_FALSE(append(*kept, std::vector<ledger::appended>{}).get());
  CHECK(disk.steps() == steps);
}

}  // namespace
}  // namespace ruamkit::test
