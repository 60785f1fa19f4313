// Programs started by tests and benches, and what the kernel says of them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ruamkit::programs {

struct finished {
  int exit_code = -1;
  std::string out;
};

enum class complaints { shown, kept };  ///< stderr: to ours, or into `out`

/// Runs to the end with `input` on stdin.
[[nodiscard]] finished run(const std::vector<std::string>& command, const std::string& input = {},
                           complaints where = complaints::shown);

/// What the kernel says of a process (/proc/PID).
struct footprint {
  std::uint64_t bytes = 0;       ///< resident now (VmRSS)
  std::uint64_t bytes_peak = 0;  ///< resident at most so far (VmHWM)
  std::uint64_t bytes_own = 0;   ///< resident now and backed by no file (RssAnon)
  double processor_s = 0;        ///< used so far, user and system; to hundredths
  std::uint64_t threads = 0;
  std::uint64_t files = 0;  ///< open descriptors
};

/// A program in the background, killed when this is destroyed, or when we are.
class background {
 public:
  /// Output goes to the file `log`. Throws std::runtime_error when it cannot be started.
  background(const std::vector<std::string>& command, const std::string& log);
  ~background();
  background(background&& other) noexcept;
  background& operator=(background&&) = delete;

  /// SIGKILL, and waits for the end.
  void kill();
  /// SIGTERM, and waits for the end; its exit code, -1 where a signal ended it.
  int stop();
  [[nodiscard]] bool alive();
  [[nodiscard]] footprint now() const;
  /// Bytes of memory it holds now.
  [[nodiscard]] std::uint64_t resident_bytes() const { return now().bytes; }

 private:
  int end(int signal);

  pid_t pid_ = -1;
};

/// A TCP port nobody listens on.
[[nodiscard]] std::uint16_t free_port();

/// A new folder, removed with all it holds when this is destroyed.
class scratch {
 public:
  explicit scratch(const std::string& in);
  ~scratch();
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace ruamkit::programs
