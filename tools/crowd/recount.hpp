// Counting again, from what each phone knows it was told: the crowd's own account of a ballot.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crowd/ballot.hpp"

namespace ruamkit::crowd {

/// As `tally/BALLOT` has it (PROTOCOL.md). An option nobody chose may be missing.
struct tally {
  std::int64_t voted = 0;
  std::int64_t eligible = 0;
  std::optional<std::int64_t> abstained;                      ///< nothing while hidden
  std::optional<std::map<std::string, std::int64_t>> counts;  ///< nothing while hidden
  std::string status;
};

/// Adds one person's answer. `counts` and `abstained` are made when they were not there.
void add_choice(tally& to, kind what, const boost::json::value& choice);

[[nodiscard]] tally recount(kind what, const std::vector<boost::json::value>& choices);

/// Reads a tally's document.
[[nodiscard]] tally read_tally(const boost::json::object& doc);

struct difference {
  std::string ballot;
  std::string of;  ///< `voted`, `abstained`, `eligible`, or `counts/OPTION`
  std::string expected;
  std::string found;
};

/// Everything in which the published tally departs from ours; `eligible` is compared where ours is not 0.
[[nodiscard]] std::vector<difference> compare(const std::string& ballot, const tally& ours, const tally& published);

}  // namespace ruamkit::crowd
