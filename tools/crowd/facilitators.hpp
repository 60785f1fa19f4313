// Simulated facilitators: one at each table, who in stages of table talk writes down ideas and notes. They take no
// table over, and leave the notes of a table alone where a human writes them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crowd/agenda.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::crowd {

class facilitators {
 public:
  struct setup {
    std::size_t first_slot = 0;  ///< slots from here on are theirs
    std::string token;           ///< of one staff account, on as many sockets as there are tables
    std::string deliberation;
    std::string run_id;
    std::uint64_t seed = 1;
    double pace = 1;
  };

  facilitators(ws::swarm& swarm, setup how, const agenda& shared);

  /// To be called again and again: comes to the tables as they are made, and works when a stage asks for it.
  void turn();
  [[nodiscard]] bool is_theirs(std::size_t slot) const { return slot >= how_.first_slot; }
  void opened(std::size_t slot);
  void closed(std::size_t slot, const ws::closure& how);
  void text(std::size_t slot, std::string_view message);
  void stop() { stopping_ = true; }

  [[nodiscard]] std::size_t count() const { return tables_.size(); }
  [[nodiscard]] std::size_t ideas() const { return ideas_; }
  [[nodiscard]] std::size_t notes() const { return notes_; }
  [[nodiscard]] const std::map<std::string, std::size_t>& errors() const { return errors_; }

 private:
  struct table {
    bool bound = false;
    bool noting = false;      // a note is on its way
    std::string worked_in;    // the stage they last worked in
    std::string noted, seen;  // what they wrote into the notes, and what stands there, as JSON
    std::int64_t version = 0;
    std::uint64_t said = 0;
  };

  void work(std::size_t at, const stage& in);
  void add_idea(std::size_t at);
  void add_note(std::size_t at);
  void send(std::size_t at, std::int64_t id, const std::string& method, const std::string& params);

  ws::swarm& swarm_;
  setup how_;
  const agenda& agenda_;
  std::vector<table> tables_;  // table 1 first
  bool stopping_ = false;
  std::size_t ideas_ = 0, notes_ = 0;
  std::map<std::string, std::size_t> errors_;
};

}  // namespace ruamkit::crowd
