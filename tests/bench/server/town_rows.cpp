// The rows of a town meeting of 5,000: all of them in one meeting, in the order of its day.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "crowd/spread.hpp"
#include "programs/process.hpp"
#include "rows.hpp"
#include "town.hpp"

namespace ruamkit::bench {
namespace {

constexpr double mebibyte = 1024 * 1024;

/// An hour of voting: twenty ballots of three minutes, everybody answers each and changes their mind once.
constexpr std::size_t votes_an_hour(std::size_t phones) { return phones * 20 * 2; }

/// What must be kept of every vote for as long as the meeting lasts, also of one that was changed: the hash of its
/// entry (its receipt; 32 bytes), and the key and place of its command (24 bytes), for a phone may send it again.
constexpr double kept_of_a_vote = 56;

std::string fixed(double value) {
  char text[40];
  std::snprintf(text, sizeof text, value >= 1000 ? "%.0f" : "%.3g", value);
  return text;
}

std::string busy(const effort& took) {
  return "processor: server " + fixed(1000 * took.server_s) + " ms, crowd " + fixed(1000 * took.crowd_s) + " ms in " +
         fixed(1000 * took.passed_s) + " ms";
}

struct sample {
  double votes = 0, bytes = 0;
};

/// Bytes a vote, by least squares.
double slope(const std::vector<sample>& of) {
  double votes = 0, bytes = 0, together = 0, square = 0;
  for (const sample& one : of) {
    votes += one.votes / static_cast<double>(of.size());
    bytes += one.bytes / static_cast<double>(of.size());
  }
  for (const sample& one : of) {
    together += (one.votes - votes) * (one.bytes - bytes);
    square += (one.votes - votes) * (one.votes - votes);
  }
  return square > 0 ? together / square : 0;
}

std::vector<row> vote_rows(const town::instant_vote& got, const std::string& size, std::size_t phones) {
  row ack{"town_vote", "town meeting, " + size + ": all vote in the same instant, acknowledged, p99", "ms"};
  ack.measured = got.ack_ms.p99;
  ack.target = "all, p99 ≤ 250 ms";
  ack.met = got.acknowledged == phones && got.ack_ms.p99 <= 250;
  ack.note = "p50 " + fixed(got.ack_ms.p50) + " ms; " + busy(got.took);
  row tally{"town_tally", "… final tally on every phone after the last acknowledgement", "ms"};
  tally.measured = got.final_tally_ms;
  tally.target = "≤ 300 ms";
  tally.met = got.without_final == 0 && got.final_tally_ms <= 300;
  tally.note = std::to_string(got.without_final) + " phones without it";
  return {ack, tally};
}

row reveal_row(const town::revealed& got) {
  row one{"town_reveal", "… from the lead's button to the result on the last phone and the screen", "ms"};
  one.measured = std::max(got.phones_ms, got.screen_ms);
  one.target = "≤ 300 ms";
  one.met = got.without == 0 && *one.measured <= 300;
  one.note =
      "screen " + fixed(got.screen_ms) + " ms; " + std::to_string(got.without) + " without it; " + busy(got.took);
  return one;
}

row ideas_row(const town::streamed& got, const settings& with) {
  row one{"town_ideas",
          "… " + std::to_string(with.tables) + " table pages stream 10 ideas/s: sent to shown on the last of " +
              std::to_string(with.theme_pages) + " theme pages, p95",
          "ms"};
  one.measured = got.p95;
  one.target = "all, p95 ≤ 750 ms";
  one.met = got.lost == 0 && got.ideas > 0 && got.p95 <= 750;
  one.note = std::to_string(got.ideas) + " ideas, " + std::to_string(got.lost) + " not shown, p50 " + fixed(got.p50) +
             " ms, max " + fixed(got.max) + " ms; " + busy(got.took);
  return one;
}

void soak_rows(town& here, const settings& with, std::vector<row>& rows) {
  constexpr std::size_t samples_taken = 50;
  const std::size_t every = std::max<std::size_t>(1, with.soak_votes / samples_taken);
  const auto before = here.server_now();
  std::vector<sample> samples;
  const std::size_t votes = here.soak(with.soak_votes, every, [&](std::size_t done) {
    // The first fifth warms up: everybody's first vote on each ballot makes its place in the state.
    if (done * 5 > with.soak_votes)
      samples.push_back({static_cast<double>(done), static_cast<double>(here.server_now().bytes)});
  });
  const auto after = here.server_now();
  row memory{"town_memory", "… memory of the server through it all, resident, at most", "MiB"};
  memory.measured = static_cast<double>(after.bytes_peak) / mebibyte;
  memory.target = "< 400 MiB";
  memory.met = *memory.measured < 400;
  memory.note = std::to_string(here.sockets()) + " sockets, " + std::to_string(votes) + " votes";
  row growth{"town_growth",
             "… growth of it a vote, over " + std::to_string(votes) + " votes (" +
                 fixed(static_cast<double>(votes) / static_cast<double>(votes_an_hour(with.phones))) +
                 " hours of voting)",
             "B"};
  growth.measured = slope(samples);
  growth.baseline = kept_of_a_vote;
  growth.baseline_is = "its receipt and its command's key";
  growth.ratio = *growth.measured / kept_of_a_vote;
  growth.target = "≤ 2 × that, no thread or file more";
  growth.met = *growth.ratio <= 2 && after.threads <= before.threads && after.files <= before.files;
  growth.note = std::to_string(before.threads) + " threads and " + std::to_string(before.files) + " files before, " +
                std::to_string(after.threads) + " and " + std::to_string(after.files) + " after; " +
                fixed(*growth.measured * static_cast<double>(votes_an_hour(with.phones)) / mebibyte) + " MiB an hour";
  rows.push_back(std::move(memory));
  rows.push_back(std::move(growth));
}

}  // namespace

std::vector<row> town_meeting(const settings& with) {
  const std::string program = with.bin + "/ruamkitd";
  if (!std::filesystem::exists(program)) throw std::runtime_error("ruamkitd is not built");
  const programs::scratch folder(with.scratch);
  town here(program, folder.path(), {with.phones, with.tables, with.theme_pages, 11});
  here.gather();
  std::vector<row> rows =
      vote_rows(here.vote_at_once(),
                std::to_string(with.phones) + " phones and " + std::to_string(with.tables) + " tables", with.phones);
  rows.push_back(reveal_row(here.reveal()));
  rows.push_back(ideas_row(here.stream(10, with.stream), with));
  soak_rows(here, with, rows);
  return rows;
}

}  // namespace ruamkit::bench
