#include "transport/channel.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ruamkit::transport {

channel::next channel::handshake() {
  if (!tls_) return next::go_on;
  ERR_clear_error();
  const int done = SSL_do_handshake(tls_.get());
  return done == 1 ? next::go_on : outcome(done);
}

channel::next channel::outcome(int returned) {
  switch (SSL_get_error(tls_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return next::wait_readable;
    case SSL_ERROR_WANT_WRITE:
      return next::wait_writable;
    case SSL_ERROR_ZERO_RETURN:
      return next::ended;
    default:
      ERR_clear_error();
      return next::failed;
  }
}

channel::moved channel::read(std::span<char> into) {
  if (tls_) {
    ERR_clear_error();
    const int got = SSL_read(tls_.get(), into.data(), static_cast<int>(into.size()));
    if (got > 0) return {static_cast<std::size_t>(got), next::go_on};
    return {0, outcome(got)};
  }
  for (;;) {
    const auto got = ::recv(socket_, into.data(), into.size(), MSG_DONTWAIT);
    if (got > 0) {
      const auto bytes = static_cast<std::size_t>(got);
      return {bytes, bytes == into.size() ? next::go_on : next::wait_readable};
    }
    if (got == 0) return {0, next::ended};
    if (errno == EINTR) continue;
    return {0, errno == EAGAIN || errno == EWOULDBLOCK ? next::wait_readable : next::failed};
  }
}

bool channel::has_unread() const { return tls_ && SSL_has_pending(tls_.get()) == 1; }

channel::moved channel::write(const layout& what, std::span<char> scratch) {
  return tls_ ? write_tls(what, scratch) : write_plain(what);
}

channel::moved channel::write_plain(const layout& what) {
  if (what.count == 0) return {};
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(what.parts.data());
  message.msg_iovlen = what.count;
  for (;;) {
    const auto sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      const auto bytes = static_cast<std::size_t>(sent);
      return {bytes, bytes == what.bytes ? next::go_on : next::wait_writable};
    }
    if (errno == EINTR) continue;
    return {0, errno == EAGAIN || errno == EWOULDBLOCK ? next::wait_writable : next::failed};
  }
}

channel::moved channel::write_tls(const layout& what, std::span<char> scratch) {
  ERR_clear_error();
  if (!record_.empty()) {  // encrypted already: OpenSSL must be given the same bytes again
    const int sent = SSL_write(tls_.get(), record_.data(), static_cast<int>(record_.size()));
    if (sent <= 0) return {0, outcome(sent)};
    record_.erase(0, static_cast<std::size_t>(sent));
    if (record_.empty()) record_ = std::string{};
    return {0, next::go_on};
  }
  std::size_t size = 0;
  for (std::size_t i = 0; i < what.count && size < scratch.size(); ++i) {
    const auto take = std::min(what.parts[i].iov_len, scratch.size() - size);
    std::memcpy(scratch.data() + size, what.parts[i].iov_base, take);
    size += take;
  }
  if (size == 0) return {};
  const int sent = SSL_write(tls_.get(), scratch.data(), static_cast<int>(size));
  if (sent > 0) return {static_cast<std::size_t>(sent), next::go_on};
  const auto then = outcome(sent);
  if (then != next::wait_writable && then != next::wait_readable) return {0, then};
  record_.assign(scratch.data(), size);
  return {size, then};
}

void channel::finish_writing() {
  if (tls_ && SSL_is_init_finished(tls_.get()) == 1 && record_.empty()) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
    ERR_clear_error();
  }
  ::shutdown(socket_, SHUT_WR);
}

}  // namespace ruamkit::transport
