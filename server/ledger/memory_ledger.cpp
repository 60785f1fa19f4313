#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "ledger/committer.hpp"

namespace ruamkit::ledger {
namespace {

class memory_store final : public store {
 public:
  std::vector<head> heads() override {
    const std::lock_guard lock(mutex_);
    std::vector<head> out;
    for (const appended& kept : streams_) out.push_back({kept.stream, kept.entries.size(), kept.entries.back().hash});
    return out;
  }

  void read_some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out) override {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(stream);
    if (found == index_.end()) return;
    const std::vector<entry>& entries = streams_[found->second].entries;
    const std::size_t begin = std::min<std::size_t>(first - 1, entries.size());
    const std::size_t count = std::min(limit, entries.size() - begin);
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    out.assign(from, from + static_cast<std::ptrdiff_t>(count));
  }

  std::optional<refusal> write(std::span<const appended* const> groups) override {
    const std::lock_guard lock(mutex_);
    for (const appended* group : groups) {
      const auto [at, is_new] = index_.try_emplace(group->stream, streams_.size());
      if (is_new) streams_.push_back({group->stream, {}});
      std::vector<entry>& entries = streams_[at->second].entries;
      entries.insert(entries.end(), group->entries.begin(), group->entries.end());
    }
    return std::nullopt;
  }

  std::optional<refusal> probe() override { return std::nullopt; }

  std::string place() const override { return "memory"; }

 private:
  std::mutex mutex_;
  std::vector<appended> streams_;  // in order of creation; none is empty
  std::unordered_map<stream_id, std::size_t> index_;
};

}  // namespace

std::unique_ptr<ledger> make_memory_ledger() {
  return std::make_unique<committer>(std::make_unique<memory_store>(), 64);
}

}  // namespace ruamkit::ledger
