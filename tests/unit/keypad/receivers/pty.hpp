// A pseudo terminal: what stands in for a serial line.
#pragma once

#include <string>
#include <string_view>

namespace ruamkit::fake {

class pty {
 public:
  /// Raw. The program opens `path`; we hold both ends, so that its coming and going is no hang-up.
  pty();
  ~pty();
  pty(const pty&) = delete;
  pty& operator=(const pty&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int fd() const { return near_; }
  void write(std::string_view bytes) const;
  /// What the program wrote within the time, as much as is there.
  [[nodiscard]] std::string read(int timeout_ms) const;
  /// A killed program cannot give back what it took for itself alone.
  void release() const;

 private:
  int near_ = -1, far_ = -1;
  std::string path_;
};

}  // namespace ruamkit::fake
