// A file of the repository as the tidy rules read it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

/// A text file. `path` is relative to the repository's root, with forward slashes.
struct source {
  std::string path;
  std::string text;

  [[nodiscard]] bool is_cpp() const;
  /// Written by hand, as opposed to data, lock files and licences.
  [[nodiscard]] bool is_code() const;
  /// "wire" for server/wire/message.hpp, "" outside server/.
  [[nodiscard]] std::string room() const;
};

/// An #include of a source, as it stands between its quotes or angle brackets.
struct inclusion {
  std::string target;
  bool quoted = false;
  std::size_t line = 0;
};

[[nodiscard]] std::vector<inclusion> inclusions_of(const source&);

/// The C++ text with comments, string and character literals blanked; every offset and line stays where it was.
[[nodiscard]] std::string code_only(std::string_view text);

/// 1 for the first line.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t offset);

/// Every text file below `root`, except what is built, fetched or git's own.
[[nodiscard]] std::vector<source> read_tree(const std::filesystem::path& root);

/// A path's last part: "a.hpp" of "server/base/a.hpp".
[[nodiscard]] std::string_view name_of(std::string_view path);

}  // namespace tidy
