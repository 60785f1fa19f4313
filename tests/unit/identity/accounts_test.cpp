#include <set>

#include <doctest/doctest.h>

#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;

TEST_CASE("account: what may be added") {
  temporary_folder folder;
  store s{folder.options()};
  REQUIRE(s.add_account("somsri", "lead", any_hash).has_value());
  const struct {
    std::string name;
    std::string role;
    std::optional<reason> refused;
  } table[] = {
      {"malee", "facilitator", {}},
      {"malee.2", "theme_team", {}},
      {"malee_3", "lead", {}},
      {"malee-4", "organiser", {}},
      {"5", "committee", {}},
      {std::string(64, 'x'), "admin", {}},
      {"", "lead", reason::name_invalid},
      {std::string(65, 'x'), "lead", reason::name_invalid},
      {"Malee", "lead", reason::name_invalid},
      {"มาลี", "lead", reason::name_invalid},
      {"ma lee", "lead", reason::name_invalid},
      {"malee'; --", "lead", reason::name_invalid},
      {"somsri", "lead", reason::name_taken},
      {"new", "", reason::role_unknown},
      {"new", "Lead", reason::role_unknown},
      {"new", "participant", reason::role_unknown},
      {"new", "screen", reason::role_unknown},
      {"new", "system", reason::role_unknown},
  };
  std::size_t expected = 1;
  for (const auto& row : table) {
    CAPTURE(row.name);
    const auto added = s.add_account(row.name, row.role, any_hash);
    CHECK(why_not(added) == row.refused);
    if (!added) continue;
    ++expected;
    CHECK(added->name == row.name);
    CHECK(added->role == row.role);
    CHECK_FALSE(added->disabled);
    CHECK(s.find_account(added->id) == *added);
    CHECK(s.find_account(row.name) == *added);
  }
  CHECK(s.list_accounts().size() == expected);
}

TEST_CASE("account: a refused role names those there are") {
  temporary_folder folder;
  store s{folder.options()};
  const auto sentence = s.add_account("malee", "boss", any_hash).error().sentence;
  CHECK(sentence == "'boss' is not a role; use one of facilitator, theme_team, lead, organiser, committee, admin.");
}

TEST_CASE("account: ids are a_ and ten letters, and no two the same") {
  std::set<account_id> seen;
  for (int i = 0; i < 10'000; ++i) {
    const auto id = new_account_id();
    REQUIRE(id.value().size() == 12);
    REQUIRE(id.value().starts_with("a_"));
    REQUIRE(id.value().find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", 2) == std::string::npos);
    seen.insert(id);
  }
  CHECK(seen.size() == 10'000);
}

TEST_CASE("account: added with a plain password, which logs in and is nowhere in the files") {
  temporary_folder folder;
  const std::string password = "ten thousand elephants";
  {
    store s{folder.options()};
    CHECK(why_not(s.add_account("malee", "lead", "too short")) == reason::password_short);
    CHECK(why_not(s.add_account("Malee", "lead", "too short")) == reason::name_invalid);
    REQUIRE(s.add_account("malee", "lead", password).has_value());
    CHECK(why_not(s.add_account("malee", "lead", password)) == reason::name_taken);
    CHECK_FALSE(folder.holds(password));
  }
  CHECK_FALSE(folder.holds(password));
  store again{folder.options()};
  const auto known = again.find_credentials("malee");
  REQUIRE(known);
  CHECK(known->account.role == "lead");
  CHECK(verify_password(known->password, password) == password_check::match);
  CHECK_FALSE(again.find_credentials("nobody"));
}

TEST_CASE("account: changes, and what they do to sessions") {
  temporary_folder folder;
  store s{folder.options()};
  const auto made = s.add_account("malee", "lead", any_hash);
  REQUIRE(made.has_value());
  const auto log_in = [&] { return s.issue_staff(*s.find_credentials("malee"), noon, day); };
  const account_id nobody{"a_nobody2345"};

  SUBCASE("a role changes, sessions stay") {
    REQUIRE(log_in().has_value());
    CHECK(s.set_role(made->id, "organiser").has_value());
    CHECK(s.find_account("malee")->role == "organiser");
    CHECK(s.live_sessions(noon).size() == 1);
    CHECK(why_not(s.set_role(made->id, "boss")) == reason::role_unknown);
    CHECK(why_not(s.set_role(nobody, "lead")) == reason::account_unknown);
  }
  SUBCASE("a password changes, sessions end") {
    REQUIRE(log_in().has_value());
    CHECK(s.set_password(made->id, password_hash{"another"}).has_value());
    CHECK(s.find_credentials("malee")->password == password_hash{"another"});
    CHECK(s.live_sessions(noon).empty());
    CHECK(why_not(s.set_password(nobody, any_hash)) == reason::account_unknown);
  }
  SUBCASE("a disabled account has no sessions and gets none until it is enabled") {
    REQUIRE(log_in().has_value());
    CHECK(s.disable_account(made->id).has_value());
    CHECK(s.find_account("malee")->disabled);
    CHECK(s.live_sessions(noon).empty());
    CHECK(why_not(log_in()) == reason::account_disabled);
    CHECK(s.enable_account(made->id).has_value());
    CHECK(log_in().has_value());
    CHECK(why_not(s.disable_account(nobody)) == reason::account_unknown);
    CHECK(why_not(s.enable_account(nobody)) == reason::account_unknown);
  }
  SUBCASE("what changes while the password is being checked makes the log-in void") {
    const auto checked = *s.find_credentials("malee");
    CHECK(s.set_password(made->id, password_hash{"another"}).has_value());
    CHECK(why_not(s.issue_staff(checked, noon, day)) == reason::credentials_changed);
    const auto checked_later = *s.find_credentials("malee");
    CHECK(s.set_role(made->id, "facilitator").has_value());
    CHECK(why_not(s.issue_staff(checked_later, noon, day)) == reason::credentials_changed);
    CHECK(s.live_sessions(noon).empty());
  }
}

TEST_CASE("account: another process's changes are noticed, one's own are not") {
  temporary_folder folder;
  store server{folder.options()};
  store command_line{folder.options()};
  static_cast<void>(server.changes());  // opening may count as one
  CHECK_FALSE(server.changes());
  const auto made = command_line.add_account("malee", "lead", any_hash);
  REQUIRE(made.has_value());
  CHECK(server.changes());
  CHECK_FALSE(server.changes());
  CHECK(server.list_accounts() == std::vector<account>{*made});

  REQUIRE(server.set_role(made->id, "organiser").has_value());
  CHECK_FALSE(server.changes());
  REQUIRE(command_line.set_role(made->id, "admin").has_value());
  REQUIRE(command_line.disable_account(made->id).has_value());
  CHECK(server.changes());
  CHECK_FALSE(server.changes());
  CHECK(server.find_account("malee")->role == "admin");
  CHECK(server.find_account("malee")->disabled);
}
