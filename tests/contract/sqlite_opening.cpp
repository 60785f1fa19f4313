// [L7] and what else is SQLite's own: what opening accepts, what it refuses, and that a refusal changes nothing.
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/streams.hpp"
#include "ledger/ledger.hpp"

namespace ruamkit::test {
namespace {

using ledger::head;
using ledger::unusable;

/// What an intruder, or a well-meaning person with a shell, does.
void tamper(const scratch_directory& in, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(in.file("ledger.db").c_str(), &db) == SQLITE_OK);
  char* wrong = nullptr;
  const int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &wrong);
  CHECK_MESSAGE(code == SQLITE_OK, (wrong == nullptr ? "" : wrong));
  sqlite3_free(wrong);
  sqlite3_close(db);
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Streams "a" (number 1, 5,000 entries) and "b" (number 2, 3 entries).
void fill(const scratch_directory& in) {
  const auto kept = ledger::open_sqlite_ledger({.directory = in.path()});
  growing_stream a("a");
  growing_stream b("b");
  REQUIRE_FALSE(append(*kept, a.grow(5000)).get());
  REQUIRE_FALSE(append(*kept, b.grow(3)).get());
}

void replay(const scratch_directory& in) {
  const auto kept = ledger::open_sqlite_ledger({.directory = in.path()});
  for (const head& h : kept->heads()) kept->read(h.stream, 0, [](ledger::entry&&) {});
}

std::string refusal_of(const scratch_directory& in) {
  try {
    replay(in);
  } catch (const unusable& e) {
    return e.what();
  }
  return "";
}

std::string id(int stream, int seq) { return "((" + std::to_string(stream) + " << 40) | " + std::to_string(seq) + ")"; }

TEST_CASE("sqlite: what was committed is there for the next server, and it goes on") {
  const scratch_directory directory;
  growing_stream s("s");
  for (int round = 0; round < 5; ++round) {
    const auto kept = ledger::open_sqlite_ledger({.directory = directory.path() + "/made/for/it"});
    if (round > 0) CHECK(kept->heads() == std::vector<head>{s.at()});
    REQUIRE_FALSE(append(*kept, s.grow(100)).get());
    CHECK(entries_of(*kept, s.id()).size() == static_cast<std::size_t>(round + 1) * 100);
  }
  struct stat made {};
  REQUIRE(::stat((directory.path() + "/made/for/it").c_str(), &made) == 0);
  CHECK((made.st_mode & 0777) == 0700);
}

TEST_CASE("sqlite: the log is merged as it grows and stays bounded") {
  const scratch_directory directory;
  const auto kept = ledger::open_sqlite_ledger({.directory = directory.path(), .checkpoint_pages = 50});
  growing_stream s("s");
  for (int i = 0; i < 200; ++i) REQUIRE_FALSE(append(*kept, s.grow(8, 1000)).get());
  CHECK(std::filesystem::file_size(directory.file("ledger.db-wal")) < 80 * 4200);
  CHECK(std::filesystem::file_size(directory.file("ledger.db")) > 1'500'000);
}

TEST_CASE("L7: a second server is refused and told who holds the directory") {
  const scratch_directory directory;
  {
    const auto first = ledger::open_sqlite_ledger({.directory = directory.path()});
    const std::string sentence = refusal_of(directory);
    CHECK(sentence.find("process " + std::to_string(::getpid())) != std::string::npos);
    CHECK(sentence.find(directory.path()) != std::string::npos);
    growing_stream s("s");
    CHECK_FALSE(append(*first, s.grow(1)).get());  // the first is none the worse
  }
  CHECK(refusal_of(directory) == "");
}

TEST_CASE("L7: a broken chain is refused, naming the stream and the first bad sequence, and nothing is changed") {
  struct wrong {
    std::string sql;
    std::string stream;
    int first_bad;
  };
  const std::string at_3000 = " WHERE id=" + id(1, 3000);
  const std::vector<wrong> table{
      {"UPDATE entry SET payload=payload||' '" + at_3000, "a", 3000},
      {"UPDATE entry SET actor='nobody'" + at_3000, "a", 3000},
      {"UPDATE entry SET time=time+1" + at_3000, "a", 3000},
      {"UPDATE entry SET payload=CAST(payload AS BLOB)||x'00'" + at_3000, "a", 3000},
      {"UPDATE entry SET hash=zeroblob(32)" + at_3000, "a", 3000},
      {"UPDATE entry SET hash=x'00'" + at_3000, "a", 3000},
      {"UPDATE entry SET hash=hash||x'00'" + at_3000, "a", 3000},
      {"UPDATE entry SET hash=lower(hex(hash))" + at_3000, "a", 3000},
      {"DELETE FROM entry" + at_3000, "a", 3000},
      {"DELETE FROM entry WHERE id=" + id(1, 1), "a", 1},
      {"DELETE FROM entry WHERE id>=" + id(1, 1) + " AND id<" + id(1, 5000), "a", 1},
      {"UPDATE entry SET payload='{}' WHERE id=" + id(1, 1), "a", 1},
      {"UPDATE entry SET payload='{}' WHERE id=" + id(1, 5000), "a", 5000},
      {"UPDATE entry SET hash=zeroblob(32) WHERE id=" + id(1, 5000), "a", 5000},
      {"UPDATE entry SET hash=x'00' WHERE id=" + id(2, 3), "b", 1},
      {"DELETE FROM entry WHERE id >> 40 = 2", "b", 1},
      {"INSERT INTO entry VALUES(" + id(1, 0) + ", 0, '', '', zeroblob(32))", "a", 1},
      {"INSERT INTO entry VALUES(-1, 0, '', '', zeroblob(32))", "a", 1},
      {"UPDATE entry SET id=id+1 WHERE id=" + id(2, 3), "b", 3},
      {"UPDATE stream SET name='c' WHERE id=2", "c", 1},
      {"BEGIN; UPDATE entry SET id=-5" + at_3000 + "; UPDATE entry SET id=" + id(1, 3000) + " WHERE id=" + id(1, 3001) +
           "; UPDATE entry SET id=" + id(1, 3001) + " WHERE id=-5; COMMIT",
       "a", 3000},
  };
  for (const wrong& w : table) {
    CAPTURE(w.sql);
    const scratch_directory directory;
    fill(directory);
    tamper(directory, w.sql);
    const std::string before = bytes_of(directory.file("ledger.db"));
    const std::string sentence = refusal_of(directory);
    CAPTURE(sentence);
    CHECK(sentence.find("stream " + w.stream + " is broken") != std::string::npos);
    CHECK(sentence.find("entry " + std::to_string(w.first_bad) + " is the first") != std::string::npos);
    CHECK(sentence.find(directory.path()) != std::string::npos);
    CHECK(bytes_of(directory.file("ledger.db")) == before);
  }
}

TEST_CASE("L7: reading from the middle blames the entry that was altered, not the one that follows") {
  const scratch_directory directory;
  fill(directory);
  tamper(directory, "UPDATE entry SET hash=zeroblob(32) WHERE id=" + id(1, 3000));
  const auto kept = ledger::open_sqlite_ledger({.directory = directory.path()});
  for (const std::uint64_t after : {0U, 2998U, 2999U, 3000U}) {
    std::uint64_t last = after;
    const auto read = [&] { kept->read(ledger::stream_id("a"), after, [&](ledger::entry&& e) { last = e.seq; }); };
    CHECK_THROWS_WITH_AS(read(), doctest::Contains("entry 3000 is the first"), unusable);
    CHECK(last == std::max<std::uint64_t>(after, 2999));
  }
  CHECK(entries_of(*kept, ledger::stream_id("a"), 4000).size() == 1000);
}

TEST_CASE("L7: a refusal leaves the log that a crash left, byte for byte") {
  const scratch_directory directory;
  const scratch_directory crashed;
  {
    const auto kept = ledger::open_sqlite_ledger({.directory = directory.path()});
    growing_stream a("a");
    REQUIRE_FALSE(append(*kept, a.grow(50)).get());
    tamper(directory, "UPDATE entry SET payload='{}' WHERE id=" + id(1, 20));
    for (const char* name : {"ledger.db", "ledger.db-wal"})
      std::filesystem::copy_file(directory.file(name), crashed.file(name));
  }
  const std::string before = bytes_of(crashed.file("ledger.db"));
  const std::string log_before = bytes_of(crashed.file("ledger.db-wal"));
  REQUIRE_FALSE(log_before.empty());
  CHECK(refusal_of(crashed).find("entry 20 is the first") != std::string::npos);
  CHECK(bytes_of(crashed.file("ledger.db")) == before);
  CHECK(bytes_of(crashed.file("ledger.db-wal")) == log_before);
}

TEST_CASE("L7: other formats and other files are refused and not touched") {
  struct wrong {
    std::string sql;
    std::string says;
  };
  const std::vector<wrong> table{
      {"UPDATE meta SET value='2' WHERE key='format'", "has format 2 and this server reads up to format 1"},
      {"UPDATE meta SET value=17 WHERE key='format'", "has format 17"},
      {"UPDATE meta SET value='one' WHERE key='format'", "not a ledger"},
      {"DELETE FROM meta", "not a ledger"},
      {"DROP TABLE meta", "not a ledger"},
      {"CREATE TABLE notes(x)", "named notes that no ledger has"},
      {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END", "named t that no ledger has"},
      {"DROP VIEW chain", "lacks a part of a ledger"},
      {"ALTER TABLE entry ADD COLUMN signature BLOB", "named entry that no ledger has"},
      {"UPDATE stream SET name='' WHERE id=1", "holds a stream that no server made"},
      {"UPDATE stream SET id=0 WHERE id=1", "holds a stream that no server made"},
      {"DELETE FROM stream WHERE id=2", "holds entries of a stream it does not list (number 2)"},
  };
  for (const wrong& w : table) {
    CAPTURE(w.sql);
    const scratch_directory directory;
    fill(directory);
    tamper(directory, w.sql);
    const std::string before = bytes_of(directory.file("ledger.db"));
    const std::string sentence = refusal_of(directory);
    CAPTURE(sentence);
    CHECK(sentence.find(w.says) != std::string::npos);
    CHECK(bytes_of(directory.file("ledger.db")) == before);
  }
}

TEST_CASE("L7: what is no database, or a damaged one, is refused and not touched") {
  const scratch_directory directory;
  std::ofstream(directory.file("ledger.db")) << std::string(10'000, 'x');
  CHECK(refusal_of(directory).find("is not a ledger") != std::string::npos);
  CHECK(bytes_of(directory.file("ledger.db")) == std::string(10'000, 'x'));

  const scratch_directory damaged;
  fill(damaged);
  std::string all = bytes_of(damaged.file("ledger.db"));
  std::fill(all.begin() + 40'960, all.begin() + 81'920, '\xff');
  std::ofstream(damaged.file("ledger.db"), std::ios::binary) << all;
  const std::string sentence = refusal_of(damaged);
  CAPTURE(sentence);
  CHECK(sentence.find("damaged") != std::string::npos);
  CHECK(bytes_of(damaged.file("ledger.db")) == all);
}

TEST_CASE("L7: an empty file and a directory that cannot be made") {
  const scratch_directory directory;
  std::ofstream(directory.file("ledger.db")).flush();
  CHECK(refusal_of(directory) == "");
  CHECK_THROWS_WITH_AS((void)ledger::open_sqlite_ledger({.directory = directory.file("ledger.db")}),
                       doctest::Contains("ledger.db"), unusable);
  CHECK_THROWS_WITH_AS((void)ledger::open_sqlite_ledger({.directory = directory.path(), .vfs = "no such"}),
                       doctest::Contains("no such vfs"), unusable);
}

TEST_CASE("sqlite: people can read the ledger with sqlite3 while the server writes") {
  const scratch_directory directory;
  const auto kept = ledger::open_sqlite_ledger({.directory = directory.path()});
  growing_stream s("s");
  REQUIRE_FALSE(append(*kept, s.grow(3)).get());
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open_v2(directory.file("ledger.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::string seen;
  const auto row = [](void* to, int, char** value, char**) {
    *static_cast<std::string*>(to) += std::string(value[0]) + "/" + value[1] + " ";
    return 0;
  };
  CHECK(sqlite3_exec(db, "SELECT stream, seq FROM chain", row, &seen, nullptr) == SQLITE_OK);
  CHECK(seen == "s/1 s/2 s/3 ");
  CHECK_FALSE(append(*kept, s.grow(1)).get());
  sqlite3_close(db);
}

}  // namespace
}  // namespace ruamkit::test
