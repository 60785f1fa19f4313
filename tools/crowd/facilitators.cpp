#include "crowd/facilitators.hpp"

#include <boost/json.hpp>

#include "crowd/choice.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::crowd {
namespace json = boost::json;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t id_resume = 1, id_watch = 2, id_idea = 3, id_note = 4;
constexpr int ideas_a_stage = 3, notes_a_stage = 2;

std::string quoted(std::string_view text) { return json::serialize(json::string_view(text.data(), text.size())); }

}  // namespace

facilitators::facilitators(ws::swarm& swarm, setup how, const agenda& shared)
    : swarm_(swarm), how_(std::move(how)), agenda_(shared) {}

void facilitators::send(std::size_t at, std::int64_t id, const std::string& method, const std::string& params) {
  swarm_.send_text(how_.first_slot + at, R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + method +
                                             R"(","params":{)" + params + "}}");
}

void facilitators::turn() {
  if (stopping_) return;
  while (static_cast<std::int64_t>(tables_.size()) < agenda_.tables) {
    tables_.emplace_back();
    swarm_.connect(how_.first_slot + tables_.size() - 1);
  }
  const stage* now = agenda_.running();
  if (now == nullptr || (now->kind != "ideas" && now->kind != "tables")) return;
  for (std::size_t at = 0; at < tables_.size(); ++at)
    if (tables_[at].bound && tables_[at].worked_in != now->id) work(at, *now);
}

void facilitators::opened(std::size_t slot) {
  send(slot - how_.first_slot, id_resume, "session.resume", R"("token":)" + quoted(how_.token));
}

void facilitators::closed(std::size_t slot, const ws::closure&) {
  tables_[slot - how_.first_slot].bound = false;
  tables_[slot - how_.first_slot].noting = false;
  if (!stopping_) swarm_.after(milliseconds{1000}, [this, slot] { swarm_.connect(slot); });
}

void facilitators::work(std::size_t at, const stage& in) {
  tables_[at].worked_in = in.id;
  seeded random(mixed(how_.seed, in.id, at * 131));
  const auto later = [&](void (facilitators::*what)(std::size_t)) {
    const double delay = how_.pace * (200.0 + 1800.0 * unit(random));
    swarm_.after(milliseconds(static_cast<std::int64_t>(delay)), [this, at, what] {
      if (!stopping_ && tables_[at].bound) (this->*what)(at);
    });
  };
  for (int i = 0; i < ideas_a_stage; ++i) later(&facilitators::add_idea);
  for (int i = 0; i < notes_a_stage; ++i) later(&facilitators::add_note);
}

void facilitators::add_idea(std::size_t at) {
  table& one = tables_[at];
  const std::uint64_t which = mixed(how_.seed, "idea", at * 1000 + ++one.said);
  constexpr std::string_view agreed[] = {"all", "most", "some", "few"};
  send(at, id_idea, "idea.add",
       R"("deliberation":)" + quoted(how_.deliberation) + R"(,"table":)" + std::to_string(at + 1) + R"(,"text":)" +
           quoted(idea_text(which)) + R"(,"agreement":")" + std::string(agreed[which % std::size(agreed)]) +
           R"(","command_id":"f)" + how_.run_id + "-" + std::to_string(at) + "-" + std::to_string(one.said) + "\"");
}

void facilitators::add_note(std::size_t at) {
  table& one = tables_[at];
  if (one.noting || (!one.seen.empty() && one.seen != one.noted)) return;  // later, or a human's words
  const std::uint64_t which = mixed(how_.seed, "note", at * 1000 + ++one.said);
  one.noted = one.seen.empty() ? idea_text(which) : one.seen + "\n" + idea_text(which);
  one.noting = true;
  send(at, id_note, "table.note",
       R"("deliberation":)" + quoted(how_.deliberation) + R"(,"table":)" + std::to_string(at + 1) + R"(,"text":)" +
           quoted(one.noted) + R"(,"version":)" + std::to_string(one.version));
}

void facilitators::text(std::size_t slot, std::string_view message) {
  const std::size_t at = slot - how_.first_slot;
  table& one = tables_[at];
  const auto id = ws::number_at(ws::member(message, "id"));
  if (!id) {
    const auto notes = ws::member(message, "params", "doc", "notes");
    one.version = ws::number_at(ws::member(notes, "version")).value_or(one.version);
    boost::system::error_code failed;
    const json::value text = json::parse(json::string_view(ws::value_at(ws::member(notes, "text"))), failed);
    if (!failed && text.is_string()) one.seen = json::value_to<std::string>(text);
    return;
  }
  if (*id == id_note) one.noting = false;
  if (ws::member(message, "result").empty()) {
    ++errors_[std::string(ws::string_at(ws::member(message, "error", "data", "code")).value_or("error_without_code"))];
  } else if (*id == id_resume) {
    one.bound = true;
    send(at, id_watch, "view.watch",
         R"("deliberation":)" + quoted(how_.deliberation) + R"(,"views":["table/)" + std::to_string(at + 1) + R"("])");
  } else if (*id == id_idea) {
    ++ideas_;
  } else if (*id == id_note) {
    ++notes_;
    one.seen = one.noted;  // the view that says so may come later
    one.version = ws::number_at(ws::member(message, "result", "version")).value_or(one.version);
  }
}

}  // namespace ruamkit::crowd
