#include "app/settings.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <thread>

namespace ruamkit::app {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr std::array levels{"trace", "debug", "info", "warn", "error"};

std::string place_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line = 1 + std::ranges::count(before, '\n');
  const auto last = before.rfind('\n');
  const auto column = last == std::string_view::npos ? before.size() + 1 : before.size() - last;
  return std::to_string(line) + ":" + std::to_string(column);
}

/// One object of the file: takes each member it knows, refuses the rest.
class reader {
 public:
  reader(const std::string& file, const std::string& text, const json::value& value, std::string at)
      : file_(file), text_(text), at_(std::move(at)) {
    if (!value.is_object()) refuse("", "an object was expected");
    object_ = &value.get_object();
  }

  [[noreturn]] void refuse(std::string_view key, const std::string& why) const {
    // A key stands in the file once, or the first of its kind is near enough to find the rest.
    const auto found = key.empty() ? std::string::npos : text_.find('"' + std::string(key) + '"');
    throw bad_settings(file_ + ":" + place_of(text_, found == std::string::npos ? 0 : found) + ": " +
                       (key.empty() ? std::string("the settings") : at_ + std::string(key)) + ": " + why);
  }

  using taker = std::function<void(const json::value&, std::string_view)>;
  void take(const std::map<std::string, taker, std::less<>>& known) const {
    for (const auto& member : *object_) {
      const auto found = known.find(std::string_view(member.key()));
      if (found == known.end()) {
        std::string names;
        for (const auto& [name, unused] : known) names += (names.empty() ? "" : ", ") + name;
        refuse(member.key(), "there is no such setting; there are " + names);
      }
      found->second(member.value(), member.key());
    }
  }

  taker text(std::string& out) const {
    return [this, &out](const json::value& value, std::string_view key) {
      if (!value.is_string()) refuse(key, "a text in quotation marks was expected");
      out = value.get_string();
    };
  }
  taker texts(std::vector<std::string>& out) const {
    return [this, &out](const json::value& value, std::string_view key) {
      if (!value.is_array()) refuse(key, "a list of texts was expected");
      out.clear();
      for (const auto& each : value.get_array()) {
        if (!each.is_string()) refuse(key, "a list of texts was expected");
        out.emplace_back(each.get_string());
      }
    };
  }
  taker number(std::int64_t least, std::int64_t most, std::function<void(std::int64_t)> set) const {
    return [this, least, most, set = std::move(set)](const json::value& value, std::string_view key) {
      if (!value.is_int64() || value.get_int64() < least || value.get_int64() > most)
        refuse(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " was expected");
      set(value.get_int64());
    };
  }
  template <typename Number>
  taker number(std::int64_t least, std::int64_t most, Number& out) const {
    return number(least, most, [&out](std::int64_t n) { out = static_cast<Number>(n); });
  }
  taker seconds(milliseconds& out) const {
    return number(1, 86'400, [&out](std::int64_t n) { out = std::chrono::seconds{n}; });
  }

 private:
  const std::string& file_;
  const std::string& text_;
  std::string at_;
  const json::object* object_ = nullptr;
};

json::value parse(const std::string& file, const std::string& text) {
  json::parse_options how;
  how.allow_comments = true;
  how.allow_trailing_commas = true;
  json::stream_parser parser({}, how);
  json::error_code ec;
  const auto read = parser.write_some(text, ec);
  const auto rest = text.find_first_not_of(" \t\r\n", read);
  const bool whole = !ec && parser.done();
  if (!whole && !ec) parser.finish(ec);
  if (ec) throw bad_settings(file + ":" + place_of(text, read) + ": this is not JSON (" + ec.message() + ")");
  if (whole && rest != std::string::npos)
    throw bad_settings(file + ":" + place_of(text, rest) + ": more text after the settings");
  return parser.release();
}

void read_limits(const std::string& file, const std::string& text, const json::value& value, settings& into) {
  const reader in(file, text, value, "limits.");
  auto& sockets = into.transport.limits;
  auto& desk = into.engine;
  constexpr std::int64_t many = 1'000'000'000;
  const auto per_minute = [&](milliseconds& refill) {
    return in.number(1, 60'000, [&refill](std::int64_t n) { refill = milliseconds{60'000 / n}; });
  };
  in.take({{"frame_bytes", in.number(1024, 16 << 20, sockets.frame_bytes)},
           {"definition_bytes", in.number(1024, 1024 * 1024, sockets.body_bytes)},
           {"connections", in.number(1, 1'000'000, sockets.connections)},
           {"connections_per_address", in.number(1, 1'000'000, sockets.connections_per_address)},
           {"messages_per_token_per_s", in.number(1, many, sockets.messages_per_s)},
           {"messages_burst", in.number(1, many, sockets.messages_burst)},
           {"join_failures_burst", in.number(1, 1'000'000, desk.join_failures_burst)},
           {"join_failures_per_minute", per_minute(desk.join_failures_refill)},
           {"logins_burst", in.number(1, 100'000, desk.logins_burst)},
           {"logins_per_minute", per_minute(desk.logins_refill)},
           {"header_seconds", in.seconds(sockets.header)},
           {"idle_seconds", in.number(2, 86'400,
                                      [&](std::int64_t n) {
                                        sockets.idle = std::chrono::seconds{n};
                                        sockets.ping_every = std::min(sockets.ping_every, sockets.idle / 2);
                                      })},
           {"queue_bytes_per_connection", in.number(4096, 64 << 20, sockets.queue_bytes)}});
}

void read_sessions(const std::string& file, const std::string& text, const json::value& value, engine::options& into) {
  const reader in(file, text, value, "sessions.");
  const auto lasting = [&](milliseconds& out) {
    return in.number(1, 366 * 86'400, [&out](std::int64_t n) { out = std::chrono::seconds{n}; });
  };
  in.take({{"participant_seconds", lasting(into.participant_session)},
           {"staff_seconds", lasting(into.staff_session)},
           {"screen_seconds", lasting(into.screen_session)}});
}

}  // namespace

settings default_settings() {
  settings out;
  const auto cores = std::max(1U, std::thread::hardware_concurrency());
  out.transport.threads = std::max(1U, cores - 1);
  out.transport.limits.messages_per_s = 200;
  out.transport.limits.messages_burst = 1000;
  return out;
}

void read_settings(const std::string& file, settings& into) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw bad_settings(file + ": cannot be read");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto value = parse(file, text);
  const reader all(file, text, value, "");
  all.take(
      {{"data", all.text(into.data)},
       {"listen",
        [&](const json::value& given, std::string_view key) {
          if (!given.is_string()) all.refuse(key, "\"ADDRESS:PORT\" was expected");
          try {
            set_listen(given.get_string(), into.transport);
          } catch (const bad_settings& why) {
            all.refuse(key, why.what());
          }
        }},
       {"tls_cert", all.text(into.transport.tls_cert)},
       {"tls_key", all.text(into.transport.tls_key)},
       {"web", all.text(into.transport.web_root)},
       {"fonts", all.text(into.engine.report_fonts)},
       {"origins", all.texts(into.transport.origins)},
       {"threads", all.number(0, 256,
                              [&](std::int64_t n) {
                                if (n > 0) into.transport.threads = static_cast<unsigned>(n);
                              })},
       {"log_level",
        [&](const json::value& given, std::string_view key) {
          if (!given.is_string() || std::ranges::find(levels, std::string_view(given.get_string())) == levels.end())
            all.refuse(key, "one of trace, debug, info, warn, error was expected");
          into.log_level = given.get_string();
        }},
       {"sessions", [&](const json::value& given, std::string_view) { read_sessions(file, text, given, into.engine); }},
       {"limits", [&](const json::value& given, std::string_view) { read_limits(file, text, given, into); }}});
}

void set_listen(std::string_view text, transport::options& into) {
  const auto colon = text.rfind(':');
  const auto wrong = [&] {
    return bad_settings("\"" + std::string(text) + "\" is not ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080");
  };
  if (colon == std::string_view::npos || colon == 0) throw wrong();
  auto address = text.substr(0, colon);
  const auto port = text.substr(colon + 1);
  if (address.front() == '[') {
    if (address.back() != ']') throw wrong();
    address = address.substr(1, address.size() - 2);
  } else if (address.find(':') != std::string_view::npos) {
    throw wrong();
  }
  std::uint16_t number = 0;
  const auto [end, ec] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (ec != std::errc{} || end != port.data() + port.size() || address.empty()) throw wrong();
  into.address = address;
  into.port = number;
}

namespace {

/// The first folder that holds the file: installed beside the program, installed by a package, built in a checkout.
std::string folder_with(const char* file, const char* installed, const char* in_checkout) {
  namespace fs = std::filesystem;
  std::error_code ec;
  const auto program = fs::read_symlink("/proc/self/exe", ec).parent_path();
  for (const auto& each :
       {program / "../share/ruamkit" / installed, fs::path("/usr/share/ruamkit") / installed, program / in_checkout})
    if (fs::exists(each / file, ec)) return fs::weakly_canonical(each, ec).string();
  return {};
}

}  // namespace

std::string find_web_client() { return folder_with("index.html", "web", "../../../client-web/dist"); }
std::string find_report_fonts() { return folder_with("Sarabun-Regular.ttf", "fonts", "../fonts"); }

void check_settings(const settings& all) {
  if (all.transport.tls_cert.empty() != all.transport.tls_key.empty())
    throw bad_settings("--tls-cert and --tls-key belong together: give both, or neither");
  if (all.data.empty()) throw bad_settings("--data: name a directory");
}

}  // namespace ruamkit::app
