// One server a directory: an advisory lock (flock) on DIR/ledger.lock, which holds the pid. The kernel gives it back
// however the process ends, so nobody ever has to remove the file. Private to the ledger.
#pragma once

#include <string>

namespace ruamkit::ledger {

class directory_lock {
 public:
  /// Makes the directory (mode 0700) if it is missing. Throws `unusable`, naming the holder, if another has it.
  explicit directory_lock(const std::string& directory);
  directory_lock(const directory_lock&) = delete;
  directory_lock& operator=(const directory_lock&) = delete;
  ~directory_lock();

 private:
  int descriptor_ = -1;
};

/// Makes the names in a directory durable, and its own name in its parent. Throws `unusable`.
void sync_directory(const std::string& directory);

}  // namespace ruamkit::ledger
