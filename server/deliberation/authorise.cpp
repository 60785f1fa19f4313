#include <array>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {
namespace {

bool is_one_of(const actor& who, std::initializer_list<role> allowed) {
  if (who.who != actor::kind::staff || !who.role) return false;
  for (const auto each : allowed)
    if (*who.role == each) return true;
  return false;
}
bool may_organise(const actor& who) { return is_one_of(who, {role::organiser, role::admin}); }
bool may_lead(const actor& who) { return is_one_of(who, {role::lead, role::organiser, role::admin}); }

struct rule {
  const actor& who;

  bool operator()(const import_roll&) const { return may_organise(who); }
  bool operator()(const issue_seats&) const { return may_organise(who); }
  // Taken by the server once identity has found the seat code, or admission is open.
  bool operator()(const claim_seat& what) const {
    return who.who == actor::kind::participant && who.participant == what.participant;
  }
  bool operator()(const join_open&) const { return who.who == actor::kind::system; }
  bool operator()(const start_stage&) const { return may_lead(who); }
  bool operator()(const finish_stage&) const { return may_lead(who); }
  bool operator()(const open_ballot&) const { return may_lead(who); }
  bool operator()(const extend_ballot&) const { return may_lead(who); }
  bool operator()(const close_ballot&) const { return may_lead(who) || who.who == actor::kind::system; }
  bool operator()(const publish_ballot&) const { return may_lead(who); }
  bool operator()(const cast_ballot&) const { return who.who == actor::kind::participant; }
};

constexpr std::array role_names{std::pair{role::participant, "participant"},
                                std::pair{role::screen, "screen"},
                                std::pair{role::facilitator, "facilitator"},
                                std::pair{role::theme_team, "theme_team"},
                                std::pair{role::lead, "lead"},
                                std::pair{role::organiser, "organiser"},
                                std::pair{role::committee, "committee"},
                                std::pair{role::admin, "admin"}};

/// A linked answer stands under a pseudonym or not at all: where the key is lost or destroyed, none is taken.
bool without_pseudonym(const command& what, const state& now) {
  const auto* cast = std::get_if<cast_ballot>(&what);
  const auto ballot = cast != nullptr ? now.find_ballot(cast->ballot) : std::nullopt;
  return ballot && !now.key && now.definition.ballots[*ballot].secrecy != secrecy::roll_call;
}

}  // namespace

std::optional<rejection> authorise(const actor& who, const command& what, const state& now) {
  if (who.who == actor::kind::anonymous) return rejection{"not_signed_in", {}};
  const bool bound = who.who == actor::kind::participant || who.who == actor::kind::screen;
  if (bound && who.bound_to != now.id) return rejection{"other_deliberation", {}};
  if (!std::visit(rule{who}, what)) return rejection{"not_allowed", {}};
  if (who.who == actor::kind::participant && now.find_seat(who.participant) == nullptr)
    return rejection{"unknown_participant", {}};
  if (without_pseudonym(what, now)) return rejection{"storage_unavailable", {}};
  return std::nullopt;
}

std::string_view name_of(role v) {
  for (const auto& [key, name] : role_names)
    if (key == v) return name;
  return {};
}

std::optional<role> role_from_name(std::string_view name) {
  for (const auto& [key, text] : role_names)
    if (name == text) return key;
  return std::nullopt;
}

}  // namespace ruamkit::deliberation
