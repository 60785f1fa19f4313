#include "keypad/device.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

namespace ruamkit::keypad {
namespace {

constexpr int write_ms = 200;
constexpr int connect_ms = 2'000;

struct rate {
  unsigned baud;
  speed_t speed;
};
constexpr std::array rates{rate{1200, B1200},   rate{2400, B2400},   rate{4800, B4800},   rate{9600, B9600},
                           rate{19200, B19200}, rate{38400, B38400}, rate{57600, B57600}, rate{115200, B115200}};

/// iClicker bases, as the kernel writes it for each HID device: bus 3 (USB), vendor, product.
constexpr std::string_view iclicker_id = "HID_ID=0003:00001881:00000150";

opened_device failed(const std::string& what) { return {device(), what + ": " + std::strerror(errno)}; }

bool wait_for(int fd, short events, int ms) {
  pollfd one{fd, events, 0};
  return ::poll(&one, 1, ms) > 0;
}

struct freeing {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using addresses = std::unique_ptr<addrinfo, freeing>;

addresses look_up(const std::string& host, const std::string& port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) return nullptr;
  return addresses(found);
}

bool set_raw(int fd, speed_t speed) {
  termios how{};
  if (::tcgetattr(fd, &how) != 0) return false;
  ::cfmakeraw(&how);
  how.c_cflag |= CLOCAL | CREAD;
  how.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | PARENB | CRTSCTS);
  how.c_cc[VMIN] = 1;
  how.c_cc[VTIME] = 0;
  return ::cfsetispeed(&how, speed) == 0 && ::cfsetospeed(&how, speed) == 0 && ::tcsetattr(fd, TCSANOW, &how) == 0;
}

std::string find_iclicker() {
  std::error_code failed_to_list;
  for (const auto& each : std::filesystem::directory_iterator("/sys/class/hidraw", failed_to_list)) {
    std::ifstream in(each.path() / "device/uevent");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (text.find(iclicker_id) != std::string::npos) return "/dev/" + each.path().filename().string();
  }
  return {};
}

}  // namespace

device::device(device&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), is_terminal_(other.is_terminal_), is_ours_(other.is_ours_) {}

device& device::operator=(device&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(is_terminal_, other.is_terminal_);
  std::swap(is_ours_, other.is_ours_);
  return *this;
}

device::~device() {
  if (fd_ < 0 || !is_ours_) return;
  if (is_terminal_) ::ioctl(fd_, TIOCNXCL);
  ::close(fd_);
}

std::optional<std::string> device::read() const {
  if (!wait_for(fd_, POLLIN, 0)) return std::nullopt;
  std::array<char, 4096> some{};
  const auto got = ::read(fd_, some.data(), some.size());
  if (got > 0) return std::string(some.data(), static_cast<std::size_t>(got));
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  return std::string();
}

bool device::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto put = ::write(fd_, bytes.data(), bytes.size());
    if (put > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (put == 0 || (errno != EAGAIN && errno != EINTR)) {
      return false;
    } else if (!wait_for(fd_, POLLOUT, write_ms)) {
      return false;
    }
  }
  return true;
}

bool is_baud(unsigned baud) { return std::ranges::find(rates, baud, &rate::baud) != rates.end(); }

opened_device open_serial(const std::string& path, unsigned baud) {
  const auto speed = std::ranges::find(rates, baud, &rate::baud);
  const int fd = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed(path);
  device made(fd, true);
  if (!set_raw(fd, speed == rates.end() ? B19200 : speed->speed)) return failed(path + " is no serial line");
  if (::ioctl(fd, TIOCEXCL) != 0) return failed(path);
  ::tcflush(fd, TCIOFLUSH);
  return {std::move(made), {}};
}

opened_device open_hid(const std::string& path) {
  const std::string from = path.empty() ? find_iclicker() : path;
  if (from.empty()) return {device(), "no iClicker base station (USB 1881:0150) is plugged in"};
  const int fd = ::open(from.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed(from);
  return {device(fd), {}};
}

opened_device open_tcp(const std::string& host, const std::string& port) {
  const auto found = look_up(host, port, 0);
  if (!found) return {device(), host + ": no such host"};
  const std::string name = host + ":" + port;
  for (const addrinfo* to = found.get(); to != nullptr; to = to->ai_next) {
    device made(::socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!made.is_open()) continue;
    if (::connect(made.fd(), to->ai_addr, to->ai_addrlen) != 0 && errno != EINPROGRESS) continue;
    int error = 0;
    socklen_t size = sizeof error;
    if (!wait_for(made.fd(), POLLOUT, connect_ms)) {
      errno = ETIMEDOUT;
      continue;
    }
    ::getsockopt(made.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    errno = error;
    if (error != 0) continue;
    // A gateway whose power was cut says nothing; half a minute later the connection is known to be dead.
    const int on = 1, idle_s = 15, every_s = 5, times = 3;
    ::setsockopt(made.fd(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(made.fd(), IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    ::setsockopt(made.fd(), IPPROTO_TCP, TCP_KEEPINTVL, &every_s, sizeof every_s);
    ::setsockopt(made.fd(), IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof times);
    return {std::move(made), {}};
  }
  return failed(name);
}

opened_device open_file(const std::string& path) {
  if (path == "-") return {device(STDIN_FILENO, false, false), {}};
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failed(path);
  return {device(fd), {}};
}

opened_device listen_tcp(const std::string& host, const std::string& port) {
  const std::string name = (host.empty() ? "127.0.0.1" : host) + ":" + port;
  const auto found = look_up(host.empty() ? "127.0.0.1" : host, port, AI_PASSIVE);
  if (!found) return {device(), name + ": no such address"};
  device made(::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (!made.is_open() || ::setsockopt(made.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(made.fd(), found->ai_addr, found->ai_addrlen) != 0 || ::listen(made.fd(), 16) != 0)
    return failed(name);
  return {std::move(made), {}};
}

device accept_from(const device& listening) {
  return device(::accept4(listening.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

}  // namespace ruamkit::keypad
