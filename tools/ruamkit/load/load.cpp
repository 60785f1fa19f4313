#include "ruamkit/load/load.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "crowd/choice.hpp"
#include "ruamkit/load/phone_crowd.hpp"

namespace ruamkit::load {
namespace json = boost::json;
using namespace std::chrono_literals;
using ws::clock;

void phone_crowd::gather() {
  for (std::size_t i = 0; i < phones_.size(); ++i) swarm_.connect(i);
  swarm_.run_until(
      [this] {
        tell("joining " + std::to_string(ready_) + " / " + std::to_string(phones_.size()));
        return ready_ + given_up_ >= phones_.size() || hooks_.stopped();
      },
      options_.patience);
  report_.joined = ready_;
  if (ready_ > 0) report_.trouble.clear();
}

bool phone_crowd::ask_who_had_voted() {
  if (voted_at_start_ == 0) return true;
  std::size_t asked = 0;
  for (std::size_t i = 0; i < phones_.size(); ++i)
    if (swarm_.send_text(i, R"({"jsonrpc":"2.0","id":3,"method":"view.get","params":{"view":"me"}})")) ++asked;
  return swarm_.run_until([&] { return answers_about_me_ >= asked || hooks_.stopped(); }, options_.patience);
}

void phone_crowd::vote() {
  voting_ = true;
  for (std::size_t i = 0; i < phones_.size(); ++i)
    if (phones_[i].at != phone::state::given_up) next_vote(i);
  const auto start = [this](std::size_t i) {
    if (phones_[i].at == phone::state::given_up) return;
    phones_[i].in_flight = true;
    send_vote(i);
  };
  for (std::size_t i = 0; i < phones_.size(); ++i) {
    if (options_.votes_per_second <= 0) {
      start(i);
    } else {
      const double delay = 1000.0 * static_cast<double>(i) / options_.votes_per_second;
      swarm_.after(std::chrono::milliseconds(static_cast<std::int64_t>(delay)), [start, i] { start(i); });
    }
  }
  swarm_.run_until(
      [this] {
        tell("voting: " + std::to_string(report_.acknowledged) + " acknowledged");
        return finished_ >= phones_.size() || hooks_.stopped();
      },
      options_.patience);
}

void phone_crowd::wait_for_final() {
  report_.expected = voted_at_start_;
  for (const phone& one : phones_)
    if (one.acknowledged > 0 && !one.had_voted) ++report_.expected;
  if (!options_.watch_tally) return;
  const auto there = [this](const phone& one) {
    return one.at != phone::state::ready || one.voted_seen >= report_.expected;
  };
  swarm_.run_until([&] { return std::all_of(phones_.begin(), phones_.end(), there) || hooks_.stopped(); },
                   std::min<std::chrono::milliseconds>(options_.patience, 30s));
  auto last = last_acknowledged_;
  for (const phone& one : phones_) {
    if (!there(one) || one.at != phone::state::ready) ++report_.phones_without_final;
    last = std::max(last, one.seen_final);
  }
  // With several votes a phone `voted` is final after the first round, which says nothing about the last.
  if (report_.phones_without_final == 0 && options_.votes_per_phone == 1)
    report_.final_tally_ms = std::chrono::duration<double, std::milli>(last - last_acknowledged_).count();
}

void phone_crowd::check_final() {
  const std::string request =
      R"({"jsonrpc":"2.0","id":4,"method":"view.get","params":{"view":)" + json::serialize(tally_name_) + "}}";
  for (std::size_t i = 0; i < phones_.size(); ++i)
    if (phones_[i].at == phone::state::ready && swarm_.send_text(i, request)) break;
  swarm_.run_until([this] { return !final_text_.empty() || hooks_.stopped(); }, 10s);
  boost::system::error_code failed;
  const json::value doc = json::parse(final_text_, failed);
  if (failed || !doc.is_object()) {
    report_.trouble = "the final tally could not be read";
    return;
  }
  const crowd::tally published = crowd::read_tally(doc.get_object());
  report_.voted = published.voted;
  // Counts can only be compared where nobody else voted and no vote's fate is unknown.
  if (voted_at_start_ != 0 || published.voted != report_.expected || !published.counts) return;
  crowd::tally ours = crowd::recount(ballot_->kind, {});
  for (const phone& one : phones_)
    if (one.acknowledged > 0) crowd::add_choice(ours, ballot_->kind, one.last_acknowledged);
  report_.differences = crowd::compare(options_.ballot, ours, published);
}

void phone_crowd::farewell() {
  stopping_ = true;
  for (std::size_t i = 0; i < phones_.size(); ++i) swarm_.close(i);
  swarm_.run_until([this] { return swarm_.settled(); }, 5s);
}

load_report phone_crowd::run() {
  report_.phones = phones_.size();
  gather();
  hooks_.on_gathered();
  const auto hold = [this] { swarm_.run_until([this] { return hooks_.stopped(); }, options_.hold); };
  if (options_.join_only || ready_ == 0) {
    if (ready_ > 0) hold();
  } else if (!ballot_) {
    report_.trouble = "there is no ballot '" + options_.ballot + "'";
  } else if (ballot_->status != "open") {
    report_.trouble = "the ballot '" + options_.ballot + "' is not open but " + ballot_->status;
  } else if (!options_.choice.empty() && !crowd::named_choice(*ballot_, options_.choice)) {
    report_.trouble =
        "that choice does not fit the ballot, which is of the kind " + std::string(name_of(ballot_->kind));
  } else if (ask_who_had_voted()) {
    vote();
    wait_for_final();
    check_final();
    hold();
  }
  farewell();
  report_.connect_ms = crowd::spread_of(std::move(connect_ms_));
  report_.join_ms = crowd::spread_of(std::move(join_ms_));
  report_.ack_ms = crowd::spread_of(std::move(ack_ms_));
  const std::chrono::duration<double> voting = last_acknowledged_ - first_sent_;
  if (report_.acknowledged > 0 && voting.count() > 0)
    report_.votes_per_s = static_cast<double>(report_.acknowledged) / voting.count();
  return std::move(report_);
}

bool load_report::good() const {
  return trouble.empty() && joined == phones && acknowledged == votes && voted >= expected &&
         phones_without_final == 0 && differences.empty();
}

json::object to_json(const load_report& of) {
  json::object errors;
  for (const auto& [code, count] : of.errors) errors[code] = count;
  json::array differences;
  for (const crowd::difference& d : of.differences)
    differences.push_back(
        json::object{{"ballot", d.ballot}, {"of", d.of}, {"expected", d.expected}, {"found", d.found}});
  json::object out{{"phones", of.phones},
                   {"joined", of.joined},
                   {"votes", of.votes},
                   {"acknowledged", of.acknowledged},
                   {"voters", of.voters},
                   {"errors", std::move(errors)},
                   {"reconnects", of.reconnects},
                   {"connect_ms", to_json(of.connect_ms)},
                   {"join_ms", to_json(of.join_ms)},
                   {"ack_ms", to_json(of.ack_ms)},
                   {"final_tally_ms", json::object{{"all", nullptr}}},
                   {"votes_per_s", crowd::rounded(of.votes_per_s)},
                   {"expected", of.expected},
                   {"voted", of.voted},
                   {"missing", std::max<std::int64_t>(0, of.expected - of.voted)},
                   {"phones_without_final", of.phones_without_final},
                   {"differences", std::move(differences)},
                   {"good", of.good()}};
  if (of.final_tally_ms) out["final_tally_ms"] = json::object{{"all", crowd::rounded(*of.final_tally_ms)}};
  if (!of.trouble.empty()) out["trouble"] = of.trouble;
  return out;
}

load_report run_load(const load_options& options, const load_hooks& hooks) {
  phone_crowd crowd(options, hooks);
  return crowd.run();
}

}  // namespace ruamkit::load
