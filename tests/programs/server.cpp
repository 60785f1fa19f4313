#include "programs/server.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "ws/http.hpp"
#include "ws/stream.hpp"

namespace ruamkit::programs {

using std::chrono::steady_clock;

server::server(server_setup how)
    : how_(std::move(how)), where_{!how_.tls_cert.empty(), "127.0.0.1", std::to_string(free_port()), "/ws"} {
  std::filesystem::create_directories(data());
  std::ofstream(how_.folder + "/config.json") << how_.config;
}

std::vector<std::string> server::command() const {
  std::vector<std::string> out{how_.program, "--data",          data(), "--config", how_.folder + "/config.json",
                               "--listen",   where_.authority()};
  if (where_.tls) out.insert(out.end(), {"--tls-cert", how_.tls_cert, "--tls-key", how_.tls_key});
  out.insert(out.end(), how_.more.begin(), how_.more.end());
  return out;
}

finished server::account(std::vector<std::string> words, const std::string& input) const {
  words.insert(words.begin(), {how_.program, "account"});
  words.insert(words.end(), {"--data", data()});
  return run(words, input, complaints::kept);
}

void server::add_account(const std::string& name, const std::string& role, const std::string& password) const {
  const auto added = account({"add", name, "--role", role}, password + "\n");
  if (added.exit_code != 0) throw std::runtime_error("account add: " + added.out);
}

double server::start() {
  const auto begin = steady_clock::now();
  process_ = std::make_unique<background>(command(), how_.folder + "/server.log");
  for (;;) {
    const std::chrono::duration<double> passed = steady_clock::now() - begin;
    try {
      if (ws::http(where_, true, "GET", "/readyz").status == 200) return passed.count();
    } catch (const ws::disconnected&) {
      // not listening yet
    }
    if (!process_->alive() || passed.count() > 300)
      throw std::runtime_error("ruamkitd did not become ready:\n" + log());
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

void server::kill() { process_->kill(); }
int server::stop() { return process_->stop(); }

std::string server::log() const {
  std::ifstream in(how_.folder + "/server.log");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace ruamkit::programs
