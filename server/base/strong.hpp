// Strong types: an id of one kind cannot be passed where another is meant.
#pragma once

#include <compare>
#include <functional>
#include <ostream>
#include <string>
#include <utility>

namespace ruamkit {

/// A value of `T` that only mixes with values of the same `Tag`.
template <typename T, typename Tag>
class strong {
 public:
  using value_type = T;

  strong() = default;
  explicit strong(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& value() const noexcept { return value_; }

  friend auto operator<=>(const strong&, const strong&) = default;
  friend std::ostream& operator<<(std::ostream& out, const strong& s) { return out << s.value_; }

 private:
  T value_{};
};

template <typename Tag>
using strong_id = strong<std::string, Tag>;

}  // namespace ruamkit

template <typename T, typename Tag>
struct std::hash<ruamkit::strong<T, Tag>> {
  std::size_t operator()(const ruamkit::strong<T, Tag>& s) const noexcept { return std::hash<T>{}(s.value()); }
};
