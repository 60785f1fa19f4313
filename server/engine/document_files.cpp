#include "engine/document_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/encoding.hpp"

namespace ruamkit::engine {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw cannot_keep("cannot " + what + " " + path + ": " + std::generic_category().message(errno));
}

class descriptor {
 public:
  descriptor(const std::string& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;

  [[nodiscard]] bool open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

void write_all(const descriptor& file, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const auto wrote = ::write(file.number(), content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail("write", path);
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

/// A new name is only there for good once its folder is synced.
void sync_folder(const std::string& path) {
  const descriptor folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.open() || ::fsync(folder.number()) != 0) fail("sync", path);
}

void write_beside(const std::string& path, std::string_view content) {
  const descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.open()) fail("write", path);
  write_all(file, content, path);
  if (::fsync(file.number()) != 0) fail("sync", path);
}

}  // namespace

std::string document_files::path_of(const digest& sha256) const { return folder_ + "/" + to_hex(sha256); }

void document_files::keep(const digest& sha256, std::string_view content) const {
  if (folder_.empty()) throw cannot_keep("no folder was named for documents");
  if (load(sha256, content.size())) return;
  if (::mkdir(folder_.c_str(), 0700) == 0) {
    sync_folder(folder_ + "/..");
  } else if (errno != EEXIST) {
    fail("make the folder", folder_);
  }
  const auto path = path_of(sha256);
  const auto beside = path + ".new";
  try {
    write_beside(beside, content);
    if (::rename(beside.c_str(), path.c_str()) != 0) fail("name", path);
  } catch (const cannot_keep&) {
    ::unlink(beside.c_str());  // half a file only takes room
    throw;
  }
  sync_folder(folder_);
}

std::optional<std::string> document_files::load(const digest& sha256, std::uint64_t bytes) const {
  const descriptor file(path_of(sha256), O_RDONLY);
  struct stat now {};
  if (!file.open() || ::fstat(file.number(), &now) != 0 || !S_ISREG(now.st_mode)) return std::nullopt;
  if (static_cast<std::uint64_t>(now.st_size) != bytes) return std::nullopt;
  std::string content(static_cast<std::size_t>(bytes), '\0');
  std::size_t have = 0;
  while (have < content.size()) {
    const auto got = ::read(file.number(), content.data() + have, content.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    have += static_cast<std::size_t>(got);
  }
  if (ruamkit::sha256(content) != sha256) return std::nullopt;
  return content;
}

}  // namespace ruamkit::engine
