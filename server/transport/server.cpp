#include "transport/server.hpp"

#include <spdlog/logger.h>
#include <sys/resource.h>

#include <thread>
#include <utility>

#include "transport/listener.hpp"
#include "transport/surroundings.hpp"
#include "transport/worker.hpp"

namespace ruamkit::transport {
namespace {

void raise_file_limit(spdlog::logger& log, std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  constexpr rlim_t spare = 256;  // the ledger, the log, the listener
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < connections + spare) {
    log.warn("the system allows {} open files, fewer than {} connections need (LimitNOFILE)", limit.rlim_max,
             connections);
  }
}

options checked(options what) {
  if (what.tls_cert.empty() != what.tls_key.empty()) {
    throw start_failure{"TLS needs both a certificate and its key; only one of them is given"};
  }
  if (what.threads == 0) throw start_failure{"at least one transport thread is needed"};
  return what;
}

std::unique_ptr<surroundings> survey(options what, std::shared_ptr<spdlog::logger> log) {
  try {
    return std::make_unique<surroundings>(checked(std::move(what)), std::move(log));
  } catch (const start_failure&) {
    throw;
  } catch (const std::exception& failed) {
    throw start_failure{failed.what()};
  }
}

}  // namespace

struct server::impl {
  impl(options what, std::shared_ptr<spdlog::logger> log) : around(survey(std::move(what), std::move(log))) {
    for (unsigned i = 0; i < around->what.threads; ++i) {
      threads.push_back(std::make_unique<worker>(i, *around));
      around->counts.push_back(&threads.back()->counted());
    }
  }
  ~impl() { stop_now(); }

  void stop_now() {
    if (door) door->stop();
    for (auto& each : threads) each->stop();
    for (auto& each : bodies) each.join();
    bodies.clear();
    for (auto& each : threads) each->end_all();
  }

  std::unique_ptr<surroundings> around;
  std::vector<std::unique_ptr<worker>> threads;
  std::unique_ptr<listener> door;
  std::vector<std::thread> bodies;
};

server::server(options what, std::shared_ptr<spdlog::logger> log)
    : impl_(std::make_unique<impl>(std::move(what), std::move(log))) {}

server::~server() = default;

std::vector<engine::outlet*> server::outlets() {
  std::vector<engine::outlet*> out;
  for (auto& each : impl_->threads) out.push_back(each.get());
  return out;
}

void server::attach(engine::port& to) { impl_->around->port = &to; }

void server::start() {
  auto& around = *impl_->around;
  raise_file_limit(*around.log, around.what.limits.connections);
  try {
    impl_->door = std::make_unique<listener>(around, impl_->threads.front()->loop(), impl_->threads);
  } catch (const std::exception& failed) {
    throw start_failure{failed.what()};
  }
  for (auto& each : impl_->threads) {
    impl_->bodies.emplace_back([thread = each.get()] { thread->run(); });
  }
  impl_->door->start();
  around.log->info("listening on {} port {} with {} threads, {}, {} web files", around.what.address, port(),
                   around.what.threads, around.tls ? "TLS" : "no TLS", around.files.size());
}

std::uint16_t server::port() const { return impl_->door ? impl_->door->port() : std::uint16_t{0}; }

void server::stop_accepting() {
  if (impl_->door) impl_->door->stop();
}

void server::drain_and_stop(std::chrono::milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  stop_accepting();
  for (auto& each : impl_->threads) each->drain();
  const bool all = impl_->bodies.empty() || impl_->around->guests.wait_until_empty(deadline);
  if (!all) {
    impl_->around->log->warn("{} connections did not close in time and were cut", impl_->around->guests.count());
  }
  impl_->stop_now();
  impl_->around->log->info("transport stopped");
}

std::string server::metrics() const { return impl_->around->metrics(); }

}  // namespace ruamkit::transport
