// What a store holds. Private to store*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "identity/database.hpp"
#include "identity/key_file.hpp"
#include "identity/store.hpp"

namespace ruamkit::identity {

struct store::parts {
  parts(const std::string& path, const store_options& options) : db(path, options.vfs, options.busy_max) {}

  database db;
  pepper key{};
  std::int64_t version_seen = 0;  ///< of PRAGMA data_version
  bool scrub_due = false;

  /// Overwrites one participant's row, or all of the deliberation (null). Returns how many there were.
  std::size_t erase_rows(const deliberation_id& deliberation, const participant_id* participant);
};

}  // namespace ruamkit::identity
