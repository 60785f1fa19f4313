// The axes against a full decomposition, and places against the formula.
#include "analysis/opinion/principal_axes.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>

#include "analysis/opinion/covariance.hpp"
#include "camps.hpp"

namespace ruamkit::analysis::opinion {
namespace {

/// The centred votes, people × statements, missing ones 0.
Eigen::MatrixXd centred(const vote_table& votes) {
  const auto all = tallies(votes);
  Eigen::MatrixXd out =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(votes.people()), static_cast<Eigen::Index>(votes.statements()));
  for (std::size_t p = 0; p < votes.people(); ++p)
    for (const answer& one : votes.of(p))
      out(static_cast<Eigen::Index>(p), one.statement) = static_cast<int>(one.value) - all[one.statement].mean();
  return out;
}

Eigen::VectorXd axis(const principal_axes& of, int which) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(of.loadings.size()));
  for (std::size_t s = 0; s < of.loadings.size(); ++s)
    out(static_cast<Eigen::Index>(s)) = which == 0 ? of.loadings[s].x : of.loadings[s].y;
  return out;
}

void check_against_full_decomposition(const vote_table& votes) {
  const Eigen::MatrixXd x = centred(votes);
  const Eigen::MatrixXd c = x.transpose() * x / static_cast<double>(votes.people());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> full(c);
  const auto found = find_axes(votes);
  REQUIRE(found);
  for (int i = 0; i < 2; ++i) {
    const Eigen::Index at = c.rows() - 1 - i;
    const auto a = static_cast<std::size_t>(i);
    CHECK(found->variance[a] == doctest::Approx(full.eigenvalues()(at)).epsilon(1e-9));
    CHECK(found->share_of_variance[a] == doctest::Approx(full.eigenvalues()(at) / c.trace()).epsilon(1e-9));
    CHECK(std::abs(axis(*found, i).dot(full.eigenvectors().col(at))) == doctest::Approx(1).epsilon(1e-7));
    CHECK(axis(*found, i).array().cube().sum() > 0);
  }
}

}  // namespace

TEST_CASE("the axes are the two leading eigenvectors of the covariance") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    check_against_full_decomposition(test::made_by(seed, {.people = 60 + seed, .statements = 5 + 7 * seed}).table());
  }
}

TEST_CASE("votes by chance, whose variances lie close together, are decomposed as exactly") {
  check_against_full_decomposition(
      test::made_by(7, {.people = 300, .statements = 200, .follows_percent = 0, .answers_percent = 50}).table());
}

TEST_CASE("the covariance is the same as a matrix and over the votes") {
  // Above 300 answers a person it is kept as the votes.
  for (const std::size_t statements : {200U, 800U}) {
    const auto votes = test::made_by(3, {.people = 40, .statements = statements}).table();
    std::vector<double> means;
    for (const tally& one : tallies(votes)) means.push_back(one.mean());
    const covariance of(votes, means);
    const Eigen::MatrixXd x = centred(votes);
    const Eigen::MatrixXd c = x.transpose() * x / static_cast<double>(votes.people());
    const Eigen::MatrixXd columns = Eigen::MatrixXd::Random(c.rows(), 3);
    CHECK((of.times(columns) - c * columns).norm() < 1e-9 * (c * columns).norm());
    CHECK(of.trace() == doctest::Approx(c.trace()));
  }
}

TEST_CASE("places are the answered part of the projection, stretched by sqrt(statements / answers)") {
  const auto votes = test::made_by(9).table();
  const auto axes = find_axes(votes);
  REQUIRE(axes);
  const auto places = project(votes, *axes);
  const Eigen::MatrixXd x = centred(votes);
  for (std::size_t p = 0; p < votes.people(); ++p) {
    const double stretch = std::sqrt(30.0 / static_cast<double>(votes.of(p).size()));
    CHECK(places[p].x == doctest::Approx(stretch * x.row(static_cast<Eigen::Index>(p)).dot(axis(*axes, 0))));
    CHECK(places[p].y == doctest::Approx(stretch * x.row(static_cast<Eigen::Index>(p)).dot(axis(*axes, 1))));
  }
}

TEST_CASE("without differences there are no axes, and everybody stands in the middle") {
  std::vector<cast_vote> same;
  for (std::uint32_t p = 0; p < 5; ++p)
    for (std::uint32_t s = 0; s < 3; ++s) same.push_back({0, p, s, s == 1 ? vote::pass : vote::agree});
  const auto votes = vote_table::latest(same, 6, 3);
  const auto axes = find_axes(votes);
  REQUIRE(axes);
  CHECK(axes->variance[0] == 0);
  for (const point& at : project(votes, *axes)) CHECK(at == point{});
}

TEST_CASE("one direction of difference leaves the second axis empty") {
  std::vector<cast_vote> two;
  for (std::uint32_t p = 0; p < 6; ++p)
    for (std::uint32_t s = 0; s < 4; ++s) two.push_back({0, p, s, p < 3 ? vote::agree : vote::disagree});
  const auto votes = vote_table::latest(two, 6, 4);
  const auto axes = find_axes(votes);
  REQUIRE(axes);
  CHECK(axes->share_of_variance[0] == doctest::Approx(1));
  CHECK(axes->variance[1] == 0);
  for (const point& at : project(votes, *axes)) {
    CHECK(std::abs(at.x) == doctest::Approx(2));
    CHECK(at.y == 0);
  }
}

TEST_CASE("axes are mirrored and swapped back to what they were") {
  const auto votes = test::made_by(11).table();
  const auto axes = find_axes(votes);
  REQUIRE(axes);
  for (const bool swap : {false, true})
    for (const double x : {-1.0, 1.0})
      for (const double y : {-1.0, 1.0}) {
        principal_axes before = *axes;
        for (point& one : before.loadings) {
          one = {x * one.x, y * one.y};
          if (swap) std::swap(one.x, one.y);
        }
        const auto again = find_axes(votes, &before);
        REQUIRE(again);
        for (std::size_t s = 0; s < before.loadings.size(); ++s)
          CHECK(squared_distance(again->loadings[s], before.loadings[s]) < 1e-14);
        CHECK(again->variance[swap ? 1 : 0] == doctest::Approx(axes->variance[0]));
      }
}

TEST_CASE("finding axes can be stopped") {
  CHECK(!find_axes(test::made_by(1).table(), nullptr, [] { return true; }));
}

}  // namespace ruamkit::analysis::opinion
