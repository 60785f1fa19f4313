#include "files/text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/utf8.hpp"

namespace ruamkit::files {
namespace {

/// The first line that is not UTF-8: no character of it goes over a line's end.
[[noreturn]] void refuse_encoding(const std::string& path, std::string_view text) {
  std::size_t number = 1;
  for (;; ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    if (!is_valid_utf8(text.substr(0, end)) || end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  throw bad_input(path, number, 1, "is not UTF-8; save the file as UTF-8 and try again");
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) throw bad_input(path, 0, 0, "cannot be read");
  std::string text;
  in.seekg(0, std::ios::end);
  const auto size = in.tellg();
  in.clear();
  in.seekg(0);
  if (size > 0) {
    text.resize(static_cast<std::size_t>(size));
    in.read(text.data(), size);
    text.resize(static_cast<std::size_t>(in.gcount()));
  } else {  // a pipe has no size to tell
    in.clear();
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  if (!is_valid_utf8(text)) refuse_encoding(path, text);
  return text;
}

}  // namespace ruamkit::files
