#include "contract/faults/simulated_disk.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "contract/faults/simulated_disk_calls.hpp"

namespace ruamkit::test {
namespace {

constexpr std::size_t sector_bytes = 512;

std::string next_name() {
  static std::atomic<int> made = 0;
  return "simulated-disk-" + std::to_string(++made);
}

void apply(bytes& to, std::size_t at, const bytes& data, std::size_t from, std::size_t count) {
  if (to.size() < at + from + count) to.resize(at + from + count);
  std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(from), count,
              to.begin() + static_cast<std::ptrdiff_t>(at + from));
}

}  // namespace

simulated_disk::simulated_disk(image begin) : name_(next_name()), registered_(std::make_unique<sqlite3_vfs>()) {
  for (auto& [path, data] : begin) {
    auto f = std::make_shared<file>();
    f->now = data;
    f->durable = std::move(data);
    f->name_is_durable = true;
    files_.emplace(path, std::move(f));
  }
  fill_in(*registered_, name_.c_str(), this);
  if (sqlite3_vfs_register(registered_.get(), 0) != SQLITE_OK) throw std::runtime_error("cannot register the VFS");
}

simulated_disk::~simulated_disk() { sqlite3_vfs_unregister(registered_.get()); }

void simulated_disk::plan(const fault& next) {
  const std::lock_guard lock(mutex_);
  fault_ = next;
  fault_at_ = steps_ + next.at_step;
  struck_ = false;
}

void simulated_disk::heal() {
  const std::lock_guard lock(mutex_);
  fault_at_ = 0;
}

bool simulated_disk::has_struck() const {
  const std::lock_guard lock(mutex_);
  return struck_;
}

std::uint64_t simulated_disk::steps() const {
  const std::lock_guard lock(mutex_);
  return steps_;
}

std::uint64_t simulated_disk::syncs() const {
  const std::lock_guard lock(mutex_);
  return syncs_;
}

void simulated_disk::limit_to(std::size_t bytes_max) {
  const std::lock_guard lock(mutex_);
  bytes_max_ = bytes_max;
}

std::size_t simulated_disk::used() const {
  std::size_t sum = 0;
  for (const auto& [path, data] : contents()) sum += data.size();
  return sum;
}

void simulated_disk::cut_power_at(std::uint64_t at) {
  const std::lock_guard lock(mutex_);
  cut_at_ = steps_ + at;
}

bool simulated_disk::is_dark() const {
  const std::lock_guard lock(mutex_);
  return dark_;
}

int simulated_disk::step(int io_code, const std::string& path, bool* torn) {
  ++steps_;
  if (cut_at_ != 0 && steps_ >= cut_at_) dark_ = true;
  if (dark_) return io_code;
  const bool strikes = fault_at_ != 0 && (steps_ == fault_at_ || (fault_.lasting && steps_ > fault_at_));
  if (!strikes || !path.ends_with(fault_.only)) return SQLITE_OK;
  struck_ = true;
  if (torn != nullptr) *torn = fault_.torn;
  const bool writes = io_code == SQLITE_IOERR_WRITE || io_code == SQLITE_IOERR_SHMSIZE;
  return fault_.code == SQLITE_FULL && writes ? SQLITE_FULL : io_code;
}

int simulated_disk::sync(const std::string& path, file& f) {
  if (const int code = step(SQLITE_IOERR_FSYNC, path); code != SQLITE_OK) return code;
  ++syncs_;
  for (const change& made : f.pending) {
    if (made.data.empty())
      f.durable.resize(made.at);
    else
      apply(f.durable, made.at, made.data, 0, made.data.size());
  }
  f.pending.clear();
  // SQLite syncs the directory with the first sync of a new journal or log, and with it every name in it.
  if (!f.name_is_durable && (path.ends_with("-wal") || path.ends_with("-journal"))) {
    for (auto& [other, kept] : files_) kept->name_is_durable = true;
    ghosts_.clear();
  }
  f.name_is_durable = true;
  ghosts_.erase(path);
  return SQLITE_OK;
}

int simulated_disk::remove(const std::string& path, bool sync_names) {
  if (const int code = step(SQLITE_IOERR_DELETE, path); code != SQLITE_OK) return code;
  const auto found = files_.find(path);
  if (found == files_.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (!sync_names && found->second->name_is_durable) ghosts_[path] = found->second->durable;
  files_.erase(found);
  return SQLITE_OK;
}

simulated_disk::image simulated_disk::after_power_cut(seeded& fate) const {
  const std::lock_guard lock(mutex_);
  image out;
  for (const auto& [path, data] : ghosts_)
    if (fate.below(2) == 0) out[path] = data;
  // Some cuts lose all that was not synced, some nothing, most something.
  const std::uint64_t temper = fate.below(4);
  for (const auto& [path, f] : files_) {
    if (!f->name_is_durable && temper != 0 && (temper == 1 || fate.below(2) == 0)) continue;
    bytes kept = f->durable;
    for (const change& lost : f->pending) {
      if (temper == 1) break;
      const std::uint64_t lot = temper == 0 ? 0 : fate.below(3);  // keep, drop, tear
      if (lot == 1) continue;
      if (lost.data.empty()) {
        kept.resize(lost.at);
        continue;
      }
      for (std::size_t from = 0; from < lost.data.size(); from += sector_bytes)
        if (lot == 0 || fate.below(2) == 0)
          apply(kept, lost.at, lost.data, from, std::min(sector_bytes, lost.data.size() - from));
    }
    out[path] = std::move(kept);
  }
  return out;
}

simulated_disk::image simulated_disk::contents() const {
  const std::lock_guard lock(mutex_);
  image out;
  for (const auto& [path, f] : files_) out[path] = f->now;
  return out;
}

}  // namespace ruamkit::test
