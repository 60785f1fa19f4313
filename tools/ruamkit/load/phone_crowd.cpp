#include "ruamkit/load/phone_crowd.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/seeded.hpp"
#include "crowd/choice.hpp"
#include "ws/frame.hpp"
#include "ws/http.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::load {
namespace json = boost::json;
using namespace std::chrono_literals;
using ws::clock;

namespace {

// The ids of a phone's requests; votes count on from the last.
constexpr std::int64_t id_sign_on = 1, id_watch = 2, id_me = 3, id_tally = 4, id_votes = 100;
constexpr std::size_t connects_max = 20;

double ms(clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

std::string quoted(std::string_view text) { return json::serialize(json::string_view(text.data(), text.size())); }

std::string word_at(std::string_view text) { return std::string(ws::string_at(text).value_or("")); }

ws::swarm_options swarm_options_of(const load_options& options) {
  ws::swarm_options out;
  out.insecure = options.insecure;
  out.connects_per_second = options.connects_per_second;
  out.seed = options.seed;
  return out;
}

}  // namespace

phone_crowd::phone_crowd(const load_options& options, const load_hooks& hooks)
    : options_(options),
      hooks_(hooks),
      swarm_(options.where, swarm_options_of(options)),
      tally_name_("tally/" + options.ballot),
      phones_(options.phones) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  run_id_ = std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
  swarm_.on_begin = [this](std::size_t i) {
    ++phones_[i].connects;
    phones_[i].began = clock::now();
  };
  swarm_.on_open = [this](std::size_t i) { opened(i); };
  swarm_.on_text = [this](std::size_t i, std::string_view message) { text(i, message); };
  swarm_.on_closed = [this](std::size_t i, const ws::closure& how) { closed(i, how); };
}

void phone_crowd::opened(std::size_t i) {
  phone& one = phones_[i];
  one.opened = clock::now();
  if (!one.was_ready) connect_ms_.push_back(ms(one.opened - one.began));
  sign_on(i);
}

void phone_crowd::sign_on(std::size_t i) {
  phone& one = phones_[i];
  one.at = phone::state::joining;
  std::string params;
  if (!one.token.empty()) {
    params = R"("session.resume","params":{"token":)" + quoted(one.token);
  } else {
    params = R"("session.join","params":{"code":)" + quoted(options_.code);
    if (!options_.seats.empty()) params += R"(,"seat":)" + quoted(options_.seats[i % options_.seats.size()]);
  }
  swarm_.send_text(i, R"({"jsonrpc":"2.0","id":1,"method":)" + params + "}}");
}

void phone_crowd::bound(std::size_t i, std::string_view message) {
  phone& one = phones_[i];
  if (one.token.empty()) one.token = word_at(ws::member(message, "result", "token"));
  one.at = phone::state::watching;
  std::string views = R"("agenda")";
  one.views_missing = 1;
  if (options_.watch_tally && !options_.ballot.empty()) {
    views += "," + quoted(tally_name_);
    ++one.views_missing;
  }
  ++one.views_missing;  // the answer to view.watch itself
  swarm_.send_text(i, R"({"jsonrpc":"2.0","id":2,"method":"view.watch","params":{"views":[)" + views + "]}}");
}

void phone_crowd::one_view_less(std::size_t i) {
  phone& one = phones_[i];
  if (one.at != phone::state::watching || --one.views_missing > 0) return;
  one.at = phone::state::ready;
  if (!one.was_ready) {
    one.was_ready = true;
    ++ready_;
    join_ms_.push_back(ms(clock::now() - one.opened));
  }
  if (one.in_flight) send_vote(i);
}

void phone_crowd::give_up(std::size_t i) {
  phone& one = phones_[i];
  if (one.at == phone::state::given_up) return;
  const bool voted_all = one.votes_done >= options_.votes_per_phone;
  one.at = phone::state::given_up;
  ++given_up_;
  if (!voted_all) ++finished_;
}

void phone_crowd::closed(std::size_t i, const ws::closure& how) {
  phone& one = phones_[i];
  if (stopping_ || one.at == phone::state::given_up) return;
  one.at = phone::state::away;
  ++report_.errors[how.opened ? "closed_" + std::to_string(how.code) : "connect_failed"];
  if (report_.trouble.empty() && !how.opened) report_.trouble = how.why;
  const bool moved = how.code == 4001 || how.code == 4002;
  if (moved || one.connects > connects_max) return give_up(i);
  ++report_.reconnects;
  seeded random(crowd::mixed(options_.seed, "again", i * connects_max + one.connects));
  swarm_.after(std::chrono::milliseconds(50 + static_cast<std::int64_t>(random.below(500))),
               [this, i] { swarm_.connect(i); });
}

void phone_crowd::text(std::size_t i, std::string_view message) {
  if (const auto id = ws::number_at(ws::member(message, "id"))) return answered(i, *id, message);
  const std::string_view method = ws::member(message, "method");
  if (!method.starts_with(R"("view")")) return;
  const std::string_view params = ws::member(message, "params");
  view(phones_[i], params);
  one_view_less(i);
}

void phone_crowd::view(phone& one, std::string_view params) {
  const auto name = ws::string_at(ws::member(params, "view"));
  if (name == tally_name_) {
    const auto voted = ws::number_at(ws::member(params, "doc", "voted"));
    if (!voted) return;
    one.voted_seen = *voted;
    if (!voting_) voted_at_start_ = std::max(voted_at_start_, *voted);
    one.seen_final = clock::now();
  } else if (name == "agenda" && !ballot_) {
    learn_ballot(ws::value_at(ws::member(params, "doc")));
  }
}

void phone_crowd::learn_ballot(std::string_view doc) {
  boost::system::error_code failed;
  const json::value agenda = json::parse(json::string_view(doc.data(), doc.size()), failed);
  if (failed || !agenda.is_object()) return;
  for (crowd::ballot& one : crowd::ballots_of(agenda.get_object()))
    if (one.id == options_.ballot) ballot_ = std::move(one);
}

void phone_crowd::answered(std::size_t i, std::int64_t id, std::string_view message) {
  if (ws::member(message, "result").empty()) return refused(i, id, message);
  if (id == id_sign_on) return bound(i, message);
  if (id == id_watch) return one_view_less(i);
  if (id == id_me) {
    ++answers_about_me_;
    phones_[i].had_voted = !ws::member(message, "result", "doc", "ballots", std::string_view(options_.ballot)).empty();
  } else if (id == id_tally) {
    final_text_ = ws::value_at(ws::member(message, "result", "doc"));
  } else if (id == id_votes + static_cast<std::int64_t>(phones_[i].votes_done) && phones_[i].in_flight) {
    acknowledged(i);
  }
}

void phone_crowd::refused(std::size_t i, std::int64_t id, std::string_view message) {
  phone& one = phones_[i];
  const std::string code = word_at(ws::member(message, "error", "data", "code"));
  ++report_.errors[code.empty() ? "error_without_code" : code];
  const bool later = code == "rate_limited" || code == "busy" || code == "too_many_attempts";
  const auto wait = ws::number_at(ws::member(message, "error", "data", "retry_after_ms")).value_or(200);
  const auto delay = std::chrono::milliseconds(std::clamp<std::int64_t>(wait, 1, 60'000));
  if (later && id == id_sign_on)
    return swarm_.after(delay, [this, i] {
      if (swarm_.is_open(i)) sign_on(i);
    });
  if (later && id >= id_votes) return swarm_.after(delay, [this, i] { send_vote(i); });
  if (id >= id_votes && one.in_flight) return done_with_vote(i);
  if (id == id_me) ++answers_about_me_;
  if (id == id_sign_on || id == id_watch) {
    if (code == "unknown_view") report_.trouble = "there is no ballot '" + options_.ballot + "'";
    if (report_.trouble.empty()) report_.trouble = (id == id_watch ? "watching: " : "joining: ") + code;
    give_up(i);
  }
}

std::string phone_crowd::vote_text(std::size_t i, const json::value& choice) const {
  const std::size_t number = phones_[i].votes_done;
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id_votes + static_cast<std::int64_t>(number)) +
         R"(,"method":"ballot.cast","params":{"ballot":)" + quoted(options_.ballot) + R"(,"choice":)" +
         json::serialize(choice) + R"(,"command_id":"l)" + run_id_ + "-" + std::to_string(i) + "-" +
         std::to_string(number) + R"("}})";
}

void phone_crowd::next_vote(std::size_t i) {
  phone& one = phones_[i];
  seeded random(crowd::mixed(options_.seed, options_.ballot, i * 1'000'003 + one.votes_done));
  one.choice = options_.choice.empty() ? crowd::random_choice(*ballot_, random)
                                       : crowd::named_choice(*ballot_, options_.choice).value_or(nullptr);
  one.frame = ws::make_frame(ws::opcode::text, vote_text(i, one.choice), static_cast<std::uint32_t>(random.next()));
}

void phone_crowd::send_vote(std::size_t i) {
  phone& one = phones_[i];
  if (one.at == phone::state::given_up || !one.in_flight) return;
  if (one.sent == time_point{}) {
    one.sent = clock::now();
    ++report_.votes;
    if (first_sent_ == time_point{}) first_sent_ = one.sent;
  }
  // Where the connection is away this sends nothing; the phone does it again once it is back.
  if (one.at == phone::state::ready) swarm_.send_framed(i, one.frame);
}

void phone_crowd::acknowledged(std::size_t i) {
  phone& one = phones_[i];
  last_acknowledged_ = clock::now();
  ack_ms_.push_back(ms(last_acknowledged_ - one.sent));
  ++report_.acknowledged;
  if (one.acknowledged++ == 0) ++report_.voters;
  one.last_acknowledged = std::move(one.choice);
  done_with_vote(i);
}

void phone_crowd::done_with_vote(std::size_t i) {
  phone& one = phones_[i];
  one.in_flight = false;
  one.sent = {};
  if (++one.votes_done >= options_.votes_per_phone) {
    ++finished_;
    std::string().swap(one.frame);
    return;
  }
  next_vote(i);
  one.in_flight = true;
  send_vote(i);
}

}  // namespace ruamkit::load
