#include "ruamkit/demo/lead.hpp"

#include <boost/json.hpp>

#include "ws/http.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::demo {
namespace json = boost::json;
using ws::clock;

namespace {
constexpr std::int64_t id_login = 1, id_watch = 2, id_steps = 100;
}

lead::lead(ws::swarm& swarm, std::size_t slot, const demo_options& options, std::string deliberation,
           const citizens& crowd, const agenda& shared, pace how)
    : swarm_(swarm),
      slot_(slot),
      options_(options),
      deliberation_(std::move(deliberation)),
      crowd_(crowd),
      shared_(shared),
      pace_(how) {}

void lead::send(std::int64_t id, std::string_view method, json::object params) {
  swarm_.send_text(slot_, ws::request_text(id, method, params));
}

void lead::opened() {
  if (token_.empty()) {
    send(id_login, "account.login", {{"name", options_.lead.name}, {"password", options_.lead.password}});
  } else {
    send(id_login, "session.resume", {{"token", token_}});
  }
}

void lead::closed(const ws::closure& how) {
  if (stepped_aside_ || finished() || !trouble_.empty()) return;
  if (!how.opened && token_.empty()) trouble_ = "the lead cannot connect: " + how.why;
  swarm_.after(std::chrono::milliseconds{500}, [this] { swarm_.connect(slot_); });
}

void lead::text(std::string_view message) {
  if (const auto id = ws::number_at(ws::member(message, "id"))) return answered(*id, message);
  const std::string_view params = ws::member(message, "params");
  const auto rev = ws::number_at(ws::member(params, "rev"));
  if (!rev || ws::string_at(ws::member(params, "view")) != "agenda") return;
  if (take(seen_, *rev, ws::value_at(ws::member(params, "doc")))) on_agenda();
}

void lead::on_agenda() {
  const snapshot now = snapshot_of(seen_);
  if (!ready_) {
    ready_ = true;
    script_ = script_of(seen_);
    hand_.emplace(now);
    since_ = clock::now();
    return;
  }
  if (hand_->somebody_else(now)) return step_aside();
  if (under_way_ && answered_ && hand_->shown(now)) under_way_ = false;
}

void lead::step_aside() {
  if (stepped_aside_) return;
  stepped_aside_ = true;
  if (options_.once) trouble_ = "somebody else changed the agenda";
  say("Somebody leads by hand now; the simulated lead steps aside. / มีผู้ดำเนินรายการแล้ว ระบบจำลองหยุดดำเนินรายการเอง");
}

void lead::answered(std::int64_t id, std::string_view message) {
  const std::string_view result = ws::member(message, "result");
  if (result.empty()) {
    const std::string code(ws::string_at(ws::member(message, "error", "data", "code")).value_or("an error"));
    if (code == "rate_limited" || code == "busy") {
      if (under_way_) --next_;
      under_way_ = false;
      return;
    }
    if (!options_.once && id >= id_steps) return step_aside();  // a human was quicker
    trouble_ = "the lead was refused: " + code;
    if (id >= id_steps && next_ > 0)
      trouble_ += " (" + method_of(script_[next_ - 1]) + " " + script_[next_ - 1].id + ")";
    return;
  }
  if (id == id_login) {
    if (token_.empty()) token_ = ws::string_at(ws::member(result, "token")).value_or("");
    send(id_watch, "view.watch", {{"deliberation", deliberation_}, {"views", json::array{"agenda"}}});
    if (under_way_ && !answered_) {
      // The answer was lost with the connection; the command id makes saying it again harmless.
      --next_;
      under_way_ = false;
    }
  } else if (id >= id_steps && under_way_) {
    answered_ = true;
    if (hand_->shown(snapshot_of(seen_))) under_way_ = false;
  }
}

bool lead::due() const {
  const auto waited = clock::now() - since_;
  const step& next = script_[next_];
  switch (next.call) {
    case step::what::start_stage:
      return next_ > 0 || waited >= pace_.before_start;
    case step::what::open_ballot:
      return waited >= pace_.before_open;
    case step::what::close_ballot: {
      if (waited >= pace_.ballot_at_most) return true;
      if (shared_.openings.find(next.id) == shared_.openings.end()) return false;
      const citizens::turnout turnout = crowd_.turnout_of(next.id);
      return turnout.undecided == 0 &&
             static_cast<double>(turnout.done) >= pace_.answered_share * static_cast<double>(turnout.meaning_to);
    }
    case step::what::publish_ballot:
      return waited >= pace_.after_close;
    case step::what::finish_stage:
      return waited >= (next.ballots.empty() ? pace_.stage_without_ballots : pace_.after_close);
  }
  return false;
}

void lead::turn() {
  if (!ready_ || under_way_ || stepped_aside_ || !trouble_.empty() || next_ >= script_.size()) return;
  if (!swarm_.is_open(slot_) || !due()) return;
  do_next();
}

void lead::do_next() {
  const step& next = script_[next_];
  if (!hand_->is_expected(next)) hand_->doing(next);
  under_way_ = true;
  answered_ = false;
  since_ = clock::now();
  const auto id = static_cast<std::int64_t>(next_);
  send(id_steps + id, method_of(next),
       {{"deliberation", deliberation_},
        {param_of(next), next.id},
        {"command_id",
         "lead-" + std::to_string(crowd::mixed(options_.seed, deliberation_)) + "-" + std::to_string(id)}});
  ++next_;
  if (!options_.once) say(method_of(next) + " " + next.id);
}

}  // namespace ruamkit::demo
