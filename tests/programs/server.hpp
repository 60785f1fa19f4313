// A real ruamkitd on a folder of its own, that can be killed and started again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "programs/process.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::programs {

struct server_setup {
  std::string program;                 ///< path of ruamkitd
  std::string folder;                  ///< holds data/, config.json, server.log
  std::string config = "{}";           ///< text of the settings file
  std::vector<std::string> more = {};  ///< further options
  std::string tls_cert = {}, tls_key = {};
};

class server {
 public:
  /// Writes the settings; nothing runs yet.
  explicit server(server_setup how);

  /// `ruamkitd account add`. Throws std::runtime_error with what it said when it refuses.
  void add_account(const std::string& name, const std::string& role, const std::string& password) const;
  /// `ruamkitd account PART … --data DIR` with `input` on stdin.
  [[nodiscard]] finished account(std::vector<std::string> words, const std::string& input = {}) const;

  /// Starts it and waits until /readyz says yes; a second start takes the same port. Throws std::runtime_error with the
  /// log when it ends instead. Gives the seconds that took.
  double start();
  void kill();
  int stop();  ///< SIGTERM; the exit code
  [[nodiscard]] bool alive() { return process_ && process_->alive(); }

  [[nodiscard]] const ws::endpoint& where() const { return where_; }
  [[nodiscard]] std::string data() const { return how_.folder + "/data"; }
  [[nodiscard]] std::string log() const;
  [[nodiscard]] std::uint64_t resident_bytes() const { return process_->resident_bytes(); }
  [[nodiscard]] footprint now() const { return process_->now(); }
  [[nodiscard]] std::vector<std::string> command() const;

 private:
  server_setup how_;
  ws::endpoint where_;
  std::unique_ptr<background> process_;
};

}  // namespace ruamkit::programs
