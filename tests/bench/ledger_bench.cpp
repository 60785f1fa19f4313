// What the ledger costs: durable events a second through turns, beside a bare SQLite writer with rows of the same width
// in the same batches, beside the disk's own fdatasync; and how fast it replays. Ratios count, for all run on one disk.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "ledger/ledger.hpp"

namespace {

using namespace ruamkit;
using clock_type = std::chrono::steady_clock;

constexpr std::size_t actor_bytes = 22;

struct options {
  std::string directory;
  std::size_t payload_bytes = 160;
  double seconds = 2;
  std::size_t replayed = 1'000'000;
  bool json = false;
};

double seconds_since(clock_type::time_point begin) {
  return std::chrono::duration<double>(clock_type::now() - begin).count();
}

struct percentiles {
  double p50_us = 0;
  double p99_us = 0;
  double max_us = 0;
};

percentiles of(std::vector<double>& us) {
  if (us.empty()) return {};
  std::sort(us.begin(), us.end());
  return {us[us.size() / 2], us[us.size() * 99 / 100], us.back()};
}

[[noreturn]] void give_up(const std::string& sentence) {
  std::fprintf(stderr, "ledger_bench: %s\n", sentence.c_str());
  std::exit(3);
}

/// 4 KiB appended and synced, as a log does.
percentiles measure_fdatasync(const options& o) {
  const std::string path = o.directory + "/fdatasync.probe";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) give_up("cannot write in " + o.directory);
  const std::vector<char> page(4096, 'x');
  std::vector<double> us;
  const auto begin = clock_type::now();
  for (off_t at = 0; seconds_since(begin) < o.seconds / 2; at += 4096) {
    const auto start = clock_type::now();
    if (::pwrite(file, page.data(), page.size(), at) != 4096 || ::fdatasync(file) != 0) give_up("fdatasync failed");
    us.push_back(seconds_since(start) * 1e6);
  }
  ::close(file);
  std::filesystem::remove(path);
  return of(us);
}

struct measured {
  double events_per_s = 0;
  percentiles commit;
};

class bare_writer {
 public:
  explicit bare_writer(const std::string& path) {
    if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) give_up("cannot open " + path);
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE entry(id INTEGER PRIMARY KEY, time INTEGER, actor TEXT, payload TEXT, hash BLOB)");
    sqlite3_prepare_v2(db_, "INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5)", -1, &insert_, nullptr);
  }
  bare_writer(const bare_writer&) = delete;
  bare_writer& operator=(const bare_writer&) = delete;
  ~bare_writer() {
    sqlite3_finalize(insert_);
    sqlite3_close(db_);
  }

  void write(std::size_t count, const std::string& actor, const std::string& payload) {
    static const digest hash{};
    run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < count; ++i) {
      sqlite3_bind_int64(insert_, 1, ++id_);
      sqlite3_bind_int64(insert_, 2, 1'700'000'000'000 + id_);
      sqlite3_bind_text(insert_, 3, actor.data(), static_cast<int>(actor.size()), SQLITE_STATIC);
      sqlite3_bind_text(insert_, 4, payload.data(), static_cast<int>(payload.size()), SQLITE_STATIC);
      sqlite3_bind_blob(insert_, 5, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC);
      if (sqlite3_step(insert_) != SQLITE_DONE) give_up(sqlite3_errmsg(db_));
      sqlite3_reset(insert_);
    }
    run("COMMIT");
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(sqlite3_errmsg(db_));
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::int64_t id_ = 0;
};

measured measure_bare(const options& o, std::size_t batch) {
  const std::string directory = o.directory + "/bare";
  std::filesystem::create_directory(directory);
  measured out;
  {
    bare_writer to(directory + "/bare.db");
    const std::string actor(actor_bytes, 'p');
    const std::string payload(o.payload_bytes, 'x');
    std::vector<double> us;
    std::size_t events = 0;
    const auto begin = clock_type::now();
    while (seconds_since(begin) < o.seconds) {
      const auto start = clock_type::now();
      to.write(batch, actor, payload);
      us.push_back(seconds_since(start) * 1e6);
      events += batch;
    }
    out.events_per_s = static_cast<double>(events) / seconds_since(begin);
    out.commit = of(us);
  }
  std::filesystem::remove_all(directory);
  return out;
}

/// Makes turns as the engine does: the entries' hashes are made by this thread while the ledger's thread commits.
class turn_maker {
 public:
  explicit turn_maker(const options& o)
      : actor_(actor_bytes, 'p'), payload_(o.payload_bytes, 'x'), hash_(ledger::genesis_hash(stream)) {}

  ledger::appended make(std::size_t count) {
    ledger::appended out{stream, {}};
    out.entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      ledger::entry e{++seq_, {1'700'000'000'000 + static_cast<std::int64_t>(seq_)}, actor_, payload_, {}};
      e.hash = hash_ = ledger::chain_hash(hash_, e);
      out.entries.push_back(std::move(e));
    }
    return out;
  }

  const ledger::stream_id stream{"d1"};

 private:
  std::string actor_;
  std::string payload_;
  std::uint64_t seq_ = 0;
  digest hash_;
};

/// `in_flight`: turns that may wait for their commit at once; 1 waits for each, as the bare writer does.
measured measure_ledger(const options& o, std::size_t batch, std::size_t in_flight) {
  const std::string directory = o.directory + "/ledger";
  measured out;
  {
    const auto to = ledger::open_sqlite_ledger({.directory = directory, .queue_max = in_flight});
    turn_maker turns(o);
    std::vector<double> us;
    std::size_t events = 0;
    const auto begin = clock_type::now();
    while (seconds_since(begin) < o.seconds) {
      auto part = turns.make(batch);
      events += batch;
      const auto start = clock_type::now();
      auto held = to->take_turn({});
      if (!held) give_up(held.error().sentence);
      to->finish(std::move(*held), {std::move(part)}, [&us, start](const ledger::refusal* refused) {
        if (refused != nullptr) give_up(refused->sentence);
        us.push_back(seconds_since(start) * 1e6);
      });
      if (in_flight == 1) to->drain();
    }
    to->drain();
    out.events_per_s = static_cast<double>(events) / seconds_since(begin);
    out.commit = of(us);
  }
  std::filesystem::remove_all(directory);
  return out;
}

struct replay {
  double events_per_s = 0;
  double cpu_ns_per_event = 0;  // on all cores: it counts also when others use the machine
  double open_ms = 0;
};

replay measure_replay(const options& o) {
  const std::string directory = o.directory + "/replay";
  {
    const auto to = ledger::open_sqlite_ledger({.directory = directory});
    turn_maker turns(o);
    for (std::size_t made = 0; made < o.replayed; made += 4096)
      to->finish(*to->take_turn({}), {turns.make(std::min<std::size_t>(4096, o.replayed - made))}, {});
  }
  replay out;
  {
    const auto start = clock_type::now();
    const auto from = ledger::open_sqlite_ledger({.directory = directory});
    out.open_ms = seconds_since(start) * 1e3;
    std::size_t bytes = 0;
    std::size_t seen = 0;
    const auto begin = clock_type::now();
    const std::clock_t cpu = std::clock();
    from->read(ledger::stream_id("d1"), 0, [&](ledger::entry&& e) {
      const ledger::entry taken = std::move(e);
      bytes += taken.payload.size();
      ++seen;
    });
    out.events_per_s = static_cast<double>(seen) / seconds_since(begin);
    out.cpu_ns_per_event = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC * 1e9 / static_cast<double>(seen);
    if (seen != o.replayed || bytes != seen * o.payload_bytes) give_up("the replay missed entries");
  }
  std::filesystem::remove_all(directory);
  return out;
}

struct row {
  std::size_t batch = 0;
  measured bare, one, many;
};

void print_json(const options& o, const percentiles& sync, const std::vector<row>& rows, const replay& r) {
  std::printf("{\"payload_bytes\":%zu,\"fdatasync\":{\"p50_us\":%.0f,\"p99_us\":%.0f},\"batches\":[", o.payload_bytes,
              sync.p50_us, sync.p99_us);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const row& b = rows[i];
    const auto put = [](const char* name, const measured& m) {
      std::printf("\"%s\":{\"events_per_s\":%.0f,\"p50_us\":%.0f,\"p99_us\":%.0f,\"max_us\":%.0f},", name,
                  m.events_per_s, m.commit.p50_us, m.commit.p99_us, m.commit.max_us);
    };
    std::printf("%s{\"events_per_turn\":%zu,", i == 0 ? "" : ",", b.batch);
    put("bare", b.bare);
    put("ledger_one_in_flight", b.one);
    put("ledger_queued", b.many);
    std::printf("\"ratio_one_in_flight\":%.2f,\"ratio_queued\":%.2f}", b.one.events_per_s / b.bare.events_per_s,
                b.many.events_per_s / b.bare.events_per_s);
  }
  std::printf("],\"replay\":{\"events\":%zu,\"events_per_s\":%.0f,\"cpu_ns_per_event\":%.0f,\"open_ms\":%.1f}}\n",
              o.replayed, r.events_per_s, r.cpu_ns_per_event, r.open_ms);
}

void print_table(const percentiles& sync, const std::vector<row>& rows, const replay& r) {
  std::printf("fdatasync of 4 KiB: p50 %.0f us, p99 %.0f us\n\n", sync.p50_us, sync.p99_us);
  std::printf("events/turn   bare events/s  ledger, 1 in flight (ratio, p99 us)   ledger, queued (ratio, p99 us)\n");
  for (const row& b : rows)
    std::printf("%11zu   %13.0f  %19.0f (%.2f, %7.0f)   %14.0f (%.2f, %7.0f)\n", b.batch, b.bare.events_per_s,
                b.one.events_per_s, b.one.events_per_s / b.bare.events_per_s, b.one.commit.p99_us, b.many.events_per_s,
                b.many.events_per_s / b.bare.events_per_s, b.many.commit.p99_us);
  std::printf("\nreplay with verification: %.0f events/s (%.0f ns of processor an event) after opening in %.1f ms\n",
              r.events_per_s, r.cpu_ns_per_event, r.open_ms);
}

}  // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app{
      "Measures the ledger on this disk: durable events a second in turns of 1, 16, 256 and 1,024 entries, beside a "
      "bare "
      "SQLite writer (WAL, synchronous=FULL) with the same rows and batches, and fdatasync; then replay."};
  app.add_option("--directory", o.directory, "where to write; the disk to measure (default: the current directory)");
  app.add_option("--payload", o.payload_bytes, "bytes of payload an entry")->capture_default_str();
  app.add_option("--seconds", o.seconds, "how long each figure takes")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--replay", o.replayed, "entries to replay")->capture_default_str()->check(CLI::PositiveNumber);
  app.add_flag("--json", o.json, "print one JSON object");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  std::string made = (o.directory.empty() ? std::string(".") : o.directory) + "/ledger-bench-XXXXXX";
  if (::mkdtemp(made.data()) == nullptr) give_up("cannot make a directory in " + o.directory);
  o.directory = made;
  const percentiles sync = measure_fdatasync(o);
  std::vector<row> rows;
  for (const std::size_t batch : {1U, 16U, 256U, 1024U})
    rows.push_back({batch, measure_bare(o, batch), measure_ledger(o, batch, 1), measure_ledger(o, batch, 64)});
  const replay r = measure_replay(o);
  std::filesystem::remove_all(made);
  if (o.json)
    print_json(o, sync, rows, r);
  else
    print_table(sync, rows, r);
  return 0;
}
