#include <doctest/doctest.h>
#include <sqlite3.h>

#include "faulty_disk.hpp"
#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;

namespace {

const std::vector<participant_id> two{participant_id{"p1"}, participant_id{"p2"}};

// A bit of everything the store writes.
void write_all(store& s) {
  s.begin();
  REQUIRE(s.add_account("malee", "lead", any_hash).has_value());
  static_cast<void>(s.issue_participant(town, two[0], noon, day));
  static_cast<void>(s.issue_seats(town, two));
  REQUIRE(s.create_key(town).has_value());
  REQUIRE(s.put(town, std::vector{person{two[0], "Somchai", "081"}}).has_value());
  s.commit();
}

bool holds_nothing(store& s) {
  return s.list_accounts().empty() && s.live_sessions(noon).empty() && !s.key(town) && s.names(town).empty();
}

bool holds_all(store& s) {
  return s.list_accounts().size() == 1 && s.live_sessions(noon).size() == 1 && s.key(town) && s.names(town).size() == 1;
}

}  // namespace

TEST_CASE("disk: failing at each step in turn, the batch is kept whole or not at all, and the next try works") {
  const struct {
    int outcome;
    storage_failure::kind kind;
  } table[] = {{SQLITE_FULL, storage_failure::kind::full},
               {SQLITE_IOERR_WRITE, storage_failure::kind::io_error},
               {SQLITE_IOERR_FSYNC, storage_failure::kind::io_error}};
  for (const auto& row : table) {
    int failures = 0;
    for (int steps = 0;; ++steps) {
      CAPTURE(row.outcome);
      CAPTURE(steps);
      REQUIRE(steps < 200);
      faulty_disk disk;
      temporary_folder folder;
      {
        store s{folder.options(faulty_vfs)};
        disk.fail_after(steps, row.outcome);
        try {
          write_all(s);
          if (!disk.has_failed()) break;
        } catch (const storage_failure& f) {
          ++failures;
          CHECK(f.why() == row.kind);
          s.rollback();
          CHECK(holds_nothing(s));
        }
        disk.heal();
        if (holds_nothing(s)) write_all(s);
        CHECK(holds_all(s));
      }
      store again{folder.options()};
      CHECK(holds_all(again));
    }
    CHECK(failures >= 3);
  }
}

TEST_CASE("disk: after a failure the transaction takes nothing more until it is rolled back") {
  faulty_disk disk;
  temporary_folder folder;
  store s{folder.options(faulty_vfs)};
  s.begin();
  REQUIRE(s.add_account("malee", "lead", any_hash).has_value());
  disk.fail_after(0, SQLITE_FULL);
  CHECK_THROWS_AS(s.commit(), storage_failure);
  disk.heal();
  CHECK_THROWS_AS(static_cast<void>(s.issue_screen(town, noon, day)), storage_failure);
  CHECK_THROWS_AS(s.commit(), storage_failure);
  s.rollback();
  CHECK(s.live_sessions(noon).empty());
  CHECK(s.add_account("malee", "lead", any_hash).has_value());
}

TEST_CASE("disk: a call of its own that fails leaves nothing behind and no transaction open") {
  faulty_disk disk;
  temporary_folder folder;
  store s{folder.options(faulty_vfs)};
  disk.fail_after(0, SQLITE_FULL);
  CHECK_THROWS_AS(static_cast<void>(s.issue_seats(town, two)), storage_failure);
  CHECK_THROWS_AS(static_cast<void>(s.issue_participant(town, two[0], noon, day)), storage_failure);
  CHECK_THROWS_AS(static_cast<void>(s.create_key(town)), storage_failure);
  disk.heal();
  CHECK(holds_nothing(s));
  s.begin();
  s.commit();
}

TEST_CASE("disk: an erasure whose scrub fails is durable and stays due") {
  faulty_disk disk;
  temporary_folder folder;
  store s{folder.options(faulty_vfs)};
  REQUIRE(s.put(town, std::vector{person{two[0], "Somchai the Erased", "081"}}).has_value());
  s.begin();
  CHECK(s.erase(town, two[0]));
  s.commit();
  disk.fail_after(0, SQLITE_IOERR_WRITE);
  CHECK_THROWS_AS(s.scrub(), storage_failure);
  CHECK(s.scrub_due());
  disk.heal();
  CHECK(s.scrub());
  CHECK_FALSE(folder.holds("Somchai the Erased"));
}

TEST_CASE("disk: a store that cannot be made on a full disk says so") {
  faulty_disk disk;
  temporary_folder folder;
  disk.fail_after(0, SQLITE_FULL);
  CHECK_THROWS_AS(store{folder.options(faulty_vfs)}, unusable);
  disk.heal();
  store s{folder.options(faulty_vfs)};
  CHECK(holds_nothing(s));
}
