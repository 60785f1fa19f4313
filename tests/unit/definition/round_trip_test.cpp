// Writing a definition and reading it back gives the same definition, and the same text.
#include <doctest/doctest.h>

#include <string>

#include "base/seeded.hpp"
#include "base/share.hpp"
#include "deliberation/definition_faults.hpp"
#include "deliberation/rule_names.hpp"
#include "embedded.hpp"
#include "wire/definition.hpp"

using namespace ruamkit;
using namespace ruamkit::deliberation;

namespace {

const wire::templates& built_in() {
  static const wire::templates all;
  return all;
}

/// Valid definitions, made from a seed.
struct maker {
  seeded random;

  std::int64_t number(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool coin() { return random.below(2) == 0; }
  template <typename Enum>
  Enum one_of(std::int64_t count) {
    return static_cast<Enum>(number(0, count - 1));
  }

  localized text() {
    static const char* const thai[] = {"กว๊านพะเยา", "น้ำ “แล้ง”", "บรรทัด\nใหม่", "ฝุ่น PM2.5 \\ /", "😀\t"};
    static const char* const english[] = {"lake", "\"dry\"", "é/~1", "</script>", "x"};
    localized out;
    const std::int64_t which = number(0, 2);
    if (which != 1) out.th = thai[number(0, 4)];
    if (which != 0) out.en = english[number(0, 4)];
    return out;
  }

  template <typename Question>
  void fill(Question& q) {
    q.kind = one_of<ballot_kind>(8);
    q.question = text();
    if (q.kind == ballot_kind::yes_no) return;
    if (q.kind != ballot_kind::scale && q.kind != ballot_kind::text)
      for (std::int64_t i = number(2, 6); i > 0; --i) q.options.push_back({"o" + std::to_string(i), text()});
    const auto count = static_cast<std::int64_t>(q.options.size());
    if (q.kind == ballot_kind::multiple || q.kind == ballot_kind::rank) {
      q.max = number(1, count);
      q.min = number(0, q.max);
    }
    if (q.kind == ballot_kind::score || q.kind == ballot_kind::scale) {
      q.min = number(-10, 10);
      q.max = q.min + number(1, 100);
    }
    if (q.kind == ballot_kind::points) q.budget = number(1, 1'000'000);
    if (q.kind == ballot_kind::text) q.length_max = static_cast<std::size_t>(number(1, 4000));
  }

  ballot_definition ballot(std::int64_t i) {
    ballot_definition b;
    b.id = ballot_id("q" + std::to_string(i));
    fill(b);
    const auto rules = rules_for(b.kind);
    b.rule = rules[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(rules.size()) - 1))];
    b.reveal = one_of<reveal>(3);
    b.secrecy = coin() ? secrecy::linked : secrecy::roll_call;
    b.demographic = coin();
    if (elects_several(b.rule)) b.seats = number(1, static_cast<std::int64_t>(b.options.size()));
    if (b.kind != ballot_kind::text && coin()) {
      b.threshold.emplace();
      b.threshold->share = rounded_share(static_cast<double>(number(1, 1'000'000'000)) / 1e9);
      b.threshold->of = one_of<threshold_base>(2);
      if (coin()) b.threshold->quorum = rounded_share(static_cast<double>(number(0, 1'000'000'000)) / 1e9);
    }
    if (b.kind == ballot_kind::yes_no)
      b.options = b.demographic ? std::vector<option>{{"yes", {"ใช่", "Yes"}}, {"no", {"ไม่ใช่", "No"}}}
                                : std::vector<option>{{"yes", {"เห็นชอบ", "Yes"}}, {"no", {"ไม่เห็นชอบ", "No"}}};
    return b;
  }

  survey_definition survey(std::int64_t i) {
    survey_definition s{.id = survey_id("v" + std::to_string(i)), .title = {}, .waves = {}, .items = {}};
    if (coin()) s.title = text();
    if (coin()) s.waves.push_back(wave::post);
    s.waves.push_back(wave::pre);
    for (std::int64_t k = number(1, 4); k > 0; --k) {
      survey_item item;
      item.id = "i" + std::to_string(k);
      fill(item);
      item.role = one_of<item_role>(4);
      if (item.kind == ballot_kind::yes_no) item.options = {{"yes", {"ใช่", "Yes"}}, {"no", {"ไม่ใช่", "No"}}};
      const bool takes_correct = item.kind == ballot_kind::single || item.kind == ballot_kind::yes_no;
      if (takes_correct && item.role == item_role::knowledge && coin()) item.correct = item.options.back().id;
      s.items.push_back(std::move(item));
    }
    return s;
  }

  stratum some_stratum(std::int64_t i) {
    stratum s{.id = stratum_id("s" + std::to_string(i)), .label = text(), .values = {}};
    const std::int64_t count = number(1, 9);
    std::int64_t left = 1'000'000'000;
    const bool shares = coin();
    for (std::int64_t k = 0; k < count; ++k) {
      const std::int64_t part = k + 1 == count ? left : number(0, left);
      left -= part;
      s.values.push_back({"x" + std::to_string(k), text(), std::nullopt});
      if (shares) s.values.back().population = static_cast<double>(part) / 1e9;
    }
    return s;
  }

  definition make() {
    definition d;
    d.method = one_of<method>(9);
    d.title = text();
    if (coin()) d.issue = text();
    if (coin()) {
      d.convenor.agency = "สำนักงานจังหวัด";
      if (coin()) d.convenor.commitment = text();
    }
    d.admission = one_of<admission>(2);
    for (std::int64_t i = number(0, 3); i > 0; --i) d.strata.push_back(some_stratum(i));
    for (std::int64_t i = number(0, 6); i > 0; --i) d.ballots.push_back(ballot(i));
    for (auto& b : d.ballots) {
      if (b.kind != ballot_kind::single || !b.demographic || d.strata.empty() || d.strata[0].values.size() < 2)
        continue;
      b.stratum = d.strata[0].id;
      b.options.clear();
      for (const auto& value : d.strata[0].values) b.options.push_back({value.id, value.label});
    }
    for (std::int64_t i = number(0, 2); i > 0; --i) d.surveys.push_back(survey(i));
    for (std::int64_t i = number(1, 5); i > 0; --i) {
      stage_definition stage;
      stage.id = stage_id("stage." + std::to_string(i));
      stage.kind = one_of<stage_kind>(12);
      stage.title = text();
      if (coin()) stage.minutes = number(1, 100'000);
      for (const ballot_definition& b : d.ballots)
        if (coin()) stage.ballots.push_back(b.id);
      for (const survey_definition& s : d.surveys)
        if (coin()) stage.surveys.push_back(s.id);
      if (!stage.surveys.empty()) stage.wave = wave::pre;
      d.agenda.push_back(std::move(stage));
    }
    if (coin()) {
      d.tables = tables_definition{.size_min = number(2, 10), .size_max = number(10, 100), .balance = {}};
      for (const stratum& s : d.strata) d.tables->balance.push_back(s.id);
    }
    if (coin()) d.experts = {{"e", "ดร. ก", coin() ? text() : localized{}}};
    if (coin()) d.documents = {{"d", text(), "เอกสาร.pdf"}};
    return d;
  }
};

}  // namespace

TEST_CASE("random definitions come back equal") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const definition made = maker{seeded(seed)}.make();
    REQUIRE(contradictions(made).empty());
    const std::string text = wire::to_json(made);
    const auto read = wire::parse_definition(text, built_in());
    std::string faults;
    for (const fault& f : read.faults)
      if (f.weight == fault::severity::error) faults += f.code + " " + f.at + "\n";
    REQUIRE_MESSAGE(read.value, faults, text);
    CHECK_MESSAGE(*read.value == made, text);
    CHECK(wire::to_json(*read.value) == text);
  }
}

TEST_CASE("the demonstration comes back equal, without white space between members") {
  const auto demo = wire::parse_definition(embedded::phayao, built_in());
  REQUIRE(demo.value);
  const std::string text = wire::to_json(*demo.value);
  CHECK(text.find("\": ") == std::string::npos);
  CHECK(text.find("\"population\":0.511") != std::string::npos);
  CHECK(*wire::parse_definition(text, built_in()).value == *demo.value);
}

TEST_CASE("shares are whole billionths and written as decimals") {
  CHECK(share_text(0.512) == "0.512");
  CHECK(share_text(1) == "1");
  CHECK(share_text(0) == "0");
  CHECK(share_text(-0.25) == "-0.25");
  CHECK(share_text(1e-9) == "0.000000001");
  CHECK(share_text(1e300) == "1000000");
  CHECK(rounded_share(2.0 / 3) == 0.666666667);
}
