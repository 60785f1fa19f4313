// The phones of a load, each a small state machine over the swarm.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crowd/ballot.hpp"
#include "ruamkit/load/load.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::load {

class phone_crowd {
 public:
  phone_crowd(const load_options& options, const load_hooks& hooks);

  load_report run();

 private:
  using time_point = ws::clock::time_point;

  struct phone {
    enum class state { away, joining, watching, ready, given_up };
    state at = state::away;
    std::string token;
    std::size_t views_missing = 0;  // of the first documents after view.watch
    std::size_t connects = 0;
    bool was_ready = false;
    bool had_voted = false;  // before this run
    bool asked_me = false;
    std::size_t votes_done = 0;  // acknowledged or refused
    std::size_t acknowledged = 0;
    bool in_flight = false;
    std::string frame;  // the vote under way, framed, to be sent again after a reconnect
    boost::json::value choice;
    boost::json::value last_acknowledged;
    time_point began, opened, sent, seen_final;
    std::int64_t voted_seen = -1;
  };

  void gather();
  bool ask_who_had_voted();
  void vote();
  void wait_for_final();
  void check_final();
  void farewell();
  void tell(const std::string& what) const { hooks_.progress(what); }

  void opened(std::size_t i);
  void closed(std::size_t i, const ws::closure& how);
  void text(std::size_t i, std::string_view message);
  void view(phone& one, std::string_view params);
  void answered(std::size_t i, std::int64_t id, std::string_view message);
  void refused(std::size_t i, std::int64_t id, std::string_view message);
  void bound(std::size_t i, std::string_view message);
  void acknowledged(std::size_t i);
  void one_view_less(std::size_t i);
  void next_vote(std::size_t i);
  void send_vote(std::size_t i);
  void done_with_vote(std::size_t i);
  void give_up(std::size_t i);
  void sign_on(std::size_t i);
  void learn_ballot(std::string_view doc);
  std::string vote_text(std::size_t i, const boost::json::value& choice) const;

  const load_options& options_;
  const load_hooks& hooks_;
  ws::swarm swarm_;
  std::string tally_name_;
  std::string run_id_;  // makes command ids of one run differ from another's
  std::vector<phone> phones_;
  std::optional<crowd::ballot> ballot_;
  std::string final_text_;
  bool stopping_ = false;
  bool voting_ = false;
  std::size_t ready_ = 0, given_up_ = 0, finished_ = 0, at_final_ = 0, answers_about_me_ = 0;
  std::int64_t voted_at_start_ = 0;
  time_point first_sent_{}, last_acknowledged_{};
  std::vector<double> connect_ms_, join_ms_, ack_ms_;
  load_report report_;
};

}  // namespace ruamkit::load
