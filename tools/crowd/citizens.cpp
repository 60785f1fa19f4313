#include "crowd/citizens.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "ws/json_scan.hpp"

namespace ruamkit::crowd {
namespace json = boost::json;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t id_sign_on = 1, id_watch = 2;
constexpr std::size_t failures_max = 30;

// What part of the people does what with a ballot.
constexpr double share_silent = 0.04, share_abstaining = 0.05, share_late = 0.10, share_second_thought = 0.08,
                 share_losing_connection = 0.05, share_with_ideas = 0.4;

std::string quoted(std::string_view text) { return json::serialize(json::string_view(text.data(), text.size())); }

milliseconds whole_ms(double ms) { return milliseconds(static_cast<std::int64_t>(ms)); }

}  // namespace

citizens::citizens(ws::swarm& swarm, crowd_setup how, agenda& shared)
    : swarm_(swarm),
      code_(std::move(how.code)),
      run_id_(std::move(how.run_id)),
      seed_(how.seed),
      pace_(how.pace),
      agenda_(shared) {
  for (person& one : how.people)
    people_.push_back({opinion(seed_, mixed(seed_, one.id), std::move(one.strata)),
                       std::move(one.seat),
                       {},
                       false,
                       false,
                       0,
                       100,
                       {},
                       {},
                       {}});
}

void citizens::arrive(milliseconds over) {
  seeded random(mixed(seed_, "arrival"));
  for (std::size_t i = 0; i < people_.size(); ++i)
    swarm_.after(whole_ms(unit(random) * static_cast<double>(over.count())), [this, i] { swarm_.connect(i); });
}

void citizens::opened(std::size_t i) { sign_on(i); }

void citizens::sign_on(std::size_t i) {
  citizen& one = people_[i];
  std::string call;
  if (!one.token.empty()) {
    call = R"("session.resume","params":{"token":)" + quoted(one.token);
  } else {
    call = R"("session.join","params":{"code":)" + quoted(code_);
    // Where anybody may come, saying it twice must not make two people.
    call += one.seat.empty() ? R"(,"command_id":"j)" + run_id_ + "-" + std::to_string(i) + "\""
                             : R"(,"seat":)" + quoted(one.seat);
  }
  swarm_.send_text(i, R"({"jsonrpc":"2.0","id":1,"method":)" + call + "}}");
}

void citizens::closed(std::size_t i, const ws::closure& how) {
  citizen& one = people_[i];
  one.bound = false;
  if (one.gone || leaving_ || (stopping_ && one.token.empty())) return;
  // A seat taken over by another phone is no longer this citizen's.
  if (how.code == 4001 || ++one.failures > failures_max) return lose(i);
  ++account_.reconnects;
  seeded random(mixed(seed_, "back", i * 1000 + account_.reconnects));
  swarm_.after(whole_ms(200.0 + unit(random) * 800.0), [this, i] { swarm_.connect(i); });
}

void citizens::lose(std::size_t i) {
  citizen& one = people_[i];
  if (one.gone) return;
  one.gone = true;
  ++gone_;
  under_way_ -= one.outbox.size();
  one.outbox.clear();
}

void citizens::text(std::size_t i, std::string_view message) {
  if (const auto id = ws::number_at(ws::member(message, "id"))) return answered(i, *id, message);
  if (!ws::member(message, "method").starts_with(R"("view")")) return;
  const std::string_view params = ws::member(message, "params");
  const auto rev = ws::number_at(ws::member(params, "rev"));
  if (rev && ws::string_at(ws::member(params, "view")) == "agenda") {
    if (take(agenda_, *rev, ws::value_at(ws::member(params, "doc")))) agenda_changed();
    consider(i);
  }
}

void citizens::agenda_changed() {
  for (std::size_t i = 0; i < people_.size(); ++i)
    if (people_[i].bound) consider(i);
}

void citizens::answered(std::size_t i, std::int64_t id, std::string_view message) {
  citizen& one = people_[i];
  const std::string_view result = ws::member(message, "result");
  if (result.empty()) return refused(i, id, message);
  if (id == id_sign_on) {
    if (one.token.empty()) {
      one.token = ws::string_at(ws::member(result, "token")).value_or("");
      if (deliberation_.empty()) deliberation_ = ws::string_at(ws::member(result, "deliberation")).value_or("");
      ++account_.joined;
    }
    one.bound = true;
    one.failures = 0;
    swarm_.send_text(i, R"({"jsonrpc":"2.0","id":2,"method":"view.watch","params":{"views":["agenda"]}})");
    if (!one.outbox.empty()) send_first(i);
    return;
  }
  if (one.outbox.empty() || one.outbox.front().id != id) return;
  const outgoing& sent = one.outbox.front();
  if (sent.ballot.empty()) {
    ++account_.ideas;
    return settle_first(i);
  }
  answer& mine = one.answers[sent.ballot];
  const std::int64_t seq = ws::number_at(ws::member(result, "seq")).value_or(0);
  ++account_.acknowledged;
  if (!mine.acknowledged || seq >= mine.seq) mine.choice = sent.choice;
  mine.acknowledged = true;
  mine.seq = std::max(mine.seq, seq);
  settle_first(i);
}

void citizens::refused(std::size_t i, std::int64_t id, std::string_view message) {
  const std::string code(ws::string_at(ws::member(message, "error", "data", "code")).value_or("error_without_code"));
  ++account_.errors[code];
  const bool later =
      code == "rate_limited" || code == "busy" || code == "too_many_attempts" || code == "storage_unavailable";
  if (later) {
    const auto wait = ws::number_at(ws::member(message, "error", "data", "retry_after_ms")).value_or(300);
    swarm_.after(milliseconds(std::clamp<std::int64_t>(wait, 10, 60'000)), [this, i, id] {
      if (!swarm_.is_open(i)) return;
      if (id == id_sign_on) return sign_on(i);
      if (!people_[i].outbox.empty() && people_[i].outbox.front().id == id) send_first(i);
    });
  } else if (id == id_sign_on || id == id_watch) {
    lose(i);
  } else if (!people_[i].outbox.empty() && people_[i].outbox.front().id == id) {
    ++account_.refused;
    settle_first(i);
  }
}

void citizens::settle_first(std::size_t i) {
  citizen& one = people_[i];
  if (one.outbox.front().last && !one.outbox.front().ballot.empty()) one.answers[one.outbox.front().ballot].done = true;
  one.outbox.pop_front();
  --waiting_;
  --under_way_;
  if (!one.outbox.empty()) send_first(i);
}

void citizens::send_first(std::size_t i) {
  citizen& one = people_[i];
  if (!one.bound) return;  // it is sent when the citizen is back
  outgoing& first = one.outbox.front();
  swarm_.send_text(i, first.text);
  if (std::exchange(first.drop_after, false)) swarm_.abort(i);
}

void citizens::consider(std::size_t i) {
  citizen& one = people_[i];
  if (!one.bound || stopping_) return;
  tell_ideas(i);
  for (const ballot& on : agenda_.ballots) {
    if (on.status != "open") continue;
    const std::uint32_t opening = agenda_.openings[on.id];
    if (one.answers[on.id].opening != opening) decide(i, on, opening);
  }
}

void citizens::tell_ideas(std::size_t i) {
  citizen& one = people_[i];
  const stage* now = agenda_.running();
  if (now == nullptr || agenda_.tables == 0 || (now->kind != "ideas" && now->kind != "tables")) return;
  if (one.told_in == now->id) return;
  one.told_in = now->id;
  seeded random(mixed(seed_, now->id, i * 89));
  for (std::size_t ideas = unit(random) < share_with_ideas ? 1 + random.below(2) : 0; ideas > 0; --ideas) {
    const double delay = pace_ * (150.0 + 1500.0 * unit(random));
    ++waiting_;
    outgoing what{{}, json::string(idea_text(random.next())), {}, 0, false, true};
    swarm_.after(whole_ms(delay), [this, i, what = std::move(what)] { put(i, what); });
  }
}

double citizens::pace_for(const ballot& on) const {
  if (on.closes_at == 0) return pace_;
  const auto now =
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  // Under a deadline people hurry: all but the late ones are done in nine tenths of the time.
  const double left = std::max(0.0, static_cast<double>(on.closes_at - now));
  return std::min(pace_, 0.9 * left / 560.0);
}

void citizens::decide(std::size_t i, const ballot& on, std::uint32_t opening) {
  citizen& one = people_[i];
  answer& mine = one.answers[on.id];
  mine.opening = opening;
  mine.done = false;
  seeded random(mixed(seed_, on.id, i * 97 + opening));
  // Opened again: most leave their answer as it is.
  mine.means_to = unit(random) >= (mine.acknowledged ? 0.9 : share_silent);
  if (!mine.means_to) return;
  json::value choice = unit(random) < share_abstaining ? json::value(nullptr) : one.opinion.choose(on, opening);
  const double pace = pace_for(on);
  double delay = pace * (60.0 + 500.0 * std::pow(unit(random), 2.0));
  if (unit(random) < share_late) delay += pace * 700.0;
  const bool drop = unit(random) < share_losing_connection;
  const bool again = unit(random) < share_second_thought;
  answer_later(i, on, delay, std::move(choice), drop, !again);
  if (!again) return;
  delay += pace * (80.0 + 300.0 * unit(random));
  answer_later(i, on, delay, one.opinion.choose(on, opening + 1000), false, true);
}

void citizens::answer_later(std::size_t i, const ballot& on, double delay_ms, json::value choice, bool drop,
                            bool last) {
  ++waiting_;
  outgoing what{on.id, std::move(choice), {}, 0, drop, last};
  swarm_.after(whole_ms(delay_ms), [this, i, what = std::move(what)] { put(i, what); });
}

void citizens::put(std::size_t i, outgoing what) {
  citizen& one = people_[i];
  if (stopping_ || one.gone) {
    --waiting_;
    return;
  }
  what.id = ++one.last_id;
  ++under_way_;
  const std::string call = what.ballot.empty() ? R"("idea.add","params":{"text":)" + json::serialize(what.choice)
                                               : R"("ballot.cast","params":{"ballot":)" + quoted(what.ballot) +
                                                     R"(,"choice":)" + json::serialize(what.choice);
  what.text = R"({"jsonrpc":"2.0","id":)" + std::to_string(what.id) + R"(,"method":)" + call + R"(,"command_id":"c)" +
              run_id_ + "-" + std::to_string(i) + "-" + std::to_string(what.id) + R"("}})";
  one.outbox.push_back(std::move(what));
  if (one.outbox.size() == 1) send_first(i);
}

citizens::turnout citizens::turnout_of(const std::string& ballot) const {
  turnout out;
  const auto opening = agenda_.openings.find(ballot);
  for (const citizen& one : people_) {
    if (one.gone) continue;
    const auto found = one.answers.find(ballot);
    if (found == one.answers.end() || opening == agenda_.openings.end() || found->second.opening != opening->second) {
      ++out.undecided;
    } else if (found->second.means_to) {
      ++out.meaning_to;
      if (found->second.done) ++out.done;
    }
  }
  return out;
}

bool citizens::all_here() const {
  return std::ranges::all_of(people_, [](const citizen& one) { return one.bound || one.gone || one.token.empty(); });
}

tally citizens::recount(const ballot& of) const {
  std::vector<json::value> choices;
  for (const citizen& one : people_) {
    const auto found = one.answers.find(of.id);
    if (found != one.answers.end() && found->second.acknowledged) choices.push_back(found->second.choice);
  }
  return crowd::recount(of.kind, choices);
}

crowd_account citizens::account() const {
  crowd_account out = account_;
  out.unanswered = waiting_;
  return out;
}

std::vector<citizens::kept_answer> citizens::answers_of(std::size_t i) const {
  std::vector<kept_answer> out;
  const citizen& one = people_[i];
  if (one.gone) return out;
  for (const auto& [ballot, mine] : one.answers)
    if (mine.acknowledged) out.push_back({ballot, mine.seq, mine.choice});
  return out;
}

}  // namespace ruamkit::crowd
