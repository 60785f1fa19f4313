// Rankings as the elimination rules use them: one option after the other, until a ballot says no more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/counting/ballots.hpp"
#include "analysis/counting/result.hpp"
#include "analysis/counting/settings.hpp"

namespace ruamkit::analysis::counting {

/// A rank two options share ends its ballot there (an overvote). A skipped rank does so or not, as `skipped` says.
class preferences {
 public:
  preferences(const ranked_ballots& from, skipped_ranks skipped);

  [[nodiscard]] std::size_t options() const { return options_; }
  [[nodiscard]] std::size_t size() const { return people_.size(); }
  [[nodiscard]] std::span<const std::uint16_t> order(std::size_t i) const {
    return {options_in_order_.data() + begins_[i], begins_[i + 1] - begins_[i]};
  }
  [[nodiscard]] std::int64_t people(std::size_t i) const { return people_[i]; }
  [[nodiscard]] std::int64_t valid() const { return valid_; }  ///< people with a first preference
  [[nodiscard]] std::int64_t overvotes() const { return overvotes_; }
  [[nodiscard]] bool single_choices() const { return single_choices_; }  ///< no ballot names a second

  /// Ballots, valid ones and overvotes, as every result has them.
  void describe(count_result& out, std::int64_t ballots) const;

 private:
  std::size_t options_;
  std::int64_t valid_ = 0;
  std::int64_t overvotes_ = 0;
  bool single_choices_ = true;
  std::vector<std::uint16_t> options_in_order_;
  std::vector<std::uint32_t> begins_{0};
  std::vector<std::int64_t> people_;
};

/// Those still counted: where each ballot stands, and the ballots each option holds.
class piles {
 public:
  explicit piles(const preferences& ballots);

  /// The next option of ballot `i` that `counts` lets through, and moves there; options() at its end.
  template <typename Predicate>
  std::size_t advance(std::uint32_t i, Predicate counts) {
    const auto order = ballots_.order(i);
    auto& at = position_[i];
    while (at < order.size() && !counts(order[at])) ++at;
    return at < order.size() ? order[at] : ballots_.options();
  }

 private:
  const preferences& ballots_;
  std::vector<std::uint16_t> position_;
};

}  // namespace ruamkit::analysis::counting
