// A sentence in the two languages every text of a deliberation is kept in.
#pragma once

#include <string>

namespace ruamkit {

/// UTF-8 in both; either may be empty where only one was given.
struct localized {
  std::string th;
  std::string en;

  friend bool operator==(const localized&, const localized&) = default;
};

}  // namespace ruamkit
