// A real ruamkitd with one deliberation: seats issued, one ballot open.
#pragma once

#include <string>
#include <vector>

#include "programs/server.hpp"
#include "ruamkit/load/load.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::bench {

class hall {
 public:
  /// `folder` is the bench's own; the server's data goes in a subfolder. Throws std::runtime_error when it will not
  /// run.
  hall(const std::string& program, const std::string& folder, std::size_t seats);

  /// The options of a crowd in this hall.
  [[nodiscard]] load::load_options crowd() const;
  [[nodiscard]] programs::server& server() { return server_; }
  [[nodiscard]] const ws::endpoint& where() const { return server_.where(); }
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const std::vector<std::string>& seats() const { return seats_; }

  [[nodiscard]] std::uint64_t ledger_bytes() const;

 private:
  void prepare(std::size_t seats);

  programs::server server_;
  std::string code_;
  std::vector<std::string> seats_;
};

}  // namespace ruamkit::bench
