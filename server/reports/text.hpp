// Numbers, shares and times as people read them; figures are Arabic in both languages, in dates as in tables.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/localized.hpp"
#include "base/time.hpp"
#include "reports/render.hpp"

namespace ruamkit::reports {

/// Texts listed in HTML and PDF for one ballot; the rest is in XLSX, CSV and JSON, and the report says so.
inline constexpr std::size_t texts_listed_max = 300;

/// The text in that language, or in the other where it has none.
[[nodiscard]] const std::string& pick(const localized& text, language in);

/// "{0}" and "{1}" in the pattern become the arguments.
[[nodiscard]] std::string fill(std::string_view pattern, std::initializer_list<std::string> arguments);

[[nodiscard]] std::string number(std::int64_t value);   ///< "12,345", "-3"
[[nodiscard]] std::string number(std::uint64_t value);  ///< "12,345"
[[nodiscard]] std::string decimal(double value, int digits);
[[nodiscard]] std::string percent(double share);  ///< 0.123 is "12.3%"

/// In Thailand's time (UTC+7, no summer time): "21 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.", "21 November 2026, 14:05
/// (UTC+7)".
[[nodiscard]] std::string date_and_time(instant at, language in);
[[nodiscard]] std::string date(instant at, language in);
/// "14.05 น.", "14:05"
[[nodiscard]] std::string time_of_day(instant at, language in);
/// A title as part of a file's name: what some file system forbids becomes a blank, and it is cut at a whole character.
[[nodiscard]] std::string for_file_name(std::string_view title);

/// ISO 8601 with the offset: "2026-11-21T14:05:09.000+07:00".
[[nodiscard]] std::string iso_time(instant at);

}  // namespace ruamkit::reports
