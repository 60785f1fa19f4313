#include "reports/text.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "base/numerals.hpp"

namespace ruamkit::reports {
namespace {

using namespace std::chrono;

constexpr std::array thai_months{"มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
                                 "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม"};
constexpr std::array english_months{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};
constexpr int buddhist_era = 543;
constexpr auto thailand = hours{7};

struct moment {
  int year = 0;
  unsigned month = 1, day = 1;
  std::int64_t hour = 0, minute = 0, second = 0, millisecond = 0;
};

moment in_thailand(instant at) {
  const auto local = sys_time<milliseconds>{milliseconds{at.ms}} + thailand;
  const auto midnight = floor<days>(local);
  const year_month_day day{midnight};
  const hh_mm_ss clock{local - midnight};
  return {static_cast<int>(day.year()),     static_cast<unsigned>(day.month()),
          static_cast<unsigned>(day.day()), clock.hours().count(),
          clock.minutes().count(),          clock.seconds().count(),
          clock.subseconds().count()};
}

template <typename... Values>
std::string print(const char* pattern, Values... values) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), pattern, values...);
  return text.data();
}

}  // namespace

const std::string& pick(const localized& text, language in) {
  const auto& wanted = in == language::th ? text.th : text.en;
  const auto& other = in == language::th ? text.en : text.th;
  return wanted.empty() ? other : wanted;
}

std::string fill(std::string_view pattern, std::initializer_list<std::string> arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = i + 2 < pattern.size() && pattern[i] == '{' && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : arguments.size();
    if (index < arguments.size()) {
      out += *(arguments.begin() + index);
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::string number(std::uint64_t value) { return with_commas(value); }

std::string number(std::int64_t value) { return with_commas(value); }

std::string decimal(double value, int digits) { return print("%.*f", digits, value); }
std::string percent(double share) { return decimal(share * 100, 1) + "%"; }

std::string date(instant at, language in) {
  const auto m = in_thailand(at);
  if (in == language::th) return print("%u %s พ.ศ. %d", m.day, thai_months[m.month - 1], m.year + buddhist_era);
  return print("%u %s %d", m.day, english_months[m.month - 1], m.year);
}

std::string time_of_day(instant at, language in) {
  const auto m = in_thailand(at);
  const auto hour = static_cast<int>(m.hour);
  const auto minute = static_cast<int>(m.minute);
  return in == language::th ? print("%02d.%02d น.", hour, minute) : print("%02d:%02d", hour, minute);
}

std::string date_and_time(instant at, language in) {
  if (in == language::th) return date(at, in) + " เวลา " + time_of_day(at, in);
  return date(at, in) + ", " + time_of_day(at, in) + " (UTC+7)";
}

std::string iso_time(instant at) {
  const auto m = in_thailand(at);
  return print("%04d-%02u-%02uT%02d:%02d:%02d.%03d+07:00", m.year, m.month, m.day, static_cast<int>(m.hour),
               static_cast<int>(m.minute), static_cast<int>(m.second), static_cast<int>(m.millisecond));
}

std::string for_file_name(std::string_view title) {
  constexpr std::size_t bytes_max = 150;
  std::string out;
  for (const char c : title) {
    const bool forbidden =
        static_cast<unsigned char>(c) < 0x20 || std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos;
    if (!forbidden && c != ' ') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.size() > bytes_max) {
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    out.resize(end);
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return out;
}

}  // namespace ruamkit::reports
