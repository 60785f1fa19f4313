#include "transport/counters.hpp"

#include <cstdio>

namespace ruamkit::transport {
namespace {

constexpr std::array<std::string_view, endings> ending_names = {
    "peer",           "done",  "idle",  "too_slow",   "rate_limited", "too_large", "invalid_utf8", "unsupported",
    "protocol_error", "moved", "ended", "restarting", "timeout",      "tls",       "broken"};

class writer {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    text_ += "# HELP ruamkit_";
    text_ += name;
    text_ += ' ';
    text_ += help;
    text_ += "\n# TYPE ruamkit_";
    text_ += name;
    text_ += ' ';
    text_ += type;
    text_ += '\n';
  }
  template <typename Number>
  void sample(std::string_view name, Number value, std::string_view labels = {}) {
    text_ += "ruamkit_";
    text_ += name;
    text_ += labels;
    text_ += ' ';
    text_ += std::to_string(value);
    text_ += '\n';
  }
  template <typename Number>
  void one(std::string_view name, std::string_view type, std::string_view help, Number value) {
    family(name, type, help);
    sample(name, value);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void engine_samples(writer& out, const engine::condition& engine) {
  out.one("ready", "gauge", "1 while commands are taken.", engine.ready ? 1 : 0);
  out.one("commands_total", "counter", "Commands decided.", engine.commands);
  out.one("rejections_total", "counter", "Commands rejected.", engine.rejections);
  out.one("events_total", "counter", "Events recorded.", engine.events);
  out.one("commits_total", "counter", "Commits of the ledger.", engine.commits);
  out.one("commit_failures_total", "counter", "Commits that failed.", engine.commit_failures);
  out.family("commit_seconds", "summary", "Time spent in commits.");
  out.sample("commit_seconds_sum", engine.commit_seconds_sum);
  out.sample("commit_seconds_count", engine.commits);
  out.one("views_projected_total", "counter", "Documents of views made.", engine.views_projected);
  out.one("deliberations", "gauge", "Deliberations held.", engine.deliberations);
  out.one("sessions", "gauge", "Sessions held.", engine.sessions);
  out.one("engine_connections", "gauge", "Connections the engine knows.", engine.connections);
  out.one("engine_inbox", "gauge", "Requests waiting for the engine.", engine.inbox);
}

}  // namespace

std::string_view name_of(ending why) { return ending_names[static_cast<std::size_t>(why)]; }

std::string exposition(std::span<const counters* const> threads, const std::optional<engine::condition>& engine) {
  const auto sum = [&](auto which) {
    std::uint64_t total = 0;
    for (const auto* each : threads) total += which(*each).value();
    return total;
  };
  const auto of = [&](counter counters::*member) {
    return sum([member](const counters& each) -> const counter& { return each.*member; });
  };
  writer out;
  out.one("connections", "gauge", "Open connections.", of(&counters::open));
  out.one("websockets", "gauge", "Of them, WebSockets.", of(&counters::websockets));
  out.one("connections_accepted_total", "counter", "Connections accepted.", of(&counters::accepted));
  out.one("connections_refused_total", "counter", "Connections over a limit.", of(&counters::refused));
  out.one("messages_in_total", "counter", "Requests received.", of(&counters::messages_in));
  out.one("messages_out_total", "counter", "Replies and notifications queued.", of(&counters::messages_out));
  out.one("bytes_in_total", "counter", "Bytes received, before TLS.", of(&counters::bytes_in));
  out.one("bytes_out_total", "counter", "Bytes sent, before TLS.", of(&counters::bytes_out));
  out.one("rate_limited_total", "counter", "Requests over their rate.", of(&counters::rate_limited));
  out.one("busy_total", "counter", "Requests the engine had no room for.", of(&counters::busy));
  out.one("undecodable_total", "counter", "Requests that could not be read.", of(&counters::undecodable));
  out.one("http_requests_total", "counter", "HTTP requests.", of(&counters::http_requests));
  out.one("http_errors_total", "counter", "HTTP answers of 400 and above.", of(&counters::http_errors));
  out.one("view_frames_sent_total", "counter", "Documents of views sent.", of(&counters::view_frames_sent));
  out.one("view_frames_conflated_total", "counter", "Documents skipped by slow connections.",
          of(&counters::view_frames_conflated));
  out.family("connections_closed_total", "counter", "Connections ended, by reason.");
  for (std::size_t i = 0; i < endings; ++i) {
    const auto total = sum([i](const counters& each) -> const counter& { return each.closed[i]; });
    out.sample("connections_closed_total", total, "{reason=\"" + std::string{ending_names[i]} + "\"}");
  }
  if (engine) engine_samples(out, *engine);
  return out.take();
}

}  // namespace ruamkit::transport
