// One HTTP request at a time: POST /rpc for the organiser's work, GET for probes.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "ws/endpoint.hpp"

namespace ruamkit::ws {

struct http_answer {
  int status = 0;
  std::string headers;  ///< as received, the status line first
  std::string body;
};

/// Throws `disconnected` when there is no whole answer within the time. `extra` are header lines, each with its CRLF.
[[nodiscard]] http_answer http(const endpoint& where, bool insecure, std::string_view method, std::string_view target,
                               std::string_view body = {}, std::string_view extra = {},
                               std::chrono::milliseconds timeout = std::chrono::seconds{120});

/// What a JSON-RPC call came to.
struct reply {
  boost::json::value result;  ///< null when there is an error
  std::string code;           ///< `error.data.code`, or the message; empty: it worked
  boost::json::object error;

  [[nodiscard]] bool ok() const { return code.empty(); }
};

/// Reads a response object; a text that is none becomes the code `not_json_rpc`.
[[nodiscard]] reply read_reply(std::string_view text);

/// The text of a request.
[[nodiscard]] std::string request_text(std::int64_t id, std::string_view method, const boost::json::object& params);

/// Calls over POST /rpc, with a bearer token once there is one.
class rpc {
 public:
  explicit rpc(endpoint where, bool insecure = false) : where_(std::move(where)), insecure_(insecure) {}

  /// Throws `disconnected`.
  [[nodiscard]] reply call(std::string_view method, const boost::json::object& params);

  std::string token;

 private:
  endpoint where_;
  bool insecure_;
  std::int64_t last_id_ = 0;
};

}  // namespace ruamkit::ws
