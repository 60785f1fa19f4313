#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "base/encoding.hpp"
#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;
using ruamkit::digest;

namespace {

std::vector<session> sorted(std::vector<session> sessions) {
  std::sort(sessions.begin(), sessions.end(), [](const auto& a, const auto& b) { return a.token_hash < b.token_hash; });
  return sessions;
}

}  // namespace

TEST_CASE("token: 256 bits, each its own, known again by its hash") {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) {
    const auto token = new_token();
    REQUIRE(token.size() == token_characters);
    REQUIRE(ruamkit::from_base64url(token)->size() == 32);
    REQUIRE(hash_token(token).has_value());
    seen.insert(token);
  }
  CHECK(seen.size() == 10'000);
}

TEST_CASE("token: text that no token has") {
  const auto token = new_token();
  CHECK_FALSE(hash_token(""));
  CHECK_FALSE(hash_token(token.substr(1)));
  CHECK_FALSE(hash_token(token + "A"));
  CHECK_FALSE(hash_token(token.substr(1) + "="));
  CHECK_FALSE(hash_token(" " + token.substr(1)));
  CHECK_FALSE(hash_token(std::string(100'000, 'A')));
}

TEST_CASE("session: three kinds, kept over a restart, their tokens kept nowhere") {
  temporary_folder folder;
  std::vector<issued_session> issued;
  {
    store s{folder.options()};
    REQUIRE(s.add_account("malee", "lead", any_hash).has_value());
    issued.push_back(*s.issue_staff(*s.find_credentials("malee"), noon, day));
    issued.push_back(s.issue_participant(town, participant_id{"p1"}, noon, day));
    issued.push_back(s.issue_screen(jury, noon, std::chrono::milliseconds{1}));
    CHECK(issued[0].session.kind == session_kind::staff);
    CHECK(issued[0].session.account == s.find_account("malee")->id);
    CHECK(issued[1].session.kind == session_kind::participant);
    CHECK(issued[1].session.participant == participant_id{"p1"});
    CHECK(issued[1].session.deliberation == town);
    CHECK(issued[2].session.kind == session_kind::screen);
    CHECK(issued[2].session.expires == noon + std::chrono::milliseconds{1});
  }
  std::vector<session> expected;
  const auto bytes = folder.every_byte();
  for (const auto& i : issued) {
    CHECK(hash_token(i.token) == i.session.token_hash);
    const auto raw = *ruamkit::from_base64url(i.token);
    CHECK(bytes.find(i.token) == std::string::npos);
    CHECK(bytes.find(std::string(raw.begin(), raw.end())) == std::string::npos);
    expected.push_back(i.session);
  }
  store again{folder.options()};
  CHECK(sorted(again.live_sessions(noon)) == sorted(expected));
  CHECK(again.live_sessions(noon + std::chrono::milliseconds{1}).size() == 2);  // a session ends at `expires`
  CHECK(again.live_sessions(noon + day).empty());
}

TEST_CASE("session: what a revocation ends, and what it leaves") {
  temporary_folder folder;
  store s{folder.options()};
  REQUIRE(s.add_account("malee", "lead", any_hash).has_value());
  REQUIRE(s.add_account("somsri", "lead", any_hash).has_value());
  const auto malee = s.find_account("malee")->id;
  const participant_id p1{"p1"};
  const auto one = s.issue_participant(town, p1, noon, day).session.token_hash;
  const auto other_phone = s.issue_participant(town, p1, noon, day).session.token_hash;
  const auto elsewhere = s.issue_participant(jury, p1, noon, day).session.token_hash;
  const auto p2 = s.issue_participant(town, participant_id{"p2"}, noon, day).session.token_hash;
  const auto screen = s.issue_screen(town, noon, day).session.token_hash;
  const auto malees = s.issue_staff(*s.find_credentials("malee"), noon, day)->session.token_hash;
  const auto somsris = s.issue_staff(*s.find_credentials("somsri"), noon, day)->session.token_hash;
  const auto live = [&] {
    std::set<digest> hashes;
    for (const auto& session : s.live_sessions(noon)) hashes.insert(session.token_hash);
    return hashes;
  };

  SUBCASE("one by its hash") {
    CHECK(s.revoke(one));
    CHECK_FALSE(s.revoke(one));
    CHECK(live() == std::set<digest>{other_phone, elsewhere, p2, screen, malees, somsris});
  }
  SUBCASE("all of a participant in one deliberation") {
    CHECK(s.revoke_participant(town, p1) == 2);
    CHECK(s.revoke_participant(town, p1) == 0);
    CHECK(live() == std::set<digest>{elsewhere, p2, screen, malees, somsris});
  }
  SUBCASE("all of an account") {
    CHECK(s.revoke_account(malee) == 1);
    CHECK(live() == std::set<digest>{one, other_phone, elsewhere, p2, screen, somsris});
  }
  SUBCASE("the empty names of other kinds match nobody") {
    CHECK(s.revoke_account(account_id{}) == 0);
    CHECK(s.revoke_participant(town, participant_id{}) == 0);
    CHECK(live().size() == 7);
  }
  SUBCASE("expired ones") {
    const auto late = s.issue_screen(town, noon, 2 * day).session.token_hash;
    CHECK(s.purge_expired(noon + std::chrono::hours{23}) == 0);
    CHECK(s.purge_expired(noon + day) == 7);
    CHECK(live() == std::set<digest>{late});
  }
}
