// Any bytes as ledger.db: opening and reading succeed or throw `unusable`, whatever the file says; and a ledger that
// was accepted takes a turn or refuses it. The file lives on a simulated disk, only the lock on a real one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "contract/faults/simulated_disk.hpp"
#include "contract/streams.hpp"
#include "ledger/ledger.hpp"

namespace {

using namespace ruamkit;

void open_and_read(const std::string& directory, const test::simulated_disk& disk) {
  const auto kept = ledger::open_sqlite_ledger({.directory = directory, .vfs = disk.vfs()});
  std::uint64_t read = 0;
  const auto heads = kept->heads();
  for (const ledger::head& h : heads) {
    std::uint64_t last = 0;
    kept->read(h.stream, 0, [&](ledger::entry&& e) {
      if (e.seq != ++last) std::abort();
      ++read;
    });
    if (last != h.seq) std::abort();
    kept->read(h.stream, h.seq / 2, [&](ledger::entry&&) { ++read; });
  }
  test::growing_stream s = heads.empty() ? test::growing_stream("new") : test::growing_stream(heads.front());
  const auto refused = test::append(*kept, s.grow(1 + read % 3)).get();
  if (refused && kept->recover()) (void)test::append(*kept, std::vector<ledger::appended>{}).get();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::scratch_directory directory(test::lock_place());
  const test::simulated_disk disk({{directory.file("ledger.db"), bytes(data, data + size)}});
  try {
    open_and_read(directory.path(), disk);
  } catch (const ledger::unusable&) {
    // A sentence instead of a ledger: what damage deserves.
  }
  return 0;
}
