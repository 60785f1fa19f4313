#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

std::string refused_with(const store_options& options) {
  try {
    store s{options};
  } catch (const unusable& u) {
    return u.what();
  }
  return {};
}

void run_sql(const fs::path& path, const char* sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

void write_file(const fs::path& path, std::string_view text) { std::ofstream{path, std::ios::binary} << text; }

}  // namespace

TEST_CASE("opening: the folder is made, and every file in it is the owner's alone") {
  temporary_folder folder;
  const auto inner = folder.path() / "a" / "b";
  {
    store s{store_options{inner.string()}};
    REQUIRE(s.add_account("malee", "lead", any_hash).has_value());
    CHECK(mode_of(inner) == 0700);
    int files = 0;
    for (const auto& entry : fs::directory_iterator(inner)) {
      CAPTURE(entry.path());
      CHECK(mode_of(entry.path()) == 0600);
      ++files;
    }
    CHECK(files == 4);  // database, log, shared memory, key
  }
  fs::permissions(inner / "identity.db", fs::perms{0644});
  fs::permissions(inner / "identity.key", fs::perms{0644});
  store again{store_options{inner.string()}};
  CHECK(mode_of(inner / "identity.db") == 0600);
  CHECK(mode_of(inner / "identity.key") == 0600);
  CHECK(again.find_account("malee"));
}

TEST_CASE("opening: what is refused, with a sentence that says what to do, and changes nothing") {
  temporary_folder folder;
  const auto database = folder.path() / "identity.db";
  const auto key = folder.path() / "identity.key";
  std::vector<issued_seat> issued;
  {
    store s{folder.options()};
    issued = s.issue_seats(town, std::vector{participant_id{"p1"}});
  }
  SUBCASE("the key is missing") {
    fs::rename(key, folder.path() / "elsewhere");
    CHECK(refused_with(folder.options()).find("Restore it from your backup") != std::string::npos);
    CHECK_FALSE(fs::exists(key));
    fs::rename(folder.path() / "elsewhere", key);
  }
  SUBCASE("the key is another one") {
    fs::rename(key, folder.path() / "elsewhere");
    write_file(key, std::string(32, 'k'));
    CHECK(refused_with(folder.options()).find("is not the key") != std::string::npos);
    fs::rename(folder.path() / "elsewhere", key);
  }
  SUBCASE("the key is too short or too long") {
    fs::rename(key, folder.path() / "elsewhere");
    for (const std::size_t length : {0U, 31U, 33U}) {
      write_file(key, std::string(length, 'k'));
      CHECK(refused_with(folder.options()).find("32 bytes") != std::string::npos);
    }
    fs::rename(folder.path() / "elsewhere", key);
  }
  SUBCASE("the format is newer") {
    run_sql(database, "PRAGMA user_version = 3");
    CHECK(refused_with(folder.options()).find("newer server") != std::string::npos);
    run_sql(database, "PRAGMA user_version = 2");
  }
  store again{folder.options()};
  CHECK(again.find_seat(issued[0].code) == seat{town, participant_id{"p1"}});
}

TEST_CASE("opening: a store of format 1 keeps its people, who may then have needs and be erased") {
  temporary_folder folder;
  const auto id = [](int i) { return participant_id{"p" + std::to_string(i)}; };
  const auto name = [](int i) { return "Somchai Earlier <" + std::to_string(i) + ">"; };
  { store made{folder.options()}; }
  run_sql(folder.path() / "identity.db",
          "DROP TABLE person; PRAGMA user_version = 1;"
          "CREATE TABLE person (id INTEGER PRIMARY KEY, deliberation TEXT NOT NULL, participant TEXT NOT NULL,"
          " name TEXT NOT NULL, contact TEXT NOT NULL, UNIQUE (deliberation, participant));"
          "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)"
          " INSERT INTO person (deliberation, participant, name, contact)"
          " SELECT 'd_town', 'p' || i, 'Somchai Earlier <' || i || '>', '081' FROM n");
  store s{folder.options()};
  CHECK(s.names(town).size() == 500);
  CHECK(s.person_of(town, id(7)) == person{id(7), name(7), "081", ""});
  REQUIRE(s.set_needs(town, id(7), "รถเข็น").has_value());
  CHECK(s.person_of(town, id(7)) == person{id(7), name(7), "081", "รถเข็น"});
  for (int i = 0; i < 500; i += 2) REQUIRE(s.erase(town, id(i)));
  const auto bytes = folder.every_byte();
  for (int i = 0; i < 500; ++i) CHECK((bytes.find(name(i)) != std::string::npos) == (i % 2 == 1));
}

TEST_CASE("opening: a file that is no database, a folder that is a file") {
  temporary_folder folder;
  write_file(folder.path() / "identity.db", std::string(8192, 'x'));
  CHECK(refused_with(folder.options()).find("cannot be opened") != std::string::npos);
  CHECK(refused_with({(folder.path() / "identity.db").string()}) != "");
  CHECK(refused_with({(folder.path() / "identity.db" / "inner").string()}).find("cannot be made") != std::string::npos);
}

TEST_CASE("opening: names erased before a crash are gone after the next start") {
  temporary_folder folder;
  temporary_folder crashed;
  {
    store s{folder.options()};
    REQUIRE(s.put(town, std::vector{person{participant_id{"p1"}, "Somchai the Erased", "081"}}).has_value());
    s.begin();
    s.erase(town, participant_id{"p1"});
    s.commit();
    // What a kill leaves here: files as they are, the log not emptied.
    for (const auto& entry : fs::directory_iterator(folder.path()))
      if (entry.path().extension() != ".db-shm") fs::copy(entry.path(), crashed.path() / entry.path().filename());
  }
  REQUIRE(crashed.holds("Somchai the Erased"));
  store after{crashed.options()};
  CHECK(after.names(town).empty());
  CHECK_FALSE(crashed.holds("Somchai the Erased"));
}

TEST_CASE("opening: nobody who is writing is waited for, unless the file must be changed") {
  temporary_folder folder;
  const auto brief = folder.options({}, std::chrono::milliseconds{100});
  store writer{folder.options()};
  writer.begin();
  REQUIRE(writer.add_account("malee", "lead", any_hash).has_value());
  {
    store beside{brief};
    CHECK_FALSE(beside.find_account("malee"));
  }
  writer.commit();

  run_sql(folder.path() / "identity.db", "PRAGMA user_version=0");
  writer.begin();
  CHECK(refused_with(brief).find("another program has been writing to it for 100 ms. Try again") != std::string::npos);
  writer.rollback();
}
