// What holds for every file: size, names, nothing of the machine it was written on, a README in each room.
#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <string_view>

#include "rules.hpp"

namespace tidy {
namespace {

constexpr std::size_t lines_max = 600;

// Whole words between the separators of a name: "common" but not "commons", "helper_test" but not "helpers" by chance.
const std::regex& says_nothing() {
  static const std::regex words{"(^|[^a-zA-Z])(managers?|helpers?|utils?|utilities|common|misc)($|[^a-zA-Z])",
                                std::regex::icase};
  return words;
}

}  // namespace

faults too_long(const source& file) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
  if (!file.is_code() || lines <= lines_max) return {};
  return {{file.path, 0, std::to_string(lines) + " lines; more than " + std::to_string(lines_max) + " are two files"}};
}

faults empty_name(const source& file) {
  faults found;
  std::smatch word;
  if (std::regex_search(file.path, word, says_nothing()))
    found.push_back({file.path, 0, "'" + word.str(2) + "' in a name says nothing of what is there"});
  if (!file.is_cpp()) return found;
  const auto code = code_only(file.text);
  static const std::regex declared{R"(\b(class|struct|union|namespace|enum)\s+(class\s+)?([\w:]+))"};
  for (std::sregex_iterator at{code.begin(), code.end(), declared}, end; at != end; ++at) {
    const auto name = at->str(3);
    if (std::regex_search(name, word, says_nothing()))
      found.push_back({file.path, line_at(code, static_cast<std::size_t>(at->position())),
                       "the name " + name + " says nothing of what it is"});
  }
  return found;
}

faults machine_path(const source& file) {
  faults found;
  // The folders of people and of workplaces; /etc, /usr, /var, /run and /tmp are the system's and may be named.
  static const std::regex somebody{R"((^|[^\w./)\]}>*-])/(home|root|Users|work)/[\w.])"};
  for (std::sregex_iterator at{file.text.begin(), file.text.end(), somebody}, end; at != end; ++at)
    found.push_back({file.path, line_at(file.text, static_cast<std::size_t>(at->position())),
                     "names a folder of one machine: " + at->str()});
  return found;
}

faults unfinished_mark(const source& file) {
  faults found;
  if (!file.is_code()) return found;
  static const std::regex mark{
      "\\b(TO"
      "DO|FIX"
      "ME)\\b"};
  for (std::sregex_iterator at{file.text.begin(), file.text.end(), mark}, end; at != end; ++at)
    found.push_back({file.path, line_at(file.text, static_cast<std::size_t>(at->position())),
                     "'" + at->str() + "': do it, or say in an issue what is missing"});
  return found;
}

faults test_that_would_not_run(const source& file) {
  faults found;
  if (!file.is_cpp()) return found;
  static const std::regex named{R"re(\b(TEST_CASE|TEST_CASE_FIXTURE|SCENARIO)\s*\([^"\n]*"((?:[^"\\\n]|\\.)*)")re"};
  for (std::sregex_iterator at{file.text.begin(), file.text.end(), named}, end; at != end; ++at)
    if (at->str(2).find(';') != std::string::npos)
      found.push_back({file.path, line_at(file.text, static_cast<std::size_t>(at->position())),
                       "ctest ends a test's name at ';' and would never run it: " + at->str(2)});
  return found;
}

faults room_without_readme(std::span<const source> files) {
  std::map<std::string, bool> rooms;
  for (const auto& file : files) {
    if (file.room().empty()) continue;
    if (file.is_cpp()) rooms.try_emplace(file.room(), false);
    if (file.path == "server/" + file.room() + "/README.md") rooms[file.room()] = true;
  }
  faults found;
  for (const auto& [room, has_readme] : rooms)
    if (!has_readme) found.push_back({"server/" + room, 0, "has no README.md: what lives here, what it may include"});
  return found;
}

faults all_faults(std::span<const source> files) {
  constexpr std::array of_one = {include_against_the_arrows,
                                 library_in_the_wrong_room,
                                 impurity,
                                 unsafe_coroutine,
                                 too_long,
                                 empty_name,
                                 machine_path,
                                 unfinished_mark,
                                 test_that_would_not_run};
  auto found = room_without_readme(files);
  for (const auto& file : files)
    for (const auto rule : of_one) std::ranges::copy(rule(file), std::back_inserter(found));
  return found;
}

}  // namespace tidy
