// Who may include whom, where libraries may be named, and what a pure room may not touch.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "rules.hpp"

namespace tidy {
namespace {

using names = std::set<std::string, std::less<>>;

// The arrows of DESIGN.md section 4, each room with every room it may include.
const std::map<std::string, names, std::less<>>& arrows() {
  static const std::map<std::string, names, std::less<>> allowed = {
      {"base", {}},
      {"deliberation", {"base"}},
      {"analysis", {"base"}},
      {"ledger", {"base"}},
      {"identity", {"base"}},
      {"followup", {"base", "deliberation", "analysis"}},
      {"projection", {"base", "deliberation", "analysis", "followup"}},
      {"wire", {"base", "deliberation", "analysis", "followup", "projection"}},
      {"reports", {"base", "deliberation", "analysis", "followup", "projection"}},
      {"engine",
       {"base", "deliberation", "analysis", "followup", "projection", "wire", "reports", "ledger", "identity"}},
      {"transport", {"base", "deliberation", "analysis", "followup", "projection", "wire", "reports", "engine"}},
      {"app",
       {"base", "deliberation", "analysis", "followup", "projection", "wire", "reports", "ledger", "identity", "engine",
        "transport"}},
  };
  return allowed;
}

std::string first_part(std::string_view path) { return std::string{path.substr(0, path.find('/'))}; }

bool starts_with_any(std::string_view text, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

struct library {
  std::string_view name;
  std::vector<std::string_view> headers;  ///< beginnings of what is included
  std::vector<std::string_view> rooms;
  bool in_headers = true;  ///< whether those rooms' .hpp files may include it
};

const std::vector<library>& libraries() {
  static const std::vector<library> all = {
      {"JSON",
       {"boost/json", "nlohmann/", "valijson/", "rapidjson/", "simdjson", "json/"},
       {"wire", "reports", "app"},
       true},
      {"Boost.Beast", {"boost/beast"}, {"transport"}, false},
      {"SQLite", {"sqlite3"}, {"ledger", "identity"}, true},
  };
  return all;
}

constexpr std::array<std::string_view, 4> pure_rooms = {"deliberation", "analysis", "projection", "followup"};

constexpr std::array<std::string_view, 28> impure_headers = {"random",          "fstream",      "filesystem",
                                                             "iostream",        "thread",       "stop_token",
                                                             "mutex",           "shared_mutex", "condition_variable",
                                                             "atomic",          "future",       "semaphore",
                                                             "coroutine",       "ctime",        "time.h",
                                                             "csignal",         "unistd.h",     "fcntl.h",
                                                             "dirent.h",        "netdb.h",      "sys/",
                                                             "netinet/",        "arpa/",        "boost/asio",
                                                             "boost/beast",     "openssl/rand", "spdlog/",
                                                             "base/entropy.hpp"};

/// A header with a slash stands for a family of them.
bool names_it(std::string_view target, std::string_view header) {
  return target == header || (header.find('/') != std::string_view::npos && target.starts_with(header));
}

struct call {
  std::regex pattern;
  std::string_view what;
};

const std::vector<call>& impure_calls() {
  static const std::vector<call> all = {
      {std::regex{R"(::\s*now\s*\()"}, "reads a clock"},
      {std::regex{R"(\b(gettimeofday|clock_gettime|localtime|localtime_r|gmtime|strftime)\s*\()"}, "reads a clock"},
      {std::regex{R"((^|[^\w.>])time\s*\(\s*(nullptr|NULL|0|&\w+)\s*\))"}, "reads a clock"},
      {std::regex{R"((^|[^\w.>:])(std\s*::\s*)?s?rand\s*\()"}, "draws by chance; the stamp brings the seed"},
      {std::regex{R"(\b(random_device|random_u64|random_bytes|fill_random|RAND_bytes|getrandom|arc4random)\b)"},
       "draws by chance; the stamp brings the seed"},
      {std::regex{R"(\b(fopen|freopen|printf|fprintf|puts|fputs|ifstream|ofstream|getenv|secure_getenv|setenv)\b)"},
       "looks outside the core"},
      {std::regex{R"(\bstd\s*::\s*(this_thread|jthread|thread|mutex|cout|cerr|clog|cin)\b)"},
       "uses what a pure room has none of"},
  };
  return all;
}

}  // namespace

faults include_against_the_arrows(const source& file) {
  faults found;
  const auto room = file.room();
  if (room.empty() || !file.is_cpp()) return found;
  const auto own = arrows().find(room);
  if (own == arrows().end()) {
    found.push_back({file.path, 0, "server/" + room + " is not a room of DESIGN.md section 4"});
    return found;
  }
  for (const auto& each : inclusions_of(file)) {
    const auto used = first_part(each.target);
    if (each.target.find("..") != std::string::npos)
      found.push_back({file.path, each.line, "includes " + each.target + "; name it from server/ on"});
    else if (arrows().contains(used) && each.target.find('/') != std::string::npos) {
      if (used != room && !own->second.contains(used))
        found.push_back({file.path, each.line, room + " may not include " + each.target});
    } else if (each.quoted && each.target != "embedded.hpp") {  // made by ruamkit_embed
      found.push_back({file.path, each.line, "includes " + each.target + ", which is in no room of the server"});
    }
  }
  return found;
}

faults library_in_the_wrong_room(const source& file) {
  faults found;
  const auto room = file.room();
  if (room.empty() || !file.is_cpp()) return found;
  for (const auto& each : inclusions_of(file)) {
    for (const auto& library : libraries()) {
      if (each.quoted || !starts_with_any(each.target, library.headers)) continue;
      const bool allowed_room = std::ranges::find(library.rooms, room) != library.rooms.end();
      if (allowed_room && (library.in_headers || file.path.ends_with(".cpp"))) continue;
      std::string rooms;
      for (const auto name : library.rooms) rooms += (rooms.empty() ? "" : ", ") + std::string{name} + "/";
      found.push_back({file.path, each.line,
                       "includes " + each.target + "; " + std::string{library.name} + " lives in " + rooms +
                           (library.in_headers ? "" : " (.cpp files)")});
    }
  }
  return found;
}

faults impurity(const source& file) {
  faults found;
  if (!file.is_cpp() || std::ranges::find(pure_rooms, file.room()) == pure_rooms.end()) return found;
  for (const auto& each : inclusions_of(file))
    if (std::ranges::any_of(impure_headers, [&](std::string_view header) { return names_it(each.target, header); }))
      found.push_back({file.path, each.line, "includes " + each.target + " in a pure room"});
  const auto code = code_only(file.text);
  for (const auto& call : impure_calls())
    for (std::sregex_iterator at{code.begin(), code.end(), call.pattern}, end; at != end; ++at)
      found.push_back({file.path, line_at(code, static_cast<std::size_t>(at->position())),
                       "'" + at->str() + "' " + std::string{call.what}});
  return found;
}

}  // namespace tidy
