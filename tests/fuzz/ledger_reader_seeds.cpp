// Writes a few honest ledgers, as small as they come, for the fuzzer to spoil: ledger_reader_seeds DIR
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "contract/faults/simulated_disk.hpp"
#include "contract/streams.hpp"

int main(int argc, char** argv) {
  using namespace ruamkit;
  if (argc != 2) {
    std::fprintf(stderr, "usage: ledger_reader_seeds DIR\n");
    return 2;
  }
  std::filesystem::create_directories(argv[1]);
  for (const std::size_t entries : {0U, 1U, 40U, 400U}) {
    const test::scratch_directory directory(test::lock_place());
    const test::simulated_disk disk;
    {
      const auto kept = ledger::open_sqlite_ledger({.directory = directory.path(), .vfs = disk.vfs()});
      for (const char* name : {"a", "b"})
        if (entries > 0) (void)test::append(*kept, test::growing_stream(name).grow(entries)).get();
    }
    const bytes written = disk.contents().at(directory.file("ledger.db"));
    std::ofstream out(std::string(argv[1]) + "/entries-" + std::to_string(entries) + ".db", std::ios::binary);
    out.write(reinterpret_cast<const char*>(written.data()), static_cast<std::streamsize>(written.size()));
    if (!out) return 3;
  }
  return 0;
}
