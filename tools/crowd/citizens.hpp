// The simulated citizens: they join, answer every ballot in their own time, tell their tables what they think, lose
// their connection and come back. Used by `ruamkit demo` and `ruamkit load --follow`.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crowd/agenda.hpp"
#include "crowd/choice.hpp"
#include "crowd/recount.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::crowd {

struct person {
  std::string id;
  std::string seat;  ///< empty where anyone may join
  std::vector<opinion::place> strata;
};

struct crowd_setup {
  std::string code;
  std::vector<person> people;
  std::uint64_t seed = 1;
  double pace = 1;     ///< stretches every human delay: 1 is seconds for a whole ballot, 40 is a hall
  std::string run_id;  ///< in every command id: one run's are never another's
};

/// What has become of what they did.
struct crowd_account {
  std::size_t joined = 0;
  std::size_t acknowledged = 0;  ///< votes
  std::size_t ideas = 0;         ///< acknowledged
  std::size_t refused = 0;       ///< votes and ideas
  std::size_t reconnects = 0;
  std::size_t unanswered = 0;  ///< still meant to be sent, or sent and not answered
  std::map<std::string, std::size_t> errors{};
};

/// Slots 0 .. count-1 of the swarm are theirs.
class citizens {
 public:
  citizens(ws::swarm& swarm, crowd_setup how, agenda& shared);

  /// Everybody comes within `over`.
  void arrive(std::chrono::milliseconds over);
  void opened(std::size_t i);
  void closed(std::size_t i, const ws::closure& how);
  void text(std::size_t i, std::string_view message);
  /// The shared agenda has news.
  void agenda_changed();

  [[nodiscard]] std::size_t count() const { return people_.size(); }
  [[nodiscard]] std::size_t joined() const { return account_.joined; }
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
  [[nodiscard]] tally recount(const ballot& of) const;
  [[nodiscard]] crowd_account account() const;
  /// Nothing new is said from here on; what is under way is said until it has its answer, and whoever is cut off comes
  /// back.
  void stop() { stopping_ = true; }
  /// Nor does anybody come back any more.
  void leave() { stopping_ = leaving_ = true; }
  [[nodiscard]] std::size_t under_way() const { return under_way_; }
  /// Everybody who joined and did not give up is signed on.
  [[nodiscard]] bool all_here() const;

  /// One person's last acknowledged answer.
  struct kept_answer {
    std::string ballot;
    std::int64_t seq = 0;
    boost::json::value choice;
  };
  /// Those of somebody who is still in their seat; nothing for one who gave it up.
  [[nodiscard]] std::vector<kept_answer> answers_of(std::size_t i) const;
  [[nodiscard]] bool lost_seat(std::size_t i) const { return people_[i].gone; }
  /// The deliberation, once somebody has joined it.
  [[nodiscard]] const std::string& deliberation() const { return deliberation_; }

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
    std::string ballot;  // empty: an idea, whose words are `choice`
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
    std::string told_in;          // the stage they last had ideas in
    std::deque<outgoing> outbox;  // the first is under way
  };

  void sign_on(std::size_t i);
  void send_first(std::size_t i);
  void consider(std::size_t i);
  void decide(std::size_t i, const ballot& on, std::uint32_t opening);
  void answer_later(std::size_t i, const ballot& on, double delay_ms, boost::json::value choice, bool drop, bool last);
  [[nodiscard]] double pace_for(const ballot& on) const;
  void tell_ideas(std::size_t i);
  void put(std::size_t i, outgoing what);
  void answered(std::size_t i, std::int64_t id, std::string_view message);
  void refused(std::size_t i, std::int64_t id, std::string_view message);
  void settle_first(std::size_t i);
  void lose(std::size_t i);

  ws::swarm& swarm_;
  std::string code_;
  std::string run_id_;
  std::string deliberation_;
  std::uint64_t seed_;
  double pace_;
  agenda& agenda_;
  std::vector<citizen> people_;
  bool stopping_ = false, leaving_ = false;
  std::size_t gone_ = 0, waiting_ = 0, under_way_ = 0;
  crowd_account account_;
};

}  // namespace ruamkit::crowd
