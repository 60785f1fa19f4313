#include "faulty_disk.hpp"

#include <atomic>
#include <limits>
#include <mutex>

#include <sqlite3.h>

namespace ruamkit::identity::testing {
namespace {

constexpr int never = std::numeric_limits<int>::max();
std::atomic<int> steps_left{never};
std::atomic<int> failing_outcome{SQLITE_OK};
std::atomic<bool> failed{false};

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs vfs{};

// The default VFS has one table of methods for databases, which it locks, and one for all other files.
struct method_table {
  std::once_flag known;
  const sqlite3_io_methods* real = nullptr;
  sqlite3_io_methods ours{};
};
method_table of_databases;
method_table of_others;

const sqlite3_io_methods& real_of(const sqlite3_file* file) {
  return file->pMethods == &of_databases.ours ? *of_databases.real : *of_others.real;
}

int step() {
  if (steps_left == never || steps_left.fetch_sub(1) > 0) return SQLITE_OK;
  steps_left = 0;
  failed = true;
  return failing_outcome;
}

int write(sqlite3_file* file, const void* data, int length, sqlite3_int64 at) {
  const int outcome = step();
  return outcome != SQLITE_OK ? outcome : real_of(file).xWrite(file, data, length, at);
}

int sync(sqlite3_file* file, int flags) {
  const int outcome = step();
  return outcome != SQLITE_OK ? outcome : real_of(file).xSync(file, flags);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int outcome = step();
  return outcome != SQLITE_OK ? outcome : real_of(file).xTruncate(file, size);
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  const int outcome = real_vfs->xOpen(real_vfs, path, file, flags, flags_out);
  if (outcome != SQLITE_OK || file->pMethods == nullptr) return outcome;
  method_table& table = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? of_databases : of_others;
  std::call_once(table.known, [&] {
    table.real = file->pMethods;
    table.ours = *table.real;
    table.ours.xWrite = write;
    table.ours.xSync = sync;
    table.ours.xTruncate = truncate;
  });
  file->pMethods = &table.ours;
  return SQLITE_OK;
}

}  // namespace

faulty_disk::faulty_disk() {
  heal();
  real_vfs = sqlite3_vfs_find(nullptr);
  vfs = *real_vfs;
  vfs.pNext = nullptr;
  vfs.zName = faulty_vfs;
  vfs.xOpen = open;
  sqlite3_vfs_register(&vfs, 0);
}

faulty_disk::~faulty_disk() {
  heal();
  sqlite3_vfs_unregister(&vfs);
}

void faulty_disk::fail_after(int steps, int outcome) {
  failed = false;
  failing_outcome = outcome;
  steps_left = steps;
}

void faulty_disk::heal() { steps_left = never; }

bool faulty_disk::has_failed() const { return failed; }

}  // namespace ruamkit::identity::testing
