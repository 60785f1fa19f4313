#include "transport/outbox.hpp"

#include <algorithm>
#include <utility>

namespace ruamkit::transport {
namespace {

constexpr std::size_t keep_items_max = 4;  // what a quiet connection may keep allocated
constexpr std::size_t compact_items_min = 32;

/// Adds one frame (or bytes without a header) less the `skip` bytes of it that have left.
void lay(layout& out, opcode kind, bool framed, std::string_view payload, std::size_t skip) {
  auto& header = out.headers[out.frames++];
  header = framed ? header_for(kind, payload.size()) : frame_header{};
  const auto add = [&out](const char* data, std::size_t size) {
    if (size == 0) return;
    out.parts[out.count++] = {const_cast<char*>(data), size};
    out.bytes += size;
  };
  const auto header_skip = std::min(skip, header.size);
  const auto payload_skip = skip - header_skip;
  add(header.bytes.data() + header_skip, header.size - header_skip);
  add(payload.data() + payload_skip, payload.size() - payload_skip);
}

std::size_t framed_bytes(std::size_t payload) { return header_for(opcode::text, payload).size + payload; }

}  // namespace

std::size_t outbox::item::bytes() const { return framed ? framed_bytes(payload().size()) : payload().size(); }

void outbox::push(item&& what) {
  if (what.counted) queued_bytes_ += what.bytes();
  if (head_ >= compact_items_min && head_ * 2 >= items_.size()) {  // a queue that never quite empties
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
  items_.push_back(std::move(what));
}

void outbox::push_bytes(std::string bytes) {
  if (!bytes.empty()) push({nullptr, std::move(bytes), opcode::text, false, true});
}

void outbox::push_bytes(shared_text bytes) {
  if (bytes && !bytes->empty()) push({std::move(bytes), {}, opcode::text, false, true});
}

void outbox::push_frame(opcode kind, std::string payload) { push({nullptr, std::move(payload), kind, true, true}); }

void outbox::push_frame(const engine::shared_frame& payload) {
  push({shared_text{payload, &payload->text}, {}, opcode::text, true, true});
}

bool outbox::empty() const {
  return head_ == items_.size() && std::none_of(watches_.begin(), watches_.end(), [](auto& w) { return w.due(); });
}

bool outbox::gather(layout& out) const {
  out.frames = out.count = out.bytes = 0;
  auto skip = head_written_;
  for (auto at = head_; at < items_.size() && out.frames < layout::frames_max; ++at) {
    const auto& each = items_[at];
    lay(out, each.kind, each.framed, each.payload(), std::exchange(skip, 0));
  }
  for (const auto& each : watches_) {
    if (out.frames == layout::frames_max) break;
    if (each.due()) lay(out, opcode::text, true, each.view->newest->text, 0);
  }
  return out.bytes > 0;
}

std::size_t outbox::written(std::size_t bytes) {
  bytes += std::exchange(head_written_, 0);
  for (; head_ < items_.size(); ++head_) {
    const auto size = items_[head_].bytes();
    if (bytes < size) {
      head_written_ = bytes;
      return 0;
    }
    bytes -= size;
    if (items_[head_].counted) queued_bytes_ -= size;
    items_[head_] = item{};
  }
  release_sent();

  std::size_t views = 0;
  for (auto& each : watches_) {
    if (bytes == 0) break;
    if (!each.due()) continue;
    const auto& newest = each.view->newest;
    const auto size = framed_bytes(newest->text.size());
    each.sent = true;
    each.sent_rev = newest->rev;
    ++views;
    if (bytes < size) {  // begun: this revision must be finished before any other may follow
      items_.push_back({shared_text{newest, &newest->text}, {}, opcode::text, true, false});
      head_written_ = bytes;
      break;
    }
    bytes -= size;
  }
  return views;
}

void outbox::release_sent() {
  items_.clear();
  head_ = 0;
  if (items_.capacity() > keep_items_max) items_.shrink_to_fit();
}

outbox::watch* outbox::find(const watched_view* view) {
  const auto at = std::find_if(watches_.begin(), watches_.end(), [view](auto& each) { return each.view == view; });
  return at == watches_.end() ? nullptr : &*at;
}

}  // namespace ruamkit::transport
