// A real ruamkitd with one deliberation: seats issued, one ballot open.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "process.hpp"
#include "ruamkit/load/load.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::bench {

class hall {
 public:
  /// `folder` is the bench's own; the server's data goes in a subfolder. Throws std::runtime_error when it will not
  /// run.
  hall(std::string server, std::string folder, std::size_t seats);

  /// The options of a crowd in this hall.
  [[nodiscard]] load::load_options crowd() const;
  [[nodiscard]] background& process() { return *process_; }
  [[nodiscard]] const ws::endpoint& where() const { return where_; }
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const std::vector<std::string>& seats() const { return seats_; }

  void start();
  /// Seconds from now until /readyz says yes.
  [[nodiscard]] double wait_ready() const;
  [[nodiscard]] std::uint64_t ledger_bytes() const;

 private:
  void prepare(std::size_t seats);

  std::string server_;
  std::string folder_;
  ws::endpoint where_;
  std::string code_;
  std::vector<std::string> seats_;
  std::unique_ptr<background> process_;
};

}  // namespace ruamkit::bench
