#include "contract/faults/simulated_disk_calls.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>

#include "contract/faults/simulated_disk.hpp"

namespace ruamkit::test {

struct vfs_calls {
  using file = simulated_disk::file;

  /// What SQLite allocates for an open file; C++ parts are built in place by open and destroyed by close.
  struct handle {
    sqlite3_file base;
    simulated_disk* disk;
    std::string path;
    std::shared_ptr<file> opened;
    int level;             // SQLITE_LOCK_…
    unsigned held_shared;  // bit a slot of the shared memory
    bool delete_on_close;
  };

  static handle& of(sqlite3_file* f) { return *reinterpret_cast<handle*>(f); }
  static simulated_disk& disk(sqlite3_vfs* vfs) { return *static_cast<simulated_disk*>(vfs->pAppData); }

  static int close(sqlite3_file* f) {
    handle& h = of(f);
    unlock(f, SQLITE_LOCK_NONE);
    shm_unmap(f, 0);
    {
      const std::lock_guard held(h.disk->mutex_);
      if (h.delete_on_close) h.disk->files_.erase(h.path);
    }
    using string = std::string;
    h.path.~string();
    h.opened.~shared_ptr<file>();
    return SQLITE_OK;
  }

  static int read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    if (const int code = h.disk->step(SQLITE_IOERR_READ, h.path); code != SQLITE_OK) return code;
    const bytes& now = h.opened->now;
    const auto from = static_cast<std::size_t>(at);
    const auto wanted = static_cast<std::size_t>(count);
    const std::size_t got = from >= now.size() ? 0 : std::min(wanted, now.size() - from);
    if (got > 0) std::memcpy(to, now.data() + from, got);
    std::memset(static_cast<char*>(to) + got, 0, wanted - got);
    return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* f, const void* data, int count, sqlite3_int64 at) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    file& to = *h.opened;
    bool torn = false;
    int code = h.disk->step(SQLITE_IOERR_WRITE, h.path, &torn);
    auto size = static_cast<std::size_t>(count);
    const auto from = static_cast<std::size_t>(at);
    if (code == SQLITE_OK && from + size > to.now.size()) {
      std::size_t used = 0;
      for (const auto& [path, other] : h.disk->files_) used += other->now.size();
      if (used + (from + size - to.now.size()) > h.disk->bytes_max_) return SQLITE_FULL;
    }
    if (code != SQLITE_OK && !torn) return code;
    if (torn) size /= 2;
    if (to.now.size() < from + size) to.now.resize(from + size);
    const auto* begin = static_cast<const std::uint8_t*>(data);
    std::copy_n(begin, size, to.now.begin() + static_cast<std::ptrdiff_t>(from));
    if (size > 0) to.pending.push_back({from, bytes(begin, begin + size)});
    return code;
  }

  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    if (const int code = h.disk->step(SQLITE_IOERR_TRUNCATE, h.path); code != SQLITE_OK) return code;
    h.opened->now.resize(static_cast<std::size_t>(size));
    h.opened->pending.push_back({static_cast<std::size_t>(size), {}});
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* f, int) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    return h.disk->sync(h.path, *h.opened);
  }

  static int size(sqlite3_file* f, sqlite3_int64* out) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    *out = static_cast<sqlite3_int64>(h.opened->now.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* f, int level) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    file& at = *h.opened;
    if (level <= h.level) return SQLITE_OK;
    if (at.exclusive != nullptr && at.exclusive != f) return SQLITE_BUSY;
    if (level >= SQLITE_LOCK_RESERVED && at.reserved != nullptr && at.reserved != f) return SQLITE_BUSY;
    if (h.level == SQLITE_LOCK_NONE) ++at.shared;
    h.level = std::max(h.level, SQLITE_LOCK_SHARED);
    if (level >= SQLITE_LOCK_RESERVED) {
      at.reserved = f;
      h.level = SQLITE_LOCK_RESERVED;
    }
    if (level == SQLITE_LOCK_EXCLUSIVE) {
      at.exclusive = f;  // pending: nobody new comes in
      h.level = SQLITE_LOCK_PENDING;
      if (at.shared > 1) return SQLITE_BUSY;
      h.level = SQLITE_LOCK_EXCLUSIVE;
    }
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* f, int level) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    file& at = *h.opened;
    if (at.exclusive == f) at.exclusive = nullptr;
    if (at.reserved == f) at.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE && h.level != SQLITE_LOCK_NONE) --at.shared;
    h.level = std::min(h.level, level);
    return SQLITE_OK;
  }

  static int is_reserved(sqlite3_file* f, int* out) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    *out = h.opened->reserved != nullptr || h.opened->exclusive != nullptr;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shm_map(sqlite3_file* f, int region, int size, int extend, void volatile** out) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    auto& regions = h.opened->regions;
    const auto wanted = static_cast<std::size_t>(region);
    *out = nullptr;
    if (wanted >= regions.size()) {
      if (extend == 0) return SQLITE_OK;
      if (const int code = h.disk->step(SQLITE_IOERR_SHMSIZE, h.path); code != SQLITE_OK) return code;
      while (regions.size() <= wanted) regions.push_back(std::make_unique<bytes>(static_cast<std::size_t>(size)));
    }
    *out = regions[wanted]->data();
    return SQLITE_OK;
  }

  static int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    file& at = *h.opened;
    const bool release = (flags & SQLITE_SHM_UNLOCK) != 0;
    const bool shared = (flags & SQLITE_SHM_SHARED) != 0;
    for (int i = offset; i < offset + count && !release; ++i) {
      const int mine = (h.held_shared >> i & 1U) != 0 ? 1 : 0;
      const bool taken = at.slot_exclusive[i] != nullptr && at.slot_exclusive[i] != f;
      if (taken || (!shared && at.slot_shared[i] > mine)) return SQLITE_BUSY;
    }
    for (int i = offset; i < offset + count; ++i) {
      const unsigned bit = 1U << i;
      if (!shared) at.slot_exclusive[i] = release ? nullptr : f;
      if (shared && release && (h.held_shared & bit) != 0) {
        --at.slot_shared[i];
        h.held_shared &= ~bit;
      } else if (shared && !release && (h.held_shared & bit) == 0) {
        ++at.slot_shared[i];
        h.held_shared |= bit;
      }
    }
    return SQLITE_OK;
  }

  static void shm_barrier(sqlite3_file* f) {
    // Taking the mutex is the fence; SQLite's own VFS does the same.
    const std::lock_guard lock(of(f).disk->mutex_);
  }

  static int shm_unmap(sqlite3_file* f, int delete_flag) {
    handle& h = of(f);
    const std::lock_guard held(h.disk->mutex_);
    file& at = *h.opened;
    for (int i = 0; i < SQLITE_SHM_NLOCK; ++i) {
      if ((h.held_shared >> i & 1U) != 0) --at.slot_shared[i];
      if (at.slot_exclusive[i] == f) at.slot_exclusive[i] = nullptr;
    }
    h.held_shared = 0;
    if (delete_flag != 0) at.regions.clear();
    return SQLITE_OK;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* out_flags) {
    simulated_disk& on = disk(vfs);
    f->pMethods = nullptr;
    const std::lock_guard held(on.mutex_);
    static std::atomic<int> temporaries = 0;
    const std::string path = name != nullptr ? name : "temporary-" + std::to_string(++temporaries);
    if (on.step(SQLITE_CANTOPEN, path) != SQLITE_OK) return SQLITE_CANTOPEN;
    auto found = on.files_.find(path);
    if (found == on.files_.end()) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      found = on.files_.emplace(path, std::make_shared<file>()).first;
    }
    auto* h = reinterpret_cast<handle*>(f);
    h->disk = &on;
    new (&h->path) std::string(path);
    new (&h->opened) std::shared_ptr<file>(found->second);
    h->level = SQLITE_LOCK_NONE;
    h->held_shared = 0;
    h->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    static const sqlite3_io_methods methods = {
        2,         close,       read,    write,  truncate,        sync,    size,     lock,
        unlock,    is_reserved, control, sector, characteristics, shm_map, shm_lock, shm_barrier,
        shm_unmap, nullptr,     nullptr};
    f->pMethods = &methods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_names) {
    simulated_disk& on = disk(vfs);
    const std::lock_guard held(on.mutex_);
    return on.remove(path, sync_names != 0);
  }

  static int access(sqlite3_vfs* vfs, const char* path, int, int* out) {
    simulated_disk& on = disk(vfs);
    const std::lock_guard held(on.mutex_);
    const auto found = on.files_.find(path);
    *out = found != on.files_.end();
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
  }

  // The log's salts come from here: always the same, so that a seed tells the whole story.
  static int randomness(sqlite3_vfs* vfs, int size, char* out) {
    simulated_disk& on = disk(vfs);
    const std::lock_guard held(on.mutex_);
    for (int i = 0; i < size; ++i) out[i] = static_cast<char>(on.random_.next() & 0xff);
    return size;
  }

  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

  static int now(sqlite3_vfs*, double* out) {
    *out = 2460000.5;
    return SQLITE_OK;
  }

  static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

void fill_in(sqlite3_vfs& vfs, const char* name, simulated_disk* disk) {
  vfs = {};
  vfs.iVersion = 1;
  vfs.szOsFile = static_cast<int>(sizeof(vfs_calls::handle));
  vfs.mxPathname = 512;
  vfs.zName = name;
  vfs.pAppData = disk;
  vfs.xOpen = vfs_calls::open;
  vfs.xDelete = vfs_calls::remove;
  vfs.xAccess = vfs_calls::access;
  vfs.xFullPathname = vfs_calls::full_path;
  vfs.xRandomness = vfs_calls::randomness;
  vfs.xSleep = vfs_calls::sleep;
  vfs.xCurrentTime = vfs_calls::now;
  vfs.xGetLastError = vfs_calls::last_error;
}

}  // namespace ruamkit::test
