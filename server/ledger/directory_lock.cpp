#include "ledger/directory_lock.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/ledger.hpp"

namespace ruamkit::ledger {
namespace {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

void make_directory(const std::string& directory) {
  std::error_code failed;
  const std::filesystem::path parent = std::filesystem::absolute(directory, failed).parent_path();
  if (!failed) std::filesystem::create_directories(parent, failed);
  if (failed) throw unusable("cannot make the directory " + parent.string() + ": " + failed.message());
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
    throw unusable("cannot make the directory " + directory + ": " + reason(errno));
}

std::string pid_in(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
  std::string pid;
  for (ssize_t i = 0; i < got && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9';
       ++i)
    pid += text[static_cast<std::size_t>(i)];
  return pid;
}

}  // namespace

directory_lock::directory_lock(const std::string& directory) {
  make_directory(directory);
  const std::string path = directory + "/ledger.lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor_ < 0) throw unusable("cannot open " + path + " for writing: " + reason(errno));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    const std::string pid = pid_in(descriptor_);
    ::close(descriptor_);
    if (why != EWOULDBLOCK) throw unusable("cannot lock " + path + ": " + reason(why));
    throw unusable("the data directory " + directory + " is in use by another server, process " +
                   (pid.empty() ? "unknown" : pid) + ": stop that one first, or give this one another directory");
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  // The pid only helps a person; on a full disk the lock still holds without it.
  if (::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, pid.data(), pid.size(), 0) < 0) errno = 0;
}

directory_lock::~directory_lock() {
  if (::ftruncate(descriptor_, 0) != 0) errno = 0;
  ::close(descriptor_);
}

void sync_directory(const std::string& directory) {
  for (const std::string& path : {directory, directory + "/.."}) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // A parent we may not read was not made by us; its entry is its owner's concern.
    if (descriptor < 0 && errno == EACCES) continue;
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int why = errno;
    if (descriptor >= 0) ::close(descriptor);
    // Some file systems cannot sync a directory and say EINVAL.
    if (!synced && why != EINVAL) throw unusable("cannot sync the directory " + path + ": " + reason(why));
  }
}

}  // namespace ruamkit::ledger
