#include "ruamkit/lottery/draw.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "analysis/sortition/measures.hpp"
#include "analysis/sortition/simple_lottery.hpp"
#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "base/seeded.hpp"
#include "ruamkit/lottery/csv_text.hpp"

namespace ruamkit::tools::lottery {
namespace {

using go_on_type = std::function<bool(const sortition::progress&)>;

constexpr std::size_t simple_draws = 10'000;

/// A generator for one purpose; the same text, the same stream.
seeded stream_of(const std::string& text) {
  const auto hashed = sha256(text);
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < 8; ++i) seed = seed << 8 | hashed[i];
  return seeded(seed);
}

sortition::fairness fairness_of(algorithm by) {
  if (by == algorithm::maximin) return sortition::fairness::maximin;
  return by == algorithm::nash ? sortition::fairness::nash : sortition::fairness::leximin;
}

std::vector<bool> in_lottery(const sortition::panel_space& space, std::size_t people) {
  std::vector<bool> out(people, false);
  for (const auto& cell : space.cells)
    for (const auto p : cell.people) out[p] = true;
  return out;
}

std::vector<double> only(const std::vector<double>& all, const std::vector<bool>& which) {
  std::vector<double> out;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (which[i]) out.push_back(all[i]);
  return out;
}

void draw_simple(const input& from, const sortition::lottery& fair, const go_on_type& go_on, draw& out) {
  const auto asked = [&](std::size_t panels) { return go_on({0, panels, 0}); };
  auto drawn = sortition::draw_simply(from.pool, simple_draws, stream_of("simple\n" + out.pool_hash).next(), asked);
  if (drawn.panels.size() < sortition::panel_numbers)
    throw std::runtime_error("simple selection ran into dead ends: only " + std::to_string(drawn.panels.size()) +
                             " panels were found; use leximin, which always finds them");
  out.chances = sortition::chances_under(drawn.panels, from.ids.size());
  measured_bias& bias = out.bias.emplace();
  bias.draws = drawn.panels.size();
  bias.dead_ends = drawn.failures;
  bias.leximin_minimum = sortition::smallest(fair.chances);
  std::size_t below = 0;
  std::size_t people = 0;
  for (std::size_t p = 0; p < out.chances.size(); ++p) {
    people += out.in_lottery[p] ? 1U : 0U;
    below += out.in_lottery[p] && out.chances[p] < bias.leximin_minimum ? 1U : 0U;
  }
  bias.share_below = people > 0 ? static_cast<double>(below) / static_cast<double>(people) : 0;
  drawn.panels.resize(sortition::panel_numbers);
  out.panels = std::move(drawn.panels);
}

std::vector<std::uint32_t> free_people(const input& from, const std::vector<std::uint32_t>& panel,
                                       const std::vector<bool>& gone) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t p = 0; p < from.ids.size(); ++p)
    if (!gone[p] && std::ranges::find(panel, p) == panel.end()) out.push_back(p);
  return out;
}

/// The reserve named for the seat, as long as nobody else has needed it; otherwise whoever of the others fits best.
void replace_drop_outs(const input& from, const settings& how, const std::string& stream, draw& out) {
  std::vector<bool> gone(from.ids.size(), false);
  for (const std::string& id : how.drop_outs) {
    const auto at = std::ranges::lower_bound(from.ids, id);
    const auto left = static_cast<std::uint32_t>(at - from.ids.begin());
    const auto seat = std::ranges::find(out.selected, left);
    if (at == from.ids.end() || *at != id || seat == out.selected.end())
      throw std::invalid_argument("'" + id + "' is not on the panel drawn");
    gone[left] = true;
    const auto named = std::ranges::find(out.reserves, left, &sortition::reserve::stands_in_for);
    std::vector<std::uint32_t> candidates = free_people(from, out.selected, gone);
    if (named != out.reserves.end() && named->how != sortition::match::nearest) candidates = {named->person};
    auto chance = stream_of("replacement\n" + stream + "\n" + id);
    replacement& made = out.replacements.emplace_back();
    made.left = left;
    made.joined = sortition::replace(from.pool, out.selected, left, candidates, chance);
    if (!made.joined) {
      out.selected.erase(seat);
      continue;
    }
    *seat = made.joined->person;
    std::ranges::sort(out.selected);
    std::erase_if(out.reserves,
                  [&](const auto& r) { return r.person == made.joined->person || r.stands_in_for == left; });
  }
}

}  // namespace

outcome make_draw(const input& from, const settings& how, const go_on_type& go_on) {
  outcome out;
  const auto space = sortition::panels_of(from.pool);
  const auto fair = sortition::fair_lottery(space, fairness_of(how.by), go_on);
  if (!fair.exists) {
    out.why_not.nearest = sortition::nearest_to(from.pool);
    return out;
  }
  draw& made = out.drawn.emplace();
  made.pool_hash = canonical_hash(from);
  made.in_lottery = in_lottery(space, from.ids.size());
  if (how.by == algorithm::simple) {
    draw_simple(from, fair, go_on, made);
  } else {
    made.proof = fair.proof;
    made.chances = sortition::chances_by_person(space, fair.chances, from.ids.size());
    made.panels = sortition::number_panels(space, fair, stream_of("numbers\n" + made.pool_hash).next());
  }
  made.numbered = sortition::chances_under(made.panels, from.ids.size());
  made.near = sortition::near_to(only(made.numbered, made.in_lottery), only(made.chances, made.in_lottery));
  made.lottery_hash = to_hex(sha256(lottery_csv(from, made.panels)));
  const std::string seed = how.seed.value_or(made.pool_hash);
  made.number = sortition::number_of_seed(seed, made.pool_hash);
  made.selected = made.panels[made.number];
  const std::string stream = made.pool_hash + "\n" + seed;
  auto chance = stream_of("reserves\n" + stream);
  made.reserves = sortition::draw_reserves(from.pool, made.selected, how.reserves, chance);
  replace_drop_outs(from, how, stream, made);
  return out;
}

std::string lottery_csv(const input& from, const sortition::numbered_panels& panels) {
  std::string out = "number";
  for (int seat = 1; seat <= from.pool.seats; ++seat) out += ",seat " + std::to_string(seat);
  out += '\n';
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const std::string number = std::to_string(i);
    out += std::string(3 - number.size(), '0') + number;
    for (const auto p : panels[i]) append_csv(out += ',', from.ids[p]);
    out += '\n';
  }
  return out;
}

std::string_view name_of(algorithm by) {
  static constexpr std::array<std::string_view, 4> names = {"leximin", "maximin", "nash", "simple"};
  return names[static_cast<std::size_t>(by)];
}

std::string sentence_of(const sortition::pool& of, const sortition::quota_change& change) {
  const auto& feature = of.features[change.feature];
  return std::string(change.raises_max ? "raise max of " : "lower min of ") + feature.name + ": " +
         feature.quotas[change.value].value + " from " + std::to_string(change.from) + " to " +
         std::to_string(change.to);
}

std::string thai_sentence_of(const sortition::pool& of, const sortition::quota_change& change) {
  const auto& feature = of.features[change.feature];
  return std::string(change.raises_max ? "เพิ่มจำนวนสูงสุดของ " : "ลดจำนวนต่ำสุดของ ") + feature.name + ": " +
         feature.quotas[change.value].value + " จาก " + std::to_string(change.from) + " เป็น " +
         std::to_string(change.to);
}

}  // namespace ruamkit::tools::lottery
