// The check-in desk: cards, names and needs are in identity's store; walk-ins get a code from it. Of what it tells
// nothing enters the ledger.
#include <span>

#include "engine/ask_identity.hpp"
#include "engine/parts.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::engine {
namespace {

identity::deliberation_id of(const live& l) { return identity::deliberation_id{l.state.id.value()}; }
bool is_told_of(const identity::person& p) { return !p.name.empty() || !p.needs.empty(); }
identity::participant_id named(const deliberation::participant_id& id) { return identity::participant_id{id.value()}; }

std::string list_of(const std::vector<identity::person>& people, bool needs) {
  std::string text;
  {
    wire::object_text o(text);
    wire::array_text all(o.member("people"));
    for (const auto& each : people) {
      wire::object_text person(all.element());
      person.text("participant", each.participant.value());
      if (needs) {
        write_person(person, each);
      } else {
        person.text("name", each.name);
      }
    }
  }
  return text;
}

}  // namespace

live* engine::parts::at_desk(const asked& who) {
  const auto about = subject(who);
  if (!about) {
    reply(who.back, about.error());
    return nullptr;
  }
  const deliberation::command any = deliberation::check_in{};
  const auto no = deliberation::authorise(who.actor, any, (*about)->state);
  if (no) refuse(who.back, no->code, no->at);
  return no ? nullptr : *about;
}

void engine::parts::with_person(const asked& who, const wire::card_or_participant& whom,
                                std::function<deliberation::command(deliberation::participant_id)> command) {
  const auto* l = at_desk(who);
  if (l == nullptr) return;
  using outcome = std::optional<identity::person>;
  ask_identity<outcome>(
      who.back,
      [here = of(*l), whom](identity::store& s) -> outcome {
        auto id = whom.participant ? std::optional(named(*whom.participant)) : std::nullopt;
        if (!id) {
          auto card = s.find_seat(*whom.seat);
          if (!card || card->deliberation != here) return std::nullopt;
          id = std::move(card->participant);
        }
        return s.person_of(here, *id).value_or(identity::person{*id, {}, {}, {}});
      },
      [this, who, command = std::move(command)](outcome&& found) {
        if (!found) return refuse(who.back, "unknown_seat", "/params/seat");
        core_command(who, command(deliberation::participant_id{found->participant.value()}), found);
      });
}

void engine::parts::walk_in(const asked& who, const wire::desk_walk_in& what) {
  auto* about = at_desk(who);
  if (about == nullptr) return;
  auto& l = *about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return refuse_unavailable(who.back);
  const deliberation::command command = what.command;
  const auto name = deliberation::ledger_actor(l.state, who.actor, command);
  deliberation::participant_id participant;
  const auto done =
      who.command_id ? l.state.commands.find(deliberation::key_of(name, *who.command_id)) : l.state.commands.end();
  if (done != l.state.commands.end()) {
    const auto found = l.issues.find(done->second);
    if (found == l.issues.end()) return refuse(who.back, "unknown_participant");  // the id was another command's
    participant = found->second.front();
  } else {
    auto decided = deliberation::decide(l.state, who.actor, command, stamp());
    if (!decided) return refuse(who.back, decided.error().code, decided.error().at);
    participant = std::get<deliberation::walk_in_added>(decided->front()).participant;
    for (auto& event : *decided) record(l, name, who.command_id, std::move(event));
  }
  const auto* seat = l.state.find_seat(participant);
  const auto table = seat != nullptr ? seat->table : deliberation::table_number{0};
  const identity::person details{named(participant), what.name, {}, what.needs};
  turn->after.emplace_back([this, who, here = of(l), id = l.state.id, details, table](bool committed) {
    if (!committed) return inbox.put(notice([this, who] { refuse_unavailable(who.back); }));
    using outcome = std::vector<identity::issued_seat>;
    ask_identity<outcome>(
        who.back,
        [here, details](identity::store& s) {
          // Lengths and UTF-8 were checked where the request was read.
          if (is_told_of(details)) static_cast<void>(s.put(here, std::span(&details, 1)));
          return s.issue_seats(here, std::span(&details.participant, 1));
        },
        [this, who, details, table, id](outcome&& codes) {
          if (is_told_of(details)) person_changed(id, deliberation::participant_id{details.participant.value()});
          std::string text;
          {
            wire::object_text o(text);
            o.text("seat", codes.front().code);
            o.text("participant", details.participant.value());
            if (table != 0) {
              o.number("table", std::uint64_t{table});
            } else {
              o.null("table");
            }
            write_person(o, details);
          }
          reply(who.back, wire::json_result{std::move(text)});
        });
  });
}

void engine::parts::tell_people(const asked& who, const wire::desk_people& what) {
  const auto* l = at_desk(who);
  if (l == nullptr) return;
  using outcome = std::vector<identity::person>;
  ask_identity<outcome>(
      who.back,
      [here = of(*l), ids = what.participants](identity::store& s) {
        outcome known;
        for (const auto& id : ids)
          if (auto person = s.person_of(here, named(id))) known.push_back(std::move(*person));
        return known;
      },
      [this, who](outcome&& known) { reply(who.back, wire::json_result{list_of(known, true)}); });
}

void engine::parts::find_people(const asked& who, const wire::desk_find& what) {
  const auto* l = at_desk(who);
  if (l == nullptr) return;
  using outcome = std::vector<identity::person>;
  ask_identity<outcome>(
      who.back, [here = of(*l), text = what.text](identity::store& s) { return s.find_people(here, text); },
      [this, who](outcome&& found) { reply(who.back, wire::json_result{list_of(found, false)}); });
}

void engine::parts::person_changed(const deliberation::deliberation_id& id, const deliberation::participant_id& who) {
  const auto found = by_id.find(id.value());
  if (found != by_id.end()) lives[found->second]->person_changed(who, now);
}

void engine::parts::set_needs(const asked& who, const wire::desk_needs& what) {
  const auto* l = at_desk(who);
  if (l == nullptr) return;
  if (l->state.find_seat(what.participant) == nullptr)
    return refuse(who.back, "unknown_participant", "/params/participant");
  using outcome = result<void, identity::refusal>;
  ask_identity<outcome>(
      who.back,
      [here = of(*l), what](identity::store& s) { return s.set_needs(here, named(what.participant), what.needs); },
      [this, who, what, id = l->state.id](outcome&& kept) {
        if (!kept) return refuse(who.back, "out_of_range", "/params/needs");
        person_changed(id, what.participant);
        std::string text;
        {
          wire::object_text o(text);
          o.text("participant", what.participant.value());
          if (!what.needs.empty()) o.text("needs", what.needs);
        }
        reply(who.back, wire::json_result{std::move(text)});
      });
}

void engine::parts::forget(const asked& who, const wire::roll_forget& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  const deliberation::command any = deliberation::issue_seats{};
  if (const auto no = deliberation::authorise(who.actor, any, (*about)->state))
    return refuse(who.back, no->code, no->at);
  if ((*about)->state.find_seat(what.participant) == nullptr)
    return refuse(who.back, "unknown_participant", "/params/participant");
  ask_identity<bool>(
      who.back, [here = of(**about), id = what.participant](identity::store& s) { return s.erase(here, named(id)); },
      [this, who, what, id = (*about)->state.id](bool&& forgotten) {
        if (forgotten) person_changed(id, what.participant);
        reply(who.back, wire::json_result{forgotten ? R"({"forgotten":true})" : R"({"forgotten":false})"});
      });
}

}  // namespace ruamkit::engine
