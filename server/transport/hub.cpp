#include "transport/hub.hpp"

#include <utility>

namespace ruamkit::transport {

void hub::watch(outbox& who, engine::view_key view, engine::shared_frame current) {
  if (!current) return;
  auto& slot = views_[view];
  if (!slot) slot = std::make_unique<watched_view>(watched_view{view, current, {}});
  if (current->rev > slot->newest->rev) slot->newest = std::move(current);
  if (auto* known = who.find(slot.get())) {
    known->sent = false;
    return;
  }
  who.watches_.push_back({slot.get(), slot->watchers.size(), 0, false});
  slot->watchers.push_back(&who);
}

void hub::unwatch(outbox& who, engine::view_key view) {
  const auto at = views_.find(view);
  if (at == views_.end()) return;
  if (auto* known = who.find(at->second.get())) leave(who, static_cast<std::size_t>(known - who.watches_.data()));
}

void hub::forget(outbox& who) {
  while (!who.watches_.empty()) leave(who, who.watches_.size() - 1);
}

void hub::leave(outbox& who, std::size_t watch_index) {
  const auto gone = who.watches_[watch_index];
  who.watches_.erase(who.watches_.begin() + static_cast<std::ptrdiff_t>(watch_index));

  auto& watchers = gone.view->watchers;
  if (watchers.back() != &who) {
    watchers[gone.position] = watchers.back();
    watchers[gone.position]->find(gone.view)->position = gone.position;
  }
  watchers.pop_back();
  if (watchers.empty()) views_.erase(gone.view->key);
}

hub::changed hub::change(engine::view_key view, engine::shared_frame newest) {
  const auto at = views_.find(view);
  if (at == views_.end() || !newest || newest->rev <= at->second->newest->rev) return {};
  auto& slot = *at->second;
  changed out{&slot.watchers, 0};
  for (auto* each : slot.watchers) {
    if (each->find(&slot)->due()) ++out.conflated;
  }
  slot.newest = std::move(newest);
  return out;
}

}  // namespace ruamkit::transport
