// What the ledger's tests share: entries that follow one another, a directory that goes away, turns in one line.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/ledger.hpp"

namespace ruamkit::test {

/// A stream as its writer sees it: makes entries that follow.
class growing_stream {
 public:
  explicit growing_stream(const std::string& name)
      : at_{ledger::stream_id(name), 0, ledger::genesis_hash(ledger::stream_id(name))} {}
  explicit growing_stream(ledger::head at) : at_(std::move(at)) {}

  ledger::entry next(std::string payload, std::string actor = "system") {
    ledger::entry e{at_.seq + 1,
                    {1'700'000'000'000 + static_cast<std::int64_t>(at_.seq)},
                    std::move(actor),
                    std::move(payload),
                    {}};
    e.hash = ledger::chain_hash(at_.hash, e);
    at_.seq = e.seq;
    at_.hash = e.hash;
    return e;
  }
  /// `count` entries, each telling its stream and sequence.
  ledger::appended grow(std::size_t count, std::size_t payload_bytes = 0) {
    ledger::appended out{at_.stream, {}};
    for (std::size_t i = 0; i < count; ++i) {
      std::string text = "{\"in\":\"" + at_.stream.value() + "\",\"n\":" + std::to_string(at_.seq + 1) + "}";
      if (text.size() < payload_bytes) text.append(payload_bytes - text.size(), ' ');
      out.entries.push_back(next(std::move(text)));
    }
    return out;
  }
  [[nodiscard]] const ledger::head& at() const { return at_; }
  [[nodiscard]] const ledger::stream_id& id() const { return at_.stream; }

 private:
  ledger::head at_;
};

/// A turn's outcome: nothing when it was committed.
using outcome = std::optional<ledger::refusal>;

/// Takes a turn and finishes it; the future is ready when it has completed.
inline std::future<outcome> append(ledger::ledger& to, std::vector<ledger::appended> parts) {
  auto promise = std::make_shared<std::promise<outcome>>();
  auto future = promise->get_future();
  auto held = to.take_turn({});
  if (!held) {
    promise->set_value(held.error());
    return future;
  }
  to.finish(std::move(*held), std::move(parts), [promise](const ledger::refusal* refused) {
    promise->set_value(refused == nullptr ? outcome{} : outcome{*refused});
  });
  return future;
}

inline std::future<outcome> append(ledger::ledger& to, ledger::appended part) {
  std::vector<ledger::appended> parts;
  parts.push_back(std::move(part));
  return append(to, std::move(parts));
}

inline std::vector<ledger::entry> entries_of(ledger::ledger& from, const ledger::stream_id& stream,
                                             std::uint64_t after = 0) {
  std::vector<ledger::entry> out;
  from.read(stream, after, [&](ledger::entry&& e) { out.push_back(std::move(e)); });
  return out;
}

/// A new directory that is removed at the end.
class scratch_directory {
 public:
  explicit scratch_directory(const std::filesystem::path& under = std::filesystem::temp_directory_path()) {
    std::string pattern = (under / "ruamkit-ledger-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  scratch_directory(const scratch_directory&) = delete;
  scratch_directory& operator=(const scratch_directory&) = delete;
  ~scratch_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// Where a test that keeps its files on a simulated disk puts the lock: in memory, where syncing costs nothing.
inline std::filesystem::path lock_place() {
  std::error_code none;
  return std::filesystem::exists("/dev/shm", none) ? "/dev/shm" : std::filesystem::temp_directory_path();
}

}  // namespace ruamkit::test
