// One lottery from its files to its panel.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/sortition/lottery.hpp"
#include "analysis/sortition/nearest_quotas.hpp"
#include "analysis/sortition/numbered_panels.hpp"
#include "analysis/sortition/replacement.hpp"
#include "ruamkit/lottery/input.hpp"

namespace ruamkit::tools::lottery {

enum class algorithm : std::uint8_t { leximin, maximin, nash, simple };

struct settings {
  algorithm by = algorithm::leximin;
  std::optional<std::string> seed;     ///< absent: the pool's own hash, for a trial draw
  std::size_t reserves = 0;            ///< at most
  std::vector<std::string> drop_outs;  ///< ids, in the order in which they left
};

/// What was measured of `simple`, which has no proof.
struct measured_bias {
  std::size_t draws = 0;
  std::size_t dead_ends = 0;
  double leximin_minimum = 0;  ///< what everybody could have
  double share_below = 0;      ///< of the people, who have less than that
};

struct replacement {
  std::uint32_t left = 0;
  std::optional<sortition::reserve> joined;  ///< nothing: nobody can take the seat
};

struct draw {
  std::string pool_hash;
  std::string lottery_hash;
  std::vector<double> chances;   ///< by person
  std::vector<double> numbered;  ///< by person: with the 1,000 panels
  sortition::certificate proof;
  std::optional<measured_bias> bias;  ///< simple only
  sortition::numbered_panels panels;
  sortition::nearness near;
  std::vector<bool> in_lottery;  ///< by person: not set beforehand
  std::uint32_t number = 0;      ///< of the panel drawn
  std::vector<std::uint32_t> selected;
  std::vector<sortition::reserve> reserves;
  std::vector<replacement> replacements;
};

/// In Thai or English a sentence a caller can print; nothing when there is a panel.
struct no_panel {
  sortition::nearest_quotas nearest;
};

struct outcome {
  std::optional<draw> drawn;
  no_panel why_not;
};

/// `go_on` as in sortition::fair_lottery. Throws std::invalid_argument for a drop-out who is not on the panel,
/// std::runtime_error when `simple` cannot draw often enough.
[[nodiscard]] outcome make_draw(const input& from, const settings& how,
                                const std::function<bool(const sortition::progress&)>& go_on);

/// The numbered panels as CSV: `number`, then a column a seat; what is hashed and published before the seed is known.
[[nodiscard]] std::string lottery_csv(const input& from, const sortition::numbered_panels& panels);

[[nodiscard]] std::string_view name_of(algorithm by);

/// "raise max of gender: female from 9 to 10"
[[nodiscard]] std::string sentence_of(const sortition::pool& of, const sortition::quota_change& change);
[[nodiscard]] std::string thai_sentence_of(const sortition::pool& of, const sortition::quota_change& change);

}  // namespace ruamkit::tools::lottery
