// The documents in memory: one buffer a file, shared by every phone that reads it, the newest used kept, and never more
// in all than the limits.
#pragma once

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "engine/port.hpp"

namespace ruamkit::engine {

/// Belongs to the engine's thread; only what it gave out may be let go by another.
class document_shelf {
 public:
  /// `kept_max`: bytes kept for the next reader; `alive_max`: with those that readers still hold.
  document_shelf(std::size_t kept_max, std::size_t alive_max) : kept_max_(kept_max), alive_max_(alive_max) {}

  /// Null where it is not kept.
  [[nodiscard]] shared_file find(std::string_view key);
  /// Whether so many bytes more may be taken in; lets go of what nobody reads to make room.
  [[nodiscard]] bool has_room_for(std::size_t bytes);
  shared_file put(std::string key, file&& what);

 private:
  struct place {
    std::string key;
    shared_file what;
  };
  void drop_until(std::size_t kept);

  const std::size_t kept_max_;
  const std::size_t alive_max_;
  std::list<place> places_;  ///< the newest used first
  std::size_t kept_ = 0;
  std::shared_ptr<std::atomic<std::size_t>> alive_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace ruamkit::engine
