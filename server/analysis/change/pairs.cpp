#include "analysis/change/pairs.hpp"

#include <cmath>

#include "analysis/change/summary.hpp"

namespace ruamkit::analysis::change {

pairs pairs_of(const item_answers& answers) {
  pairs out;
  if (!answers.pre.asked || !answers.post.asked) {
    out.when_empty = answers.pre.asked ? gap::not_asked_after : gap::not_asked_before;
    return out;
  }
  const auto& pre = answers.pre.values;
  const auto& post = answers.post.values;
  for (std::size_t i = 0; i < pre.size(); ++i) {
    if (is_missing(pre[i]) || is_missing(post[i])) continue;
    out.pre.push_back(pre[i]);
    out.post.push_back(post[i]);
    out.difference.push_back(post[i] - pre[i]);
    out.person.push_back(i);
  }
  return out;
}

std::vector<pairs> divided(const pairs& all, const division& by) {
  std::vector<pairs> out(by.values.size());
  for (std::size_t i = 0; i < all.person.size(); ++i) {
    const auto value = by.of[all.person[i]];
    if (value < 0) continue;
    pairs& to = out[static_cast<std::size_t>(value)];
    to.pre.push_back(all.pre[i]);
    to.post.push_back(all.post[i]);
    to.difference.push_back(all.difference[i]);
    to.person.push_back(all.person[i]);
  }
  for (auto& each : out) each.when_empty = all.person.empty() ? all.when_empty : gap::no_pairs;
  return out;
}

figure mean_or(std::span<const double> values, gap when_empty) {
  return values.empty() ? figure(when_empty) : figure(mean_of(values));
}

figure sd_or(std::span<const double> values, gap when_empty) {
  if (values.empty()) return when_empty;
  return values.size() == 1 ? figure(gap::one_value) : figure(std::sqrt(variance_of(values)));
}

}  // namespace ruamkit::analysis::change
