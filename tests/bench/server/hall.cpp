#include "hall.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <stdexcept>

#include "crowd/ballot.hpp"
#include "ws/http.hpp"

namespace ruamkit::bench {
namespace json = boost::json;

namespace {

constexpr const char* password = "a long enough password 1";

/// The crowd comes from one address and votes far faster than people: the limits meant for those are lifted.
constexpr const char* config = R"({"limits":{"messages_per_token_per_s":1000000000,"messages_burst":1000000000,
  "connections":100000,"connections_per_address":100000,"join_failures_burst":1000000}})";

constexpr const char* definition = R"({
  "method": "town_meeting",
  "title": {"th": "วัดความเร็ว", "en": "Bench"}, "issue": {"th": "วัดความเร็ว", "en": "Bench"},
  "convenor": {"agency": "bench", "commitment": {"th": "วัด", "en": "to measure"}},
  "admission": "seats",
  "strata": [{"id": "gender", "label": {"th": "เพศ", "en": "Gender"}, "values": [
    {"id": "f", "label": {"th": "หญิง", "en": "Woman"}, "population": 0.51},
    {"id": "m", "label": {"th": "ชาย", "en": "Man"}, "population": 0.49}]}],
  "agenda": [{"id": "vote", "kind": "ballots", "title": {"th": "ลงคะแนน", "en": "Vote"}, "ballots": ["q1"]}],
  "ballots": [{"id": "q1", "kind": "single", "question": {"th": "เลือก", "en": "Choose"}, "reveal": "live",
    "secrecy": "linked", "options": [
    {"id": "a", "label": {"th": "ก", "en": "A"}}, {"id": "b", "label": {"th": "ข", "en": "B"}},
    {"id": "c", "label": {"th": "ค", "en": "C"}}, {"id": "d", "label": {"th": "ง", "en": "D"}}]}],
  "surveys": [], "experts": [], "documents": []})";

json::value ask(ws::rpc& server, const char* method, const json::object& params) {
  ws::reply answer = server.call(method, params);
  if (!answer.ok())
    throw std::runtime_error(std::string(method) + ": " + answer.code + " " + json::serialize(answer.error));
  return std::move(answer.result);
}

}  // namespace

hall::hall(const std::string& program, const std::string& folder, std::size_t seats)
    : server_({.program = program, .folder = folder, .config = config}) {
  server_.add_account("bench", "organiser", password);
  (void)server_.start();
  prepare(seats);
}

void hall::prepare(std::size_t seats) {
  ws::rpc server(where());
  server.token =
      crowd::text_in(ask(server, "account.login", {{"name", "bench"}, {"password", password}}).as_object(), "token");
  const json::value made = ask(server, "deliberation.create", {{"definition", json::parse(definition)}});
  const std::string id = crowd::text_in(made.as_object(), "deliberation");
  code_ = crowd::text_in(made.as_object(), "code");
  constexpr std::size_t a_request = 2000;
  for (std::size_t from = 0; from < seats; from += a_request) {
    json::array people, ids;
    for (std::size_t i = from; i < std::min(seats, from + a_request); ++i) {
      const std::string person = "bench-" + std::to_string(i);
      people.push_back(json::object{{"id", person}, {"strata", json::object{{"gender", i % 2 == 0 ? "f" : "m"}}}});
      ids.emplace_back(person);
    }
    ask(server, "roll.import", {{"deliberation", id}, {"people", std::move(people)}});
    const json::value issued = ask(server, "seat.issue", {{"deliberation", id}, {"ids", std::move(ids)}});
    for (const json::value& seat : crowd::array_in(issued.as_object(), "seats"))
      seats_.push_back(crowd::text_in(seat.as_object(), "seat"));
  }
  ask(server, "stage.start", {{"deliberation", id}, {"stage", "vote"}});
  ask(server, "ballot.open", {{"deliberation", id}, {"ballot", "q1"}});
}

load::load_options hall::crowd() const {
  load::load_options options;
  options.where = where();
  options.code = code_;
  options.seats = seats_;
  options.phones = seats_.size();
  options.ballot = "q1";
  options.patience = std::chrono::minutes(5);
  return options;
}

std::uint64_t hall::ledger_bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(server_.data()))
    if (file.is_regular_file()) bytes += file.file_size();
  return bytes;
}

}  // namespace ruamkit::bench
