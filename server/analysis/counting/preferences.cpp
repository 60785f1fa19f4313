#include "analysis/counting/preferences.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ruamkit::analysis::counting {

preferences::preferences(const ranked_ballots& from, skipped_ranks skipped) : options_(from.options()) {
  people_.reserve(from.size());
  begins_.reserve(from.size() + 1);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto ranking = from.ranking(i);
    const std::size_t begin = options_in_order_.size();
    for (std::size_t at = 0; at < ranking.size(); ++at) {
      if (ranking[at].is_skipped()) {
        if (skipped == skipped_ranks::stop) break;
        continue;
      }
      if (at + 1 < ranking.size() && !ranking[at + 1].is_skipped() && ranking[at + 1].shares_rank()) {
        overvotes_ += from.people(i);
        break;
      }
      options_in_order_.push_back(ranking[at].option());
    }
    const std::size_t chosen = options_in_order_.size() - begin;
    if (chosen == 0) continue;
    if (options_in_order_.size() > std::numeric_limits<std::uint32_t>::max())
      throw std::length_error("more than four thousand million choices");
    single_choices_ = single_choices_ && chosen == 1;
    valid_ += from.people(i);
    people_.push_back(from.people(i));
    begins_.push_back(static_cast<std::uint32_t>(options_in_order_.size()));
  }
}

void preferences::describe(count_result& out, std::int64_t ballots) const {
  out.ballots = ballots;
  out.valid = valid_;
  out.overvotes = overvotes_;
}

piles::piles(const preferences& ballots) : ballots_(ballots), position_(ballots.size(), 0) {}

}  // namespace ruamkit::analysis::counting
