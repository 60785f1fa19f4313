// Where bytes come from: a serial line, a HID device, a TCP connection, a file or stdin.
//
// The serial line is plain termios: raw bytes at a fixed rate, no flow control, is all that receivers need, and
// /dev/serial/by-id names them better than a port list. HID is Linux's hidraw: a file whose every read is one report
// and every write another, which waits in the same poll as the rest; libserialport and hidapi would add two libraries
// and a thread, and nothing that is needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ruamkit::keypad {

/// A file descriptor and what is peculiar to it.
class device {
 public:
  device() = default;
  explicit device(int fd, bool is_terminal = false, bool is_ours = true)
      : fd_(fd), is_terminal_(is_terminal), is_ours_(is_ours) {}
  device(device&& other) noexcept;
  device& operator=(device&& other) noexcept;
  ~device();

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] int fd() const { return fd_; }

  /// What is there, at most 4,096 bytes, without waiting: nothing when there is nothing yet, empty at the end or when
  /// the device is gone.
  [[nodiscard]] std::optional<std::string> read() const;
  /// All of it within 200 ms, or false.
  [[nodiscard]] bool write(std::string_view bytes) const;

 private:
  int fd_ = -1;
  bool is_terminal_ = false;  // taken for ourselves alone
  bool is_ours_ = true;       // to be closed
};

/// Bits a second that a serial line can be set to.
[[nodiscard]] bool is_baud(unsigned baud);

/// What opening came to: a device, or why not.
struct opened_device {
  device what;
  std::string why;
};

/// 8N1, no flow control, bytes as they are; what waited in it is thrown away.
[[nodiscard]] opened_device open_serial(const std::string& path, unsigned baud);
/// `path` empty: the first iClicker base.
[[nodiscard]] opened_device open_hid(const std::string& path);
/// Waits at most two seconds.
[[nodiscard]] opened_device open_tcp(const std::string& host, const std::string& port);
/// `-` is stdin.
[[nodiscard]] opened_device open_file(const std::string& path);

/// Listens; without a host on this machine only.
[[nodiscard]] opened_device listen_tcp(const std::string& host, const std::string& port);
[[nodiscard]] device accept_from(const device& listening);

}  // namespace ruamkit::keypad
