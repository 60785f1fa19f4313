// Who watches what, on one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/port.hpp"
#include "transport/outbox.hpp"

namespace ruamkit::transport {

/// A view exists here as long as somebody watches it.
class hub {
 public:
  /// The document becomes due for `who`, even if it had this revision before.
  void watch(outbox& who, engine::view_key view, engine::shared_frame current);
  void unwatch(outbox& who, engine::view_key view);
  /// `who` is about to be destroyed.
  void forget(outbox& who);

  struct changed {
    const std::vector<outbox*>* watchers = nullptr;  ///< null: nobody, or nothing newer
    std::size_t conflated = 0;                       ///< of them, those who skip the revision before this one
  };
  /// An older revision than the newest is ignored.
  [[nodiscard]] changed change(engine::view_key view, engine::shared_frame newest);

  [[nodiscard]] std::size_t views() const { return views_.size(); }

 private:
  void leave(outbox& who, std::size_t watch_index);

  std::unordered_map<engine::view_key, std::unique_ptr<watched_view>> views_;
};

}  // namespace ruamkit::transport
