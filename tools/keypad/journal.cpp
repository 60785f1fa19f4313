#include "keypad/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "crowd/ballot.hpp"
#include "files/text.hpp"

namespace ruamkit::keypad {
namespace json = boost::json;
namespace {

constexpr const char* name = "ruamkit keypad";

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw std::runtime_error("the journal " + path + " cannot be " + what + ": " + std::strerror(errno));
}

std::string line_of(const vote& one) {
  json::object out{{"id", one.id}, {"keypad", one.keypad}, {"ballot", one.ballot}, {"choice", json::parse(one.choice)}};
  return json::serialize(out) + "\n";
}

std::string done_line(const std::string& id) { return json::serialize(json::object{{"done", id}}) + "\n"; }

}  // namespace

journal::journal(std::string path, std::string deliberation)
    : path_(std::move(path)), deliberation_(std::move(deliberation)) {
  std::error_code ignored;
  const bool there = std::filesystem::exists(path_, ignored) && std::filesystem::file_size(path_, ignored) > 0;
  if (there) read(files::read_file(path_));
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd_ < 0) fail(path_, "opened");
  if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd_);
    throw std::runtime_error("the journal " + path_ + " is in use by another `ruamkit keypad`");
  }
  rewrite(found_);
}

journal::~journal() {
  if (fd_ >= 0) ::close(fd_);
}

std::string journal::head() const {
  return json::serialize(json::object{{"journal", name}, {"deliberation", deliberation_}}) + "\n";
}

void journal::read(const std::string& text) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    if (end == std::string::npos) return;  // written half: never sent
    const std::string_view line(text.data() + at, end - at);
    at = end + 1;
    ++number;
    boost::system::error_code failed;
    const json::value parsed = json::parse(line, failed);
    const json::object* one = failed ? nullptr : parsed.if_object();
    if (number == 1) {
      if (one == nullptr || crowd::text_in(*one, "journal") != name)
        throw files::bad_input(path_, 1, 1, "is no journal of `ruamkit keypad`");
      if (crowd::text_in(*one, "deliberation") != deliberation_)
        throw files::bad_input(path_, 1, 1,
                               "belongs to the deliberation " + crowd::text_in(*one, "deliberation") + ", not " +
                                   deliberation_ + "; name another with --journal");
      continue;
    }
    if (one != nullptr && one->contains("done")) {
      const auto id = crowd::text_in(*one, "done");
      for (auto& each : found_)
        if (each.what.id == id) each.done = true;
      continue;
    }
    vote read;
    if (one != nullptr && one->contains("choice"))
      read = {crowd::text_in(*one, "id"), crowd::text_in(*one, "keypad"), crowd::text_in(*one, "ballot"),
              json::serialize(one->at("choice"))};
    if (read.id.empty() || read.keypad.empty() || read.ballot.empty())
      throw files::bad_input(path_, number, 1, "is no line of a keypad journal; the file is damaged");
    found_.push_back({std::move(read), false});
  }
}

void journal::write(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto put = ::write(fd_, rest.data(), rest.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) fail(path_, "written");
    rest.remove_prefix(static_cast<std::size_t>(put));
  }
  size_ += text.size();
}

void journal::add(const vote& one) {
  unwritten_ += line_of(one);
  votes_unwritten_ = true;
}

void journal::done(const std::string& id) { unwritten_ += done_line(id); }

void journal::commit() {
  if (unwritten_.empty()) return;
  write(unwritten_);
  unwritten_.clear();
  // That a vote is done may be forgotten: it is then sent once more, and the server knows its id.
  if (votes_unwritten_ && ::fdatasync(fd_) != 0) fail(path_, "written");
  votes_unwritten_ = false;
}

void journal::rewrite(const std::vector<journalled>& keep) {
  std::string text = head();
  for (const auto& each : keep) text += line_of(each.what) + (each.done ? done_line(each.what.id) : "");
  const std::string next = path_ + ".new";
  const int fd = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) fail(next, "opened");
  // The lock is the old file's until the new one has its name.
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    fail(next, "locked");
  }
  const int old = fd_;
  fd_ = fd;
  size_ = 0;
  unwritten_.clear();
  votes_unwritten_ = false;
  write(text);
  if (::fdatasync(fd_) != 0 || ::rename(next.c_str(), path_.c_str()) != 0) fail(path_, "written");
  if (old >= 0) ::close(old);
}

void journal::remove() { ::unlink(path_.c_str()); }

}  // namespace ruamkit::keypad
