// A file that cannot be used, and where in it the reason is.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace ruamkit::files {

/// Line and column count from 1; 0: the file as a whole. The commands answer with exit code 3.
struct bad_input : std::runtime_error {
  bad_input(const std::string& file, std::size_t line, std::size_t column, const std::string& what)
      : std::runtime_error(file + (line == 0 ? "" : ":" + std::to_string(line) + ":" + std::to_string(column)) + ": " +
                           what) {}
};

}  // namespace ruamkit::files
