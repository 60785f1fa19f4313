// The server's side of TLS, directly on OpenSSL: asio's stream keeps 34 KiB of buffers for every connection, a phone
// here may cost 16 KiB in all.
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace ruamkit::transport {

struct tls_free {
  void operator()(ssl_st* session) const;
  void operator()(ssl_ctx_st* context) const;
};
using tls_session = std::unique_ptr<ssl_st, tls_free>;

class tls_context {
 public:
  /// TLS 1.2 and 1.3 with the PEM chain and key of these files. Throws std::runtime_error naming the file at fault.
  tls_context(const std::string& cert_file, const std::string& key_file);

  /// A session waiting for the client's hello on this non-blocking socket; null when out of memory.
  [[nodiscard]] tls_session accept_on(int socket) const;

 private:
  std::unique_ptr<ssl_ctx_st, tls_free> context_;
};

}  // namespace ruamkit::transport
