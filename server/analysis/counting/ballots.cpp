#include "analysis/counting/ballots.hpp"

#include <algorithm>
#include <stdexcept>

namespace ruamkit::analysis::counting {
namespace {

constexpr std::int64_t people_max = 500'000'000;

/// FNV-1a over 16-bit units, mixed once more: open addressing needs the low bits to be good.
std::size_t hash_of(std::span<const place> ranking) {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (const place each : ranking) h = (h ^ each.bits()) * 0x100000001b3U;
  h ^= h >> 32;
  h *= 0x9e3779b97f4a7c15U;
  return static_cast<std::size_t>(h ^ (h >> 29));
}

}  // namespace

ranked_ballots::ranked_ballots(std::size_t options) : options_(options), slots_(64, 0) {
  if (options > place::options_max) throw std::length_error("more than 32767 options");
}

std::size_t ranked_ballots::slot_of(std::span<const place> wanted) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash_of(wanted) & mask;
  while (slots_[at] != 0 && !std::ranges::equal(ranking(slots_[at] - 1), wanted)) at = (at + 1) & mask;
  return at;
}

void ranked_ballots::make_room() {
  if ((people_.size() + 1) * 2 <= slots_.size()) return;
  slots_.assign(slots_.size() * 2, 0);
  for (std::size_t i = 0; i < people_.size(); ++i) slots_[slot_of(ranking(i))] = static_cast<std::uint32_t>(i + 1);
}

void ranked_ballots::add(std::span<const place> ranking, std::int64_t people) {
  if (people > people_max - total_) throw std::length_error("more than 500 million ballots");
  total_ += people;
  make_room();
  const std::size_t slot = slot_of(ranking);
  if (slots_[slot] != 0) {
    people_[slots_[slot] - 1] += people;
    return;
  }
  places_.insert(places_.end(), ranking.begin(), ranking.end());
  begins_.push_back(places_.size());
  people_.push_back(people);
  slots_[slot] = static_cast<std::uint32_t>(people_.size());
}

}  // namespace ruamkit::analysis::counting
