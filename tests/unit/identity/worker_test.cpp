#include "identity/worker.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "faulty_disk.hpp"
#include "programs/soon.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;
using namespace std::chrono_literals;

namespace {

/// What the worker's thread told, in order; read by the test's.
class log_book {
 public:
  void add(std::string line) {
    const std::lock_guard lock{mutex_};
    lines_.push_back(std::move(line));
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

std::string outcome(const storage_failure* f) { return f == nullptr ? "done" : std::string(name_of(f->why())); }

completion telling(log_book& book, const std::string& who) {
  return [&book, who](const storage_failure* f) { book.add(who + " " + outcome(f)); };
}

/// Keeps the worker busy until it is let go, so that what is posted meanwhile makes one batch.
class gate {
 public:
  explicit gate(worker& w) {
    auto held = opened_.get_future().share();
    REQUIRE(w.post(
        [this, held](store&) -> completion {
          reached_.set_value();
          held.wait();
          return {};
        },
        {}));
    reached_.get_future().wait();
  }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> opened_;
  std::promise<void> reached_;
};

job adding(log_book& book, const std::string& name) {
  return [&book, name](store& s) -> completion {
    static_cast<void>(s.add_account(name, "lead", any_hash));
    return telling(book, name);
  };
}

}  // namespace

TEST_CASE("worker [W1][W2][W3]: jobs run in order, and are durable when their completion is called") {
  temporary_folder folder;
  log_book book;
  {
    worker w{store{folder.options()}, {}};
    gate g{w};
    for (int i = 0; i < 50; ++i) {
      const std::string name = "n" + std::to_string(i);
      REQUIRE(w.post(
          [&, name](store& s) -> completion {
            REQUIRE(s.add_account(name, "lead", any_hash).has_value());
            return [&, name](const storage_failure* f) {
              store reader{folder.options()};
              book.add(name + " " + outcome(f) + (reader.find_account(name) ? " found" : " missing"));
            };
          },
          telling(book, "unfinished")));
    }
    CHECK(w.jobs_queued() == 50);
    g.open();
    w.stop();
  }
  const auto lines = book.lines();
  REQUIRE(lines.size() == 50);
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i] == "n" + std::to_string(i) + " done found");
}

TEST_CASE("worker [W4]: a commit that fails fails the whole batch, and later jobs try again") {
  faulty_disk disk;
  temporary_folder folder;
  log_book book;
  worker w{store{folder.options(faulty_vfs)}, {}};
  gate g{w};
  REQUIRE(w.post(adding(book, "a"), telling(book, "a unfinished")));
  REQUIRE(w.post(adding(book, "b"), telling(book, "b unfinished")));
  disk.fail_after(0, SQLITE_FULL);
  g.open();
  REQUIRE(ruamkit::programs::soon([&] { return book.lines().size() == 2; }));
  CHECK(book.lines() == std::vector<std::string>{"a full", "b full"});

  REQUIRE(w.post(adding(book, "c"), telling(book, "c unfinished")));
  REQUIRE(ruamkit::programs::soon([&] { return book.lines().size() == 3; }));
  CHECK(book.lines()[2] == "c full");

  disk.heal();
  REQUIRE(w.post(adding(book, "a"), telling(book, "a unfinished")));
  w.stop();
  CHECK(book.lines()[3] == "a done");
  store again{folder.options()};
  CHECK(again.list_accounts().size() == 1);
}

TEST_CASE("worker [W2][W4]: a job that throws is told so, and the jobs behind it still run") {
  temporary_folder folder;
  log_book book;
  worker w{store{folder.options()}, {}};
  gate g{w};
  REQUIRE(w.post(adding(book, "a"), telling(book, "a unfinished")));
  REQUIRE(w.post(
      [](store&) -> completion {
        throw storage_failure{storage_failure::kind::io_error, "a bad block"};
      },
      telling(book, "b unfinished")));
  REQUIRE(w.post(adding(book, "c"), telling(book, "c unfinished")));
  g.open();
  w.stop();
  CHECK(book.lines() == std::vector<std::string>{"a io_error", "b unfinished io_error", "c done"});
  store again{folder.options()};
  CHECK_FALSE(again.find_account("a"));
  CHECK(again.find_account("c"));
}

TEST_CASE("worker [W2]: while another process holds the file, all that queued hear so together") {
  temporary_folder folder;
  log_book book;
  worker w{store{folder.options({}, 100ms)}, {}};
  store other{folder.options()};
  other.begin();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) REQUIRE(w.post(adding(book, "never"), telling(book, "unfinished")));
  REQUIRE(ruamkit::programs::soon([&] { return book.lines().size() == 50; }));
  CHECK(std::chrono::steady_clock::now() - start < 2s);  // not 50 times the limit of 100 ms
  CHECK(book.lines() == std::vector<std::string>(50, "unfinished busy"));
  other.rollback();
  REQUIRE(w.post(adding(book, "a"), telling(book, "unfinished")));
  w.stop();
  CHECK(book.lines().back() == "a done");
}

TEST_CASE("worker: queues are bounded, and refuse instead of waiting") {
  temporary_folder folder;
  log_book book;
  worker w{store{folder.options()}, {.jobs_max = 3, .passwords_max = 2, .on_changes = {}, .on_trouble = {}}};
  gate g{w};
  for (int i = 0; i < 3; ++i) CHECK(w.post(adding(book, "n" + std::to_string(i)), {}));
  CHECK_FALSE(w.post(adding(book, "more"), telling(book, "never called")));

  std::promise<void> let_go;
  const auto held = let_go.get_future().share();
  std::atomic<int> started{0};
  std::atomic<int> ended{0};
  const password_work slow = [&, held] {
    ++started;
    held.wait();
    ++ended;
  };
  CHECK(w.post_password(slow));
  CHECK(w.post_password(slow));
  REQUIRE(ruamkit::programs::soon([&] { return started == 2; }));  // two at a time
  CHECK(w.post_password(slow));
  CHECK(w.post_password(slow));
  CHECK(w.passwords_queued() == 2);
  CHECK_FALSE(w.post_password(slow));
  CHECK(started == 2);

  let_go.set_value();
  g.open();
  w.stop();
  CHECK(ended == 4);
  CHECK(book.lines().size() == 3);
}

TEST_CASE("worker [W5]: stopping settles a log-in from password to session") {
  temporary_folder folder;
  store s{folder.options()};
  REQUIRE(s.add_account("malee", "lead", "ten thousand elephants").has_value());
  const auto known = s.find_credentials("malee");
  worker w{std::move(s), {}};
  std::atomic<bool> checked{false};
  std::string token;
  REQUIRE(w.post_password([&] {
    checked = verify_password(known->password, "ten thousand elephants") == password_check::match;
    const bool accepted = w.post(
        [&](store& within) -> completion {
          auto issued = within.issue_staff(*known, noon, day);
          return [&token, issued](const storage_failure* f) {
            if (f == nullptr && issued) token = issued->token;
          };
        },
        {});
    CHECK(accepted);
  }));
  w.stop();
  CHECK(checked);
  CHECK(hash_token(token).has_value());
  CHECK_FALSE(w.post([](store&) -> completion { return {}; }, {}));
  CHECK_FALSE(w.post_password([] {}));
  w.stop();
  store again{folder.options()};
  CHECK(again.live_sessions(noon).size() == 1);
}

TEST_CASE("worker: accounts that another process changed are read again") {
  temporary_folder folder;
  log_book book;
  log_book troubles;
  worker_options options;
  options.poll = 20ms;
  options.on_changes = [&](store& s) {
    // The first time reading fails: it is asked again at the next poll, with nothing changed since.
    if (troubles.lines().empty()) throw storage_failure{storage_failure::kind::busy, "somebody is in the way"};
    book.add(s.find_account("malee") ? s.find_account("malee")->role : "nobody");
  };
  options.on_trouble = [&](const storage_failure& f) { troubles.add(outcome(&f)); };
  worker w{store{folder.options()}, options};
  REQUIRE(w.post(
      [](store& own) -> completion {
        static_cast<void>(own.add_account("somsri", "lead", any_hash));
        return {};
      },
      {}));
  std::this_thread::sleep_for(100ms);
  CHECK(book.lines().empty());
  store command_line{folder.options()};
  REQUIRE(command_line.add_account("malee", "organiser", any_hash).has_value());
  REQUIRE(ruamkit::programs::soon([&] { return !book.lines().empty() && book.lines().back() == "organiser"; }));
  CHECK(troubles.lines() == std::vector<std::string>{"busy"});
}

TEST_CASE("worker: whoever hears that a name is erased can rely on it") {
  temporary_folder folder;
  std::promise<bool> still_there;
  worker w{store{folder.options()}, {}};
  const std::vector one{person{participant_id{"p1"}, "Somchai the Erased", "081"}};
  REQUIRE(w.post(
      [&](store& s) -> completion {
        static_cast<void>(s.put(town, one));
        return {};
      },
      {}));
  REQUIRE(w.post(
      [&](store& s) -> completion {
        s.erase(town, participant_id{"p1"});
        return [&](const storage_failure*) { still_there.set_value(folder.holds("Somchai the Erased")); };
      },
      {}));
  CHECK_FALSE(still_there.get_future().get());
}

TEST_CASE("worker: many threads post at once, and each job is settled once") {
  temporary_folder folder;
  std::atomic<int> done{0};
  std::atomic<int> lost{0};
  constexpr int each = 500;
  {
    worker w{store{folder.options()}, {}};
    std::vector<std::thread> posters;
    for (int t = 0; t < 4; ++t)
      posters.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const participant_id who{std::to_string(t) + "-" + std::to_string(i)};
          const bool accepted = w.post(
              [&, who](store& s) -> completion {
                static_cast<void>(s.issue_participant(town, who, noon, day));
                return [&](const storage_failure* f) { ++(f == nullptr ? done : lost); };
              },
              [&](const storage_failure*) { ++lost; });
          if (!accepted) ++lost;
        }
      });
    for (auto& poster : posters) poster.join();
  }
  CHECK(done == 4 * each);
  CHECK(lost == 0);
  store again{folder.options()};
  CHECK(again.live_sessions(noon).size() == 4 * each);
}
