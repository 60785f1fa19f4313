// A JSON object of figures, which says of each that is missing why.
#pragma once

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/change/figure.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::tools::analyse {

/// The shortest text that reads back as `value`, which is finite.
inline void append_number(std::string& out, double value) {
  std::array<char, 32> text{};
  out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

inline void append_figure(std::string& out, const analysis::change::figure& value) {
  if (value.defined())
    append_number(out, value.value());
  else
    out += "null";
}

class figures_text : public wire::object_text {
 public:
  using figure = analysis::change::figure;

  explicit figures_text(std::string& out) : object_text(out) {}
  figures_text(const figures_text&) = delete;
  figures_text& operator=(const figures_text&) = delete;
  ~figures_text() {
    if (gaps_.empty()) return;
    object_text reasons(member("not_defined"));
    for (const auto& [name, why] : gaps_) reasons.text(name, analysis::change::name_of(why));
  }

  void put(std::string_view name, const figure& value) {
    append_figure(member(name), value);
    if (!value.defined()) gaps_.emplace_back(name, value.why());
  }

  /// Both ends of an interval, or null.
  void interval(std::string_view name, const figure& low, const figure& high) {
    if (!low.defined() || !high.defined()) return put(name, low.defined() ? high : low);
    wire::array_text ends(member(name));
    append_number(ends.element(), low.value());
    append_number(ends.element(), high.value());
  }

  void count(std::string_view name, std::size_t value) { number(name, static_cast<std::uint64_t>(value)); }

 private:
  std::vector<std::pair<std::string, analysis::change::gap>> gaps_;
};

}  // namespace ruamkit::tools::analyse
