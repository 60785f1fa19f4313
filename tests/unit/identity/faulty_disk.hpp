// A disk that fails on command: SQLite's own VFS under the name "faulty", with writes, syncs and truncations counted.
#pragma once

namespace ruamkit::identity::testing {

inline constexpr const char* faulty_vfs = "faulty";

class faulty_disk {
 public:
  faulty_disk();  ///< registers the VFS, and heals the disk
  ~faulty_disk();
  faulty_disk(const faulty_disk&) = delete;
  faulty_disk& operator=(const faulty_disk&) = delete;

  /// After `steps` more writes, syncs and truncations each fails with SQLite's `outcome`, until heal().
  void fail_after(int steps, int outcome);
  void heal();
  /// Whether a step has failed since fail_after.
  [[nodiscard]] bool has_failed() const;
};

}  // namespace ruamkit::identity::testing
