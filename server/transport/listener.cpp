#include "transport/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

namespace ruamkit::transport {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr int backlog = 4096;  // the kernel cuts it to net.core.somaxconn
constexpr int accepts_per_round = 64;
// Connections over the limit are told so; beyond this many more, they are closed without a word.
constexpr std::size_t refusals_at_once = 256;

std::string text_of(const sockaddr_storage& from) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (from.ss_family == AF_INET) {
    const auto* narrow = reinterpret_cast<const sockaddr_in*>(&from);
    inet_ntop(AF_INET, &narrow->sin_addr, text.data(), text.size());
  } else {
    const auto* wide = reinterpret_cast<const sockaddr_in6*>(&from);
    inet_ntop(AF_INET6, &wide->sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace

listener::listener(surroundings& around, asio::io_context& loop, std::vector<std::unique_ptr<worker>>& threads)
    : around_(around), loop_(loop), threads_(threads), acceptor_(loop), pause_(loop) {
  const auto& what = around.what;
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(what.address, failed);
  if (failed) throw std::runtime_error{"'" + what.address + "' is not an address to listen on"};
  const tcp::endpoint endpoint{address, what.port};
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(tcp::acceptor::reuse_address{true});
  acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(backlog, failed);
  if (failed) {
    throw std::runtime_error{"cannot listen on " + what.address + " port " + std::to_string(what.port) + ": " +
                             failed.message()};
  }
  acceptor_.non_blocking(true);
  port_ = acceptor_.local_endpoint().port();
}

void listener::start() {
  asio::post(loop_, [this] { wait(); });
}

void listener::stop() {
  asio::post(loop_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  });
}

void listener::wait() {
  if (!acceptor_.is_open()) return;
  acceptor_.async_wait(tcp::acceptor::wait_read, [this](const boost::system::error_code& stopped) {
    if (!stopped) accept_some();
  });
}

void listener::accept_some() {
  for (int i = 0; i < accepts_per_round; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int socket =
        ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      take(owned_socket{socket}, text_of(from));
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      around_.log->error("cannot accept connections: {}", std::strerror(errno));
      pause_.expires_after(std::chrono::milliseconds{200});
      pause_.async_wait([this](const boost::system::error_code& stopped) {
        if (!stopped) wait();
      });
      return;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
  }
  wait();
}

void listener::take(owned_socket socket, const std::string& address) {
  const int on = 1;
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto verdict = around_.guests.enter(key_of_address(address));
  if (verdict != admission::verdict::admitted && around_.refused.fetch_add(1) >= refusals_at_once) {
    around_.refused.fetch_sub(1);
    return;
  }
  threads_[next_++ % threads_.size()]->adopt({std::move(socket), address, verdict});
}

}  // namespace ruamkit::transport
