#include "transport/admission.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <string_view>

namespace ruamkit::transport {

address_key key_of_address(const std::string& text) {
  address_key out{};
  in6_addr wide{};
  in_addr narrow{};
  if (inet_pton(AF_INET, text.c_str(), &narrow) == 1) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&narrow);
    out[10] = out[11] = 0xFF;  // as an IPv4-mapped IPv6 address, so that both spellings are one
    std::copy_n(bytes, 4, out.begin() + 12);
  } else if (inet_pton(AF_INET6, text.c_str(), &wide) == 1) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&wide);
    std::copy_n(bytes, IN6_IS_ADDR_V4MAPPED(&wide) ? 16 : 8, out.begin());
  }
  return out;
}

std::size_t admission::hash::operator()(const address_key& key) const {
  return std::hash<std::string_view>{}({reinterpret_cast<const char*>(key.data()), key.size()});
}

admission::verdict admission::enter(const address_key& from) {
  const std::scoped_lock lock{mutex_};
  if (total_ >= total_max_) return verdict::full;
  if (const auto at = by_address_.find(from); at != by_address_.end() && at->second >= per_address_max_) {
    return verdict::address_full;
  }
  ++total_;
  ++by_address_[from];
  return verdict::admitted;
}

void admission::leave(const address_key& from) {
  const std::scoped_lock lock{mutex_};
  const auto at = by_address_.find(from);
  if (at == by_address_.end()) return;
  if (--total_ == 0) emptied_.notify_all();
  if (--at->second == 0) by_address_.erase(at);
}

bool admission::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock{mutex_};
  return emptied_.wait_until(lock, deadline, [this] { return total_ == 0; });
}

std::size_t admission::count() const {
  const std::scoped_lock lock{mutex_};
  return total_;
}

}  // namespace ruamkit::transport
