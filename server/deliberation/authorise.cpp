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
bool may_facilitate(const actor& who) {
  return is_one_of(who, {role::facilitator, role::lead, role::organiser, role::admin});
}
bool may_theme(const actor& who) {
  return is_one_of(who, {role::theme_team, role::lead, role::organiser, role::admin});
}

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
  bool operator()(const open_all&) const { return may_lead(who); }
  bool operator()(const close_all&) const { return may_lead(who); }
  bool operator()(const publish_all&) const { return may_lead(who); }
  bool operator()(const cast_ballot&) const { return who.who == actor::kind::participant; }
  bool operator()(const extend_stage&) const { return may_lead(who); }
  bool operator()(const form_tables&) const { return may_lead(who); }
  bool operator()(const move_participant&) const { return may_facilitate(who); }
  bool operator()(const mix_tables&) const { return may_lead(who); }
  bool operator()(const facilitate_table&) const { return may_facilitate(who); }
  bool operator()(const set_table_help&) const { return may_facilitate(who); }
  bool operator()(const write_note&) const { return may_facilitate(who); }
  bool operator()(const check_in&) const { return may_facilitate(who); }
  bool operator()(const add_walk_in&) const { return may_facilitate(who); }
  bool operator()(const leave&) const { return may_facilitate(who); }
  // Whose idea it is, and at which table, is decided with the idea at hand (idea.cpp).
  bool operator()(const add_idea&) const { return takes_part_in_talk(); }
  bool operator()(const edit_idea&) const { return takes_part_in_talk(); }
  bool operator()(const withdraw_idea&) const { return takes_part_in_talk(); }
  bool operator()(const add_theme&) const { return may_theme(who); }
  bool operator()(const reword_theme&) const { return may_theme(who); }
  bool operator()(const place_idea&) const { return may_theme(who); }
  bool operator()(const merge_theme&) const { return may_theme(who); }
  bool operator()(const split_theme&) const { return may_theme(who); }
  bool operator()(const make_ballot&) const { return may_theme(who); }
  bool operator()(const cast_for&) const { return may_facilitate(who); }
  bool operator()(const bind_keypad&) const { return may_facilitate(who); }
  bool operator()(const unbind_keypad&) const { return may_facilitate(who); }
  bool operator()(const open_paper&) const { return may_facilitate(who); }
  bool operator()(const enter_paper&) const { return may_facilitate(who); }
  bool operator()(const drop_paper&) const { return may_facilitate(who); }
  bool operator()(const attach_document&) const { return may_organise(who); }

  [[nodiscard]] bool takes_part_in_talk() const { return who.who == actor::kind::participant || may_facilitate(who); }
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
