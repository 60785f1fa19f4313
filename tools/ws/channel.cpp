#include "ws/channel.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace ruamkit::ws {

using state = progress::state;

tls_context::tls_context(bool insecure) : context_(SSL_CTX_new(TLS_client_method())) {
  if (!context_) throw std::runtime_error("OpenSSL cannot make a client context");
  std::signal(SIGPIPE, SIG_IGN);
  SSL_CTX_set_mode(context_.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_verify(context_.get(), insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  if (!insecure) SSL_CTX_set_default_verify_paths(context_.get());
}

void tls_context::freeing::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

channel::channel(channel&& other) noexcept { *this = std::move(other); }

channel& channel::operator=(channel&& other) noexcept {
  if (this == &other) return *this;
  end();
  fd_ = std::exchange(other.fd_, -1);
  ssl_ = std::exchange(other.ssl_, nullptr);
  tcp_done_ = other.tcp_done_;
  why_ = std::move(other.why_);
  return *this;
}

channel::~channel() { end(); }

void channel::end() {
  if (ssl_ != nullptr) SSL_free(std::exchange(ssl_, nullptr));
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void channel::reset() {
  if (fd_ < 0) return;
  const linger now{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  end();
}

channel channel::open(const address& to, const tls_context* tls, const std::string& host) {
  channel made;
  made.fd_ = ::socket(to.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (made.fd_ < 0) {
    made.why_ = std::string("no socket: ") + std::strerror(errno);
    return made;
  }
  const int on = 1;
  setsockopt(made.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to.bytes), to.size) != 0 && errno != EINPROGRESS) {
    made.why_ = std::strerror(errno);
    made.end();
    return made;
  }
  if (tls == nullptr) return made;
  made.ssl_ = SSL_new(tls->get());
  if (made.ssl_ == nullptr) {
    made.why_ = "OpenSSL cannot make a session";
    made.end();
    return made;
  }
  SSL_set_fd(made.ssl_, made.fd_);
  SSL_set_connect_state(made.ssl_);
  in6_addr literal{};
  const bool by_address =
      inet_pton(AF_INET, host.c_str(), &literal) == 1 || inet_pton(AF_INET6, host.c_str(), &literal) == 1;
  if (by_address) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(made.ssl_), host.c_str());
  } else {
    SSL_set_tlsext_host_name(made.ssl_, const_cast<char*>(host.c_str()));
    SSL_set1_host(made.ssl_, host.c_str());
  }
  return made;
}

progress channel::failed_with(int error) {
  why_ = std::strerror(error);
  return {state::failed, 0};
}

progress channel::after_ssl(int code) {
  switch (SSL_get_error(ssl_, code)) {
    case SSL_ERROR_WANT_READ:
      return {state::want_read, 0};
    case SSL_ERROR_WANT_WRITE:
      return {state::want_write, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {state::closed, 0};
    case SSL_ERROR_SYSCALL:
      if (errno == 0) return {state::closed, 0};
      return failed_with(errno);
    default: {
      const unsigned long error = ERR_get_error();
      const char* sentence = ERR_reason_error_string(error);
      why_ = std::string("TLS: ") + (sentence != nullptr ? sentence : "failed");
      return {state::failed, 0};
    }
  }
}

progress channel::connected() {
  if (fd_ < 0) return {state::failed, 0};
  if (!tcp_done_) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return failed_with(error);
    sockaddr_storage peer{};
    socklen_t peer_size = sizeof peer;
    if (getpeername(fd_, reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0) {
      if (errno == ENOTCONN) return {state::want_write, 0};
      return failed_with(errno);
    }
    tcp_done_ = true;
  }
  if (ssl_ == nullptr) return {};
  ERR_clear_error();
  errno = 0;
  const int code = SSL_do_handshake(ssl_);
  return code == 1 ? progress{} : after_ssl(code);
}

progress channel::read(std::span<char> into) {
  if (fd_ < 0) return {state::closed, 0};
  if (ssl_ != nullptr) {
    ERR_clear_error();
    errno = 0;
    const int got = SSL_read(ssl_, into.data(), static_cast<int>(std::min<std::size_t>(into.size(), INT_MAX)));
    return got > 0 ? progress{state::done, static_cast<std::size_t>(got)} : after_ssl(got);
  }
  for (;;) {
    const ssize_t got = ::recv(fd_, into.data(), into.size(), 0);
    if (got > 0) return {state::done, static_cast<std::size_t>(got)};
    if (got == 0) return {state::closed, 0};
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {state::want_read, 0};
    return failed_with(errno);
  }
}

progress channel::write(std::string_view bytes) {
  if (fd_ < 0) return {state::closed, 0};
  if (bytes.empty()) return {};
  if (ssl_ != nullptr) {
    ERR_clear_error();
    errno = 0;
    const int put = SSL_write(ssl_, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX)));
    return put > 0 ? progress{state::done, static_cast<std::size_t>(put)} : after_ssl(put);
  }
  for (;;) {
    const ssize_t put = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put >= 0) return {state::done, static_cast<std::size_t>(put)};
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {state::want_write, 0};
    return failed_with(errno);
  }
}

}  // namespace ruamkit::ws
