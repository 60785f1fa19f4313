// R's figures, as make_expected.R wrote them.
#pragma once

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "files/text.hpp"

namespace ruamkit::tests {

struct expected_figure {
  std::string study, path;
  double value = 0;
};

inline std::vector<expected_figure> expected_of(std::string_view study) {
  static const std::string text = files::read_file(CHANGE_DATA "expected.tsv");
  std::vector<expected_figure> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    const auto first = line.find('\t');
    if (line.starts_with('#') || line.substr(0, first) != study) continue;
    const auto second = line.find('\t', first + 1);
    expected_figure each{std::string(study), std::string(line.substr(first + 1, second - first - 1)), 0};
    const auto number = line.substr(second + 1);
    REQUIRE(std::from_chars(number.data(), number.data() + number.size(), each.value).ec == std::errc());
    out.push_back(std::move(each));
  }
  REQUIRE(!out.empty());
  return out;
}

/// The same to nine significant digits; what is nothing but rounding beside numbers of size 1 counts as zero.
inline bool agrees(double ours, double theirs) {
  return std::abs(ours - theirs) <= 5e-10 * std::abs(theirs) || (std::abs(ours) < 1e-14 && std::abs(theirs) < 1e-14);
}

}  // namespace ruamkit::tests
