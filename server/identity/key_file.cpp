#include "identity/key_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/encoding.hpp"
#include "base/entropy.hpp"
#include "identity/failure.hpp"

namespace ruamkit::identity {
namespace {

constexpr mode_t only_owner = S_IRUSR | S_IWUSR;
constexpr const char* not_private = "must be readable by the server's user only, and its mode cannot be changed";

[[noreturn]] void refuse(const std::string& path, const char* what) {
  throw unusable(path + ": " + what + ": " + std::strerror(errno));
}

struct file {
  int descriptor;
  explicit file(int opened) : descriptor(opened) {}
  file(const file&) = delete;
  file& operator=(const file&) = delete;
  ~file() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

void keep_private(const file& f, const std::string& path) {
  struct stat found {};
  if (::fstat(f.descriptor, &found) != 0) refuse(path, "cannot be examined");
  if ((found.st_mode & 0777) != only_owner && ::fchmod(f.descriptor, only_owner) != 0) refuse(path, not_private);
}

}  // namespace

std::optional<pepper> read_key_file(const std::string& path) {
  const file f{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (f.descriptor < 0 && errno == ENOENT) return std::nullopt;
  if (f.descriptor < 0) refuse(path, "cannot be read");
  keep_private(f, path);
  std::array<std::uint8_t, 33> buffer{};  // one more, to notice a longer file
  const auto length = ::read(f.descriptor, buffer.data(), buffer.size());
  if (length < 0) refuse(path, "cannot be read");
  pepper key{};
  if (length != static_cast<ssize_t>(key.size()))
    throw unusable(path + " does not hold a key of 32 bytes. Restore it from your backup.");
  std::memcpy(key.data(), buffer.data(), key.size());
  return key;
}

pepper make_key_file(const std::string& path) {
  const auto key = random_bytes<std::tuple_size_v<pepper>>();
  const std::string draft = path + "." + to_hex(random_bytes<8>());
  {
    const file f{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, only_owner)};
    if (f.descriptor < 0) refuse(draft, "cannot be created");
    if (::write(f.descriptor, key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        ::fsync(f.descriptor) != 0) {
      const int why = errno;
      ::unlink(draft.c_str());
      errno = why;
      refuse(draft, "cannot be written");
    }
  }
  // link, unlike rename, does not replace the key of a process that was first.
  const bool linked = ::link(draft.c_str(), path.c_str()) == 0;
  const int why = errno;
  ::unlink(draft.c_str());
  errno = why;
  if (!linked && errno != EEXIST) refuse(path, "cannot be created");
  const auto folder = std::filesystem::path(path).parent_path().string();
  const file directory{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory.descriptor < 0 || ::fsync(directory.descriptor) != 0) refuse(folder, "cannot be made durable");
  if (linked) return key;
  const auto theirs = read_key_file(path);
  if (!theirs) throw unusable(path + " was there and is gone. Start again.");
  return *theirs;
}

void make_private_file(const std::string& path) {
  const file f{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, only_owner)};
  if (f.descriptor >= 0) return;
  if (errno != EEXIST) refuse(path, "cannot be created");
  // By path: closing a descriptor of the file would drop the locks that SQLite holds on it elsewhere in this process.
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) refuse(path, "cannot be examined");
  if ((found.st_mode & 0777) != only_owner && ::chmod(path.c_str(), only_owner) != 0) refuse(path, not_private);
}

}  // namespace ruamkit::identity
