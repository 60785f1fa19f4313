// [L8]: a server killed with SIGKILL at a random moment, twenty times over one ledger.
#include <array>
#include <chrono>
#include <cstring>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/seeded.hpp"
#include "contract/streams.hpp"

namespace ruamkit::test {
namespace {

/// The child: appends to one stream as fast as it can and writes each acknowledged sequence to the pipe.
[[noreturn]] void serve(const std::string& directory, int pipe) {
  try {
    const auto kept = ledger::open_sqlite_ledger({.directory = directory, .checkpoint_pages = 30});
    const auto heads = kept->heads();
    growing_stream s = heads.empty() ? growing_stream("s") : growing_stream(heads[0]);
    for (std::size_t turn = 0;; ++turn) {
      auto part = s.grow(1 + turn % 5);
      const std::uint64_t last = s.at().seq;
      kept->finish(*kept->take_turn({}), {std::move(part)}, [pipe, last](const ledger::refusal* refused) {
        if (refused != nullptr || ::write(pipe, &last, sizeof last) != sizeof last) ::_exit(1);
      });
    }
  } catch (...) {
    ::_exit(2);
  }
}

/// The highest sequence that was acknowledged before the kill, and whether the child died of it.
struct death {
  std::uint64_t acknowledged = 0;
  bool by_kill = false;
};

death kill_after(const std::string& directory, std::uint64_t acknowledgements, std::uint64_t microseconds) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(pipe[0]);
    serve(directory, pipe[1]);
  }
  ::close(pipe[1]);
  death out;
  std::uint64_t seq = 0;
  for (std::uint64_t i = 0; i < acknowledgements && ::read(pipe[0], &seq, sizeof seq) == sizeof seq; ++i)
    out.acknowledged = seq;
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  ::kill(child, SIGKILL);
  // What it still said before it died counts too.
  while (::read(pipe[0], &seq, sizeof seq) == sizeof seq) out.acknowledged = seq;
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  out.by_kill = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  return out;
}

TEST_CASE("L8: twenty servers killed with SIGKILL lose nothing they acknowledged") {
  const scratch_directory directory;
  std::uint64_t total = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    seeded lots(seed);
    const death end = kill_after(directory.path(), 1 + lots.below(300), lots.below(3000));
    CHECK(end.by_kill);
    // The lock died with its holder: the next server opens at once.
    const auto kept = ledger::open_sqlite_ledger({.directory = directory.path()});
    const auto stored = entries_of(*kept, ledger::stream_id("s"));
    CHECK(stored.size() >= end.acknowledged);
    CHECK(end.acknowledged > total);
    total = stored.size();
    growing_stream expected("s");
    const auto all = expected.grow(stored.size());
    CHECK((all.entries == stored));
  }
}

}  // namespace
}  // namespace ruamkit::test
