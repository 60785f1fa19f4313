#include "rows.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "crowd/spread.hpp"
#include "hall.hpp"
#include "programs/process.hpp"
#include "ws/client.hpp"

namespace ruamkit::bench {
namespace json = boost::json;
using std::chrono::steady_clock;

namespace {

double ms_since(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

std::string server_of(const settings& with) {
  const std::string path = with.bin + "/ruamkitd";
  if (!std::filesystem::exists(path)) throw std::runtime_error("ruamkitd is not built");
  return path;
}

std::string with_errors(const load::load_report& report) {
  std::string note = std::to_string(report.acknowledged) + " of " + std::to_string(report.votes) + " acknowledged";
  for (const auto& [code, count] : report.errors) note += ", " + code + " " + std::to_string(count);
  if (!report.trouble.empty()) note += ", " + report.trouble;
  return note;
}

}  // namespace

std::vector<row> ledger_alone(const settings& with) {
  const std::string program = with.bin + "/ledger_bench";
  if (!std::filesystem::exists(program)) throw std::runtime_error("ledger_bench is not built");
  const programs::scratch folder(with.scratch);
  const programs::finished done =
      programs::run({program, "--json", "--directory", folder.path(), "--seconds", std::to_string(with.ledger_seconds),
                     "--replay", std::to_string(with.ledger_replayed)});
  if (done.exit_code != 0) throw std::runtime_error("ledger_bench ended with " + std::to_string(done.exit_code));
  const json::value report = json::parse(done.out);
  std::vector<row> rows;
  for (const json::value& batch : report.at("batches").as_array()) {
    const auto size = batch.at("events_per_turn").to_number<std::int64_t>();
    if (size < 16) continue;  // one event a commit measures the disk, not the ledger
    row one{"ledger_" + std::to_string(size), "ledger alone, " + std::to_string(size) + " events a turn", "events/s"};
    one.measured = batch.at("ledger_one_in_flight").at("events_per_s").to_number<double>();
    one.baseline = batch.at("bare").at("events_per_s").to_number<double>();
    one.baseline_is = "bare SQLite writer, same batches (WAL, FULL)";
    const double queued = batch.at("ledger_queued").at("events_per_s").to_number<double>();
    one.note = std::to_string(static_cast<std::int64_t>(queued)) + " events/s with turns queued";
    one.ratio = *one.measured / *one.baseline;
    one.target = "≥ 0.5 of it";
    one.met = *one.ratio >= 0.5;
    rows.push_back(std::move(one));
  }
  return rows;
}

std::vector<row> one_phone(const settings& with) {
  const programs::scratch folder(with.scratch);
  hall here(server_of(with), folder.path(), 1);
  ws::client phone(here.where());
  const ws::reply joined = phone.call("session.join", {{"code", here.code()}, {"seat", here.seats().at(0)}});
  if (!joined.ok()) throw std::runtime_error("session.join: " + joined.code);
  std::vector<double> ms;
  const std::string options[] = {"a", "b", "c", "d"};
  for (std::size_t i = 0; i < with.single_votes; ++i) {
    const json::object vote{{"ballot", "q1"},
                            {"choice", json::array{json::string(options[i % 4])}},
                            {"command_id", "bench-" + std::to_string(100000 + i)}};
    const auto begin = steady_clock::now();
    const ws::reply got = phone.call("ballot.cast", vote);
    if (!got.ok()) throw std::runtime_error("ballot.cast: " + got.code);
    ms.push_back(ms_since(begin));
  }
  const double sync_ms = fdatasync_p50_us(folder.path(), with.single_votes) / 1000;
  const crowd::spread spread = crowd::spread_of(ms);
  row one{"one_phone", "acknowledged vote, one phone at a time, p50", "ms"};
  one.measured = spread.p50;
  one.baseline = sync_ms;
  one.baseline_is = "fdatasync of 4 KiB, p50";
  one.ratio = sync_ms > 0 ? spread.p50 / sync_ms : 0;
  one.target = "≤ 2 × fdatasync + 1 ms";
  one.met = spread.p50 <= 2 * sync_ms + 1;
  one.note = "p99 " + std::to_string(crowd::rounded(spread.p99)) + " ms";
  return {one};
}

std::vector<row> all_at_once(const settings& with) {
  const programs::scratch folder(with.scratch);
  hall here(server_of(with), folder.path(), with.phones);
  const load::load_report report = load::run_load(here.crowd());
  const std::string phones = std::to_string(with.phones);
  row ack{"at_once_ack", phones + " phones vote in the same instant, acknowledged, p99", "ms"};
  ack.measured = report.ack_ms.p99;
  ack.target = "all, p99 ≤ 250 ms";
  ack.met = report.good() && report.acknowledged == with.phones && report.ack_ms.p99 <= 250;
  ack.note = with_errors(report) + ", p50 " + std::to_string(crowd::rounded(report.ack_ms.p50)) + " ms";
  row tally{"at_once_tally", "final tally on all " + phones + " phones after the last acknowledgement", "ms"};
  tally.measured = report.final_tally_ms;
  tally.target = "≤ 300 ms";
  tally.met = report.final_tally_ms && *report.final_tally_ms <= 300;
  tally.note = std::to_string(report.phones_without_final) + " phones without it";
  return {ack, tally};
}

std::vector<row> votes_a_second(const settings& with) {
  const programs::scratch folder(with.scratch);
  hall here(server_of(with), folder.path(), with.throughput_phones);
  load::load_options crowd = here.crowd();
  crowd.votes_per_phone = with.throughput_votes;
  crowd.watch_tally = false;
  const load::load_report report = load::run_load(crowd);
  (void)here.server().stop();
  // The yardstick may have what threads it does best with.
  constexpr std::size_t vote_bytes = 150;
  const double one_thread = echo_messages_per_s(with, 1, vote_bytes);
  const double two_threads = echo_messages_per_s(with, 2, vote_bytes);
  row one{"votes_per_s",
          "durable votes through WebSocket, " + std::to_string(with.throughput_phones) + " phones, one at a time each",
          "votes/s"};
  one.measured = report.votes_per_s;
  one.baseline = std::max(one_thread, two_threads);
  one.baseline_is = "bare Beast echo, messages/s";
  one.ratio = *one.baseline > 0 ? report.votes_per_s / *one.baseline : 0;
  one.target = "≥ 0.6 of it";
  one.met = report.good() && *one.ratio >= 0.6;
  one.note = with_errors(report);
  return {one};
}

std::vector<row> memory_a_phone(const settings& with) {
  const programs::scratch folder(with.scratch);
  hall here(server_of(with), folder.path(), with.phones);
  load::load_options crowd = here.crowd();
  crowd.join_only = true;
  const std::uint64_t before = here.server().resident_bytes();
  std::uint64_t joined = 0;
  load::load_hooks hooks;
  hooks.on_gathered = [&] {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    joined = here.server().resident_bytes();
  };
  const load::load_report report = load::run_load(crowd, hooks);
  row one{"memory", "memory for each of " + std::to_string(with.phones) + " joined phones, resident", "KiB"};
  one.measured = report.joined > 0 && joined > before
                     ? static_cast<double>(joined - before) / 1024 / static_cast<double>(report.joined)
                     : 0;
  one.target = "≤ 16 KiB";
  one.met = report.joined == with.phones && *one.measured <= 16;
  one.note = "server " + std::to_string(before / 1024 / 1024) + " MiB before, " + std::to_string(joined / 1024 / 1024) +
             " MiB with them";
  return {one};
}

std::vector<row> start_after_crash(const settings& with) {
  const programs::scratch folder(with.scratch);
  hall here(server_of(with), folder.path(), with.throughput_phones);
  load::load_options crowd = here.crowd();
  crowd.votes_per_phone = std::max<std::size_t>(1, with.replayed_votes / with.throughput_phones);
  crowd.watch_tally = false;
  crowd.patience = std::chrono::minutes(15);
  const load::load_report report = load::run_load(crowd);
  if (report.acknowledged == 0) throw std::runtime_error("no vote was acknowledged: " + with_errors(report));
  here.server().kill();
  // The first start also recovers SQLite's log and warms the disk's cache; a crash has just that to do.
  const auto begin = steady_clock::now();
  const double ready = here.server().start();
  row one{"restart", "start after kill -9 with " + std::to_string(report.acknowledged) + " votes in the ledger",
          "events/s"};
  one.measured = static_cast<double>(report.acknowledged) / ready;
  one.target = "≥ 500,000 events/s";
  one.met = *one.measured >= 500'000;
  one.note = "ready after " + std::to_string(crowd::rounded(ms_since(begin))) + " ms, " +
             std::to_string(here.ledger_bytes() / 1024 / 1024) + " MiB of data";
  // Whoever was counted before is counted after.
  ws::client phone(here.where());
  const ws::reply back = phone.call("session.join", {{"code", here.code()}, {"seat", here.seats().at(0)}});
  const ws::reply tally = phone.call("view.get", json::object{{"view", json::string("tally/q1")}});
  const bool whole =
      back.ok() && tally.ok() &&
      tally.result.at("doc").at("voted").to_number<std::int64_t>() == static_cast<std::int64_t>(report.voters);
  if (!whole) one.note += "; votes are missing";
  one.met = *one.met && whole;
  return {one};
}

const std::vector<measure>& measures() {
  static const std::vector<measure> all = {
      {"ledger", "ledger alone", ledger_alone},
      {"one_phone", "acknowledged vote, one phone at a time", one_phone},
      {"at_once", "everybody votes in the same instant", all_at_once},
      {"votes_per_s", "durable votes through WebSocket", votes_a_second},
      {"memory", "memory per connected phone", memory_a_phone},
      {"restart", "start after a crash", start_after_crash},
      {"town", "a town meeting: vote, reveal, ideas, memory, soak", town_meeting},
      {"page", "phone page, first load", page_sizes},
  };
  return all;
}

}  // namespace ruamkit::bench
