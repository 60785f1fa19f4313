#include "projection/room_record.hpp"

#include <numeric>
#include <type_traits>

#include "projection/crosstab.hpp"
#include "projection/suppression.hpp"

namespace ruamkit::projection {

using namespace deliberation;

std::int64_t shown_counts::tally::all_now() const { return std::accumulate(now.begin(), now.end(), std::int64_t{0}); }

std::vector<bool> shown_counts::tally::ready(const std::vector<bool>& takes_part) const {
  std::vector<std::int64_t> fresh(now.size());
  for (std::size_t v = 0; v < now.size(); ++v) fresh[v] = now[v] - told[v];
  auto out = suppress_values(fresh, takes_part, cell_min);
  out.flip();
  for (std::size_t v = 0; v < now.size(); ++v) out[v] = out[v] && takes_part[v];
  return out;
}

void shown_counts::look() {
  const auto all = came_.all_now();
  std::vector<bool> somebody(came_.now.size());
  std::vector<bool> takes_part(came_.now.size());
  for (std::size_t v = 0; v < somebody.size(); ++v) {
    somebody[v] = came_.now[v] > 0;
    takes_part[v] = somebody[v] || all < nobody_told_from;
  }
  const auto more = came_.ready(takes_part);
  for (std::size_t v = 0; v < more.size(); ++v) {
    if (!takes_part[v]) ever_told_[v] = true;  // that there is nobody
    if (!more[v]) continue;
    came_.told[v] = came_.now[v];
    ever_told_[v] = true;
    known_came_ = all;
  }
  // Who left is told only of people whose coming was told; until then they wait with the others that are not told.
  const auto fewer = left_.ready(somebody);
  for (std::size_t v = 0; v < fewer.size(); ++v)
    if (fewer[v] && left_.now[v] <= came_.told[v]) left_.told[v] = left_.now[v];
  known_ = known_came_ - std::accumulate(left_.told.begin(), left_.told.end(), std::int64_t{0});
}

std::vector<std::optional<std::int64_t>> shown_counts::here() const {
  std::vector<std::int64_t> people(came_.now.size());
  std::vector<bool> takes_part(people.size());
  for (std::size_t v = 0; v < people.size(); ++v) {
    people[v] = came_.told[v] - left_.told[v];
    takes_part[v] = ever_told_[v] && came_.told[v] > 0;
  }
  // So many may have left that a value is small again.
  const auto kept_back = suppress_values(people, takes_part, cell_min);
  std::vector<std::optional<std::int64_t>> out(people.size());
  for (std::size_t v = 0; v < people.size(); ++v)
    if (ever_told_[v] && !kept_back[v]) out[v] = people[v];
  return out;
}

void room_record::look_at(const state& s, const participant_id& who) {
  const auto found = s.roll.by_id.find(who.value());
  if (found == s.roll.by_id.end()) return;
  const auto index = found->second;
  if (counted_.size() <= index) counted_.resize(s.roll.seats.size(), false);
  const auto& seat = s.roll.seats[index];
  if (counted_[index] == seat.here()) return;
  counted_[index] = seat.here();
  for (std::size_t i = 0; i < strata_.size(); ++i) {
    if (seat.strata[i] == no_value) continue;
    if (seat.here()) {
      strata_[i].came(seat.strata[i]);
    } else {
      strata_[i].left(seat.strata[i]);
    }
  }
  if (++moves_ < cell_min) return;
  moves_ = 0;
  for (auto& each : strata_) each.look();
}

void room_record::follow(const state& s, const event& what) {
  if (std::holds_alternative<deliberation_created>(what)) {
    strata_.clear();
    for (const auto& each : s.definition.strata) strata_.emplace_back(each.values.size());
    return;
  }
  std::visit(
      [&](const auto& specific) {
        if constexpr (requires { specific.participant.value(); }) {
          if constexpr (std::is_same_v<std::remove_cvref_t<decltype(specific.participant)>, participant_id>)
            look_at(s, specific.participant);
        }
      },
      what);
}

}  // namespace ruamkit::projection
