// From keys to votes.
#include "keypad/votes.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <initializer_list>

namespace ruamkit::keypad {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

const instant start{std::chrono::hours{1}};

crowd::ballot ballot_of(crowd::kind kind, std::int64_t min = 1, std::int64_t max = 3) {
  crowd::ballot out;
  out.id = "q1";
  out.kind = kind;
  out.options = {"a", "b", "c", "d"};
  out.min = min;
  out.max = max;
  return out;
}

/// The choices a keypad makes by keys two seconds apart: "1 2" …; "-" where a key changes nothing.
std::string choices(const crowd::ballot& on, std::initializer_list<int> pressed,
                    milliseconds apart = milliseconds{2500}) {
  answer keys;
  std::string out;
  auto now = start;
  for (const int key : pressed) {
    const bool changed = keys.take(on, key, now) == answer::effect::changed;
    out += (out.empty() ? "" : " ") + (changed ? json::serialize(keys.choice(on)) : "-");
    now += apart;
  }
  return out;
}

struct numbered {
  int next = 0;
  std::string operator()() { return "id" + std::to_string(++next); }
};

votes made_for(const crowd::ballot& on) {
  votes out(numbered{}, milliseconds{1000});
  out.open(on);
  return out;
}

std::string sent(votes& of) {
  std::string out;
  while (const vote* one = of.next()) out += one->id + " " + one->keypad + one->choice + "; ";
  return out;
}

}  // namespace

TEST_CASE("a key names an option, another changes the vote") {
  CHECK(choices(ballot_of(crowd::kind::single), {1, 1, 3, 4, 5, 0}) == R"(["a"] - ["c"] ["d"] - -)");
  auto yes_no = ballot_of(crowd::kind::yes_no);
  yes_no.options = {"yes", "no"};
  CHECK(choices(yes_no, {2, 1, 3}) == R"(["no"] ["yes"] -)");
}

TEST_CASE("on a multiple ballot each key takes its option in or out, within what the ballot allows") {
  CHECK(choices(ballot_of(crowd::kind::multiple, 1, 2), {3, 1, 4, 3, 4, 1, 4}) ==
        R"(["c"] ["a","c"] - ["a"] ["a","d"] ["d"] null)");
  CHECK(choices(ballot_of(crowd::kind::multiple, 2, 3), {3, 1, 3, 1}) == R"(- ["a","c"] - null)");
}

TEST_CASE("on a rank ballot keys are places, and after the last one the next begins anew") {
  CHECK(choices(ballot_of(crowd::kind::rank, 1, 4), {3, 1, 3, 2, 4, 2}) ==
        R"(["c"] ["c","a"] - ["c","a","b"] ["c","a","b","d"] ["b"])");
  CHECK(choices(ballot_of(crowd::kind::rank, 2, 2), {3, 1, 2}) == R"(- ["c","a"] -)");
}

TEST_CASE("on a scale keys are the number, a second digit in time is appended") {
  const auto ten = ballot_of(crowd::kind::scale, 0, 10);
  CHECK(choices(ten, {7, 7, 0}) == "7 - 0");
  CHECK(choices(ten, {1, 0}, milliseconds{500}) == "1 10");
  CHECK(choices(ten, {1, 0}) == "1 0");
  CHECK(choices(ten, {1, 7}, milliseconds{500}) == "1 7");
  CHECK(choices(ballot_of(crowd::kind::scale, 1, 5), {6, 0, 5}) == "- - 5");
  CHECK(choices(ten, {10}) == "10");
}

TEST_CASE("the newest open ballot that keys can answer is the keypads'") {
  const auto agenda = json::parse(R"({"ballots":[
    {"id":"old","kind":"single","status":"open","opened_at":5,"secrecy":"linked","options":[{"id":"a"}]},
    {"id":"new","kind":"yes_no","status":"open","opened_at":9,"secrecy":"roll_call","options":[{"id":"yes"},{"id":"no"}]},
    {"id":"closed","kind":"single","status":"closed","opened_at":20,"secrecy":"linked","options":[{"id":"a"}]},
    {"id":"words","kind":"text","status":"open","opened_at":30,"secrecy":"linked"},
    {"id":"silent","kind":"single","status":"open","opened_at":40,"secrecy":"secret","options":[{"id":"a"}]}]})")
                          .as_object();
  CHECK(keypad_ballot(agenda, "")->id == "new");
  CHECK(keypad_ballot(agenda, "old")->id == "old");
  CHECK_FALSE(keypad_ballot(agenda, "closed"));
  CHECK_FALSE(keypad_ballot(agenda, "silent"));
}

TEST_CASE("a key pressed twice is one vote, a vote not sent is replaced, one under way is followed") {
  auto all = made_for(ballot_of(crowd::kind::single));
  CHECK(all.take({"7", 1, ""}, start) == verdict::voted);
  CHECK(all.take({"7", 1, ""}, start + milliseconds{100}) == verdict::same);
  CHECK(all.take({"7", 2, ""}, start + milliseconds{300}) == verdict::voted);  // in place of key 1
  CHECK(all.take({"8", 1, ""}, start) == verdict::voted);
  CHECK(sent(all) == R"(id2 7["b"]; id3 8["a"]; )");
  CHECK(all.take({"7", 3, ""}, start + milliseconds{400}) == verdict::voted);
  CHECK(all.take({"7", 4, ""}, start + milliseconds{500}) == verdict::voted);
  CHECK(sent(all).empty());  // until the one before is answered
  all.accepted("id2");
  CHECK(sent(all) == R"(id5 7["d"]; )");
  all.accepted("id5");
  all.accepted("id3");
  CHECK(all.waiting() == 0);
  CHECK(all.counted().votes == 3);
  CHECK(all.counted().replaced == 2);
  CHECK(all.settled() == std::vector<std::string>{"id1", "id4", "id2", "id5", "id3"});
}

TEST_CASE("a lost connection sends again under the same ids, in each keypad's order") {
  auto all = made_for(ballot_of(crowd::kind::single));
  (void)all.take({"7", 1, ""}, start);
  CHECK(sent(all) == R"(id1 7["a"]; )");
  (void)all.take({"7", 2, ""}, start);
  all.connection_lost();
  (void)all.take({"7", 3, ""}, start);  // key 2 never left, key 1 may have
  CHECK(sent(all) == R"(id1 7["a"]; )");
  all.again("id1");
  CHECK(sent(all) == R"(id1 7["a"]; )");
  all.accepted("id1");
  CHECK(sent(all) == R"(id3 7["c"]; )");
}

TEST_CASE("a refused vote does not make the next press of the key nothing new") {
  auto all = made_for(ballot_of(crowd::kind::single));
  (void)all.take({"7", 1, ""}, start);
  (void)sent(all);
  all.refused("id1", "unknown_keypad");
  CHECK(all.unknown().contains("7"));
  CHECK(all.take({"7", 1, ""}, start + milliseconds{5000}) == verdict::voted);
  (void)sent(all);
  all.accepted("id2");
  CHECK(all.unknown().empty());
  CHECK(all.counted().refused.at("unknown_keypad") == 1);
}

TEST_CASE("the same key much later is sent again: a phone may have voted since") {
  auto all = made_for(ballot_of(crowd::kind::single));
  (void)all.take({"7", 1, ""}, start);
  CHECK(all.take({"7", 1, ""}, start + milliseconds{5000}) == verdict::same);  // still waiting
  (void)sent(all);
  all.accepted("id1");
  CHECK(all.take({"7", 1, ""}, start + milliseconds{9000}) == verdict::voted);
}

TEST_CASE("a receiver that repeats a key every half second is one press, however long") {
  auto all = made_for(ballot_of(crowd::kind::multiple));
  int voted = 0;
  for (int i = 0; i < 50; ++i)
    if (all.take({"7", 1, ""}, start + milliseconds{460} * i) == verdict::voted) ++voted;
  CHECK(voted == 1);
}

TEST_CASE("presses without an open ballot are counted, and nothing is made of them later") {
  votes all(numbered{}, milliseconds{1000});
  CHECK(all.take({"7", 1, ""}, start) == verdict::no_ballot);
  all.open(ballot_of(crowd::kind::single));
  CHECK(sent(all).empty());
}

TEST_CASE("what the journal held is sent, and keypads go on from their last answer") {
  votes all(numbered{}, milliseconds{1000});
  all.restore({{{"x1", "7", "q1", R"(["a","b"])"}, true}, {{"x2", "8", "q1", R"(["c"])"}, false}});
  all.open(ballot_of(crowd::kind::multiple));
  CHECK(sent(all) == R"(x2 8["c"]; )");
  CHECK(all.take({"7", 1, ""}, start) == verdict::voted);
  CHECK(sent(all) == R"(id1 7["b"]; )");
  const auto kept = all.to_keep();
  REQUIRE(kept.size() == 2);
  CHECK_FALSE(kept[0].done);
  CHECK_FALSE(kept[1].done);
}

TEST_CASE("ten thousand keypads waiting are no burden") {
  auto all = made_for(ballot_of(crowd::kind::single));
  for (int i = 0; i < 10'000; ++i) (void)all.take({std::to_string(i), 1 + i % 4, ""}, start);
  std::size_t count = 0;
  while (const vote* one = all.next()) {
    const std::string id = one->id;
    all.accepted(id);
    ++count;
  }
  CHECK(count == 10'000);
  CHECK(all.waiting() == 0);
}

}  // namespace ruamkit::keypad
