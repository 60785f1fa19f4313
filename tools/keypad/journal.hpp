// Votes that the server has not acknowledged, in a file: neither a lost network nor a killed program loses one.
//
// One JSON object a line: {"journal":"ruamkit keypad","deliberation":…} first, then {"id","keypad","ballot","choice"}
// for a vote and {"done":id} once the server has answered it. A vote is on the disk before it is sent, under the id it
// is sent with, so that sending it again changes nothing. Readable by its owner only, and removed when nothing is
// waiting and no ballot is open: until then it tells how a keypad voted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ruamkit::keypad {

struct vote {
  std::string id;  ///< the command_id
  std::string keypad;
  std::string ballot;
  std::string choice;  ///< JSON

  friend bool operator==(const vote&, const vote&) = default;
};

struct journalled {
  vote what;
  bool done = false;
};

class journal {
 public:
  /// Opens or makes it and takes it for this program alone. Throws files::bad_input for a file that is no journal or
  /// another deliberation's (a last line that is not whole is dropped: it was never sent), std::runtime_error when it
  /// cannot be written or another program holds it.
  journal(std::string path, std::string deliberation);
  ~journal();
  journal(const journal&) = delete;
  journal& operator=(const journal&) = delete;

  /// What it held when it was opened, oldest first.
  [[nodiscard]] const std::vector<journalled>& found() const { return found_; }

  void add(const vote& one);
  void done(const std::string& id);
  /// Returns when all that was added is on the disk. Throws std::runtime_error.
  void commit();

  /// Writes it anew with only these.
  void rewrite(const std::vector<journalled>& keep);
  void remove();

  /// Bytes; what tells when to rewrite it.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void read(const std::string& text);
  void open_new(const std::string& text);
  void write(const std::string& text);
  [[nodiscard]] std::string head() const;

  std::string path_;
  std::string deliberation_;
  std::vector<journalled> found_;
  std::string unwritten_;
  bool votes_unwritten_ = false;
  int fd_ = -1;
  std::size_t size_ = 0;
};

}  // namespace ruamkit::keypad
