#include <algorithm>
#include <boost/json.hpp>

#include "ruamkit/demo/demo.hpp"
#include "ruamkit/demo/lead.hpp"
#include "ws/http.hpp"

namespace ruamkit::demo {
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr lead::pace quick{0ms, 20ms, 60ms, 20ms, 20s, 0.97};
constexpr lead::pace unhurried{25s, 10s, 12s, 15s, 90s, 1.0};
constexpr double quick_pace = 1.0;
constexpr double human_pace = 40.0;

/// Everything that moves, wired to one swarm.
struct scene {
  scene(const demo_options& options, const prepared& made)
      : swarm(options.where, swarm_options_of(options)),
        people(swarm, setup_of(options, made), shared),
        director(swarm, people.count(), options, made.deliberation, people, shared, options.once ? quick : unhurried) {
    const std::size_t slot = people.count();
    swarm.on_open = [this, slot](std::size_t i) { i == slot ? director.opened() : people.opened(i); };
    swarm.on_closed = [this, slot](std::size_t i, const ws::closure& how) {
      i == slot ? director.closed(how) : people.closed(i, how);
    };
    swarm.on_text = [this, slot](std::size_t i, std::string_view message) {
      i == slot ? director.text(message) : people.text(i, message);
    };
    people.arrive(options.once ? 1000ms : 40'000ms);
  }

  static crowd::crowd_setup setup_of(const demo_options& options, const prepared& made) {
    return {made.code, made.people, options.seed, options.once ? quick_pace : human_pace,
            "d" + std::to_string(crowd::mixed(options.seed, made.deliberation) % 1'000'000'000)};
  }

  static ws::swarm_options swarm_options_of(const demo_options& options) {
    ws::swarm_options out;
    out.insecure = options.insecure;
    out.seed = options.seed;
    return out;
  }

  ws::swarm swarm;
  agenda shared;
  citizens people;
  lead director;
};

void tell(const scene& on, const demo_hooks& hooks) {
  std::string line = "citizens " + std::to_string(on.people.joined()) + " / " + std::to_string(on.people.count());
  for (const crowd::ballot& one : on.shared.ballots) {
    if (one.status != "open") continue;
    const auto turnout = on.people.turnout_of(one.id);
    line += "   " + one.id + ": " + std::to_string(turnout.done) + " of " + std::to_string(turnout.meaning_to);
  }
  hooks.progress(line);
}

/// Reads every tally as the organiser and compares.
void count_again(const demo_options& options, const prepared& made, const scene& on, demo_report& report) {
  ws::rpc server(options.where, options.insecure);
  const ws::reply login =
      server.call("account.login", {{"name", options.organiser.name}, {"password", options.organiser.password}});
  if (!login.ok()) {
    report.trouble = "account.login was refused: " + login.code;
    return;
  }
  server.token = crowd::text_in(login.result.as_object(), "token");
  for (const crowd::ballot& one : on.shared.ballots) {
    const ws::reply view = server.call("view.get", {{"deliberation", made.deliberation}, {"view", "tally/" + one.id}});
    if (!view.ok()) {
      report.differences.push_back({one.id, "tally", "readable", view.code});
      continue;
    }
    ballot_result result{one, on.people.recount(one),
                         crowd::read_tally(crowd::object_in(view.result.as_object(), "doc"))};
    result.ours.eligible = made.on_roll;
    const bool nobody_asked = result.published.status == "draft" && result.ours.voted == 0;
    if (!nobody_asked)
      for (auto& difference : crowd::compare(one.id, result.ours, result.published))
        report.differences.push_back(std::move(difference));
    report.ballots.push_back(std::move(result));
  }
}

}  // namespace

demo_report run_demo(const demo_options& options, const prepared& made, const demo_hooks& hooks) {
  scene on(options, made);
  on.director.say = hooks.say;
  const bool led = options.once || options.autoplay;
  if (led) on.swarm.after(options.once ? 1100ms : 100ms, [&on] { on.swarm.connect(on.people.count()); });
  const auto turn = [&] {
    on.director.turn();
    on.swarm.step(20ms);
    tell(on, hooks);
  };
  const auto over = [&] {
    return hooks.stopped() || (options.once && (on.director.finished() || !on.director.trouble().empty()));
  };
  while (!over()) turn();
  // The last answers: said again until each has its outcome.
  const auto until = ws::clock::now() + 30s;
  while (options.once && !on.people.quiet() && ws::clock::now() < until && !hooks.stopped()) turn();

  demo_report report;
  const crowd::crowd_account account = on.people.account();
  report.people = on.people.count();
  report.joined = account.joined;
  report.acknowledged = account.acknowledged;
  report.refused = account.refused;
  report.reconnects = account.reconnects;
  report.unanswered = account.unanswered;
  report.errors = account.errors;
  report.deliberation = made.deliberation;
  report.code = made.code;
  report.trouble = options.once && !on.director.finished() ? on.director.trouble() : "";
  if (report.trouble.empty() && options.once && !on.director.finished()) report.trouble = "stopped before the end";
  if (options.once && report.joined < report.people && report.trouble.empty())
    report.trouble = std::to_string(report.people - report.joined) + " citizens could not join";
  if (options.once) count_again(options, made, on, report);
  on.people.leave();
  for (std::size_t i = 0; i <= on.people.count(); ++i) on.swarm.close(i);
  on.swarm.run_until([&on] { return on.swarm.settled(); }, 3s);
  return report;
}

}  // namespace ruamkit::demo
