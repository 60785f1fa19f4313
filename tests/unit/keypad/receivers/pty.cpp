#include "unit/keypad/receivers/pty.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace ruamkit::fake {

pty::pty() {
  std::array<char, 128> name{};
  if (::openpty(&near_, &far_, name.data(), nullptr, nullptr) != 0) throw std::runtime_error("no pseudo terminal");
  for (const int fd : {near_, far_}) ::fcntl(fd, F_SETFD, FD_CLOEXEC);  // the program must not hold our end
  termios how{};
  ::tcgetattr(far_, &how);
  ::cfmakeraw(&how);
  ::tcsetattr(far_, TCSANOW, &how);
  path_ = name.data();
}

pty::~pty() {
  ::close(near_);
  ::close(far_);
}

void pty::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto put = ::write(near_, bytes.data(), bytes.size());
    if (put <= 0) throw std::runtime_error("the pseudo terminal takes no more");
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

std::string pty::read(int timeout_ms) const {
  pollfd one{near_, POLLIN, 0};
  if (::poll(&one, 1, timeout_ms) <= 0) return {};
  std::array<char, 4096> some{};
  const auto got = ::read(near_, some.data(), some.size());
  return got > 0 ? std::string(some.data(), static_cast<std::size_t>(got)) : std::string();
}

void pty::release() const { ::ioctl(far_, TIOCNXCL); }

}  // namespace ruamkit::fake
