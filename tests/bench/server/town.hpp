// A town meeting at work on one real ruamkitd: phones, table pages, theme-team pages, a lead and a screen, each a
// socket of its own, all driven by one thread.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crowd/spread.hpp"
#include "programs/server.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::bench {

struct town_size {
  std::size_t phones = 5000;
  std::size_t tables = 500;
  std::size_t theme_pages = 10;
  std::size_t ballots = 10;
};

/// What a stretch of the day took of the processor.
struct effort {
  double passed_s = 0;
  double crowd_s = 0;   ///< near `passed_s` the crowd would be what is measured
  double server_s = 0;  ///< to hundredths
};

class town {
 public:
  /// Starts the server and prepares the meeting: roll, seats, tables, staff. Throws std::runtime_error.
  town(const std::string& program, const std::string& folder, town_size how);

  /// Everybody comes, is seated, and watches what their page watches; and the ballots' stage begins.
  void gather();

  struct instant_vote {
    std::size_t acknowledged = 0;
    crowd::spread ack_ms{};
    double final_tally_ms = 0;      ///< from the last acknowledgement until the last phone has the final tally
    std::size_t without_final = 0;  ///< phones that never had it
    effort took{};
  };
  /// Everybody votes on the first ballot in the same instant.
  instant_vote vote_at_once();

  struct revealed {
    double phones_ms = 0;  ///< from sending ballot.publish until the last phone has the result and the agenda
    double screen_ms = 0;
    std::size_t without = 0;
    effort took{};
  };
  /// Closes the first ballot, waits for quiet, and publishes it.
  revealed reveal();

  struct streamed {
    std::size_t ideas = 0;
    std::size_t lost = 0;              ///< sent, and not seen on every theme page
    double p50 = 0, p95 = 0, max = 0;  ///< ms from sending an idea until the last theme page shows it
    effort took{};
  };
  /// The table pages send ideas in turn, so many a second altogether.
  streamed stream(double ideas_per_s, std::chrono::milliseconds how_long);

  /// Everybody votes on one after the other of the remaining ballots, and then again and again, as fast as it goes,
  /// until so many votes are acknowledged; `sample` is called with the count after each `every`. Gives the count.
  std::size_t soak(std::size_t votes, std::size_t every, const std::function<void(std::size_t)>& sample);

  [[nodiscard]] programs::footprint server_now() const { return server_.now(); }
  [[nodiscard]] std::size_t sockets() const { return screen_ + 1; }

 private:
  using time_point = std::chrono::steady_clock::time_point;
  using slot = ws::swarm::slot;

  struct phone {
    time_point sent{}, acknowledged{};
    time_point all_voted{};         // the tally with everybody's vote came
    time_point result{}, agenda{};  // the published tally came; the agenda that says so
    std::int64_t agenda_rev = 0;
    std::size_t votes = 0;
  };
  struct theme_page {
    std::vector<std::size_t> shown;          // ideas on each page of ideas
    std::map<std::size_t, time_point> seen;  // by number of the idea
  };
  struct sent_idea {
    time_point at{};
    std::size_t number = 0;  // i7 is 7; 0 until acknowledged
  };

  [[nodiscard]] effort so_far() const;
  [[nodiscard]] effort since(const effort& then) const;
  void prepare();
  boost::json::object ask(const char* method, boost::json::object params);
  std::string token_of(const char* role);
  void sign_on(slot who);
  [[nodiscard]] std::vector<std::string> views_of(slot who) const;
  void watch(slot who, const std::vector<std::string>& views);
  void send(slot who, std::int64_t id, std::string_view method, boost::json::object params);
  void take(slot who, std::string_view message);
  void answered(slot who, std::int64_t id, std::string_view message);
  void phone_view(phone& one, std::string_view view, std::string_view params);
  void theme_view(slot who, std::string_view view, std::string_view doc);
  void lead_does(std::string_view method, boost::json::object params);
  void send_vote(slot who, std::size_t ballot);
  void quiet(std::chrono::milliseconds how_long);
  void until(const char* what, const std::function<bool()>& done);
  [[nodiscard]] bool is_phone(slot who) const { return who < how_.phones; }
  [[nodiscard]] bool is_table(slot who) const { return who >= tables_ && who < themes_; }
  [[nodiscard]] bool is_theme_page(slot who) const { return who >= themes_ && who < lead_; }

  town_size how_;
  programs::server server_;
  std::string organiser_, deliberation_, code_;
  std::string floor_, team_, leader_, projector_;  // tokens: one account a role, on as many sockets as it has pages
  std::vector<std::string> seats_;
  ws::swarm swarm_;
  slot tables_, themes_, lead_, screen_;
  std::size_t bound_ = 0, watching_ = 0;
  std::string refusal_;  // the first that nobody expected
  std::vector<phone> phones_;
  std::vector<theme_page> pages_;
  std::vector<sent_idea> ideas_;
  std::size_t acknowledged_ = 0;
  std::int64_t lead_asked_ = 0, lead_answered_ = 0, lead_seq_ = 0;
  time_point screen_result_{};
  std::size_t soak_left_ = 0;  // votes still to be sent; 0: phones do not vote on
};

}  // namespace ruamkit::bench
