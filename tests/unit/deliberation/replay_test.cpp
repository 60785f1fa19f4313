// Properties over random histories: replay gives the same state, counts are those of the last votes, nothing throws.
#include <doctest/doctest.h>

#include <map>

#include "base/seeded.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

void write(std::string& out, const raw_choice& choice) {
  if (const auto* list = std::get_if<option_list>(&choice))
    for (const auto& id : *list) out += id + ",";
  if (const auto* amounts = std::get_if<amount_list>(&choice))
    for (const auto& [id, amount] : *amounts) out += id + "=" + std::to_string(amount) + ",";
  if (const auto* value = std::get_if<std::int64_t>(&choice)) out += std::to_string(*value);
  if (const auto* text = std::get_if<std::string>(&choice)) out += '"' + *text + '"';
}

void write(std::string& out, std::optional<instant> at) { out += at ? std::to_string(at->ms) + ";" : "-;"; }

/// All of a state, as text that can be compared and read.
std::string everything(const state& s) {
  std::string out = s.id.value() + " " + std::to_string(s.seq) + " " + s.code + "\n";
  for (const auto& stage : s.stages) {
    out += "stage " + std::to_string(static_cast<int>(stage.status)) + " ";
    write(out, stage.started_at);
    write(out, stage.finished_at);
  }
  out += "\nroll " + std::to_string(s.roll.claimed);
  for (const auto& seat : s.roll.seats) {
    out += "\n" + seat.id.value() + (seat.issued ? " issued " : " ") + std::to_string(seat.pseudonym) + " ";
    for (const auto value : seat.strata) out += std::to_string(value) + ",";
    write(out, seat.claimed_at);
  }
  for (const auto& voter : s.voters) out += "\n" + voter.id.value() + " " + std::to_string(voter.seat);
  for (std::size_t i = 0; i < s.ballots.size(); ++i) {
    const auto& b = s.ballots[i];
    out += "\nballot " + std::to_string(static_cast<int>(b.status)) + " " + std::to_string(b.seed) + " " +
           std::to_string(b.voted) + " " + std::to_string(b.abstained) + " ";
    for (const auto& at : {b.opened_at, b.closes_at, b.closed_at, b.published_at}) write(out, at);
    for (const auto count : b.counts) out += std::to_string(count) + " ";
    for (std::size_t v = 0; v < b.votes.size(); ++v) {
      if (b.votes[v].seq == 0) continue;
      out += "\n  " + s.voters[v].id.value() + "@" + std::to_string(b.votes[v].seq) + " ";
      write(out, to_raw(s.definition.ballots[i], b.votes[v].choice));
    }
  }
  std::map<std::string, std::uint64_t> commands;  // in an order of their own
  for (const auto& [key, seq] : s.commands) commands[std::string(key.bits.begin(), key.bits.end())] = seq;
  for (const auto& [key, seq] : commands) out += "\n" + std::to_string(seq);
  return out;
}

class dice {
 public:
  explicit dice(std::uint64_t seed) : draw_(seed) {}
  std::uint64_t below(std::uint64_t n) { return draw_.below(n); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[static_cast<std::size_t>(below(list.size()))];
  }

 private:
  seeded draw_;
};

raw_choice any_choice(dice& d) {
  static const std::vector<std::string> options{"a", "b", "c", "yes", "no", "z"};
  option_list list;
  amount_list amounts;
  for (auto n = d.below(4); n > 0; --n) list.push_back(d.one_of(options));
  for (auto n = d.below(4); n > 0; --n)
    amounts.emplace_back(d.one_of(options), static_cast<std::int64_t>(d.below(130)) - 5);
  switch (d.below(5)) {
    case 0:
      return no_opinion{};
    case 1:
      return amounts;
    case 2:
      return static_cast<std::int64_t>(d.below(9)) - 1;
    case 3:
      return std::string(static_cast<std::size_t>(d.below(12)), d.one_in(4) ? ' ' : 'x');
    default:
      return list;
  }
}

/// A choice that mostly fits, so that histories hold many votes.
raw_choice likely_choice(dice& d, const ballot_definition& ballot) {
  if (d.one_in(5)) return any_choice(d);
  if (d.one_in(6)) return no_opinion{};
  switch (ballot.kind) {
    case ballot_kind::scale:
      return static_cast<std::int64_t>(1 + d.below(5));
    case ballot_kind::text:
      return std::string("word");
    case ballot_kind::score:
    case ballot_kind::points:
      return amount_list{{"a", static_cast<std::int64_t>(d.below(4))}, {"c", static_cast<std::int64_t>(d.below(4))}};
    case ballot_kind::yes_no:
      return pick({d.one_in(2) ? "yes" : "no"});
    case ballot_kind::multiple:
      return d.one_in(2) ? pick({"a", "b"}) : pick({"c", "a"});
    case ballot_kind::rank:
      return d.one_in(2) ? pick({"b", "a", "c"}) : pick({"c"});
    case ballot_kind::single:
      break;
  }
  return pick({d.one_in(2) ? "a" : "b"});
}

std::pair<actor, command> any_command(dice& d, const state& s) {
  const auto& ballot = d.one_of(s.definition.ballots);
  const auto ballot_name = d.one_in(30) ? ballot_id{"none"} : ballot.id;
  const auto stage = d.one_in(20) ? stage_id{"none"} : d.one_of(s.definition.agenda).id;
  const participant_id person{"p" + std::to_string(1 + d.below(12))};
  const auto voter = participant(person.value(), d.one_in(50) ? "d_other" : "d_test");
  const auto boss = d.one_in(20) ? staff(role::facilitator) : staff(role::admin);
  const auto seconds = static_cast<std::int64_t>(d.below(100)) - 5;
  switch (d.below(24)) {
    case 0: {
      static const std::vector<std::pair<std::string, std::string>> values{
          {"gender", "f"}, {"gender", "m"}, {"age", "old"}, {"age", "?"}};
      import_roll roll;
      for (auto n = d.below(3); n > 0; --n)
        roll.people.push_back({participant_id{"p" + std::to_string(1 + d.below(12))}, {d.one_of(values)}});
      return {boss, roll};
    }
    case 1:
      return {boss, issue_seats{{person}, d.below(2)}};
    case 2:
      return {voter, claim_seat{person}};
    case 3:
      return {server_itself(), join_open{}};
    case 4:
      return {boss, start_stage{stage}};
    case 5:
      return {boss, finish_stage{stage}};
    case 6:
    case 7:
    case 8:
      return {boss, open_ballot{ballot_name, d.one_in(2) ? std::optional(seconds) : std::nullopt}};
    case 9:
      return {boss, extend_ballot{ballot_name, seconds}};
    case 10:
      return {d.one_in(2) ? boss : server_itself(), close_ballot{ballot_name}};
    case 11:
      return {boss, publish_ballot{ballot_name}};
    default:
      return {voter, cast_ballot{ballot_name, likely_choice(d, ballot)}};
  }
}

/// Counts as a person with a pencil would make them: the last vote of each name, in the ledger's order.
void recount(const meeting& m, std::size_t index) {
  const auto& definition = m.now().definition.ballots[index];
  std::map<std::string, raw_choice> last;
  for (const auto& each : m.history)
    if (const auto* cast = std::get_if<ballot_cast>(&each.event); cast != nullptr && cast->ballot == definition.id)
      last[each.actor] = cast->choice;
  std::map<std::string, std::int64_t> counts;
  std::uint64_t abstained = 0;
  for (const auto& [name, choice] : last) {
    if (std::holds_alternative<no_opinion>(choice)) ++abstained;
    if (const auto* list = std::get_if<option_list>(&choice))
      for (const auto& id : *list) {
        ++counts[id];
        if (definition.kind == ballot_kind::rank) break;
      }
    if (const auto* amounts = std::get_if<amount_list>(&choice))
      for (const auto& [id, amount] : *amounts) counts[id] += amount;
    if (const auto* value = std::get_if<std::int64_t>(&choice)) ++counts[std::to_string(*value)];
  }
  const auto& b = m.now().ballots[index];
  CHECK(b.voted == last.size());
  CHECK(b.abstained == abstained);
  for (std::size_t i = 0; i < b.counts.size(); ++i) {
    const auto name = definition.kind == ballot_kind::scale
                          ? std::to_string(definition.min + static_cast<std::int64_t>(i))
                          : definition.options[i].id;
    CHECK(b.counts[i] == counts[name]);
  }
}

meeting random_meeting(std::uint64_t seed, std::size_t steps, std::size_t& accepted, std::size_t& refused) {
  dice d(seed);
  auto definition = sample_definition();
  definition.admission = d.one_in(2) ? admission::open : admission::seats;
  for (auto& ballot : definition.ballots) ballot.reveal = static_cast<reveal>(d.below(3));
  meeting m(definition);
  m.seat(1 + static_cast<std::size_t>(d.below(6)));
  for (std::size_t i = 0; i < steps; ++i) {
    m.clock = m.clock + std::chrono::milliseconds(d.below(3000));
    m.seed = d.below(~std::uint64_t{0});
    const auto [who, what] = any_command(d, m.now());
    const auto before = i % 16 == 0 ? everything(m.now()) : std::string();
    std::optional<std::string> id;
    if (d.one_in(3)) id = "c" + std::to_string(i);
    const auto done = m.run(who, what, id);
    ++(done ? accepted : refused);
    if (!done && !before.empty()) CHECK(everything(m.now()) == before);
    if (!done) CHECK_FALSE(done.error().code.empty());
    if (done) CHECK_FALSE(done->empty());
  }
  return m;
}

}  // namespace

TEST_CASE("after any history replay gives an equal state, and the counts are those of the last votes") {
  std::size_t accepted = 0;
  std::size_t refused = 0;
  std::size_t votes = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const auto m = random_meeting(seed, 400, accepted, refused);
    state again;
    again.id = m.now().id;
    again.key = sample_key();
    for (const auto& each : m.history) evolve(again, each);
    CHECK(everything(again) == everything(m.now()));
    for (std::size_t i = 0; i < m.now().ballots.size(); ++i) {
      recount(m, i);
      votes += m.now().ballots[i].voted;
    }
  }
  // The histories are worth something: both outcomes happened often, and many voted.
  CHECK(accepted > 5'000);
  CHECK(refused > 5'000);
  CHECK(votes > 1'000);
}

TEST_CASE("deciding is pure: the same command on the same state gives the same events and leaves it as it was") {
  std::size_t accepted = 0;
  std::size_t refused = 0;
  const auto m = random_meeting(7, 300, accepted, refused);
  dice d(99);
  const auto before = everything(m.now());
  for (int i = 0; i < 2'000; ++i) {
    const auto [who, what] = any_command(d, m.now());
    const stamp when{noon, static_cast<std::uint64_t>(i)};
    const auto first = decide(m.now(), who, what, when);
    const auto second = decide(m.now(), who, what, when);
    REQUIRE(first.has_value() == second.has_value());
    if (first) CHECK(*first == *second);
    if (!first) CHECK(first.error() == second.error());
  }
  CHECK(everything(m.now()) == before);
}

TEST_CASE("a command that was done is remembered by whom and by its id, with its last sequence") {
  meeting m;
  REQUIRE(m.run(lead(), start_stage{stage_id{"first"}}).has_value());
  REQUIRE(m.run(lead(), open("single")).has_value());
  REQUIRE(m.run(lead(), start_stage{stage_id{"second"}}, "next").has_value());  // three events
  const auto found = m.now().commands.find(key_of("@a_staff", "next"));
  REQUIRE(found != m.now().commands.end());
  CHECK(found->second == m.now().seq);
  CHECK_FALSE(m.now().commands.contains(key_of("@a_other", "next")));
  CHECK_FALSE(m.now().commands.contains(key_of("@a_staff", "nex")));
  // Where the name ends and the id begins cannot be shifted.
  CHECK_FALSE(key_of("@a", "b\nc") == key_of("@a\nb", "cc"));
  REQUIRE(m.run(lead(), open("nothing"), "refused").error().code == "unknown_ballot");
  CHECK(m.now().commands.size() == 1);
}
