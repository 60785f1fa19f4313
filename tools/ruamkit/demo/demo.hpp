// A simulated deliberation against a real server: what it is told and what it finds.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "crowd/choice.hpp"
#include "crowd/citizens.hpp"
#include "crowd/recount.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::demo {

using crowd::agenda;
using crowd::citizens;
using crowd::person;

struct account {
  std::string name;
  std::string password;
};

struct demo_options {
  ws::endpoint where;
  bool insecure = false;
  account organiser;
  account lead;
  boost::json::object definition;
  std::string documents;  ///< folder of the files the definition's documents name; empty: none are attached
  std::size_t people = 0;
  std::size_t spare_seats = 20;
  std::string out;  ///< folder for demo.json
  bool once = false;
  bool autoplay = true;
  std::uint64_t seed = 1;
};

/// What the organiser has made.
struct prepared {
  std::string deliberation;
  std::string code;
  std::vector<person> people;
  std::vector<std::string> spare_seats;
  std::int64_t on_roll = 0;  ///< 0 where anyone may join: the roll then grows
  boost::json::object agenda;
};

/// Creates the deliberation, its roll and its seats. Throws std::runtime_error with the server's answer.
[[nodiscard]] prepared prepare(const demo_options& options);
void write_demo_file(const demo_options& options, const prepared& made);

/// People whose strata follow the shares of the population, drawn by seed; no person is behind them.
[[nodiscard]] std::vector<person> draw_people(const boost::json::object& agenda, std::size_t count, std::uint64_t seed);

/// One ballot at the end.
struct ballot_result {
  crowd::ballot ballot;
  crowd::tally ours;
  crowd::tally published;
};

struct demo_report {
  std::string deliberation, code;
  std::size_t people = 0, joined = 0, acknowledged = 0, refused = 0, reconnects = 0, unanswered = 0;
  std::map<std::string, std::size_t> errors;
  std::vector<ballot_result> ballots;
  std::vector<crowd::difference> differences;
  std::string trouble;

  [[nodiscard]] bool good() const { return trouble.empty() && differences.empty() && unanswered == 0; }
};

struct demo_hooks {
  std::function<void(const std::string&)> progress = [](const std::string&) {};
  std::function<void(const std::string&)> say = [](const std::string&) {};  ///< what a person should read
  std::function<bool()> stopped = [] { return false; };
};

/// Blocks: with `once` until the agenda is over and counted again, else until stopped.
[[nodiscard]] demo_report run_demo(const demo_options& options, const prepared& made, const demo_hooks& hooks);

[[nodiscard]] boost::json::object to_json(const demo_report& of);
/// The results as a table, Thai and English; then the differences, if any.
[[nodiscard]] std::string to_text(const demo_report& of);

}  // namespace ruamkit::demo
