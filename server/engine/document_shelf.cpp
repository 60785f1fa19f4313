#include "engine/document_shelf.hpp"

#include <algorithm>

namespace ruamkit::engine {
namespace {

std::size_t bytes_of(const file& what) { return what.content.body.size(); }

}  // namespace

shared_file document_shelf::find(std::string_view key) {
  const auto found = std::ranges::find(places_, key, &place::key);
  if (found == places_.end()) return nullptr;
  places_.splice(places_.begin(), places_, found);
  return found->what;
}

void document_shelf::drop_until(std::size_t kept) {
  while (kept_ > kept) {
    kept_ -= bytes_of(*places_.back().what);
    places_.pop_back();
  }
}

bool document_shelf::has_room_for(std::size_t bytes) {
  if (*alive_ + bytes > alive_max_) drop_until(0);
  return *alive_ + bytes <= alive_max_;
}

shared_file document_shelf::put(std::string key, file&& what) {
  const auto bytes = bytes_of(what);
  *alive_ += bytes;
  shared_file shared(new file(std::move(what)), [alive = alive_, bytes](const file* gone) {
    delete gone;
    *alive -= bytes;
  });
  if (bytes > kept_max_) return shared;
  drop_until(kept_max_ - bytes);
  places_.push_front({std::move(key), shared});
  kept_ += bytes;
  return shared;
}

}  // namespace ruamkit::engine
