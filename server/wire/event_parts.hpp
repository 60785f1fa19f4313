// The inside of event_json, shared by its .cpp files: reading members of an event's JSON, and the events that belong to
// tables, ideas, themes and channels.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deliberation/event.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::wire::stored {

// Each throws unreadable_event where the member is missing or of another type.
[[noreturn]] void refuse_member(std::string_view name);
[[nodiscard]] std::string text(const boost::json::object& o, std::string_view name);
[[nodiscard]] std::int64_t number(const boost::json::object& o, std::string_view name);
[[nodiscard]] const boost::json::array& list(const boost::json::object& o, std::string_view name);
[[nodiscard]] const boost::json::object& members(const boost::json::object& o, std::string_view name);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> strata(const boost::json::object& o);

struct reader {
  std::string_view type;
  deliberation::event (*read)(const boost::json::object&);
};
/// For the events that meeting_writer writes.
[[nodiscard]] std::span<const reader> meeting_readers();

/// Writes an event's members after its type.
struct meeting_writer {
  object_text& o;

  void operator()(const deliberation::stage_extended& e) const;
  void operator()(const deliberation::tables_formed& e) const;
  void operator()(const deliberation::participant_checked_in& e) const;
  void operator()(const deliberation::participant_seated& e) const;
  void operator()(const deliberation::walk_in_added& e) const;
  void operator()(const deliberation::participant_left& e) const;
  void operator()(const deliberation::participant_moved& e) const;
  void operator()(const deliberation::tables_mixed& e) const;
  void operator()(const deliberation::table_facilitated& e) const;
  void operator()(const deliberation::table_help_set& e) const;
  void operator()(const deliberation::table_noted& e) const;
  void operator()(const deliberation::idea_added& e) const;
  void operator()(const deliberation::idea_edited& e) const;
  void operator()(const deliberation::idea_withdrawn& e) const;
  void operator()(const deliberation::idea_placed& e) const;
  void operator()(const deliberation::theme_added& e) const;
  void operator()(const deliberation::theme_reworded& e) const;
  void operator()(const deliberation::theme_merged& e) const;
  void operator()(const deliberation::ballot_made& e) const;
  void operator()(const deliberation::keypad_bound& e) const;
  void operator()(const deliberation::keypad_unbound& e) const;
  void operator()(const deliberation::paper_opened& e) const;
  void operator()(const deliberation::paper_entered& e) const;
  void operator()(const deliberation::paper_dropped& e) const;
  void operator()(const deliberation::document_attached& e) const;
};

}  // namespace ruamkit::wire::stored
