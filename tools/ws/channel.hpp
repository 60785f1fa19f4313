// A non-blocking TCP connection, with TLS over it where asked.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ws/endpoint.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace ruamkit::ws {

/// What TLS clients share. `insecure` accepts any certificate (a hall's self-signed one).
class tls_context {
 public:
  /// Throws std::runtime_error. Ignores SIGPIPE from here on: OpenSSL writes without MSG_NOSIGNAL.
  explicit tls_context(bool insecure);

  [[nodiscard]] ssl_ctx_st* get() const { return context_.get(); }

 private:
  struct freeing {
    void operator()(ssl_ctx_st* context) const;
  };
  std::unique_ptr<ssl_ctx_st, freeing> context_;
};

/// How one step of I/O ended.
struct progress {
  enum class state { done, want_read, want_write, closed, failed };
  state what = state::done;
  std::size_t bytes = 0;
};

class channel {
 public:
  channel() = default;
  channel(channel&& other) noexcept;
  channel& operator=(channel&& other) noexcept;
  ~channel();

  /// Begins to connect; `tls` null for plain TCP. Failures show in `connected`.
  static channel open(const address& to, const tls_context* tls, const std::string& host);

  /// After the socket became writable: TCP, then the TLS handshake. To be repeated until done.
  [[nodiscard]] progress connected();
  [[nodiscard]] progress read(std::span<char> into);
  [[nodiscard]] progress write(std::string_view bytes);

  /// Ends it with a reset (RST), as a phone whose battery fell out never would but a broken router does.
  void reset();

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool secure() const { return ssl_ != nullptr; }
  /// The sentence of the last failure.
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  void end();
  progress after_ssl(int code);
  progress failed_with(int error);

  int fd_ = -1;
  ssl_st* ssl_ = nullptr;
  bool tcp_done_ = false;
  std::string why_;
};

}  // namespace ruamkit::ws
