// The check-in desk: cards are looked up in identity's store, walk-ins get a code from it.
#include "engine/ask_identity.hpp"
#include "engine/parts.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::engine {

void engine::parts::check_in(const asked& who, const wire::desk_check_in& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  // Whether the card exists is for those who may check in: asked before it is looked up.
  const deliberation::command any = deliberation::check_in{};
  if (const auto no = deliberation::authorise(who.actor, any, (*about)->state))
    return refuse(who.back, no->code, no->at);
  if (what.participant) return core_command(who, deliberation::check_in{*what.participant});
  using outcome = std::optional<identity::seat>;
  ask_identity<outcome>(
      who.back, [seat = *what.seat](identity::store& s) { return s.find_seat(seat); },
      [this, who, wanted = (*about)->state.id](outcome&& found) {
        if (!found || found->deliberation.value() != wanted.value())
          return refuse(who.back, "unknown_seat", "/params/seat");
        core_command(who, deliberation::check_in{deliberation::participant_id{found->participant.value()}});
      });
}

void engine::parts::walk_in(const asked& who, const wire::desk_walk_in& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return refuse_unavailable(who.back);
  const deliberation::command command = what.command;
  if (const auto no = deliberation::authorise(who.actor, command, l.state)) return refuse(who.back, no->code, no->at);
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
  turn->after.emplace_back([this, who, id = l.state.id, participant, table](bool committed) {
    if (!committed) return inbox.put(notice([this, who] { refuse_unavailable(who.back); }));
    using outcome = std::vector<identity::issued_seat>;
    ask_identity<outcome>(
        who.back,
        [id, participant](identity::store& s) {
          const std::array ids{identity::participant_id{participant.value()}};
          return s.issue_seats(identity::deliberation_id{id.value()}, ids);
        },
        [this, who, table](outcome&& codes) {
          std::string text;
          {
            wire::object_text o(text);
            o.text("seat", codes.front().code);
            o.text("participant", codes.front().participant.value());
            if (table != 0) {
              o.number("table", std::uint64_t{table});
            } else {
              o.null("table");
            }
          }
          reply(who.back, wire::json_result{std::move(text)});
        });
  });
}

}  // namespace ruamkit::engine
