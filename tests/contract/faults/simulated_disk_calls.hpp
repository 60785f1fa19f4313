// The C callbacks through which SQLite uses a simulated disk.
#pragma once

#include <sqlite3.h>

namespace ruamkit::test {

class simulated_disk;

/// Fills in a VFS that works on `disk`; `name` must outlive it.
void fill_in(sqlite3_vfs& vfs, const char* name, simulated_disk* disk);

}  // namespace ruamkit::test
