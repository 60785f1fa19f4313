// What a server is told at its start. Every limit has a name and a named outcome (README.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ruamkit::transport {

struct limits {
  using ms = std::chrono::milliseconds;

  std::size_t frame_bytes = 64 * 1024;                         ///< a WebSocket message; more closes with 1009
  std::size_t header_bytes = 8 * 1024;                         ///< an HTTP request's header; more is 431
  std::size_t body_bytes = 1024 * 1024;                        ///< a body of POST /rpc; more is 413
  std::size_t bodies_bytes = std::size_t{64} * 1024 * 1024;    ///< all bodies being received at once; more is 503
  std::size_t document_bytes = std::size_t{20} * 1024 * 1024;  ///< a document that is attached; more is 413
  std::size_t uploads_bytes = std::size_t{48} * 1024 * 1024;   ///< all documents being received at once; more is 503
  std::size_t queue_bytes = 256 * 1024;  ///< replies unsent to one connection; more closes with 4003
  double messages_per_s = 20;            ///< per connection, and per token of POST /rpc
  double messages_burst = 100;
  std::uint32_t refusals_max = 1000;            ///< answers `rate_limited` on one connection; more closes with 4008
  std::size_t connections = 20'000;             ///< more gets 503
  std::size_t connections_per_address = 6'000;  ///< a hall shares one address
  ms ping_every{25'000};                        ///< of silence from the other side
  ms idle{60'000};                              ///< of silence: 4003, or the end of a kept-alive HTTP connection
  ms write_stall{30'000};                       ///< nothing of what is queued could be written
  ms header{10'000};                            ///< from the first byte (or the accept) to the header's end
  ms tls_handshake{10'000};
  ms body{30'000};
  ms upload{180'000};    ///< all of a document that is attached
  ms response{120'000};  ///< all of one HTTP answer, however slowly it is taken, and what response_bytes_per_s adds
  std::size_t response_bytes_per_s = 32 * 1024;  ///< a long answer may take as long as at this pace
  ms reply{30'000};                              ///< the engine's answer to POST /rpc
  ms document{120'000};                          ///< a report, cards or a file, which are made in turn
  ms linger{2'000};                              ///< how long a closed connection may take to say goodbye
};

struct options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one; server::port() tells which
  unsigned threads = 1;
  std::string tls_cert;  ///< PEM chain; both or neither
  std::string tls_key;   ///< PEM
  std::string web_root;  ///< the built web client; empty: none
  std::string openrpc;   ///< what /openrpc.json serves; empty: 404
  /// Origins allowed beside the server's own, e.g. "https://hall.example.go.th" behind a proxy that ends TLS.
  std::vector<std::string> origins;
  transport::limits limits;
};

}  // namespace ruamkit::transport
