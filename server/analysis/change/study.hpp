// What there is to analyse: people, what they answered before and after, and who they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/localized.hpp"

namespace ruamkit::analysis::change {

enum class item_role : std::uint8_t { attitude, knowledge, evaluation };

/// How an item's answers are numbers: as they are, yes 1 and no 0, right 1 and wrong 0, or an index into options.
enum class item_kind : std::uint8_t { scale, yes_no, scored, choice };

struct item {
  std::string id;
  localized question;  ///< either language may be empty; the id stands for it
  item_kind kind = item_kind::scale;
  item_role role = item_role::attitude;
  std::optional<double> minimum, maximum;  ///< the end points of the scale
  std::optional<double> agree_threshold;   ///< an answer at or above it counts as agreement
  std::vector<std::string> options;        ///< of a choice
};

struct wave_answers {
  bool asked = false;
  std::vector<double> values;  ///< one a person, `missing` where none; empty where not asked
  std::size_t no_opinion = 0;  ///< people who said that they have none; their values are missing
};

struct item_answers {
  item about;
  wave_answers pre, post;
};

/// A way to divide people: by gender, by district, by table.
struct division {
  std::string id;
  std::vector<std::string> values;
  std::vector<std::int32_t> of;    ///< one a person: an index into values, or -1 where it is not known
  std::vector<double> population;  ///< empty, or the population's share of each value; they sum to 1
};

/// All columns have `people` entries in the same order.
struct study {
  std::size_t people = 0;
  std::vector<std::uint8_t> took_pre, took_post;  ///< whether a person gave any answer in the wave
  std::vector<item_answers> items;
  std::vector<division> strata;
  std::optional<division> tables;
  std::vector<double> design_weights;  ///< empty, or one a person, `missing` where not known
};

}  // namespace ruamkit::analysis::change
