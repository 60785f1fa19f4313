// A meeting with one ballot of every kind, and people who do things in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::testing {

using namespace deliberation;  // the tests speak its words throughout

inline constexpr instant noon{1'800'000'000'000};

inline pseudonym_key sample_key() {
  pseudonym_key key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 7);
  return key;
}

inline ballot_definition ballot_of(const std::string& id, ballot_kind kind) {
  ballot_definition out;
  out.id = ballot_id{id};
  out.kind = kind;
  out.question = {"คำถาม", "Question"};
  out.reveal = reveal::on_close;
  switch (kind) {
    case ballot_kind::yes_no:
      out.options = {{"yes", {"เห็นด้วย", "Yes"}}, {"no", {"ไม่เห็นด้วย", "No"}}};
      break;
    case ballot_kind::scale:
      out.min = 1;
      out.max = 5;
      out.rule = "median";
      break;
    case ballot_kind::text:
      out.length_max = 10;
      out.rule = "none";
      break;
    default:
      out.options = {{"a", {"ก", "A"}}, {"b", {"ข", "B"}}, {"c", {"ค", "C"}}};
      break;
  }
  if (kind == ballot_kind::multiple || kind == ballot_kind::rank) {
    out.min = kind == ballot_kind::multiple ? 2 : 1;
    out.max = kind == ballot_kind::multiple ? 2 : 3;
    out.rule = kind == ballot_kind::multiple ? "approval" : "borda";
  }
  if (kind == ballot_kind::score) {
    out.min = -1;
    out.max = 4;
    out.rule = "score";
  }
  if (kind == ballot_kind::points) {
    out.budget = 100;
    out.rule = "points";
  }
  return out;
}

/// Ballots named after their kind, and `roll_call`, a yes_no by name. Stage `first` holds single and multiple, `second`
/// the others. Two strata: gender (f, m) and age (young, old).
inline definition sample_definition() {
  definition out;
  out.title = {"เวที", "Meeting"};
  out.issue = {"น้ำ", "Water"};
  out.convenor.agency = "อบจ.";
  out.strata = {{stratum_id{"gender"}, {"เพศ", "Gender"}, {{"f", {"หญิง", "F"}, 0.5}, {"m", {"ชาย", "M"}, 0.5}}},
                {stratum_id{"age"}, {"อายุ", "Age"}, {{"young", {"", "Y"}, {}}, {"old", {"", "O"}, {}}}}};
  for (const auto kind : {ballot_kind::single, ballot_kind::multiple, ballot_kind::rank, ballot_kind::score,
                          ballot_kind::points, ballot_kind::scale, ballot_kind::yes_no, ballot_kind::text})
    out.ballots.push_back(ballot_of(std::string(name_of(kind)), kind));
  out.ballots.push_back(ballot_of("roll_call", ballot_kind::yes_no));
  out.ballots.back().secrecy = secrecy::roll_call;
  stage_definition first;
  first.id = stage_id{"first"};
  stage_definition second;
  second.id = stage_id{"second"};
  for (std::size_t i = 0; i < out.ballots.size(); ++i) (i < 2 ? first : second).ballots.push_back(out.ballots[i].id);
  out.agenda = {first, second};
  return out;
}

inline actor staff(role r, const std::string& account = "a_staff") {
  actor out;
  out.who = actor::kind::staff;
  out.role = r;
  out.account = account_id{account};
  return out;
}
inline actor lead() { return staff(role::lead); }
inline actor organiser() { return staff(role::organiser); }
inline actor server_itself() {
  actor out;
  out.who = actor::kind::system;
  return out;
}
inline actor participant(const std::string& id, const std::string& deliberation = "d_test") {
  actor out;
  out.who = actor::kind::participant;
  out.role = role::participant;
  out.participant = participant_id{id};
  out.bound_to = deliberation_id{deliberation};
  return out;
}

inline command open(const std::string& ballot, std::optional<std::int64_t> closes_in_s = {}) {
  return open_ballot{ballot_id{ballot}, closes_in_s};
}
inline command close(const std::string& ballot) { return close_ballot{ballot_id{ballot}}; }
inline command publish(const std::string& ballot) { return publish_ballot{ballot_id{ballot}}; }
inline command cast(const std::string& ballot, raw_choice choice) {
  return cast_ballot{ballot_id{ballot}, std::move(choice)};
}
inline raw_choice pick(std::vector<std::string> options) { return options; }

/// Runs commands as the engine does: authorise, decide, record, evolve.
class meeting {
 public:
  explicit meeting(definition d = sample_definition(), std::optional<pseudonym_key> key = sample_key()) {
    now_.id = deliberation_id{"d_test"};
    now_.key = key;
    record("@a_staff", std::nullopt, deliberation_created{std::move(d), "123456"});
  }

  /// The events that happened, or why none did.
  decision<std::vector<event>> run(const actor& who, const command& what, std::optional<std::string> command_id = {}) {
    if (auto no = authorise(who, what, now_)) return std::move(*no);
    const auto name = ledger_actor(now_, who, what);
    auto decided = decide(now_, who, what, {clock, seed});
    if (!decided) return decided;
    for (const auto& each : *decided) record(name, command_id, each);
    return decided;
  }
  /// The rejection's code, or "" when it happened.
  std::string no(const actor& who, const command& what) {
    const auto done = run(who, what);
    return done ? std::string() : std::string(done.error().code);
  }

  void record(const std::string& name, std::optional<std::string> command_id, event what) {
    history.push_back({now_.seq + 1, clock, name, std::move(command_id), std::move(what)});
    evolve(now_, history.back());
  }

  /// Puts people on the roll, seated and claimed: p1, p2 … with the strata given.
  void seat(std::size_t people, const std::vector<std::pair<std::string, std::string>>& strata = {}) {
    import_roll roll;
    issue_seats seats;
    for (std::size_t i = 0; i < people; ++i) {
      const participant_id id{"p" + std::to_string(++seated_)};
      roll.people.push_back({id, strata});
      seats.ids.push_back(id);
    }
    (void)run(organiser(), roll);
    (void)run(organiser(), seats);
    for (const auto& id : seats.ids) (void)run(participant(id.value()), claim_seat{id});
  }

  [[nodiscard]] const deliberation::state& now() const { return now_; }
  [[nodiscard]] const ballot_state& ballot(const std::string& id) const {
    return now_.ballots[*now_.find_ballot(ballot_id{id})];
  }
  [[nodiscard]] std::size_t index(const std::string& id) const { return *now_.find_ballot(ballot_id{id}); }

  instant clock = noon;
  std::uint64_t seed = 42;
  std::vector<recorded_event> history;

 private:
  deliberation::state now_;
  std::size_t seated_ = 0;
};

}  // namespace ruamkit::testing
