#include "app/serve.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <cstdio>
#include <iostream>

#include <spdlog/logger.h>

#include "app/log.hpp"
#include "base/entropy.hpp"
#include "identity/store.hpp"
#include "identity/worker.hpp"
#include "ledger/ledger.hpp"
#include "transport/server.hpp"
#include "wire/method_table.hpp"

namespace ruamkit::app {
namespace {

constexpr auto goodbye_within = std::chrono::seconds{5};

instant clock_now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

/// Blocked in every thread made from now on, so that only wait_for_end() sees them.
sigset_t block_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
  sigaction(SIGHUP, &ignore, nullptr);
  return ending;
}

engine::remembered recall(identity::store& people, ledger::ledger& book) {
  engine::remembered out;
  out.accounts = people.list_accounts();
  people.purge_expired(clock_now());
  out.sessions = people.live_sessions(clock_now());
  for (const auto& head : book.heads()) {
    const auto key = people.key(identity::deliberation_id{head.stream.value()});
    if (key) out.keys.emplace_back(deliberation::deliberation_id{head.stream.value()}, *key);
  }
  return out;
}

std::string address_of(const transport::options& how, std::uint16_t port) {
  const bool six = how.address.find(':') != std::string::npos;
  return (how.tls_cert.empty() ? "http://" : "https://") + (six ? "[" + how.address + "]" : how.address) + ":" +
         std::to_string(port);
}

}  // namespace

int serve(const settings& all) {
  const auto ending = block_signals();
  const rlimit no_core{0, 0};  // pseudonym keys are in memory
  setrlimit(RLIMIT_CORE, &no_core);
  const auto log = make_log(all.log_level);
  log->info("ruamkitd {} starts", RUAMKIT_VERSION);

  const auto book = ledger::open_sqlite_ledger({.directory = all.data});
  identity::store people({.directory = all.data});
  const auto remembered = recall(people, *book);
  if (remembered.accounts.empty())
    log->warn("there are no staff accounts: make one with `ruamkitd account add NAME --role organiser --data DIR`");

  if (all.transport.web_root.empty()) log->warn("no web client was found: pages are not served; name one with --web");

  if (all.engine.report_fonts.empty())
    log->warn("no fonts were found: reports are not made as PDF; name a folder with --fonts");

  auto how = all.transport;
  how.openrpc = wire::openrpc_document(RUAMKIT_VERSION);
  transport::server sockets(std::move(how), log);

  auto engine_options = all.engine;
  engine_options.document_folder = all.data + "/documents";
  engine_options.now = clock_now;
  engine_options.seed = random_u64;
  engine_options.log = [log](std::string_view level, const std::string& sentence) {
    log->log(spdlog::level::from_str(std::string(level)), "{}", sentence);
  };
  engine::engine core(std::move(engine_options), *book, sockets.outlets(), remembered);
  const auto replayed = core.last_replay();
  log->info("replayed {} events in {:.3f} s", replayed.events, replayed.took.count());

  identity::worker_options desk;
  desk.on_changes = [&core](identity::store& store) {
    core.identity_changed(store.list_accounts(), store.live_sessions(clock_now()));
  };
  desk.on_trouble = [log](const identity::storage_failure& what) { log->error("identity's store: {}", what.what()); };
  identity::worker worker(std::move(people), std::move(desk));
  core.attach_identity(worker);
  core.start();
  sockets.attach(core);
  sockets.start();
  // For people and scripts: the one line on standard output.
  std::cout << "ruamkitd listens on " << address_of(all.transport, sockets.port()) << std::endl;

  int signal = 0;
  sigwait(&ending, &signal);
  log->info("stopping: what was accepted is being committed");
  sockets.stop_accepting();
  worker.stop();  // what joins and logins had begun is handed to the engine, which then settles
  core.stop();
  sockets.drain_and_stop(goodbye_within);
  log->info("stopped");
  return 0;
}

}  // namespace ruamkit::app
