// Text for people at a terminal: columns that line up in Thai too, and a line that tells how far long work has come.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ruamkit::crowd {

/// Columns a terminal uses for UTF-8 text: Thai vowels and tone marks above and below take none, East Asian wide
/// characters two.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// At most `width` columns of it, an ellipsis where it was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

/// Rows under a header, each column as wide as its widest text; columns named in `right` (by position) are aligned
/// right.
[[nodiscard]] std::string table(const std::vector<std::string>& header,
                                const std::vector<std::vector<std::string>>& rows,
                                const std::vector<std::size_t>& right = {});

/// One line on stderr, rewritten in place; nothing when stderr is no terminal.
class progress_line {
 public:
  progress_line();
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  /// Shown at most ten times a second.
  void show(const std::string& text);
  void clear();

 private:
  bool on_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace ruamkit::crowd
