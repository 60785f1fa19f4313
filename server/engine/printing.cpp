// Printed cards. Seat cards are an issue of codes whose answer is the file: the codes are made once the issue is
// committed, go to the renderer's thread and are kept nowhere.
#include "engine/ask_identity.hpp"
#include "engine/parts.hpp"
#include "reports/cards.hpp"

namespace ruamkit::engine {
namespace {

wire::error error_of(std::string_view code, std::string at = {}, std::optional<std::int64_t> retry_after_ms = {}) {
  return wire::error{std::string(code), std::move(at), retry_after_ms, {}};
}

const wire::error storage_unavailable = error_of("storage_unavailable", {}, 1000);
const wire::error busy = error_of("busy", {}, 2000);

reports::card_occasion occasion_of(const live& l, const cards_request& in, instant now) {
  return {l.state.id.value(), l.state.definition.title, l.state.code, in.origin, now};
}

/// A refusal of the core points into the parameters of a method: here they are the whole body.
wire::error in_body(const deliberation::rejection& no) {
  constexpr std::string_view params = "/params";
  return error_of(no.code, no.at.starts_with(params) ? no.at.substr(params.size()) : no.at);
}

deliberation::issue_seats wanted_by(const live& l, const wire::card_order& order) {
  if (!order.everyone) return seats_wanted(l.state, order.seats);
  deliberation::issue_seats out;
  for (const auto& seat : l.state.roll.seats) out.ids.push_back(seat.id);
  return out;
}

}  // namespace

void engine::parts::print(const cards_request& in) {
  ++count.commands;
  asked who;
  const auto about = for_staff(in.from, in.bearer, in.deliberation, who);
  if (!about) return send(in.from, about.error());
  // Before anything is issued: codes nobody can print would only end the cards people hold.
  if (how.report_fonts.empty()) return send(in.from, error_of("report_failed"));
  if (cards_asked >= how.cards_at_once_max) return send(in.from, busy);
  if (in.seats) return print_seats(**about, who, in);
  print_tables(**about, who, in);
}

void engine::parts::print_tables(live& l, const asked& who, const cards_request& in) {
  const deliberation::command any = deliberation::form_tables{};
  if (const auto no = deliberation::authorise(who.actor, any, l.state)) return send(in.from, error_of(no->code));
  auto* turn = turn_of(l);
  if (turn == nullptr) return send(in.from, storage_unavailable);
  const auto tables = static_cast<std::uint32_t>(l.state.seating.tables.size());
  if (tables == 0) return send(in.from, error_of("no_tables"));
  ++cards_asked;
  const std::shared_ptr<void> ticket(nullptr, [this](void*) { --cards_asked; });
  turn->after.emplace_back([this, in, ticket, tables, what = occasion_of(l, in, now)](bool committed) {
    if (!committed) return send(in.from, storage_unavailable);
    make_cards(in.from, [this, ticket, what, tables, in] {
      return table_cards_of(what, tables, in.language, how.report_fonts);
    });
  });
}

void engine::parts::print_seats(live& l, const asked& asker, const cards_request& in) {
  auto who = asker;
  who.command_id = in.seats->command_id;
  auto* turn = turn_of(l);
  if (turn == nullptr) return send(in.from, storage_unavailable);
  const auto wanted = wanted_by(l, *in.seats);
  const deliberation::command command = wanted;
  if (const auto no = deliberation::authorise(who.actor, command, l.state)) return send(in.from, error_of(no->code));
  const auto name = deliberation::ledger_actor(l.state, who.actor, command);
  const bool repeated = who.command_id && l.state.commands.contains(deliberation::key_of(name, *who.command_id));
  if (!repeated) {
    const auto cards = wanted.ids.size() + wanted.extra;
    if (cards > reports::seat_cards_max) return send(in.from, error_of("too_many_cards"));
    if (cards == 0) return send(in.from, error_of("no_cards"));
  }
  const auto participants = issue_to(l, who, wanted);
  if (!participants) return send(in.from, in_body(participants.error()));
  ++cards_asked;
  const std::shared_ptr<void> ticket(nullptr, [this](void*) { --cards_asked; });
  const auto refused = [this, to = in.from, ticket](const wire::error& why) { send(to, why); };
  turn->after.emplace_back(
      [this, in, ticket, refused, people_wanted = *participants, what = occasion_of(l, in, now)](bool committed) {
        if (!committed) return refused(storage_unavailable);
        using outcome = std::vector<identity::issued_seat>;
        ask_identity<outcome>(
            refused,
            [id = what.deliberation, people_wanted](identity::store& s) {
              std::vector<identity::participant_id> ids;
              ids.reserve(people_wanted.size());
              for (const auto& each : people_wanted) ids.emplace_back(each.value());
              return s.issue_seats(identity::deliberation_id{id}, ids);
            },
            [this, in, ticket, what](outcome&& codes) {
              auto seats = std::make_shared<std::vector<reports::seat_card>>();
              seats->reserve(codes.size());
              for (auto& each : codes) seats->push_back({std::move(each.code), each.participant.value()});
              make_cards(in.from, [this, in, ticket, what, seats] {
                return seat_cards_of(what, *seats, in.language, how.report_fonts);
              });
            });
      });
}

void engine::parts::make_cards(connection_id to, std::function<reports::document()> make) {
  const bool posted = documents.post([this, to, make = std::move(make)] {
    try {
      send(to, std::make_shared<const reports::document>(make()));
    } catch (const std::exception& why) {
      log("error", std::string("cards could not be made: ") + why.what());
      send(to, error_of("report_failed"));
    }
  });
  if (!posted) send(to, busy);
}

}  // namespace ruamkit::engine
