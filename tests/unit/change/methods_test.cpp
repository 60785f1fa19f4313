// Each method by itself: R's figures, properties over seeds, and what happens where nothing can be computed.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "analysis/change/clusters.hpp"
#include "analysis/change/contingency.hpp"
#include "analysis/change/distributions.hpp"
#include "analysis/change/multiplicity.hpp"
#include "analysis/change/signed_rank.hpp"
#include "analysis/change/student.hpp"
#include "analysis/change/summary.hpp"
#include "analysis/change/weighting.hpp"
#include "base/seeded.hpp"
#include "expected.hpp"

namespace ruamkit::analysis::change {
namespace {

using values = std::vector<double>;

struct parts {
  std::string name;
  double first = 0, second = 0;
};

/// "name/2.5/7" as R's script writes it, or "2.5/7".
parts parts_of(const std::string& path) {
  const auto number = [](const std::string& text) { return text.empty() ? 0.0 : std::stod(text); };
  const auto slash = path.find('/');
  parts out;
  out.name = path.substr(0, slash);
  if (out.name.find_first_not_of("0123456789.") == std::string::npos) out.first = number(out.name);
  const auto rest = slash == std::string::npos ? std::string() : path.substr(slash + 1);
  if (rest.find_first_not_of("0123456789.") == std::string::npos) out.second = number(rest);
  return out;
}

double drawn(seeded& from) { return static_cast<double>(from.below(2'000'001)) / 1e6 - 1; }

}  // namespace

TEST_CASE("tails of distributions agree with R") {
  for (const auto& each : tests::expected_of("student"))
    CHECK(tests::agrees(student_two_sided(parts_of(each.path).second, parts_of(each.path).first), each.value));
  for (const auto& each : tests::expected_of("student_quantile"))
    CHECK(tests::agrees(student_quantile_975(parts_of(each.path).first), each.value));
  for (const auto& each : tests::expected_of("chi_squared"))
    CHECK(tests::agrees(chi_squared_upper(parts_of(each.path).second, parts_of(each.path).first), each.value));
  for (const auto& each : tests::expected_of("f"))
    CHECK(tests::agrees(f_upper(parts_of(each.path).second, 4, parts_of(each.path).first), each.value));
}

TEST_CASE("counts agree with R's chisq.test") {
  const std::vector<std::pair<std::string, std::vector<std::size_t>>> tables = {
      {"party", {762, 327, 468, 484, 239, 477}},
      {"two_by_two", {12, 5, 7, 14}},
      {"nearly_even", {10, 10, 10, 11}},
      {"small_p", {900, 100, 300, 700}}};
  const auto population = values{0.4, 0.2, 0.2, 0.15, 0.05};
  const auto fit = goodness_of_fit(std::vector<std::size_t>{89, 37, 30, 28, 2}, population);
  std::size_t compared = 0;
  for (const auto& each : tests::expected_of("counts")) {
    const auto name = parts_of(each.path).name;
    const auto what = each.path.substr(name.size() + 1);
    const auto table = std::ranges::find(tables, name, [](const auto& one) { return one.first; });
    const auto test = table == tables.end() ? fit : independence_test(table->second, table->second.size() / 2);
    const figure ours = what == "statistic"           ? test.statistic
                        : what == "df"                ? test.df
                        : what == "p"                 ? test.p
                        : what == "smallest_expected" ? test.smallest_expected
                        : what == "yates"             ? test.yates
                                                      : test.p_yates;
    CAPTURE(each.path);
    REQUIRE(ours.defined());
    CHECK(tests::agrees(ours.value(), each.value));
    ++compared;
  }
  CHECK(compared == 24);
}

TEST_CASE("correction for many tests agrees with R's p.adjust") {
  const std::vector<figure> p = {0.01, 0.02, 0.03, 0.04, 0.05, gap::one_pair, 0.04, 1.0, 1e-12, 0.7};
  const auto by_holm = holm(p);
  const auto by_bh = benjamini_hochberg(p);
  for (const auto& each : tests::expected_of("p_adjust")) {
    const auto of = parts_of(each.path);
    const auto& ours = (of.name == "holm" ? by_holm : by_bh)[static_cast<std::size_t>(of.second)];
    REQUIRE(ours.defined());
    CHECK(tests::agrees(ours.value(), each.value));
  }
  CHECK(by_holm[5] == figure(gap::one_pair));
  CHECK(holm(std::vector<figure>{}).empty());
}

TEST_CASE("corrected p values keep the order of the raw ones and never fall below them") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    seeded from(seed);
    std::vector<figure> p;
    for (std::size_t i = 0; i < 1 + seed % 20; ++i) p.emplace_back(static_cast<double>(from.below(1000)) / 999);
    const auto by_holm = holm(p);
    const auto by_bh = benjamini_hochberg(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      CHECK(by_bh[i].value() >= p[i].value());
      CHECK(by_holm[i].value() >= by_bh[i].value() * (1 - 1e-12));
      CHECK(by_holm[i].value() <= 1);
      for (std::size_t j = 0; j < p.size(); ++j)
        if (p[i].value() < p[j].value()) CHECK(by_holm[i].value() <= by_holm[j].value());
    }
  }
}

TEST_CASE("the exact signed rank agrees with R's psignrank and with counting every sign by hand") {
  for (const auto& each : tests::expected_of("psignrank")) {
    const auto of = parts_of(each.path);
    const double ours = signed_rank_lower(static_cast<std::size_t>(of.second), static_cast<std::size_t>(of.first));
    CHECK(tests::agrees(ours, each.value));
  }
  for (std::size_t n = 1; n <= 12; ++n) {
    std::vector<std::size_t> sums(n * (n + 1) / 2 + 1, 0);
    for (std::size_t signs = 0; signs < (std::size_t{1} << n); ++signs) {
      std::size_t sum = 0;
      for (std::size_t rank = 1; rank <= n; ++rank) sum += (signs >> (rank - 1) & 1U) != 0 ? rank : 0;
      ++sums[sum];
    }
    double below = 0;
    for (std::size_t v = 0; v < sums.size(); ++v) {
      below += static_cast<double>(sums[v]) / static_cast<double>(std::size_t{1} << n);
      CHECK(signed_rank_lower(v, n) == doctest::Approx(below).epsilon(1e-12));
    }
  }
}

TEST_CASE("swapping before and after turns every sign and no p value") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    seeded from(seed);
    values one;
    values other;
    for (std::size_t i = 0; i < 2 + seed; ++i) {
      one.push_back(seed % 2 == 0 ? drawn(from) : static_cast<double>(from.below(5)) - 1);
      other.push_back(-one.back());
    }
    const auto a = signed_rank_test(one);
    const auto b = signed_rank_test(other);
    const double sum = static_cast<double>(a.n * (a.n + 1)) / 2;
    CHECK(a.v.value() + b.v.value() == sum);
    CHECK(a.p == b.p);
    CHECK(a.exact == (seed % 2 == 0 && a.n < 50));
    const auto t = one_sample_t(one);
    const auto back = one_sample_t(other);
    if (!t.t.defined()) continue;
    CHECK(t.t.value() == -back.t.value());
    CHECK(t.p == back.p);
    CHECK(t.low.value() == -back.high.value());
  }
}

TEST_CASE("what cannot be tested says why") {
  CHECK(one_sample_t({}).t == figure(gap::no_pairs));
  CHECK(one_sample_t(values{3}).mean == figure(3.0));
  CHECK(one_sample_t(values{3}).sd == figure(gap::one_pair));
  CHECK(one_sample_t(values{0, 0, 0}).p == figure(gap::zero_variance));
  CHECK(one_sample_t(values{2, 2, 2}).p == figure(gap::constant_differences));
  CHECK(one_sample_t(values{2, 2, 2}).sd == figure(0.0));
  // Differences that only rounding tells apart: R refuses them too.
  CHECK(one_sample_t(values{1.1 - 1.0, 2.1 - 2.0, 3.1 - 3.0}).p == figure(gap::constant_differences));
  CHECK(one_sample_t(values{1 + 1e-16, 1, 1 + 2.3e-16}).p == figure(gap::constant_differences));
  CHECK(effect_size(one_sample_t(values{2, 2})) == figure(gap::constant_differences));
  CHECK(one_sample_t(values{1e308, -1e308, 1e308}).p == figure(gap::out_of_range));

  CHECK(signed_rank_test({}).p == figure(gap::no_pairs));
  CHECK(signed_rank_test(values{0, 0}).p == figure(gap::no_nonzero_differences));
  CHECK(signed_rank_test(values{0, 0}).v == figure(0.0));
  CHECK(signed_rank_test(values{5}).p == figure(1.0));
  CHECK(signed_rank_test(values{2, 2, 2}).has_ties);

  CHECK(welch_t(values{1, 2}, {}).p == figure(gap::no_values));
  CHECK(welch_t(values{1, 2}, values{3}).p == figure(gap::one_value));
  CHECK(welch_t(values{1, 1}, values{3, 3}).p == figure(gap::zero_variance));
  CHECK(welch_t(values{1, 1}, values{3, 3}).mean == figure(-2.0));
  CHECK(welch_one_way(std::vector<values>{{1, 2}, {3}}).p == figure(gap::one_group));
  CHECK(welch_one_way(std::vector<values>{{1, 2}, {3, 3}}).p == figure(gap::zero_variance));

  CHECK(mcnemar_test(0, 0).p_exact == figure(gap::no_discordant_pairs));
  CHECK(mcnemar_test(4, 4).corrected == figure(0.0));
  CHECK(mcnemar_test(4, 4).p_exact == figure(1.0));
  CHECK(independence_test(std::vector<std::size_t>{3, 0, 5, 0}, 2).p == figure(gap::one_category));
  CHECK(independence_test(std::vector<std::size_t>{0, 0, 0, 0}, 2).p == figure(gap::no_values));
  CHECK(independence_test(std::vector<std::size_t>{3, 1, 2, 5, 1, 1}, 3).yates == figure(gap::not_two_by_two));
  CHECK(goodness_of_fit(std::vector<std::size_t>{3, 1}, values{1, 0}).p == figure(gap::population_share_zero));
  CHECK(goodness_of_fit(std::vector<std::size_t>{0, 0}, values{0.5, 0.5}).p == figure(gap::no_values));

  CHECK(intraclass_correlation(std::vector<values>{{1, 2, 3}}).icc == figure(gap::one_group));
  CHECK(intraclass_correlation(std::vector<values>{{1}, {2}}).icc == figure(gap::no_group_of_two));
  CHECK(intraclass_correlation(std::vector<values>{{2, 2}, {2, 2}}).icc == figure(gap::zero_variance));
  CHECK(intraclass_correlation(std::vector<values>{{1, 1}, {2, 2}}).icc == figure(1.0));
  CHECK(intraclass_correlation(std::vector<values>{}).icc == figure(gap::no_values));
  CHECK(cluster_robust_t(std::vector<values>{{1, 2}}).p == figure(gap::one_group));
  CHECK(cluster_robust_t(std::vector<values>{{1, 3}, {2, 2}}).p == figure(gap::zero_variance));

  values none;
  CHECK(summarise(none).mean == figure(gap::no_values));
  CHECK(distribution_of(none).empty());
  values one{4};
  CHECK(summarise(one).sd == figure(gap::one_value));
  CHECK(summarise(one).median == figure(4.0));
  CHECK(weighted_t(values{1, 2}, values{0, missing}).mean == figure(gap::no_weight));
}

TEST_CASE("with one value a group the cluster-robust error is the ordinary one") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    seeded from(seed);
    values all;
    std::vector<values> alone;
    for (std::size_t i = 0; i < 3 + seed; ++i) {
      all.push_back(drawn(from));
      alone.push_back({all.back()});
    }
    const auto plain = one_sample_t(all);
    const auto robust = cluster_robust_t(alone);
    CHECK(robust.standard_error.value() == doctest::Approx(plain.standard_error.value()).epsilon(1e-12));
    CHECK(robust.p.value() == doctest::Approx(plain.p.value()).epsilon(1e-9));
    const auto weighted = weighted_t(all, values(all.size(), 2.5));
    CHECK(weighted.standard_error.value() == doctest::Approx(plain.standard_error.value()).epsilon(1e-12));
    CHECK(weighted.mean.value() == doctest::Approx(plain.mean.value()).epsilon(1e-12));
  }
}

TEST_CASE("a histogram counts everybody once") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    seeded from(seed);
    values all;
    for (std::size_t i = 0; i < seed * 7; ++i)
      all.push_back(seed % 2 == 0 ? drawn(from) * 1e3 : static_cast<double>(from.below(11)));
    (void)summarise(all);
    const auto bars = distribution_of(all);
    std::size_t sum = 0;
    for (const auto& each : bars) sum += each.count;
    CHECK(sum == all.size());
    CHECK(bars.front().from == all.front());
    CHECK(bars.back().to == all.back());
    CHECK(bars.size() <= 32);
  }
  values wide;
  for (int i = 0; i < 40; ++i) wide.push_back(i % 2 == 0 ? -1.7e308 / (1 + i) : 1.7e308 / (1 + i));
  (void)summarise(wide);
  CHECK(distribution_of(wide).size() == 10);
}

}  // namespace ruamkit::analysis::change
