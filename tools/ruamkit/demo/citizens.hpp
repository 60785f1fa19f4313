// The simulated citizens: they join, answer every ballot in their own time, lose their connection and come back.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ruamkit/demo/agenda.hpp"
#include "ruamkit/demo/demo.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::demo {

/// Slots 0 .. count-1 of the swarm are theirs.
class citizens {
 public:
  /// `pace` stretches every human delay: 1 is seconds for a whole ballot, 25 is a hall.
  citizens(ws::swarm& swarm, const prepared& made, std::uint64_t seed, double pace, agenda& shared);

  /// Everybody comes within `over`.
  void arrive(std::chrono::milliseconds over);
  void opened(std::size_t i);
  void closed(std::size_t i, const ws::closure& how);
  void text(std::size_t i, std::string_view message);
  /// The shared agenda has news.
  void agenda_changed();

  [[nodiscard]] std::size_t count() const { return people_.size(); }
  [[nodiscard]] std::size_t joined() const { return joined_; }
  [[nodiscard]] std::size_t gone() const { return gone_; }  ///< gave up for good
  /// Of those who mean to answer a ballot in its present opening: how many have, or were refused.
  struct turnout {
    std::size_t meaning_to = 0, done = 0, undecided = 0;
  };
  [[nodiscard]] turnout turnout_of(const std::string& ballot) const;
  /// Nobody has anything unsent or unanswered.
  [[nodiscard]] bool quiet() const { return waiting_ == 0; }
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

  /// What the crowd knows to have been acknowledged, counted by the rules of PROTOCOL.md.
  [[nodiscard]] crowd::tally recount(const crowd::ballot& of) const;
  void report(demo_report& into) const;
  void stop() { stopping_ = true; }

 private:
  struct answer {
    std::uint32_t opening = 0;
    bool means_to = false;
    bool done = false;
    bool acknowledged = false;
    std::int64_t seq = 0;
    boost::json::value choice;  // the last acknowledged one
  };
  struct outgoing {
    std::string ballot;
    boost::json::value choice;
    std::string text;
    std::int64_t id = 0;
    bool drop_after = false;  // the connection is lost right after sending, before the answer
    bool last = true;         // nothing more is meant to come for this ballot
  };
  struct citizen {
    crowd::opinion opinion;
    std::string seat;
    std::string token;
    bool bound = false;
    bool gone = false;
    std::size_t failures = 0;  // connections lost since the last good one
    std::int64_t last_id = 100;
    std::map<std::string, answer> answers;
    std::deque<outgoing> outbox;  // the first is under way
  };

  void sign_on(std::size_t i);
  void send_first(std::size_t i);
  void consider(std::size_t i);
  void decide(std::size_t i, const crowd::ballot& on, std::uint32_t opening);
  void answer_later(std::size_t i, const crowd::ballot& on, double delay_ms, boost::json::value choice, bool drop,
                    bool last);
  [[nodiscard]] double pace_for(const crowd::ballot& on) const;
  void put(std::size_t i, outgoing what);
  void answered(std::size_t i, std::int64_t id, std::string_view message);
  void refused(std::size_t i, std::int64_t id, std::string_view message);
  void settle_first(std::size_t i);
  void lose(std::size_t i);

  ws::swarm& swarm_;
  std::string code_;
  std::string run_id_;
  std::uint64_t seed_;
  double pace_;
  agenda& agenda_;
  std::vector<citizen> people_;
  bool stopping_ = false;
  std::size_t joined_ = 0, gone_ = 0, waiting_ = 0, acknowledged_ = 0, refused_ = 0, reconnects_ = 0;
  std::map<std::string, std::size_t> errors_;
};

}  // namespace ruamkit::demo
