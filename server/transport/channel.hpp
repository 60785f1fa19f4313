// A non-blocking socket, plain or under TLS: reads and writes what can be moved now and says what to wait for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "transport/outbox.hpp"
#include "transport/tls.hpp"

namespace ruamkit::transport {

class channel {
 public:
  enum class next : std::uint8_t { go_on, wait_readable, wait_writable, ended, failed };
  struct moved {
    std::size_t bytes = 0;
    channel::next then = next::go_on;
  };

  channel(int socket, tls_session tls) : socket_(socket), tls_(std::move(tls)) {}

  [[nodiscard]] bool over_tls() const { return tls_ != nullptr; }

  /// go_on: the handshake is done (at once without TLS).
  [[nodiscard]] next handshake();

  [[nodiscard]] moved read(std::span<char> into);
  /// Something is decrypted and waits inside TLS, where the socket's readiness does not show it.
  [[nodiscard]] bool has_unread() const;

  /// `scratch` is where TLS gathers small parts into one record. Bytes counted are taken, though some may still be on
  /// their way (`writing`).
  [[nodiscard]] moved write(const layout& what, std::span<char> scratch);
  /// A TLS record is begun and kept here until the socket takes it; call write(), with an empty layout if need be.
  [[nodiscard]] bool writing() const { return !record_.empty(); }

  /// Tells the peer that no more comes.
  void finish_writing();

 private:
  [[nodiscard]] next outcome(int returned);
  [[nodiscard]] moved write_plain(const layout& what);
  [[nodiscard]] moved write_tls(const layout& what, std::span<char> scratch);

  int socket_;
  tls_session tls_;
  std::string record_;
};

}  // namespace ruamkit::transport
