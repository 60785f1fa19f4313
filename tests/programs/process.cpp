#include "programs/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace ruamkit::programs {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

finished run(const std::vector<std::string>& command, const std::string& input, complaints where) {
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    if (where == complaints::kept) ::dup2(out[1], STDERR_FILENO);
    become(command);
  }
  ::close(in[0]);
  ::close(out[1]);
  // What is written is a password: it fits any pipe.
  if (!input.empty() && ::write(in[1], input.data(), input.size()) < 0) perror("input");
  ::close(in[1]);
  finished result;
  char some[4096];
  for (ssize_t got; (got = ::read(out[0], some, sizeof some)) > 0;)
    result.out.append(some, static_cast<std::size_t>(got));
  ::close(out[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

background::background(const std::vector<std::string>& command, const std::string& log) {
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
  if (pid_ > 0) return;
  const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(fd, STDOUT_FILENO);
  ::dup2(fd, STDERR_FILENO);
  become(command);
}

background::background(background&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

background::~background() { end(SIGKILL); }

int background::end(int signal) {
  if (pid_ < 0) return -1;
  int status = 0;
  ::kill(pid_, signal);
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void background::kill() { end(SIGKILL); }
int background::stop() { return end(SIGTERM); }

bool background::alive() {
  if (pid_ < 0) return false;
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

footprint background::now() const {
  footprint out;
  const std::string folder = "/proc/" + std::to_string(pid_);
  const std::pair<std::string_view, std::uint64_t*> kibibytes[] = {
      {"VmRSS:", &out.bytes}, {"VmHWM:", &out.bytes_peak}, {"RssAnon:", &out.bytes_own}};
  std::ifstream in(folder + "/status");
  for (std::string line; std::getline(in, line);) {
    for (const auto& [key, into] : kibibytes)
      if (line.starts_with(key)) *into = std::strtoull(line.c_str() + key.size(), nullptr, 10) * 1024;
    if (line.starts_with("Threads:")) out.threads = std::strtoull(line.c_str() + 8, nullptr, 10);
  }
  std::ifstream stat(folder + "/stat");
  std::string text{std::istreambuf_iterator<char>(stat), {}};
  // The name in parentheses may hold blanks; the 12th and 13th fields after it are the ticks of user and system.
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  out.processor_s = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::error_code gone;
  for (auto each = std::filesystem::directory_iterator(folder + "/fd", gone);
       !gone && each != std::filesystem::directory_iterator(); each.increment(gone))
    ++out.files;
  return out;
}

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&at), size) == 0 &&
                     ::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size) == 0;
  ::close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(at.sin_port);
}

scratch::scratch(const std::string& in) {
  std::filesystem::create_directories(in);
  path_ = in + "/ruamkit-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make a folder in " + in);
}

scratch::~scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace ruamkit::programs
