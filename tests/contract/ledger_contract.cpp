// [L1] to [L6] of ledger.hpp, over every implementation. Faults of the disk are in faults/.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>

#include "contract/streams.hpp"
#include "ledger/ledger.hpp"

namespace ruamkit::test {
namespace {

using ledger::appended;
using ledger::entry;
using ledger::failure;
using ledger::head;
using ledger::refusal;

struct memory {
  std::unique_ptr<ledger::ledger> open = ledger::make_memory_ledger();
};

struct sqlite {
  scratch_directory directory;
  std::unique_ptr<ledger::ledger> open = ledger::open_sqlite_ledger({.directory = directory.path()});
};

#define every_ledger(NAME) TEST_CASE_TEMPLATE(NAME, kind, memory, sqlite)

every_ledger("L1: a turn that fails in its second stream writes nothing to its first") {
  kind k;
  growing_stream a("a");
  growing_stream b("b");
  std::vector<appended> parts{a.grow(3), b.grow(2)};
  parts[1].entries[1].seq = 9;
  const auto refused = append(*k.open, std::move(parts)).get();
  REQUIRE(refused);
  CHECK(refused->kind == failure::out_of_order);
  CHECK(k.open->heads().empty());
  CHECK(entries_of(*k.open, a.id()).empty());
}

every_ledger("L1: a turn writes to several streams, and twice to one") {
  kind k;
  growing_stream a("a");
  growing_stream b("b");
  std::vector<appended> parts{a.grow(2), b.grow(1), a.grow(3)};
  CHECK_FALSE(append(*k.open, std::move(parts)).get());
  CHECK(k.open->heads() == std::vector<head>{a.at(), b.at()});
  CHECK(entries_of(*k.open, a.id()).size() == 5);
}

every_ledger("L2: turns complete once each, in order, on one thread that is not the caller's, when they can be read") {
  kind k;
  growing_stream s("s");
  std::vector<std::uint64_t> order;
  std::vector<std::uint64_t> readable;
  std::vector<std::thread::id> threads;
  for (std::uint64_t n = 1; n <= 300; ++n) {
    auto held = k.open->take_turn({});
    REQUIRE(held.has_value());
    k.open->finish(std::move(*held), {s.grow(2)}, [&, n](const refusal* refused) {
      if (refused == nullptr) order.push_back(n);
      threads.push_back(std::this_thread::get_id());
      if (n % 50 == 0) readable.push_back(entries_of(*k.open, s.id(), 2 * n - 1).size());
    });
  }
  k.open->drain();
  REQUIRE(order.size() == 300);
  for (std::uint64_t n = 1; n <= 300; ++n) CHECK(order[n - 1] == n);
  for (const auto& id : threads) CHECK((id == threads[0] && id != std::this_thread::get_id()));
  REQUIRE(readable.size() == 6);
  for (const auto count : readable) CHECK(count >= 1);
}

every_ledger("L2: turns finished in another order complete in the order they were taken") {
  kind k;
  growing_stream s("s");
  std::vector<ledger::turn> held;
  std::vector<appended> parts;
  std::vector<int> order;
  for (int n = 0; n < 5; ++n) {
    held.push_back(*k.open->take_turn({}));
    parts.push_back(s.grow(1));
  }
  for (const int n : {4, 2, 3, 1, 0}) {
    CHECK(order.empty());
    const auto at = static_cast<std::size_t>(n);
    k.open->finish(std::move(held[at]), {parts[at]},
                   [&order, n](const refusal* refused) { order.push_back(refused == nullptr ? n : -1); });
  }
  k.open->drain();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(k.open->heads() == std::vector<head>{s.at()});
}

every_ledger("L2: a completion may take turns and finish them, past a full queue too") {
  kind k;
  growing_stream s("s");
  std::atomic<int> more = 200;
  const std::function<void(const refusal*)> again = [&](const refusal* refused) {
    if (refused != nullptr || more.fetch_sub(1) <= 0) return;
    for (int i = 0; i < 2; ++i) k.open->finish(*k.open->take_turn({}), {}, again);
  };
  k.open->finish(*k.open->take_turn({}), {s.grow(1)}, again);
  k.open->drain();
  CHECK(more.load() <= 0);
}

every_ledger("L2: finishing waits while the bounded queue is full") {
  kind k;
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> inside;
  k.open->finish(*k.open->take_turn({}), {}, [&inside, opened](const refusal*) {
    inside.set_value();
    opened.wait();
  });
  inside.get_future().wait();  // the committing thread is held
  std::atomic<int> finished = 0;
  std::atomic<int> completed = 0;
  std::thread producer([&] {
    for (int i = 0; i < 100; ++i) {
      k.open->finish(*k.open->take_turn({}), {}, [&](const refusal*) { ++completed; });
      ++finished;
    }
  });
  while (finished < 64) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(finished == 64);
  CHECK(completed == 0);
  gate.set_value();
  producer.join();
  k.open->drain();
  CHECK(completed == 100);
}

every_ledger("L3: turns without entries complete in their order and leave no stream behind") {
  kind k;
  growing_stream s("s");
  std::vector<int> order;
  for (int n = 0; n < 30; ++n) {
    std::vector<appended> parts;
    if (n % 3 == 0) parts.push_back(s.grow(1));
    if (n % 3 == 1) parts.push_back({ledger::stream_id("never"), {}});
    k.open->finish(*k.open->take_turn({}), std::move(parts),
                   [&order, n](const refusal* refused) { order.push_back(refused == nullptr ? n : -1); });
  }
  k.open->drain();
  for (int n = 0; n < 30; ++n) CHECK(order.at(static_cast<std::size_t>(n)) == n);
  CHECK(k.open->heads() == std::vector<head>{s.at()});
}

every_ledger("L4: after a failed turn all later ones fail, in order, until recovery") {
  kind k;
  growing_stream s("s");
  REQUIRE_FALSE(append(*k.open, s.grow(2)).get());
  const head good = s.at();

  // Behind a turn that holds the thread, in one group: a good one, one that does not follow, an empty one, one in
  // another stream; and one that is taken and not finished.
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> inside;
  k.open->finish(*k.open->take_turn({}), {}, [&inside, opened](const refusal*) {
    inside.set_value();
    opened.wait();
  });
  inside.get_future().wait();  // the committing thread is held, and has taken none of what follows
  auto first = append(*k.open, s.grow(1));
  const head reached = s.at();
  growing_stream lost(good);
  auto second = append(*k.open, lost.grow(1));
  auto third = append(*k.open, std::vector<appended>{});
  growing_stream other("other");
  auto fourth = append(*k.open, other.grow(1));
  auto held = k.open->take_turn({});
  REQUIRE(held.has_value());
  gate.set_value();

  CHECK_FALSE(first.get());
  CHECK(second.get()->kind == failure::out_of_order);
  CHECK(third.get()->kind == failure::unavailable);
  CHECK(fourth.get()->kind == failure::unavailable);
  k.open->drain();
  const auto no_turn = k.open->take_turn({});
  REQUIRE_FALSE(no_turn.has_value());
  CHECK(no_turn.error().kind == failure::unavailable);
  CHECK(no_turn.error().sentence.find("recovery") != std::string::npos);
  CHECK(k.open->heads() == std::vector<head>{reached});

  CHECK(k.open->recover().has_value());
  CHECK(k.open->recover().has_value());  // nothing to do
  auto next = append(*k.open, growing_stream(reached).grow(1));
  // Taken before the failure: it must not be written, though it would follow.
  std::promise<outcome> late;
  k.open->finish(std::move(*held), {growing_stream(reached).grow(1)},
                 [&](const refusal* refused) { late.set_value(refused == nullptr ? outcome{} : outcome{*refused}); });
  CHECK(late.get_future().get()->kind == failure::unavailable);
  CHECK_FALSE(next.get());
  CHECK(entries_of(*k.open, s.id()).size() == 4);
  CHECK(entries_of(*k.open, other.id()).empty());
}

every_ledger("L5: entries come back exactly as appended") {
  kind k;
  growing_stream s("with space ~!");
  appended part{s.id(), {}};
  part.entries.push_back(s.next("", ""));
  part.entries.push_back(s.next("{\"ที่\":\"ร่วมคิด 🗳\"}", "บุคคล"));
  part.entries.push_back(s.next(std::string("nul\0inside", 10), std::string("a\0b", 3)));
  part.entries.push_back(s.next(std::string(300'000, 'x'), std::string(5'000, 'y')));
  part.entries.push_back(s.next("tab\tand \\ and 'quote'", "p:1"));
  entry odd{s.at().seq + 1, {-1}, "before 1970", "{}", {}};
  odd.hash = ledger::chain_hash(s.at().hash, odd);
  part.entries.push_back(odd);
  const std::vector<entry> expected = part.entries;
  REQUIRE_FALSE(append(*k.open, part).get());
  CHECK(entries_of(*k.open, s.id()) == expected);
  for (std::size_t after = 0; after <= expected.size() + 2; ++after) {
    const auto from = expected.begin() + static_cast<std::ptrdiff_t>(std::min(after, expected.size()));
    CHECK(entries_of(*k.open, s.id(), after) == std::vector<entry>(from, expected.end()));
  }
  CHECK(entries_of(*k.open, ledger::stream_id("unknown")).empty());
}

every_ledger("L5: long streams are read whole, in order, while others are being written") {
  kind k;
  growing_stream s("s");
  growing_stream t("t");
  constexpr std::uint64_t count = 2048 * 3;  // a multiple of the chunk: the last read finds nothing
  REQUIRE_FALSE(append(*k.open, s.grow(count)).get());
  std::uint64_t seen = 0;
  k.open->read(s.id(), 0, [&](entry&& e) {
    CHECK(e.seq == ++seen);
    if (seen % 1000 != 0) return;
    // The visitor may use the ledger.
    CHECK_FALSE(append(*k.open, t.grow(1)).get());
    CHECK(k.open->heads().size() == 2);
    CHECK(entries_of(*k.open, s.id(), count - 1).size() == 1);
  });
  CHECK(seen == count);
  for (const std::uint64_t after : {2046U, 2047U, 2048U, 2049U, 4095U, 4096U})
    CHECK(entries_of(*k.open, s.id(), after).size() == count - after);
  CHECK_THROWS_AS(k.open->read(s.id(), 0, [](entry&&) { throw std::domain_error("enough"); }), std::domain_error);
}

every_ledger("L6: what does not follow is refused and not written") {
  struct wrong {
    const char* what;
    void (*change)(appended&);
  };
  const std::vector<wrong> table{
      {"a sequence twice", [](appended& a) { a.entries[1].seq = 3; }},
      {"a gap", [](appended& a) { a.entries[1].seq = 5; }},
      {"sequence 0", [](appended& a) { a.entries[0].seq = 0; }},
      {"another hash", [](appended& a) { a.entries[1].hash[31] ^= 1; }},
      {"another payload under the same hash", [](appended& a) { a.entries[0].payload += " "; }},
      {"another time under the same hash", [](appended& a) { a.entries[0].time.ms += 1; }},
      {"another actor under the same hash", [](appended& a) { a.entries[0].actor = "somebody"; }},
      {"a stream it was not made for", [](appended& a) { a.stream = ledger::stream_id("t"); }},
      {"a nameless stream", [](appended& a) { a.stream = ledger::stream_id(""); }},
      {"a stream with a long name", [](appended& a) { a.stream = ledger::stream_id(std::string(65, 's')); }},
      {"a stream with a line end", [](appended& a) { a.stream = ledger::stream_id("s\n"); }},
      {"an actor with a line end",
       [](appended& a) {
         a.entries[1].actor = "a\nb";
         a.entries[1].hash = ledger::chain_hash(a.entries[0].hash, a.entries[1]);
       }},
      {"a payload with a line end",
       [](appended& a) {
         a.entries[1].payload = "{\n}";
         a.entries[1].hash = ledger::chain_hash(a.entries[0].hash, a.entries[1]);
       }},
  };
  kind k;
  growing_stream s("s");
  REQUIRE_FALSE(append(*k.open, s.grow(2)).get());
  for (const wrong& w : table) {
    CAPTURE(w.what);
    growing_stream branch(s.at());
    appended part = branch.grow(2);
    w.change(part);
    const auto refused = append(*k.open, part).get();
    REQUIRE(refused);
    CHECK(refused->kind == failure::out_of_order);
    CHECK(k.open->heads() == std::vector<head>{s.at()});
    CHECK(entries_of(*k.open, s.id()).size() == 2);
    REQUIRE(k.open->recover().has_value());
  }
  CHECK_FALSE(append(*k.open, s.grow(1)).get());
}

every_ledger("heads come in order of creation") {
  kind k;
  std::vector<head> expected;
  for (const char* name : {"zebra", "apple", "mango", "10", "9"}) {
    growing_stream s(name);
    REQUIRE_FALSE(append(*k.open, s.grow(3)).get());
    expected.push_back(s.at());
  }
  CHECK(k.open->heads() == expected);
}

every_ledger("a turn is finished once") {
  kind k;
  auto held = k.open->take_turn({});
  REQUIRE(held.has_value());
  const ledger::turn copy = *held;
  k.open->finish(std::move(*held), {}, {});
  CHECK_THROWS_AS(k.open->finish(copy, {}, {}), std::logic_error);
  CHECK_THROWS_AS(k.open->finish(ledger::turn{77, {}}, {}, {}), std::logic_error);
  k.open->drain();
  CHECK_THROWS_AS(k.open->finish(copy, {}, {}), std::logic_error);
}

every_ledger("closing commits what was finished, and fails what waits for a turn nobody finished") {
  std::vector<std::string> outcomes;
  {
    kind k;
    growing_stream s("s");
    const auto note = [&](const refusal* refused) {
      outcomes.emplace_back(refused == nullptr ? "committed" : name_of(refused->kind));
    };
    for (int i = 0; i < 10; ++i) k.open->finish(*k.open->take_turn({}), {s.grow(1)}, note);
    auto never = k.open->take_turn({});
    REQUIRE(never.has_value());
    k.open->finish(*k.open->take_turn({}), {s.grow(1)}, note);
  }
  std::vector<std::string> expected(10, "committed");
  expected.emplace_back("unavailable");
  CHECK(outcomes == expected);
}

}  // namespace
}  // namespace ruamkit::test
