#include "source.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tidy {
namespace {

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i < text.size(); ++i)
    if (text[i] != '\n') text[i] = ' ';
}

std::size_t end_of_quoted(std::string_view text, std::size_t open) {
  const char quote = text[open];
  std::size_t i = open + 1;
  while (i < text.size() && text[i] != quote && text[i] != '\n') i += text[i] == '\\' ? 2U : 1U;
  return i;
}

std::size_t end_of_raw(std::string_view text, std::size_t open) {
  const auto bracket = text.find('(', open);
  if (bracket == std::string_view::npos) return text.size();
  const auto closing = ")" + std::string{text.substr(open + 1, bracket - open - 1)} + "\"";
  const auto close = text.find(closing, bracket);
  return close == std::string_view::npos ? text.size() : close + closing.size() - 1;
}

}  // namespace

std::string_view name_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool source::is_cpp() const { return ends_with_any(path, {".cpp", ".hpp", ".h"}); }

bool source::is_code() const {
  if (is_cpp() ||
      ends_with_any(path, {".ts", ".tsx", ".js", ".mjs", ".css", ".cmake", ".bash", ".sh", "CMakeLists.txt"}))
    return true;
  return text.starts_with("#!");
}

std::string source::room() const {
  constexpr std::string_view top = "server/";
  if (!path.starts_with(top)) return {};
  const auto slash = path.find('/', top.size());
  return slash == std::string::npos ? std::string{} : path.substr(top.size(), slash - top.size());
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

std::string code_only(std::string_view text) {
  std::string out{text};
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = i + 1;
    if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
      blank(out, i, end);
    } else if (text.substr(i, 2) == "/*") {
      const auto close = text.find("*/", i + 2);
      end = close == std::string_view::npos ? text.size() : close + 2;
      blank(out, i, end);
    } else if (text[i] == '"') {
      const bool raw = i > 0 && text[i - 1] == 'R' && (i < 2 || !is_word(text[i - 2]) || text[i - 2] == '8');
      end = raw ? end_of_raw(text, i) : end_of_quoted(text, i);
      blank(out, i + 1, end);
      ++end;
    } else if (text[i] == '\'' && (i == 0 || !is_word(text[i - 1]))) {  // not the separator of 1'000
      end = end_of_quoted(text, i);
      blank(out, i + 1, end);
      ++end;
    }
    i = end;
  }
  return out;
}

std::vector<inclusion> inclusions_of(const source& file) {
  std::vector<inclusion> found;
  const auto code = code_only(file.text);
  for (auto at = code.find("#include"); at != std::string::npos; at = code.find("#include", at + 1)) {
    const auto open = code.find_first_of("<\"\n", at);
    if (open == std::string::npos || code[open] == '\n') continue;
    const bool quoted = code[open] == '"';
    const auto close = file.text.find(quoted ? '"' : '>', open + 1);
    if (close == std::string::npos) continue;
    found.push_back({file.text.substr(open + 1, close - open - 1), quoted, line_at(code, at)});
  }
  return found;
}

std::vector<source> read_tree(const std::filesystem::path& root) {
  constexpr std::array<std::string_view, 7> not_ours = {".git",      "build",    "node_modules", "dist",
                                                        "demo-data", "coverage", "test-results"};
  std::vector<source> files;
  for (std::filesystem::recursive_directory_iterator at{root}, end; at != end; ++at) {
    const auto name = at->path().filename().string();
    if (at->is_directory()) {
      if (std::ranges::find(not_ours, name) != not_ours.end()) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    std::ifstream in{at->path(), std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (std::string_view{text}.substr(0, 8192).find('\0') != std::string_view::npos) continue;
    files.push_back({std::filesystem::relative(at->path(), root).generic_string(), std::move(text)});
  }
  if (files.empty()) throw std::runtime_error("there is no file in " + root.string());
  std::ranges::sort(files, {}, &source::path);
  return files;
}

}  // namespace tidy
