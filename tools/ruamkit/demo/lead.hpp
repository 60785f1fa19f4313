// The simulated lead: runs the script over a connection of its own, and steps aside for a human.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ruamkit/demo/demo.hpp"
#include "ruamkit/demo/script.hpp"

namespace ruamkit::demo {

class lead {
 public:
  struct pace {
    std::chrono::milliseconds before_start;  ///< of the first stage, while people still arrive
    std::chrono::milliseconds before_open;
    std::chrono::milliseconds after_close;
    std::chrono::milliseconds stage_without_ballots;
    std::chrono::milliseconds ballot_at_most;
    double answered_share;  ///< of those who mean to answer; then the ballot is closed
  };

  /// `slot` is the lead's in the swarm.
  lead(ws::swarm& swarm, std::size_t slot, const demo_options& options, std::string deliberation, const citizens& crowd,
       const agenda& shared, pace how);

  std::function<void(const std::string&)> say = [](const std::string&) {};

  void opened();
  void closed(const ws::closure& how);
  void text(std::string_view message);
  /// Looks whether the next step is due; called every turn.
  void turn();

  [[nodiscard]] bool finished() const { return ready_ && next_ >= script_.size() && !under_way_; }
  [[nodiscard]] bool stepped_aside() const { return stepped_aside_; }
  /// Why the lead cannot go on; empty: all is well.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  void send(std::int64_t id, std::string_view method, boost::json::object params);
  void answered(std::int64_t id, std::string_view message);
  void on_agenda();
  [[nodiscard]] bool due() const;
  void do_next();
  void step_aside();

  ws::swarm& swarm_;
  std::size_t slot_;
  const demo_options& options_;
  std::string deliberation_;
  const citizens& crowd_;
  const agenda& shared_;
  pace pace_;
  agenda seen_;
  std::vector<step> script_;
  std::optional<hand> hand_;
  std::string token_;
  std::size_t next_ = 0;
  bool ready_ = false;
  bool under_way_ = false;  // sent, and not yet both answered and shown
  bool answered_ = false;
  bool stepped_aside_ = false;
  std::string trouble_;
  ws::clock::time_point since_ = ws::clock::now();  // of the last step
};

}  // namespace ruamkit::demo
