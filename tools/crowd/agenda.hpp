// The agenda as everybody of a crowd sees it: parsed once for all.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crowd/ballot.hpp"

namespace ruamkit::crowd {

struct stage {
  std::string id;
  std::string status;
  std::vector<std::string> ballots;
  std::string title_th, title_en;
  std::string kind;

  friend bool operator==(const stage&, const stage&) = default;
};

struct agenda {
  std::int64_t rev = -1;
  std::string status;       ///< of the deliberation
  std::int64_t tables = 0;  ///< how many have been made
  std::vector<stage> stages;
  std::vector<ballot> ballots;
  std::map<std::string, std::string> reveal;      ///< of each ballot
  std::map<std::string, std::uint32_t> openings;  ///< how often each ballot was seen to open
  /// The running stage's; null while none is.
  [[nodiscard]] const stage* running() const;
  [[nodiscard]] const ballot* find(std::string_view id) const;
};

/// Takes a newer document in; an older revision, or one already known, changes nothing. True when it was newer.
bool take(agenda& into, std::int64_t rev, std::string_view doc);
void take(agenda& into, std::int64_t rev, const boost::json::object& doc);

/// Which stages and ballots are in which status; the lead recognises another's hand by it.
struct snapshot {
  std::map<std::string, std::string> stages;
  std::map<std::string, std::string> ballots;

  friend bool operator==(const snapshot&, const snapshot&) = default;
};
[[nodiscard]] snapshot snapshot_of(const agenda& from);

}  // namespace ruamkit::crowd
