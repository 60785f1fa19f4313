// Files as people have them, what is refused in them, and what the command prints.
#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "elections.hpp"
#include "files/bad_input.hpp"
#include "ruamkit/count/election_file.hpp"
#include "ruamkit/count/numbers.hpp"
#include "ruamkit/count/report.hpp"

namespace ruamkit::test {
namespace {

using namespace tools::count;

const std::string modern =
    "# FILE NAME: x.soi\r\n# NUMBER ALTERNATIVES: 3\r\n# NUMBER VOTERS: 6\r\n# ALTERNATIVE NAME 1: ก\r\n"
    "# ALTERNATIVE NAME 2: Blue, dark\r\n# ALTERNATIVE NAME 3: C\r\n3: 2,{1,3}\r\n2: 3\r\n1: {},1\r\n";
const std::string old_style = "3\n1,A\n2,B\n3,C\n6,6,2\n4,2,{1,3}\n2,3,1\n";

const std::string city =
    "META\nkey;value\nbudget;100,50\nvote_type;cumulative\nPROJECTS\nproject_id;cost;votes;name;selected\n"
    "p1;60;2;\"Park; big\";1\nq;50.5;1;Pool;0\nVOTES\nvoter_id;vote;points\n1;p1,q;3,1\n2;p1;2\n3;;\n";

std::string fault(const std::function<void()>& read) {
  try {
    read();
  } catch (const files::bad_input& no) {
    return no.what();
  }
  return "";
}

std::string preflib_fault(const std::string& text) {
  return fault([&] { (void)read_preflib("a.soi", text); });
}
std::string ranks_fault(const std::string& text, const csv_columns& columns = {}) {
  return fault([&] { (void)read_csv_rankings("a.csv", text, columns); });
}
std::string city_fault(const std::string& text) {
  return fault([&] { (void)read_pabulib("a.pb", text, std::nullopt); });
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

TEST_CASE("PrefLib, today's header and the old one") {
  const auto read = read_preflib("x.soi", modern);
  CHECK(read.options.ids == std::vector<std::string>{"1", "2", "3"});
  CHECK(read.options.names == std::vector<std::string>{"ก", "Blue, dark", "C"});
  CHECK(read.people_announced == 6);
  CHECK(read.ballots.total() == 6);
  CHECK(letters(count("schulze", read.ballots).winners) == "B");
  CHECK(std::ranges::equal(read.ballots.ranking(0), ranking("B(AC)")));
  CHECK(std::ranges::equal(read.ballots.ranking(2), ranking("-A")));
  const auto old = read_preflib("x.toc", old_style);
  CHECK(old.options.names == std::vector<std::string>{"A", "B", "C"});
  CHECK(old.ballots.total() == 6);
  CHECK(std::ranges::equal(old.ballots.ranking(0), ranking("B(AC)")));
}

TEST_CASE("approvals of PrefLib") {
  const auto given = [](const marks_read& read) { return totals(counting::approval(read.ballots, {}), 0); };
  CHECK(given(read_preflib_approvals("x.soi", modern)) == "A 4, B 3, C 5");
  CHECK(given(read_preflib_approvals("x.toc", old_style)) == "A 0, B 4, C 2");
  CHECK(given(read_preflib_approvals("x.cat", modern)) == "A 0, B 3, C 2");
}

TEST_CASE("PrefLib refused") {
  CHECK(preflib_fault("") == "a.soi:1:1: is empty; a PrefLib header was expected");
  CHECK(preflib_fault("x\n") == "a.soi:1:1: a PrefLib file begins with '#' lines, or with the number of alternatives");
  CHECK(preflib_fault("# TITLE: t\n1: 1\n") ==
        "a.soi:2:1: no alternative is named (# ALTERNATIVE NAME 1: …) before the ballots");
  CHECK(preflib_fault("# ALTERNATIVE NAME 1: t\n") == "a.soi:1:1: no ballot follows the header");
  CHECK(preflib_fault("# ALTERNATIVE NAME 1: t\n# ALTERNATIVE NAME 1: u\n1: 1\n") ==
        "a.soi:2:1: the alternative 1 is named twice");
  const auto ballot = [](const std::string& line) {
    return preflib_fault("# ALTERNATIVE NAME 1: t\n# ALTERNATIVE NAME 2: u\n" + line + "\n");
  };
  CHECK(ballot("1: 1,9") == "a.soi:3:6: '9' is not an alternative of this file");
  CHECK(ballot("1: 1,1") == "a.soi:3:6: the alternative 1 is ranked twice");
  CHECK(ballot("x: 1") == "a.soi:3:1: a ballot's line begins with how many cast it, followed by ':'");
  CHECK(ballot("0: 1") == "a.soi:3:1: a ballot's line begins with how many cast it, followed by ':'");
  CHECK(ballot("1: {1,2") == "a.soi:3:4: the brace that opens here is never closed");
  CHECK(ballot("1: {1}2") == "a.soi:3:7: a comma must follow a closing brace");
  CHECK(ballot("1: 1,2").empty());
  CHECK(preflib_fault("2\n1,A\n") == "a.soi:2:1: fewer alternatives than announced");
}

TEST_CASE("CSV of ranks") {
  const auto read = read_csv_rankings("a.csv", "voter,ก,B,C,n\nx,1,2,,3\ny,-,1,1,1\nz,1,0,3,1\n", {{"voter"}, "n"});
  CHECK(read.options.ids == std::vector<std::string>{"ก", "B", "C"});
  CHECK(read.ballots.total() == 5);
  CHECK(std::ranges::equal(read.ballots.ranking(0), ranking("AB")));
  CHECK(std::ranges::equal(read.ballots.ranking(1), ranking("(BC)")));
  CHECK(std::ranges::equal(read.ballots.ranking(2), ranking("A-C")));
  CHECK(read_csv_rankings("a.csv", "A;B\n1;2\n", {}).options.ids.size() == 2);
  CHECK(ranks_fault("A,B\n1,x\n") == "a.csv:2:3: 'x' is no rank: a whole number from 1, or nothing");
  CHECK(ranks_fault("A,B\n1\n") == "a.csv:2:1: the row has 1 fields where the header has 2");
  CHECK(ranks_fault("A,B\n1,2\n", {{"C"}, ""}) == "a.csv:1:1: has no column 'C'");
  CHECK(ranks_fault("A,n\n1,0\n", {{}, "n"}) == "a.csv:2:3: is no number of people");
}

TEST_CASE("CSV of marks") {
  const auto read = read_csv_marks("a.csv", "A,B\n3.5,1\n,2\n-,\n", {}, false);
  CHECK(totals(counting::score(read.ballots, {}), 0) == "A 3.5, B 1.5");
  CHECK(read.ballots.ballots() == 3);
  CHECK(read.ballots.blank() == 1);
  const auto approvals = read_csv_marks("a.csv", "A,B\n1,0\nx,yes\n,\n", {}, true);
  CHECK(totals(counting::approval(approvals.ballots, {}), 0) == "A 2, B 1");
  CHECK(fault([] { (void)read_csv_marks("a.csv", "A\n1e5\n", {}, false); }) ==
        "a.csv:2:1: '1e5' is no mark: a number of at most six decimals");
  CHECK(fault([] { (void)read_csv_marks("a.csv", "A\n2\n", {}, true); }) ==
        "a.csv:2:1: '2' is no approval: 1, 0 or nothing");
}

TEST_CASE("Pabulib") {
  const auto read = read_pabulib("a.pb", city, std::nullopt);
  CHECK(read.options.ids == std::vector<std::string>{"p1", "q"});
  CHECK(read.options.names[0] == "Park; big");
  CHECK(read.election.money_unit() == 10);
  CHECK(read.election.budget() == 1005);
  CHECK(read.election.cost(1) == 505);
  CHECK(read.election.voters() == 3);
  CHECK(read.election.points(0) == 5);
  CHECK(read.election.votes(0) == 2);
  CHECK(*read.selected == std::vector<bool>{true, false});
  CHECK(letters(greedy(read.election, {}).winners) == "A");
  CHECK(read_pabulib("a.pb", city, "111").election.budget() == 1110);
  const auto ordinal = replaced(replaced(city, "cumulative", "ordinal"), "p1,q;3,1", "q,p1;");
  CHECK(read_pabulib("a.pb", ordinal, std::nullopt).election.points(1) == 2);
  CHECK(read_pabulib_rankings("a.pb", ordinal).ballots.total() == 3);
  CHECK(read_pabulib_marks("a.pb", city).ballots.blank() == 1);
}

TEST_CASE("Pabulib refused") {
  CHECK(city_fault("x\n") == "a.pb:1:1: a Pabulib file begins with a line META");
  CHECK(city_fault("META\nkey;value\n") == "a.pb: has no section PROJECTS with projects");
  CHECK(city_fault(replaced(city, "budget;100,50\n", "")) == "a.pb: states no budget in META; give one with --budget");
  CHECK(city_fault(replaced(city, "100,50", "much")) == "a.pb: the budget 'much' is no amount of money");
  CHECK(city_fault(replaced(city, "cumulative", "guess")) ==
        "a.pb:10:1: the vote type 'guess' is none of approval, ordinal, cumulative, scoring");
  CHECK(city_fault(replaced(city, "p1,q;3,1", "p1,z;3,1")) == "a.pb:11:6: 'z' is not a project of this file");
  CHECK(city_fault(replaced(city, "p1,q;3,1", "p1,p1;3,1")) == "a.pb:11:6: the project p1 comes twice in one vote");
  CHECK(city_fault(replaced(city, "p1,q;3,1", "p1,q;3")) == "a.pb:11:3: as many points must be given as projects");
  CHECK(city_fault(replaced(city, "3,1", "3,-1")) == "a.pb:11:10: '-1' is no number of points");
  CHECK(city_fault(replaced(city, "q;50.5", "p1;50.5")) == "a.pb:8:1: the project p1 comes twice");
  CHECK(city_fault(replaced(city, "50.5", "free")) == "a.pb:8:3: 'free' is no cost");
  CHECK(city_fault(replaced(city, ";cost;", ";price;")) == "a.pb:6:1: PROJECTS has no column 'cost'");
}

TEST_CASE("numbers as files write them") {
  CHECK(decimal_number("12.5", 2) == 1250);
  CHECK(decimal_number("-0.25", 2) == -25);
  CHECK(decimal_number("1.500", 1) == 15);
  CHECK(decimal_number("1 000 000,5", 1, true) == 10'000'005);
  for (const char* wrong : {"", "-", ".", "1.2.3", "1,5", "x", "1e3", "9999999999999999999"})
    CHECK_FALSE(decimal_number(wrong, 2));
  CHECK_FALSE(decimal_number("1.234", 2));
  CHECK(whole_number("-7") == -7);
  CHECK_FALSE(whole_number("7.0"));
  CHECK(kind_of("x.toi") == file_kind::preflib);
  CHECK_THROWS_AS((void)kind_of("x.pdf"), files::bad_input);
}

TEST_CASE("JSON with the keys of the design") {
  const auto read = read_preflib("x.soi", modern);
  report of(count("irv", read.ballots), read.options);
  of.explain = language::thai;
  const auto json = boost::json::parse(to_json(of)).as_object();
  CHECK(json.at("rule") == "irv");
  CHECK(json.at("winners").as_array() == boost::json::array{"2"});
  CHECK(json.at("tie_broken") == false);
  CHECK(json.at("rounds").as_array().at(0).at("totals").at("3").as_int64() == 2);
  CHECK(json.at("names").at("2") == "Blue, dark");
  CHECK_FALSE(json.at("explanation").as_array().empty());

  const auto money = read_pabulib("a.pb", city, std::nullopt);
  report spent(greedy(money.election, {}), money.options);
  const auto budget = boost::json::parse(to_json(spent)).as_object();
  CHECK(budget.at("selected").as_array() == boost::json::array{"p1"});
  CHECK(budget.at("cost") == 60);
  CHECK(to_text(spent).find("selected: p1\ncost: 60\n") != std::string::npos);
}

}  // namespace ruamkit::test
