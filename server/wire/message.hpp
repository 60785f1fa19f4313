// What crosses the socket, typed: requests as decoded, replies before they are encoded. JSON itself stays in the .cpp
// files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "deliberation/command.hpp"
#include "deliberation/definition.hpp"

namespace ruamkit::wire {

/// A JSON-RPC id as it came: the text of a JSON number, string or null, to be given back unchanged.
struct request_id {
  std::string json = "null";
};

/// Why a request got no result. `code` is one of PROTOCOL.md's words, `at` a JSON Pointer into the request.
struct error {
  std::string code;
  std::string at;
  std::optional<std::int64_t> retry_after_ms;
  std::vector<deliberation::fault> faults;
};

// Requests that are not commands to a deliberation's core.
struct server_time {};
struct account_login {
  std::string name;
  std::string password;
};
struct session_join {
  std::string code;
  std::optional<std::string> seat;
};
struct screen_join {
  std::string code;
};
struct session_resume {
  std::string token;
};
struct session_logout {};
struct deliberation_check {
  std::string definition;  ///< JSON text
};
struct deliberation_create {
  std::string definition;  ///< JSON text
};
struct deliberation_list {};
struct deliberation_definition {};
/// The file that `from` has under the same document's id.
struct document_reuse {
  std::string document;
  deliberation::deliberation_id from;
};
struct personal_details {
  deliberation::participant_id participant;
  std::string name;
  std::string contact;
  std::string needs;
};
struct roll_import {
  deliberation::import_roll command;
  std::vector<personal_details> details;  ///< kept apart from the ledger
};
struct roll_forget {
  deliberation::participant_id participant;
};
struct seat_issue {
  std::optional<std::uint64_t> count;
  std::vector<deliberation::participant_id> ids;
};
/// Whom somebody at the desk means: exactly one of the two.
struct card_or_participant {
  std::optional<std::string> seat;
  std::optional<deliberation::participant_id> participant;
};
struct desk_check_in {
  card_or_participant whom;
};
struct desk_leave {
  card_or_participant whom;
};
struct desk_walk_in {
  deliberation::add_walk_in command;
  std::string name;   ///< kept apart from the ledger, as are the needs
  std::string needs;  ///< accessibility needs
};
struct desk_people {
  std::vector<deliberation::participant_id> participants;
};
struct desk_find {
  std::string text;
};
struct desk_needs {
  deliberation::participant_id participant;
  std::string needs;  ///< empty: none any more
};
struct view_watch {
  std::vector<std::string> views;
};
struct view_unwatch {
  std::vector<std::string> views;
};
struct view_get {
  std::string view;
};

using call =
    std::variant<server_time, account_login, session_join, screen_join, session_resume, session_logout,
                 deliberation_check, deliberation_create, deliberation_list, deliberation_definition, document_reuse,
                 roll_import, roll_forget, seat_issue, desk_check_in, desk_walk_in, desk_leave, desk_people, desk_find,
                 desk_needs, view_watch, view_unwatch, view_get, deliberation::command>;

struct request {
  request_id id;
  bool notification = false;  ///< no id given: no reply is sent
  std::optional<deliberation::deliberation_id> deliberation;
  std::optional<std::string> command_id;
  wire::call call;
};

struct undecodable {
  request_id id;
  wire::error error;
};

/// One frame. Never throws; refuses what PROTOCOL.md does not describe.
[[nodiscard]] result<request, undecodable> decode(std::string_view frame);

/// What a POST for printed seat cards holds: the parameters of seat.issue, and `lang`.
struct card_order {
  seat_issue seats;
  bool everyone = false;  ///< `all`: everyone on the roll, also those who have a card
  std::optional<std::string> command_id;
  bool in_thai = true;
};
/// The body, a JSON object. Never throws; refuses what PROTOCOL.md does not describe, with pointers into the body.
[[nodiscard]] result<card_order, error> decode_card_order(std::string_view body);

/// `{"seq":…,"receipt":"…"}`, the commonest reply by far.
struct recorded {
  std::uint64_t seq = 0;
  digest receipt{};
};
/// A result already in JSON.
struct json_result {
  std::string text;
};
using answer = std::variant<recorded, json_result, error>;

/// The whole response object, ready for a frame.
[[nodiscard]] std::string encode_reply(const request_id& id, const answer& what);

}  // namespace ruamkit::wire
