// Each rule is shown a file that breaks it and one beside it that does not: a rule that cannot fail is no rule.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rules.hpp"

namespace {

using tidy::source;

struct example {
  std::string path;
  std::string text;
  std::size_t faults;
};

template <typename Rule>
void check(Rule rule, const std::vector<example>& examples) {
  for (const auto& each : examples) {
    CAPTURE(each.path);
    CAPTURE(each.text);
    CHECK(rule(source{each.path, each.text}).size() == each.faults);
  }
}

std::string including(std::string_view header) { return "// a file\n#include " + std::string{header} + "\n"; }

}  // namespace

TEST_CASE("an include goes along the arrows") {
  check(tidy::include_against_the_arrows,
        {
            {"server/base/a.cpp", including("\"base/digest.hpp\""), 0},
            {"server/base/a.cpp", including("\"deliberation/state.hpp\""), 1},
            {"server/base/a.cpp", including("<deliberation/state.hpp>"), 1},
            {"server/deliberation/methods/a.cpp", including("\"deliberation/state.hpp\""), 0},
            {"server/deliberation/a.cpp", including("\"analysis/counting/rule.hpp\""), 1},
            {"server/analysis/a.cpp", including("\"deliberation/state.hpp\""), 1},
            {"server/followup/a.cpp", including("\"deliberation/state.hpp\""), 0},
            {"server/projection/a.cpp", including("\"wire/message.hpp\""), 1},
            {"server/wire/a.cpp", including("\"projection/view.hpp\""), 0},
            {"server/wire/a.cpp", including("\"reports/page.hpp\""), 1},
            {"server/wire/a.cpp", including("\"ledger/ledger.hpp\""), 1},
            {"server/ledger/a.cpp", including("\"deliberation/event.hpp\""), 1},
            {"server/identity/a.cpp", including("\"ledger/ledger.hpp\""), 1},
            {"server/engine/a.cpp", including("\"ledger/ledger.hpp\""), 0},
            {"server/engine/a.cpp", including("\"transport/hub.hpp\""), 1},
            {"server/transport/a.cpp", including("\"engine/port.hpp\""), 0},
            {"server/transport/a.cpp", including("\"ledger/ledger.hpp\""), 1},
            {"server/app/a.cpp", including("\"transport/server.hpp\""), 0},
            {"server/engine/a.cpp", including("\"app/settings.hpp\""), 1},
            {"server/engine/a.cpp", including("\"tools/ws/frame.hpp\""), 1},
            {"server/engine/a.cpp", including("\"parts.hpp\""), 1},
            {"server/wire/a.cpp", including("\"embedded.hpp\""), 0},
            {"server/engine/a.cpp", including("\"../wire/message.hpp\""), 1},
            {"server/engine/a.cpp", "// #include \"app/settings.hpp\"\n", 0},
            {"server/attic/a.cpp", including("<string>"), 1},
            {"tools/ruamkit/a.cpp", including("\"transport/server.hpp\""), 0},
        });
}

TEST_CASE("a fault of an include names its line") {
  const auto found = tidy::include_against_the_arrows({"server/base/a.cpp", "\n\n#include \"app/a.hpp\"\n"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 3);
}

TEST_CASE("JSON, Beast and SQLite stay in their rooms") {
  check(tidy::library_in_the_wrong_room, {
                                             {"server/wire/a.cpp", including("<boost/json.hpp>"), 0},
                                             {"server/app/a.cpp", including("<nlohmann/json.hpp>"), 0},
                                             {"server/reports/a.hpp", including("<boost/json/value.hpp>"), 0},
                                             {"server/engine/a.cpp", including("<boost/json.hpp>"), 1},
                                             {"server/deliberation/a.cpp", including("<nlohmann/json_fwd.hpp>"), 1},
                                             {"server/identity/a.cpp", including("<rapidjson/document.h>"), 1},
                                             {"server/projection/a.cpp", including("<valijson/schema.hpp>"), 1},
                                             {"tools/ruamkit/a.cpp", including("<boost/json.hpp>"), 0},
                                             {"server/transport/a.cpp", including("<boost/beast/core.hpp>"), 0},
                                             {"server/transport/a.hpp", including("<boost/beast/core.hpp>"), 1},
                                             {"server/engine/a.cpp", including("<boost/beast.hpp>"), 1},
                                             {"tests/bench/a.cpp", including("<boost/beast.hpp>"), 0},
                                             {"server/ledger/a.hpp", including("<sqlite3.h>"), 0},
                                             {"server/identity/a.cpp", including("<sqlite3.h>"), 0},
                                             {"server/engine/a.cpp", including("<sqlite3.h>"), 1},
                                         });
}

TEST_CASE("a pure room has no clock, no chance, no file, no thread, no socket") {
  check(tidy::impurity, {
                            {"server/deliberation/a.cpp", including("<chrono>"), 0},
                            {"server/deliberation/a.cpp", including("<random>"), 1},
                            {"server/analysis/a.cpp", including("<fstream>"), 1},
                            {"server/analysis/a.cpp", including("<filesystem>"), 1},
                            {"server/projection/a.cpp", including("<thread>"), 1},
                            {"server/projection/a.cpp", including("<mutex>"), 1},
                            {"server/projection/a.cpp", including("<atomic>"), 1},
                            {"server/followup/a.cpp", including("<sys/socket.h>"), 1},
                            {"server/followup/a.cpp", including("<boost/asio/ip/tcp.hpp>"), 1},
                            {"server/followup/a.cpp", including("<ctime>"), 1},
                            {"server/deliberation/a.cpp", including("\"base/entropy.hpp\""), 1},
                            {"server/engine/a.cpp", including("<mutex>"), 0},
                            {"server/deliberation/a.cpp", "const auto at = std::chrono::system_clock::now();", 1},
                            {"server/deliberation/a.cpp", "const auto at = clock_type :: now ( );", 1},
                            {"server/deliberation/a.cpp", "const auto at = time(nullptr);", 1},
                            {"server/deliberation/a.cpp", "const auto at = e.time(0);", 0},
                            {"server/deliberation/a.cpp", "const int die = std::rand() % 6;", 1},
                            {"server/deliberation/a.cpp", "const int die = rand() % 6;", 1},
                            {"server/deliberation/a.cpp", "const auto e = operand(3);", 0},
                            {"server/deliberation/a.cpp", "const auto seed = random_u64();", 1},
                            {"server/deliberation/a.cpp", "const char* home = std::getenv(\"HOME\");", 1},
                            {"server/analysis/a.cpp", "std::cerr << 1;", 1},
                            {"server/analysis/a.cpp", "// std::cerr << now();", 0},
                            {"server/analysis/a.cpp", "std::snprintf(text, 8, 0);", 0},
                            {"server/analysis/a.cpp", "std::printf(text);", 1},
                            {"server/engine/a.cpp", "const auto at = std::chrono::steady_clock::now();", 0},
                        });
}

TEST_CASE("no form of coroutine that g++ 12 miscompiles") {
  check(tidy::unsafe_coroutine,
        {
            {"server/transport/a.cpp", "void f() { const auto n = co_await read(name); }", 0},
            {"server/transport/a.cpp", "auto f() { auto [ec, n] = co_await s.async_read(b, as_tuple(use_awaitable)); }",
             0},
            {"server/transport/a.cpp", "auto f() { co_await send(message{1, 2}); }", 1},
            {"server/transport/a.cpp", "auto f() { co_await send({1, 2}); }", 1},
            {"server/transport/a.cpp", "auto f() { co_await send(\n  std::vector<int>{1}); }", 1},
            {"server/transport/a.cpp", "auto f() { const auto n = ok ? co_await read(a) : 0; }", 1},
            {"server/transport/a.cpp", "auto f() { const auto n = ok ? 0 : co_await read(a); }", 1},
            {"server/transport/a.cpp", "auto f() { const auto n = ok ? (co_await read(a)) : 0; }", 1},
            {"server/transport/a.cpp", "auto f() { const auto n = ok ? 1 : 0; co_await read(n); }", 0},
            {"server/transport/a.cpp", "auto f() { if (ok ? a : b) co_await read(n); }", 0},
            {"server/transport/a.cpp", "auto f() { const auto p = pair{1, co_await read(a)}; }", 1},
            {"server/transport/a.cpp", "auto f() { const pair p = {1, co_await read(a)}; }", 1},
            {"server/transport/a.cpp", "auto f() { if (co_await read(a)) { g(); } }", 0},
            {"server/transport/a.cpp", "auto f() { while (go) { g(); co_await read(a); } }", 0},
            {"server/transport/a.cpp", "auto f() { if (x) { g(); } co_await read(a); }", 0},
            {"server/transport/a.cpp", "auto f() { try { co_await read(a); } catch (...) {} }", 0},
            {"server/transport/a.cpp", "auto f() -> asio::awaitable<void> { co_await read(a); }", 0},
            {"server/transport/a.cpp", "auto f() { // co_await send(message{1})\n}", 0},
            {"server/transport/a.cpp", "void f() { co_spawn(io, [this] { return run(); }, detached); }", 1},
            {"server/transport/a.cpp",
             "void f() { asio::co_spawn(io,\n [&]() -> awaitable<void> { co_return; }, detached); }", 1},
            {"server/transport/a.cpp", "void f() { co_spawn(io, [] { return run(); }, detached); }", 0},
            {"server/transport/a.cpp", "void f() { co_spawn(io, run(a), [this](std::exception_ptr e) { ended(e); }); }",
             0},
            {"server/engine/a.cpp", "auto f() { co_return; }", 1},
            {"tests/bench/a.cpp", "auto f() { co_return; }", 0},
            {"tests/bench/a.cpp", "auto f() { co_await send(message{1}); }", 1},
        });
}

TEST_CASE("a file has at most 600 lines") {
  const std::string full(600, '\n');
  check(tidy::too_long, {
                            {"server/base/a.cpp", full, 0},
                            {"server/base/a.cpp", full + "\n", 1},
                            {"client-web/src/a.tsx", full + "\n", 1},
                            {"tools/a", "#!/bin/sh\n" + full, 1},
                            {"config/a.json", full + "\n", 0},
                        });
}

TEST_CASE("a name says what is there") {
  check(tidy::empty_name, {
                              {"server/base/helper.cpp", "", 1},
                              {"server/common/a.cpp", "", 1},
                              {"client-web/src/date-utils.ts", "", 1},
                              {"tools/misc/a", "", 1},
                              {"config/commons.json", "", 0},
                              {"server/base/utilisation.cpp", "", 0},
                              {"server/base/a.cpp", "class session_manager {};", 1},
                              {"server/base/a.cpp", "namespace ruamkit::util {}", 1},
                              {"server/base/a.cpp", "// the class manager of old\nstruct seat {};", 0},
                          });
}

TEST_CASE("no path of one machine") {
  const std::string slash = "/";
  check(tidy::machine_path, {
                                {"README.md", "see " + slash + "home/somchai/ruamkit", 1},
                                {"tools/a", "cd \"" + slash + "work/main\"", 1},
                                {"a.md", slash + "root/x and `" + slash + "Users/x`", 2},
                                {"a.md", "https://example.org/home/page, client/work/a, /etc/ruamkit, /tmp/x", 0},
                            });
}

TEST_CASE("nothing is left for later in the code") {
  const std::string mark = std::string{"TO"} + "DO";
  check(tidy::unfinished_mark, {
                                   {"server/base/a.cpp", "// " + mark + ": check", 1},
                                   {"client-web/src/a.ts",
                                    "// FIX"
                                    "ME",
                                    1},
                                   {"server/base/a.cpp", "// mastodon", 0},
                               });
}

TEST_CASE("no test has a name that ctest splits") {
  const std::string test = "TEST_";
  check(tidy::test_that_would_not_run, {
                                           {"tests/unit/a.cpp", test + "CASE(\"one thing; another\") {", 1},
                                           {"tests/unit/a.cpp", test + "CASE_FIXTURE(hall, \"one; two\") {", 1},
                                           {"tests/unit/a.cpp", test + "CASE(\"one, two\") { f(); g(\";\"); }", 0},
                                       });
}

TEST_CASE("a room has a README") {
  const source code{"server/base/a.cpp", ""};
  CHECK(tidy::room_without_readme(std::vector{code}).size() == 1);
  CHECK(tidy::room_without_readme(std::vector{code, source{"server/base/README.md", ""}}).empty());
  CHECK(tidy::room_without_readme(std::vector{code, source{"server/ledger/README.md", ""}}).size() == 1);
  CHECK(tidy::room_without_readme(std::vector{source{"server/CMakeLists.txt", ""}}).empty());
}

TEST_CASE("what is in a comment or a literal is not code") {
  CHECK(tidy::code_only("a /* b */ c") == "a         c");
  CHECK(tidy::code_only("a // b\nc") == "a     \nc");
  CHECK(tidy::code_only("f(\"x // y\");") == "f(\"      \");");
  CHECK(tidy::code_only(R"(f("a\"b"); g)") == R"(f("    "); g)");
  CHECK(tidy::code_only("f(R\"(a \" b)\"); g").ends_with("; g"));
  CHECK(tidy::code_only("1'000 + '\"' + 2") == "1'000 + ' ' + 2");
}

TEST_CASE("every rule is among those that the repository is held to") {
  const std::string slash = "/";
  const std::string test = "TEST_";
  const std::vector<source> each = {
      {"tests/unit/a.cpp", test + "CASE(\"a; b\") {}"},
      {"server/base/a.cpp", including("\"app/a.hpp\"")},
      {"server/engine/a.cpp", including("<sqlite3.h>")},
      {"server/analysis/a.cpp", including("<random>")},
      {"tools/ruamkit/a.cpp", "auto f() { co_await g(h{1}); }"},
      {"tools/a.cpp", std::string(601, '\n')},
      {"tools/helper.cpp", ""},
      {"a.md", slash + "home/a"},
      {"tools/b.cpp",
       "// TO"
       "DO"},
      {"server/base/README.md", ""},
      {"server/engine/README.md", ""},
  };
  CHECK(tidy::all_faults(each).size() == 10);  // nine files, and server/analysis without a README
}
