// Every kind of choice: what fits, and every way not to.
#include "deliberation/choice.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

using amounts = amount_list;

struct misfit_row {
  ballot_kind kind;
  raw_choice choice;
  const char* code;
  const char* at;
};

constexpr auto huge = std::numeric_limits<std::int64_t>::max();
constexpr auto tiny = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("what fits a ballot comes back by option ids as it was sent") {
  const std::vector<std::pair<ballot_kind, raw_choice>> rows{
      {ballot_kind::single, pick({"a"})},
      {ballot_kind::multiple, pick({"c", "a"})},
      {ballot_kind::rank, pick({"c"})},
      {ballot_kind::rank, pick({"c", "a", "b"})},
      {ballot_kind::score, amounts{{"a", -1}, {"c", 4}}},
      {ballot_kind::points, amounts{{"a", 60}, {"b", 40}}},
      {ballot_kind::points, amounts{{"a", 0}}},
      {ballot_kind::scale, std::int64_t{1}},
      {ballot_kind::scale, std::int64_t{5}},
      {ballot_kind::yes_no, pick({"no"})},
      {ballot_kind::text, std::string("สิบตัวอักษ")},  // ten code points, thirty bytes
  };
  for (const auto& [kind, choice] : rows) {
    CAPTURE(name_of(kind));
    const auto ballot = ballot_of("q", kind);
    const auto fitted = fit_choice(ballot, choice);
    REQUIRE(fitted.has_value());
    CHECK(to_raw(ballot, *fitted) == choice);
  }
}

TEST_CASE("no opinion fits every kind") {
  for (int kind = 0; kind <= static_cast<int>(ballot_kind::text); ++kind) {
    const auto ballot = ballot_of("q", static_cast<ballot_kind>(kind));
    const auto fitted = fit_choice(ballot, no_opinion{});
    REQUIRE(fitted.has_value());
    CHECK(std::holds_alternative<no_opinion>(*fitted));
    CHECK(to_raw(ballot, *fitted) == raw_choice{no_opinion{}});
  }
}

TEST_CASE("what does not fit is refused by a code and the place to blame") {
  using kind = ballot_kind;
  const std::vector<misfit_row> rows{
      {kind::single, pick({}), "too_few_choices", "/params/choice"},
      {kind::single, pick({"a", "b"}), "too_many_choices", "/params/choice"},
      {kind::single, pick({"z"}), "unknown_option", "/params/choice/0"},
      {kind::single, pick({"a", "a"}), "duplicate_option", "/params/choice/1"},
      {kind::single, std::string("a"), "choice_kind", "/params/choice"},
      {kind::single, std::int64_t{0}, "choice_kind", "/params/choice"},
      {kind::single, amounts{{"a", 1}}, "choice_kind", "/params/choice"},
      {kind::multiple, pick({"a"}), "too_few_choices", "/params/choice"},
      {kind::multiple, pick({"a", "b", "c"}), "too_many_choices", "/params/choice"},
      {kind::multiple, pick({"a", "c", "a"}), "duplicate_option", "/params/choice/2"},
      {kind::multiple, pick({"a", ""}), "unknown_option", "/params/choice/1"},
      {kind::multiple, amounts{}, "choice_kind", "/params/choice"},
      {kind::rank, pick({}), "too_few_choices", "/params/choice"},
      {kind::rank, pick({"b", "b"}), "duplicate_option", "/params/choice/1"},
      {kind::rank, pick({"b", "A"}), "unknown_option", "/params/choice/1"},
      {kind::rank, std::int64_t{1}, "choice_kind", "/params/choice"},
      {kind::score, amounts{}, "too_few_choices", "/params/choice"},
      {kind::score, amounts{{"a", 5}}, "score_out_of_range", "/params/choice/a"},
      {kind::score, amounts{{"a", -2}}, "score_out_of_range", "/params/choice/a"},
      {kind::score, amounts{{"a", huge}}, "score_out_of_range", "/params/choice/a"},
      {kind::score, amounts{{"a", 1}, {"z", 1}}, "unknown_option", "/params/choice/z"},
      {kind::score, amounts{{"b", 1}, {"b", 1}}, "duplicate_option", "/params/choice/b"},
      {kind::score, pick({"a"}), "choice_kind", "/params/choice"},
      {kind::points, amounts{}, "too_few_choices", "/params/choice"},
      {kind::points, amounts{{"a", 60}, {"b", 41}}, "points_over_budget", "/params/choice/b"},
      {kind::points, amounts{{"a", 100}, {"b", huge}}, "points_over_budget", "/params/choice/b"},
      {kind::points, amounts{{"a", -1}}, "points_negative", "/params/choice/a"},
      {kind::points, amounts{{"a", tiny}}, "points_negative", "/params/choice/a"},
      {kind::points, amounts{{"x/y~z", 1}}, "unknown_option", "/params/choice/x~1y~0z"},
      {kind::points, std::string("a"), "choice_kind", "/params/choice"},
      {kind::scale, std::int64_t{0}, "scale_out_of_range", "/params/choice"},
      {kind::scale, std::int64_t{6}, "scale_out_of_range", "/params/choice"},
      {kind::scale, tiny, "scale_out_of_range", "/params/choice"},
      {kind::scale, pick({"1"}), "choice_kind", "/params/choice"},
      {kind::yes_no, pick({"yes", "no"}), "too_many_choices", "/params/choice"},
      {kind::yes_no, pick({"maybe"}), "unknown_option", "/params/choice/0"},
      {kind::yes_no, pick({}), "too_few_choices", "/params/choice"},
      {kind::yes_no, std::string("yes"), "choice_kind", "/params/choice"},
      {kind::text, std::string(), "text_empty", "/params/choice"},
      {kind::text, std::string(" \t\r\n "), "text_empty", "/params/choice"},
      {kind::text, std::string("สิบเอ็ดตัวอ"), "text_too_long", "/params/choice"},
      {kind::text, pick({"a"}), "choice_kind", "/params/choice"},
  };
  for (const auto& row : rows) {
    CAPTURE(name_of(row.kind));
    INFO(row.code);
    const auto fitted = fit_choice(ballot_of("q", row.kind), row.choice);
    REQUIRE_FALSE(fitted.has_value());
    CHECK(fitted.error().code == row.code);
    CHECK(fitted.error().at == row.at);
  }
}
