// The rules that the repository keeps (DESIGN.md section 4, and what g++ 12 does to coroutines), each a function from
// files to faults, so that a test can hand it a file that breaks it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "source.hpp"

namespace tidy {

struct fault {
  std::string path;
  std::size_t line = 0;  ///< 0: the file or folder as a whole
  std::string sentence;
};

using faults = std::vector<fault>;

// Of one file.
[[nodiscard]] faults include_against_the_arrows(const source&);
[[nodiscard]] faults library_in_the_wrong_room(const source&);  ///< JSON, Beast, SQLite
[[nodiscard]] faults impurity(const source&);                   ///< clocks, chance, files, threads in a pure room
[[nodiscard]] faults unsafe_coroutine(const source&);           ///< forms that g++ 12 compiles and then frees twice
[[nodiscard]] faults too_long(const source&);
[[nodiscard]] faults empty_name(const source&);  ///< names that say nothing
[[nodiscard]] faults machine_path(const source&);
[[nodiscard]] faults unfinished_mark(const source&);
[[nodiscard]] faults test_that_would_not_run(const source&);  ///< names that ctest cannot hold

/// Of all files together.
[[nodiscard]] faults room_without_readme(std::span<const source>);

/// Every rule, over every file.
[[nodiscard]] faults all_faults(std::span<const source>);

}  // namespace tidy
