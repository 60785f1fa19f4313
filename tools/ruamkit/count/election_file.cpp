#include "ruamkit/count/election_file.hpp"

#include <algorithm>

#include "files/bad_input.hpp"

namespace ruamkit::tools::count {

std::optional<std::size_t> options_read::find(std::string_view id) const {
  const auto found = std::ranges::find(ids, id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

file_kind kind_of(const std::string& path) {
  for (const char* ending : {".soc", ".soi", ".toc", ".toi", ".cat"})
    if (path.ends_with(ending)) return file_kind::preflib;
  if (path.ends_with(".pb")) return file_kind::pabulib;
  for (const char* ending : {".csv", ".tsv", ".txt"})
    if (path.ends_with(ending)) return file_kind::csv;
  throw files::bad_input(path, 0, 0, "its ending is none of .soc .soi .toc .toi .cat (PrefLib), .pb (Pabulib), .csv");
}

}  // namespace ruamkit::tools::count
