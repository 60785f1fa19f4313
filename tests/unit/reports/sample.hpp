// A meeting of 40 people with every kind of ballot decided, and the report of it.
#pragma once

#include <string>

#include "base/digest.hpp"
#include "projection/report.hpp"
#include "unit/deliberation/meeting.hpp"

namespace ruamkit::testing {

/// 2026-11-21T07:05:09Z, 14:05 in Thailand.
inline constexpr instant asked_at{1'795'244'709'000};

inline projection::report_standing standing_of(const deliberation::state& s) {
  return {s.seq, sha256("head"), sha256("first"), asked_at};
}

/// 20 women who chose a or b and 20 men who chose b or abstained; ballots of every kind; the last is left open.
inline meeting decided_meeting() {
  auto d = sample_definition();
  d.title = {"เวทีประชาชน <พะเยา> & “กว๊าน”", "Phayao & the lake"};
  d.convenor.commitment = localized{"จะตอบทุกข้อภายใน 60 วัน", "To answer within 60 days"};
  d.strata[0].values[0].population = 0.4;
  d.strata[0].values[1].population = 0.6;
  d.ballots.push_back(ballot_of("undecided", ballot_kind::single));
  d.ballots.back().reveal = reveal::on_publish;
  d.agenda[1].ballots.push_back(ballot_id{"undecided"});
  meeting m(d);
  m.seat(20, {{"gender", "f"}, {"age", "old"}});
  m.seat(20, {{"gender", "m"}});
  for (const auto& each : m.now().definition.ballots) (void)m.run(lead(), open(each.id.value()));
  for (int i = 0; i < 40; ++i) {
    const auto who = participant("p" + std::to_string(i + 1));
    const auto one = i % 3 == 0 ? pick({"a"}) : i % 3 == 1 ? pick({"b"}) : pick({"c"});
    (void)m.run(who, cast("single", i % 4 == 3 ? raw_choice{no_opinion{}} : one));
    (void)m.run(who, cast("multiple", i % 2 == 0 ? pick({"a", "b"}) : pick({"b", "c"})));
    (void)m.run(who, cast("rank", pick({"c", "a", "b"})));
    (void)m.run(who, cast("score", amount_list{{"a", 4}, {"b", i % 2}}));
    (void)m.run(who, cast("points", amount_list{{"a", 70}, {"c", 30}}));
    (void)m.run(who, cast("scale", std::int64_t{1 + i % 5}));
    (void)m.run(who, cast("yes_no", pick({i < 30 ? "yes" : "no"})));
    (void)m.run(who, cast("text", std::string(i == 0 ? "=1+1" : i == 1 ? "น้ำ" : "zz")));
    (void)m.run(who, cast("roll_call", pick({i < 25 ? "yes" : "no"})));
    (void)m.run(who, cast("undecided", pick({"a"})));
  }
  for (const auto& each : m.now().definition.ballots)
    if (each.id.value() != "undecided") (void)m.run(lead(), close(each.id.value()));
  return m;
}

inline projection::report decided_report() {
  const auto m = decided_meeting();
  return projection::project_report(m.now(), standing_of(m.now()));
}

inline const projection::report_ballot& ballot_named(const projection::report& r, const std::string& id) {
  for (const auto& each : r.ballots)
    if (each.asked.id.value() == id) return each;
  throw std::runtime_error("no ballot " + id);
}

}  // namespace ruamkit::testing
