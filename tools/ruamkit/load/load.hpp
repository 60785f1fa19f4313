// A crowd of phones that join, wait for each other, vote, and check what became of their votes.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crowd/recount.hpp"
#include "crowd/spread.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::load {

struct load_options {
  ws::endpoint where;
  bool insecure = false;
  std::string code;
  std::vector<std::string> seats;  ///< empty where anyone may join
  std::string ballot;
  std::size_t phones = 0;
  double connects_per_second = 0;  ///< 0: as fast as the server accepts
  double votes_per_second = 0;     ///< 0: all at once
  std::size_t votes_per_phone = 1;
  std::vector<std::string> choice;  ///< empty: random, of any kind
  bool watch_tally = true;
  bool join_only = false;
  std::chrono::milliseconds hold{0};
  std::chrono::milliseconds patience{120'000};  ///< for each part: joining, voting, the final tally
  std::uint64_t seed = 1;
};

struct load_report {
  std::size_t phones = 0;
  std::size_t joined = 0;
  std::size_t votes = 0;  ///< sent, retries not counted
  std::size_t acknowledged = 0;
  std::size_t voters = 0;  ///< phones with at least one acknowledged vote
  std::size_t reconnects = 0;
  std::map<std::string, std::size_t> errors;
  crowd::spread connect_ms;  ///< TCP, TLS and upgrade
  crowd::spread join_ms;     ///< from there until joined and every watched view has come
  crowd::spread ack_ms;
  std::optional<double> final_tally_ms;  ///< from the last acknowledgement until the final tally is on every phone
  double votes_per_s = 0;
  std::int64_t expected = 0;  ///< what `voted` must be in the end
  std::int64_t voted = 0;
  std::size_t phones_without_final = 0;
  std::vector<crowd::difference> differences;
  std::string trouble;  ///< why the crowd could not vote at all; empty: it could

  /// Everybody joined, every vote acknowledged and none missing from the final tally.
  [[nodiscard]] bool good() const;
};

[[nodiscard]] boost::json::object to_json(const load_report& of);

/// Told how far it is, and of the two moments somebody may want to measure something.
struct load_hooks {
  std::function<void(const std::string&)> progress = [](const std::string&) {};
  std::function<void()> on_gathered = [] {};  ///< every phone joined and quiet, before the first vote
  std::function<bool()> stopped = [] { return false; };
};

/// Blocks until it is over. Throws std::runtime_error for an unknown host.
[[nodiscard]] load_report run_load(const load_options& options, const load_hooks& hooks = {});

}  // namespace ruamkit::load
