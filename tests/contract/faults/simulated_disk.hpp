// A disk in memory, as an SQLite VFS. It can refuse the n-th step, run full, tear a write, and lose power: then every
// write that was not synced is kept, dropped or torn at random, sector by sector, as real disks do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "base/encoding.hpp"
#include "base/seeded.hpp"

namespace ruamkit::test {

class simulated_disk {
 public:
  using image = std::map<std::string, bytes>;  ///< what is on the platter, by path

  explicit simulated_disk(image begin = {});
  simulated_disk(const simulated_disk&) = delete;
  simulated_disk& operator=(const simulated_disk&) = delete;
  ~simulated_disk();  ///< every file must be closed

  /// The VFS's name, for sqlite_options::vfs.
  [[nodiscard]] const std::string& vfs() const { return name_; }

  struct fault {
    std::uint64_t at_step = 0;  ///< 1 is the next step
    int code = SQLITE_IOERR;    ///< SQLITE_FULL for a write, the matching SQLITE_IOERR_… elsewhere
    bool lasting = false;       ///< every later step fails too, until heal()
    bool torn = false;          ///< a refused write leaves its first half
    std::string only = {};      ///< only files whose path ends so; other steps pass but count
  };
  void plan(const fault& next);
  void heal();
  [[nodiscard]] bool has_struck() const;

  /// Opens, reads, writes, truncations, syncs, deletions and shared-memory growth so far.
  [[nodiscard]] std::uint64_t steps() const;

  [[nodiscard]] std::uint64_t syncs() const;

  /// Bytes the files may take together; a write past it gets SQLITE_FULL.
  void limit_to(std::size_t bytes_max);
  [[nodiscard]] std::size_t used() const;

  /// Power goes at this step (1 is the next): nothing works from then on.
  void cut_power_at(std::uint64_t step);
  [[nodiscard]] bool is_dark() const;

  /// What the platter holds after the cut. The seed decides the fate of what was not synced.
  [[nodiscard]] image after_power_cut(seeded& fate) const;

  /// The files as a program sees them now.
  [[nodiscard]] image contents() const;

 private:
  friend struct vfs_calls;

  struct change {  // not synced yet: a write, or a truncation when `data` is empty
    std::size_t at = 0;
    bytes data;
  };
  struct file {
    bytes now;
    bytes durable;
    std::vector<change> pending;
    bool name_is_durable = false;
    // Locks, as SQLite's os.c describes them.
    int shared = 0;
    const void* reserved = nullptr;
    const void* exclusive = nullptr;
    // Shared memory of the WAL index: regions, and a lock slot each.
    std::vector<std::unique_ptr<bytes>> regions;
    int slot_shared[SQLITE_SHM_NLOCK] = {};
    const void* slot_exclusive[SQLITE_SHM_NLOCK] = {};
  };

  /// Counts a step; SQLITE_OK, or what it fails with. `torn` tells whether half of a write is to be left.
  int step(int io_code, const std::string& path, bool* torn = nullptr);
  int sync(const std::string& path, file& f);
  int remove(const std::string& path, bool sync_names);

  mutable std::mutex mutex_;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> registered_;
  std::map<std::string, std::shared_ptr<file>> files_;
  seeded random_{1};
  image ghosts_;  // deleted, but the deletion is not durable
  std::uint64_t steps_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t fault_at_ = 0;  // 0: none planned
  fault fault_;
  bool struck_ = false;
  std::uint64_t cut_at_ = 0;
  bool dark_ = false;
  std::size_t bytes_max_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace ruamkit::test
