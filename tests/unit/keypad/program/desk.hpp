// As much of a server as `ruamkit keypad` meets, with faults on request. What is true of the real one is proved in
// tests/scenario; here it cuts connections in the very moments that a real one cannot be made to.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "unit/ws/fake/fake_server.hpp"

namespace ruamkit::fake {

class desk {
 public:
  desk();
  ~desk() { server_.stop(); }

  [[nodiscard]] std::string url() const;
  /// "q1 single": opens that ballot, options a to d, and closes the others; "none": closes all.
  void open(const std::string& ballot);
  /// Every n-th vote is recorded and the connection cut instead of an answer; or refused as `busy`; 0 for never.
  void cut_every(int votes);
  void busy_every(int votes);
  /// No answer to an upgrade: the server is away, and whoever is connected is cut.
  void go_away();
  void come_back();
  /// These keypads are bound already, keypad K to the seat pK.
  void bind(const std::vector<std::string>& keypads);
  void know_people(std::set<std::string> people);

  /// "7=[\"a\"] 8=null": what each keypad has voted on the ballot.
  [[nodiscard]] std::string votes(const std::string& ballot);
  [[nodiscard]] std::map<std::string, std::string> bound();
  /// Votes recorded, and commands that came twice.
  [[nodiscard]] int recorded();
  [[nodiscard]] int repeated();

 private:
  using connection = server::connection;
  using object = boost::json::object;

  void handle(connection from, const std::string& text);
  object answer(const std::string& method, const object& params);
  object cast(const object& params);
  object bind_one(const std::string& method, const object& params);
  [[nodiscard]] object agenda() const;
  void push();
  std::string order(const std::string& what);

  server server_;
  std::mutex guard_;
  std::string ballot_, kind_;
  std::set<std::string> ballots_;
  std::int64_t rev_ = 0;
  std::set<connection> watching_;
  std::map<std::string, std::string> bound_;                         // keypad: participant
  std::set<std::string> people_;                                     // empty: everybody
  std::map<std::string, std::map<std::string, std::string>> votes_;  // ballot, keypad: choice
  std::map<std::string, object> outcomes_;
  int cut_every_ = 0, busy_every_ = 0, seen_ = 0, recorded_ = 0, repeated_ = 0;
  bool away_ = false, cut_ = false;
};

}  // namespace ruamkit::fake
