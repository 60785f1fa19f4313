// One HTTP request being received and answered. Freed when the connection becomes a WebSocket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "transport/routes.hpp"

namespace ruamkit::transport {

struct http_exchange {
  struct parser;  ///< Beast's, in connection_http.cpp

  http_exchange();
  ~http_exchange();

  std::unique_ptr<http_exchange::parser> request;  ///< null between requests
  std::string unread;                              ///< received and not yet parsed
  route where;
  std::string host;
  std::size_t body_reserved = 0;    ///< counted in surroundings::bodies
  std::size_t upload_reserved = 0;  ///< counted in surroundings::uploads
  std::uint64_t call = 0;           ///< the number the engine knows this call of /rpc by
  bool served_one = false;          ///< this is not the first request of the connection
  bool begun = false;               ///< the first byte of a request has come
  bool header_seen = false;
  bool head_only = false;
  bool keep_alive = true;
  bool close_after = false;  ///< this answer is the last
  bool busy = false;         ///< answering: no more input is taken
  bool responding = false;   ///< the answer is in the outbox
};

}  // namespace ruamkit::transport
