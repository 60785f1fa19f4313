// g++ 12 compiles some coroutines without a warning into ones that destroy a temporary twice. Safe is a co_await whose
// expression holds names only, built on the lines above. These rules know the forms that were seen to fail.
#include <array>
#include <cctype>
#include <optional>
#include <regex>
#include <string_view>

#include "rules.hpp"

namespace tidy {
namespace {

bool opens(char c) { return c == '(' || c == '[' || c == '{'; }
bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

/// Where the expression that begins at `from` ends: at `;` or `,`, or at the bracket that closes what it stands in.
std::size_t end_of_expression(std::string_view code, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < code.size(); ++i) {
    if (opens(code[i])) ++depth;
    if (closes(code[i]) && --depth < 0) return i;
    if (depth == 0 && (code[i] == ';' || code[i] == ',')) return i;
  }
  return code.size();
}

/// A brace that opens a block, as opposed to one that begins the parts of an object.
bool opens_a_block(std::string_view before) {
  while (!before.empty() && std::isspace(static_cast<unsigned char>(before.back())) != 0) before.remove_suffix(1);
  if (before.empty()) return true;
  const std::string tail{before.substr(before.size() > 200 ? before.size() - 200 : 0)};
  static const std::regex block{
      R"((\)|[;{}:\]]|\b(else|do|try|const|noexcept|mutable|override|final)|->\s*[\w:<>,\s&*]+|\b(namespace|struct|class)\s+\w+)$)"};
  return std::regex_search(tail, block);
}

struct left_side {
  bool in_a_choice = false;   ///< behind the `?` of a ?: in the same statement
  bool in_an_object = false;  ///< between the braces of an object that is being made
};

/// What stands to the left of the co_await at `at`, back to the beginning of its statement.
left_side look_left(std::string_view code, std::size_t at) {
  left_side seen;
  int depth = 0;
  for (std::size_t i = at; i-- > 0;) {
    if (closes(code[i])) {
      // The end of an earlier block, rather than an object within this expression.
      if (code[i] == '}' && depth == 0 && code.find_first_not_of(" \t\n", i + 1) == at) return seen;
      ++depth;
    } else if (opens(code[i])) {
      if (depth > 0)
        --depth;
      else if (code[i] == '{') {
        seen.in_an_object = !opens_a_block(code.substr(0, i));
        return seen;
      }
    } else if (depth == 0 && code[i] == '?') {
      seen.in_a_choice = true;
    } else if (depth == 0 && code[i] == ';') {
      return seen;
    }
  }
  return seen;
}

/// The second argument of the call whose bracket is at `open`, if it has one.
std::optional<std::string_view> second_argument(std::string_view code, std::size_t open) {
  const auto first_ends = end_of_expression(code, open + 1);
  if (first_ends >= code.size() || code[first_ends] != ',') return std::nullopt;
  const auto begin = code.find_first_not_of(" \t\n", first_ends + 1);
  if (begin == std::string_view::npos) return std::nullopt;
  return code.substr(begin, end_of_expression(code, begin) - begin);
}

bool is_capturing_lambda(std::string_view expression) {
  static const std::regex capturing{R"(^\[\s*[^\]\s])"};
  return std::regex_search(expression.begin(), expression.end(), capturing);
}

faults unsafe_waits(const source& file, const std::string& code) {
  faults found;
  static const std::regex wait{R"(\bco_await\b)"};
  for (std::sregex_iterator at{code.begin(), code.end(), wait}, end; at != end; ++at) {
    const auto begin = static_cast<std::size_t>(at->position());
    const auto line = line_at(code, begin);
    const auto expression = std::string_view{code}.substr(begin, end_of_expression(code, begin) - begin);
    if (expression.find('{') != std::string_view::npos)
      found.push_back({file.path, line, "co_await with a temporary made by braces; name it on the line above"});
    const auto left = look_left(code, begin);
    if (left.in_a_choice) found.push_back({file.path, line, "co_await within ?:; use if"});
    if (left.in_an_object)
      found.push_back({file.path, line, "co_await between the braces of an object; name its result on the line above"});
  }
  return found;
}

}  // namespace

faults unsafe_coroutine(const source& file) {
  if (!file.is_cpp()) return {};
  const auto code = code_only(file.text);
  auto found = unsafe_waits(file, code);
  static const std::regex spawn{R"(\bco_spawn\s*\()"};
  for (std::sregex_iterator at{code.begin(), code.end(), spawn}, end; at != end; ++at) {
    const auto open = static_cast<std::size_t>(at->position() + at->length() - 1);
    const auto argument = second_argument(code, open);
    if (argument && is_capturing_lambda(*argument))
      found.push_back({file.path, line_at(code, open), "co_spawn of a lambda that captures; give it a named function"});
  }
  static const std::regex coroutine{R"(\bco_(await|return|yield|spawn)\b)"};
  std::smatch first;
  if (!file.room().empty() && file.room() != "transport" && std::regex_search(code, first, coroutine))
    found.push_back(
        {file.path, line_at(code, static_cast<std::size_t>(first.position())), "a coroutine outside server/transport"});
  return found;
}

}  // namespace tidy
