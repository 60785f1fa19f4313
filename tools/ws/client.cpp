#include "ws/client.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "ws/handshake.hpp"

namespace ruamkit::ws {
namespace json = boost::json;
using std::chrono::steady_clock;

namespace {

/// Unread messages kept at most; a test that watches and never looks loses the oldest.
constexpr std::size_t texts_max = 10'000;

std::optional<json::object> parse_object(const std::string& text) {
  boost::system::error_code failed;
  json::value parsed = json::parse(text, failed);
  if (failed || !parsed.is_object()) return std::nullopt;
  return std::move(parsed.get_object());
}

bool is_method(const json::object& message, std::string_view method) {
  const json::value* found = message.if_contains("method");
  return found != nullptr && found->is_string() &&
         found->get_string() == json::string_view(method.data(), method.size());
}

const json::object* object_in(const json::object& of, const char* key) {
  const json::value* found = of.if_contains(key);
  return found != nullptr ? found->if_object() : nullptr;
}

}  // namespace

client::client(const endpoint& where, bool insecure, milliseconds timeout) : stream_(where, insecure, timeout) {
  const auto until = steady_clock::now() + timeout;
  const std::string key = make_key(static_cast<std::uint64_t>(steady_clock::now().time_since_epoch().count()));
  stream_.write(upgrade_request(where, key), timeout);
  std::string got;
  for (;;) {
    const auto some = stream_.read(std::chrono::ceil<milliseconds>(until - steady_clock::now()));
    if (!some) throw disconnected("no answer to the upgrade within the time");
    got += *some;
    const upgrade_answer answer = read_upgrade(got, key);
    if (answer.what == upgrade_answer::state::accepted) {
      take(std::string_view(got).substr(answer.size));
      return;
    }
    if (answer.what == upgrade_answer::state::refused) throw disconnected(answer.why);
    if (some->empty()) throw disconnected("closed during the upgrade");
  }
}

void client::send_raw(std::string_view bytes) { stream_.write(bytes, patience); }

void client::send_frame(opcode what, std::string_view payload, bool final) {
  mask_ = mask_ * 1664525U + 1013904223U;
  send_raw(make_frame(what, payload, mask_, final));
}

void client::send_text(std::string_view text) { send_frame(opcode::text, text); }

void client::take(std::string_view bytes) {
  const refusal verdict = reader_.feed(bytes, [this](const incoming& what) {
    if (what.what == opcode::text) {
      texts_.emplace_back(what.payload);
      if (texts_.size() > texts_max) {
        texts_.pop_front();
        ++dropped_;
      }
    } else if (what.what == opcode::ping) {
      send_frame(opcode::pong, what.payload);
    } else if (what.what == opcode::close) {
      ended_ = ending{what.close_code, std::string(what.payload)};
    }
    return !ended_;
  });
  if (verdict != refusal::none) ended_ = ending{static_cast<std::uint16_t>(verdict), "the server's frame is faulty"};
}

bool client::read_more(steady_clock::time_point until) {
  if (ended_) return false;
  const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
  const auto some = stream_.read(left);
  if (!some) return false;
  if (some->empty()) {
    ended_ = ending{};
    return false;
  }
  try {
    take(*some);
  } catch (const disconnected& gone) {  // the pong could not be sent
    ended_ = ending{1006, gone.what()};
  }
  return true;
}

std::optional<std::string> client::receive(milliseconds timeout) {
  const auto until = steady_clock::now() + timeout;
  while (texts_.empty())
    if (!read_more(until)) return std::nullopt;
  std::string text = std::move(texts_.front());
  texts_.pop_front();
  return text;
}

std::optional<json::object> client::wait_message(const match& wanted, milliseconds timeout, std::string* text) {
  const auto until = steady_clock::now() + timeout;
  std::size_t looked_at = 0;
  for (;;) {
    while (looked_at < texts_.size()) {
      auto message = parse_object(texts_[looked_at]);
      const bool found = message && wanted(*message);
      if (found && text != nullptr) *text = texts_[looked_at];
      if (found) {
        texts_.erase(texts_.begin() + static_cast<std::ptrdiff_t>(looked_at));
        return message;
      }
      ++looked_at;
    }
    const std::size_t dropped = dropped_;
    if (!read_more(until)) return std::nullopt;
    looked_at -= std::min(looked_at, dropped_ - dropped);
  }
}

reply client::call(std::string_view method, const json::object& params, milliseconds timeout) {
  const std::int64_t id = ++last_id_;
  send_text(request_text(id, method, params));
  std::string text;
  const auto is_answer = [id](const json::object& message) {
    const json::value* found = message.if_contains("id");
    return found != nullptr && found->is_int64() && found->get_int64() == id;
  };
  if (!wait_message(is_answer, timeout, &text))
    throw disconnected("no answer to " + std::string(method) +
                       (ended_ ? ": the connection ended" : " within the time"));
  return read_reply(text);
}

std::optional<json::object> client::wait_notification(std::string_view method, milliseconds timeout) {
  const auto wanted = [method](const json::object& message) { return is_method(message, method); };
  auto message = wait_message(wanted, timeout);
  if (!message) return std::nullopt;
  const json::object* params = object_in(*message, "params");
  return params != nullptr ? *params : json::object{};
}

std::optional<json::object> client::wait_view(std::string_view view, milliseconds timeout,
                                              const std::function<bool(const json::object&)>& wanted) {
  const auto until = steady_clock::now() + timeout;
  const auto is_view = [view](const json::object& message) {
    const json::object* params = is_method(message, "view") ? object_in(message, "params") : nullptr;
    const json::value* name = params != nullptr ? params->if_contains("view") : nullptr;
    return name != nullptr && name->is_string() && name->get_string() == json::string_view(view.data(), view.size());
  };
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    auto message = wait_message(is_view, left);
    if (!message) return std::nullopt;
    const json::object* params = object_in(*message, "params");
    const json::object* doc = object_in(*params, "doc");
    if (!wanted || (doc != nullptr && wanted(*doc))) return *params;
  }
}

bool client::wait_ended(milliseconds timeout) {
  const auto until = steady_clock::now() + timeout;
  while (!ended_ && read_more(until)) continue;
  return ended_.has_value();
}

void client::close(std::uint16_t code, milliseconds timeout) {
  if (ended_) return;
  try {
    send_frame(opcode::close, close_payload(code));
    wait_ended(timeout);
  } catch (const disconnected&) {
    ended_ = ending{};
  }
}

void client::abort() {
  stream_.reset();
  ended_ = ending{1006, "reset by us"};
}

}  // namespace ruamkit::ws
