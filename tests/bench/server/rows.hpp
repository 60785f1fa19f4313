// The rows of DESIGN.md section 14, each measured beside its bare baseline in the same run.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ruamkit::bench {

struct row {
  std::string key{};   ///< short and stable, for scripts
  std::string what{};  ///< for people
  std::string unit{};
  std::optional<double> measured{};
  std::optional<double> baseline{};
  std::string baseline_is{};
  std::optional<double> ratio{};
  std::string target{};
  std::optional<bool> met{};  ///< nothing: it could not be measured; `note` says why
  std::string note{};
};

struct settings {
  std::string bin;      ///< the folder of ruamkitd, ledger_bench, bench_echo
  std::string scratch;  ///< where data is written: the disk that is measured
  std::string web;      ///< the built web client
  std::size_t phones = 5000;
  std::size_t tables = 500;
  std::size_t theme_pages = 10;
  std::chrono::milliseconds stream{60'000};  ///< so long the tables send ideas
  std::size_t soak_votes = 1'000'000;
  std::size_t throughput_phones = 5000;
  std::size_t throughput_votes = 150;  ///< of each
  std::size_t single_votes = 400;
  std::size_t replayed_votes = 1'000'000;
  double ledger_seconds = 2;
  std::size_t ledger_replayed = 1'000'000;
};

struct measure {
  const char* key;
  const char* what;
  std::vector<row> (*run)(const settings&);
};
[[nodiscard]] const std::vector<measure>& measures();

std::vector<row> ledger_alone(const settings& with);
std::vector<row> one_phone(const settings& with);
std::vector<row> all_at_once(const settings& with);
std::vector<row> votes_a_second(const settings& with);
std::vector<row> memory_a_phone(const settings& with);
std::vector<row> start_after_crash(const settings& with);
std::vector<row> town_meeting(const settings& with);
std::vector<row> page_sizes(const settings& with);

/// Microseconds of `write` 4 KiB and `fdatasync`, p50, on the disk of `folder`.
[[nodiscard]] double fdatasync_p50_us(const std::string& folder, std::size_t times);

/// Messages a second that a bare echo server gives back to as many connections, one message at a time each.
[[nodiscard]] double echo_messages_per_s(const settings& with, std::size_t threads, std::size_t message_bytes);

}  // namespace ruamkit::bench
