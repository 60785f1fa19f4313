// Reading Polis's exports, and the precise refusal of what is none.
#include "ruamkit/opinion/conversation.hpp"

#include <doctest/doctest.h>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/opinion_map.hpp"

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::vote;
using names = std::vector<std::string>;

constexpr const char* header = "timestamp,datetime,comment-id,voter-id,vote\n";

std::string fault_of(const std::string& text) {
  try {
    (void)read_votes("votes.csv", text);
  } catch (const files::bad_input& no) {
    return no.what();
  }
  return "";
}

std::string row_fault(const std::string& row) { return fault_of(std::string(header) + "1,x,0,0,1\n" + row + "\n"); }

}  // namespace

TEST_CASE("votes are read whatever the order of columns, line ends and quotes") {
  for (const std::string& text : {
           std::string(header) + "5,Mon Jul 17 02:17:32 WIB 2017,7,3,-1\n6,,7,10,1\n",
           std::string("vote,voter-id,more,comment-id,timestamp\r\n-1,3,,7,5\r\n1,10,,7,6"),
           std::string("\xef\xbb\xbf") + header + "\"5\",\"Mon, 17 Jul\",\"7\",\"3\",\"-1\"\n\n 6 ,, 7 ,10, 1\n",
           std::string(header) + "5.0,x,7,3,-1.0\n+6,x,7,10,+1.00\n",
       }) {
    const auto read = read_votes("votes.csv", text);
    CAPTURE(text);
    CHECK(read.people == names{"3", "10"});
    CHECK(read.statements == names{"7"});
    REQUIRE(read.votes.size() == 2);
    CHECK(read.votes[0].time == 5);
    CHECK(read.votes[0].value == vote::disagree);
    CHECK(read.votes[1].person == 1);
    CHECK(read.votes[1].value == vote::agree);
  }
}

TEST_CASE("ids are sorted: numbers by value, then names") {
  const auto read = read_votes("v", std::string(header) + "1,,b,อำเภอ,1\n1,,10,007,1\n1,,9,x,0\n1,,a,12,0\n1,,9,3,1\n");
  CHECK(read.people == names{"3", "12", "007", "x", "อำเภอ"});
  CHECK(read.statements == names{"9", "10", "a", "b"});
  CHECK(read.votes[0].person == 4);
  CHECK(read.votes[0].statement == 3);
  CHECK(read.votes[4].person == 0);
  CHECK(read.votes[4].statement == 0);
}

TEST_CASE("refusals name file, line and column") {
  CHECK(fault_of("") == "votes.csv:1:1: is empty; a header line was expected");
  CHECK(fault_of(header) == "votes.csv:2:1: has a header and no votes");
  CHECK(fault_of("timestamp,comment-id,voter-id\n1,2,3\n") ==
        "votes.csv:1:1: has no column 'vote'; its columns are timestamp, comment-id, voter-id");
  CHECK(fault_of("datetime,comment-id,voter-id,vote\n").find("has no column 'timestamp'") != std::string::npos);
  CHECK(fault_of("timestamp,voter-id,vote\n").find("has no column 'comment-id'") != std::string::npos);
  CHECK(fault_of("timestamp,comment-id,vote\n").find("has no column 'voter-id'") != std::string::npos);
  CHECK(row_fault("1,x,0,0,2") == "votes.csv:3:9: the vote '2' is none of 1 (agree), 0 (pass) and -1 (disagree)");
  CHECK(row_fault("1,x,0,0,") == "votes.csv:3:9: the vote '' is none of 1 (agree), 0 (pass) and -1 (disagree)");
  CHECK(row_fault("1,x,0,0,yes").starts_with("votes.csv:3:9: the vote 'yes' is none of"));
  CHECK(row_fault("1,x,0,0,0.5").starts_with("votes.csv:3:9: the vote '0.5' is none of"));
  CHECK(row_fault("1,x,0,0,1.").starts_with("votes.csv:3:9: the vote '1.' is none of"));
  CHECK(row_fault("1,x,0,0,+-1").starts_with("votes.csv:3:9: the vote '+-1' is none of"));
  CHECK(row_fault("noon,x,0,0,1") == "votes.csv:3:1: the timestamp 'noon' is not a whole number");
  CHECK(row_fault(",x,0,0,1") == "votes.csv:3:1: the timestamp '' is not a whole number");
  CHECK(row_fault("99999999999999999999,x,0,0,1").starts_with("votes.csv:3:1: the timestamp '99999999999999999999'"));
  CHECK(row_fault("1,x,,0,1") == "votes.csv:3:5: comment-id is empty");
  CHECK(row_fault("1,x,0,,1") == "votes.csv:3:7: voter-id is empty");
  CHECK(row_fault("1,x,0,0") == "votes.csv:3:7: the row has 4 fields where the header has 5");
}

TEST_CASE("comments: texts, and which are left out") {
  const auto notes = read_comments("c.csv",
                                   "timestamp,comment-id,moderated,comment-body\n"
                                   "1,0,1,\"yes, and\nno\"\n2,1,-1,spam\n3,2,,ข้อความ\n");
  REQUIRE(notes.size() == 3);
  CHECK(notes.at("0").text == "yes, and\nno");
  CHECK(!notes.at("0").left_out);
  CHECK(notes.at("1").left_out);
  CHECK(!notes.at("2").left_out);
  auto read = read_votes("v", std::string(header) + "1,,0,a,1\n1,,1,a,0\n1,,2,a,-1\n1,,1,b,1\n");
  leave_out(read, notes);
  CHECK(read.statements == names{"0", "2"});
  CHECK(read.people == names{"a", "b"});
  REQUIRE(read.votes.size() == 2);
  CHECK(read.votes[1].statement == 1);
  CHECK(read.votes[1].value == vote::disagree);
  CHECK_THROWS_WITH_AS((void)read_comments("c.csv", "comment-id,comment-body\n4,x\n4,y\n"),
                       "c.csv:3:1: the statement '4' comes twice", files::bad_input);
  CHECK_THROWS_WITH_AS((void)read_comments("c.csv", "comment-id,comment-body,moderated\n4,x,no\n"),
                       "c.csv:2:5: moderated 'no' is none of 1, 0 and -1", files::bad_input);
}

TEST_CASE("groups found elsewhere") {
  const auto groups = read_groups("g.csv", "participant,group-id,0,1\n0,1,1,\n1,,,\n2,0,-1,1\n");
  CHECK(groups.size() == 2);
  CHECK(groups.at("2") == "0");
  CHECK_THROWS_WITH_AS((void)read_groups("g.csv", "participant,group-id\n0,1\n0,1\n"),
                       "g.csv:3:1: the participant '0' comes twice", files::bad_input);
}

}  // namespace ruamkit::tools::opinion
