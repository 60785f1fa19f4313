#include "ws/http.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "ws/handshake.hpp"
#include "ws/stream.hpp"

namespace ruamkit::ws {
namespace json = boost::json;
namespace {

std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

/// The body of chunks (RFC 9112 section 7.1) once the last one is there.
std::optional<std::string> unchunk(std::string_view raw) {
  std::string body;
  for (;;) {
    const std::size_t line_end = raw.find("\r\n");
    if (line_end == std::string_view::npos) return std::nullopt;
    const auto size = number(raw.substr(0, line_end), 16);
    if (!size) throw disconnected("the HTTP answer has a faulty chunk");
    raw.remove_prefix(line_end + 2);
    if (*size == 0) return body;
    if (raw.size() < *size + 2) return std::nullopt;
    body.append(raw.substr(0, *size));
    raw.remove_prefix(*size + 2);
  }
}

/// The whole answer, when `raw` holds it. `ended`: the server closed the connection.
std::optional<http_answer> complete(std::string_view raw, bool ended) {
  const std::size_t head_end = raw.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return std::nullopt;
  http_answer answer;
  answer.headers = raw.substr(0, head_end + 2);
  if (answer.headers.size() < 12) throw disconnected("the server does not speak HTTP");
  answer.status = static_cast<int>(number(raw.substr(9, 3), 10).value_or(0));
  const std::string_view rest = raw.substr(head_end + 4);
  if (header_value(answer.headers, "Transfer-Encoding") == "chunked") {
    auto body = unchunk(rest);
    if (!body) return std::nullopt;
    answer.body = std::move(*body);
    return answer;
  }
  if (const auto size = number(header_value(answer.headers, "Content-Length"), 10)) {
    if (rest.size() < *size) return std::nullopt;
    answer.body = rest.substr(0, *size);
    return answer;
  }
  if (!ended) return std::nullopt;
  answer.body = rest;
  return answer;
}

}  // namespace

http_answer http(const endpoint& where, bool insecure, std::string_view method, std::string_view target,
                 std::string_view body, std::string_view extra, std::chrono::milliseconds timeout) {
  stream connection(where, insecure, timeout);
  std::string request(method);
  request.append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(where.authority());
  request.append("\r\nConnection: close\r\n").append(extra);
  if (!body.empty()) request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  request.append("\r\n").append(body);
  connection.write(request, timeout);

  std::string raw;
  const auto until = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    const auto some = connection.read(left);
    if (!some) throw disconnected("no answer to " + std::string(target) + " within the time");
    raw += *some;
    if (auto answer = complete(raw, some->empty())) return std::move(*answer);
    if (some->empty()) throw disconnected("the answer to " + std::string(target) + " was cut short");
  }
}

reply read_reply(std::string_view text) {
  reply out;
  boost::system::error_code failed;
  json::value parsed = json::parse(json::string_view(text.data(), text.size()), failed);
  const json::object* top = failed ? nullptr : parsed.if_object();
  if (top == nullptr) {
    out.code = "not_json_rpc";
    return out;
  }
  if (const json::value* result = top->if_contains("result")) {
    out.result = *result;
    return out;
  }
  const json::value* error = top->if_contains("error");
  if (error == nullptr || !error->is_object()) {
    out.code = "not_json_rpc";
    return out;
  }
  out.error = error->get_object();
  if (const json::value* message = out.error.if_contains("message"))
    if (message->is_string()) out.code = message->get_string();
  if (const json::value* data = out.error.if_contains("data"); data != nullptr && data->is_object())
    if (const json::value* code = data->get_object().if_contains("code"); code != nullptr && code->is_string())
      out.code = code->get_string();
  if (out.code.empty()) out.code = "error_without_code";
  return out;
}

std::string request_text(std::int64_t id, std::string_view method, const json::object& params) {
  std::string text = R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":)";
  text += json::serialize(json::string_view(method.data(), method.size()));
  return text + R"(,"params":)" + json::serialize(params) + "}";
}

reply rpc::call(std::string_view method, const json::object& params) {
  std::string extra = "Content-Type: application/json\r\n";
  if (!token.empty()) extra += "Authorization: Bearer " + token + "\r\n";
  const http_answer answer = http(where_, insecure_, "POST", "/rpc", request_text(++last_id_, method, params), extra);
  reply out = read_reply(answer.body);
  if (out.code == "not_json_rpc") out.code = "http_" + std::to_string(answer.status);
  return out;
}

}  // namespace ruamkit::ws
