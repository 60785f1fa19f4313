#include "ruamkit/load/follow.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <stdexcept>

#include "crowd/facilitators.hpp"
#include "ws/http.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::load {
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

/// Above whatever a person's own requests count up to.
constexpr std::int64_t id_me = 1'000'000'000, id_tally = id_me + 1;
constexpr double arrivals_a_second = 20;

std::string new_run_id() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

struct staff_session {
  std::string token, deliberation;
};

staff_session sign_in(const follow_options& options) {
  ws::rpc server(options.load.where, options.load.insecure);
  const ws::reply in = server.call("account.login", {{"name", options.staff}, {"password", options.password}});
  if (!in.ok()) throw std::runtime_error("the account '" + options.staff + "' was refused: " + in.code);
  server.token = crowd::text_in(in.result.as_object(), "token");
  const ws::reply list = server.call("deliberation.list", {});
  if (!list.ok())
    throw std::runtime_error("the account '" + options.staff + "' may not see the meetings: " + list.code);
  for (const json::value& one : crowd::array_in(list.result.as_object(), "deliberations"))
    if (crowd::text_in(one.as_object(), "code") == options.load.code)
      return {server.token, crowd::text_in(one.as_object(), "deliberation")};
  throw std::runtime_error("there is no meeting with the code " + options.load.code);
}

class rehearsal {
 public:
  rehearsal(const follow_options& options, const load_hooks& hooks)
      : options_(options),
        hooks_(hooks),
        run_id_(new_run_id()),
        swarm_(options.load.where, swarm_options_of(options)),
        people_(swarm_, setup_of(options, run_id_), agenda_),
        mine_(people_.count()) {
    if (options.tables) {
      staff_session staff = sign_in(options);
      robots_ = std::make_unique<crowd::facilitators>(
          swarm_,
          crowd::facilitators::setup{people_.count(), std::move(staff.token), std::move(staff.deliberation), run_id_,
                                     options.load.seed, options.pace},
          agenda_);
    }
    swarm_.on_open = [this](std::size_t i) { is_robot(i) ? robots_->opened(i) : people_.opened(i); };
    swarm_.on_closed = [this](std::size_t i, const ws::closure& how) {
      if (!how.opened) last_failure_ = how.why;
      is_robot(i) ? robots_->closed(i, how) : people_.closed(i, how);
    };
    swarm_.on_text = [this](std::size_t i, std::string_view message) { text(i, message); };
  }

  follow_report run();

 private:
  static ws::swarm_options swarm_options_of(const follow_options& options) {
    ws::swarm_options out;
    out.insecure = options.load.insecure;
    out.seed = options.load.seed;
    return out;
  }

  static crowd::crowd_setup setup_of(const follow_options& options, const std::string& run_id) {
    std::vector<crowd::person> people;
    for (std::size_t i = 0; i < options.load.phones; ++i)
      people.push_back({std::to_string(i), options.load.seats.empty() ? std::string() : options.load.seats[i], {}});
    return {options.load.code, std::move(people), options.load.seed, options.pace, run_id};
  }

  [[nodiscard]] bool is_robot(std::size_t i) const { return robots_ && robots_->is_theirs(i); }
  void text(std::size_t i, std::string_view message);
  void tell() const;
  void count_again(follow_report& report);
  void ask_everybody();
  /// What the crowd knows to be recorded, by ballot; `voted` counts those whom somebody else answered for since too.
  struct own_count {
    std::vector<json::value> choices;
    std::int64_t voted = 0;
  };
  std::map<std::string, own_count> own_counts(follow_report& report) const;
  void compare(const crowd::ballot& on, const own_count& ours, const json::object& doc, follow_report& report) const;

  const follow_options& options_;
  const load_hooks& hooks_;
  std::string run_id_, last_failure_;
  crowd::agenda agenda_;
  ws::swarm swarm_;
  crowd::citizens people_;
  std::unique_ptr<crowd::facilitators> robots_;
  std::vector<std::string> mine_;  // the `me` of each, as text, once asked
  std::map<std::size_t, std::string> tallies_;
  std::size_t asked_ = 0, told_ = 0;
};

void rehearsal::text(std::size_t i, std::string_view message) {
  if (is_robot(i)) return robots_->text(i, message);
  const auto id = ws::number_at(ws::member(message, "id"));
  if (!id || *id < id_me) return people_.text(i, message);
  ++told_;
  const std::string_view doc = ws::value_at(ws::member(message, "result", "doc"));
  if (*id == id_me) {
    mine_[i] = doc;
  } else {
    tallies_[static_cast<std::size_t>(*id - id_tally)] = doc;
  }
}

void rehearsal::tell() const {
  const crowd::crowd_account account = people_.account();
  std::string line = "phones " + std::to_string(account.joined) + "/" + std::to_string(people_.count());
  if (const crowd::stage* now = agenda_.running()) line += "   " + now->id;
  for (const crowd::ballot& one : agenda_.ballots) {
    if (one.status != "open") continue;
    const auto turnout = people_.turnout_of(one.id);
    line += "   " + one.id + " " + std::to_string(turnout.done) + "/" + std::to_string(turnout.meaning_to);
  }
  const std::size_t ideas = account.ideas + (robots_ ? robots_->ideas() : 0);
  if (ideas > 0) line += "   ideas " + std::to_string(ideas);
  hooks_.progress(line);
}

follow_report rehearsal::run() {
  const double rate = options_.load.connects_per_second > 0 ? options_.load.connects_per_second : arrivals_a_second;
  people_.arrive(
      std::chrono::milliseconds(static_cast<std::int64_t>(1000.0 * static_cast<double>(people_.count()) / rate)));
  while (!hooks_.stopped() && agenda_.status != "finished" && people_.gone() < people_.count()) {
    if (robots_) robots_->turn();
    swarm_.step(50ms);
    tell();
  }
  people_.stop();
  if (robots_) robots_->stop();
  swarm_.run_until([this] { return people_.under_way() == 0 && people_.all_here(); }, 15s);

  follow_report report;
  report.phones = people_.count();
  report.crowd = people_.account();
  if (robots_) {
    report.tables = robots_->count();
    report.table_ideas = robots_->ideas();
    report.notes = robots_->notes();
    for (const auto& [code, count] : robots_->errors()) report.crowd.errors[code] += count;
  }
  if (report.crowd.joined == 0) {
    report.trouble = last_failure_.empty() ? "nobody could join" : "nobody could join: " + last_failure_;
  } else {
    count_again(report);
  }
  people_.leave();
  for (std::size_t i = 0; i < people_.count() + report.tables; ++i) swarm_.close(i);
  swarm_.run_until([this] { return swarm_.settled(); }, 3s);
  return report;
}

void rehearsal::ask_everybody() {
  std::size_t somebody = people_.count();
  for (std::size_t i = 0; i < people_.count(); ++i) {
    if (!swarm_.is_open(i) || people_.lost_seat(i)) continue;
    somebody = i;
    if (people_.answers_of(i).empty()) continue;
    if (swarm_.send_text(
            i, R"({"jsonrpc":"2.0","id":)" + std::to_string(id_me) + R"(,"method":"view.get","params":{"view":"me"}})"))
      ++asked_;
  }
  for (std::size_t b = 0; b < agenda_.ballots.size() && somebody < people_.count(); ++b) {
    const std::string view = json::serialize(json::string("tally/" + agenda_.ballots[b].id));
    if (swarm_.send_text(somebody, R"({"jsonrpc":"2.0","id":)" +
                                       std::to_string(id_tally + static_cast<std::int64_t>(b)) +
                                       R"(,"method":"view.get","params":{"view":)" + view + "}}"))
      ++asked_;
  }
  swarm_.run_until([this] { return told_ >= asked_; }, 15s);
}

std::map<std::string, rehearsal::own_count> rehearsal::own_counts(follow_report& report) const {
  std::map<std::string, own_count> out;
  for (std::size_t i = 0; i < people_.count(); ++i) {
    for (const auto& kept : people_.answers_of(i)) {
      own_count& ours = out[kept.ballot];
      ++ours.voted;
      const auto seq =
          ws::number_at(ws::member(mine_[i], "ballots", std::string_view(kept.ballot), std::string_view("seq")));
      const std::string whose = "phone " + std::to_string(i + 1);
      if (!seq || *seq < kept.seq) {
        report.differences.push_back({kept.ballot, whose, "recorded as " + std::to_string(kept.seq),
                                      seq                ? "recorded as " + std::to_string(*seq)
                                      : mine_[i].empty() ? "not known: it did not come back to be asked"
                                                         : "not recorded"});
      } else if (*seq == kept.seq) {
        ours.choices.push_back(kept.choice);
      }
    }
  }
  return out;
}

/// Others may vote beside the crowd: a tally may hold more than ours, never less.
void rehearsal::compare(const crowd::ballot& on, const own_count& ours, const json::object& doc,
                        follow_report& report) const {
  const crowd::tally published = crowd::read_tally(doc);
  report.ballots.push_back({on.id, ours.voted, published.voted, published.status});
  const auto at_least = [&](const std::string& of, std::int64_t expected, std::int64_t found) {
    if (found < expected)
      report.differences.push_back({on.id, of, "at least " + std::to_string(expected), std::to_string(found)});
  };
  at_least("voted", ours.voted, published.voted);
  if (!published.counts) return;
  const crowd::tally counted = crowd::recount(on.kind, ours.choices);
  at_least("abstained", counted.abstained.value_or(0), published.abstained.value_or(0));
  const std::map<std::string, std::int64_t> none;
  for (const auto& [option, count] : counted.counts ? *counted.counts : none) {
    const auto found = published.counts->find(option);
    at_least("counts/" + option, count, found == published.counts->end() ? 0 : found->second);
  }
}

void rehearsal::count_again(follow_report& report) {
  ask_everybody();
  const auto ours = own_counts(report);
  for (std::size_t b = 0; b < agenda_.ballots.size(); ++b) {
    const auto found = ours.find(agenda_.ballots[b].id);
    if (found == ours.end()) continue;
    boost::system::error_code failed;
    const json::value doc = json::parse(tallies_[b], failed);
    if (failed || !doc.is_object()) {
      report.trouble = "the tally of '" + found->first + "' could not be read";
      continue;
    }
    compare(agenda_.ballots[b], found->second, doc.get_object(), report);
  }
}

}  // namespace

json::object to_json(const follow_report& of) {
  json::object errors;
  for (const auto& [code, count] : of.crowd.errors) errors[code] = count;
  json::array ballots, differences;
  for (const followed_ballot& one : of.ballots)
    ballots.push_back(json::object{
        {"ballot", one.ballot}, {"status", one.status}, {"acknowledged", one.acknowledged}, {"voted", one.voted}});
  for (const crowd::difference& d : of.differences)
    differences.push_back(
        json::object{{"ballot", d.ballot}, {"of", d.of}, {"expected", d.expected}, {"found", d.found}});
  json::object out{{"phones", of.phones},
                   {"joined", of.crowd.joined},
                   {"acknowledged", of.crowd.acknowledged},
                   {"refused", of.crowd.refused},
                   {"reconnects", of.crowd.reconnects},
                   {"ideas", of.crowd.ideas},
                   {"tables", of.tables},
                   {"table_ideas", of.table_ideas},
                   {"notes", of.notes},
                   {"errors", std::move(errors)},
                   {"ballots", std::move(ballots)},
                   {"differences", std::move(differences)},
                   {"good", of.good()}};
  if (!of.trouble.empty()) out["trouble"] = of.trouble;
  return out;
}

follow_report run_follow(const follow_options& options, const load_hooks& hooks) {
  rehearsal all(options, hooks);
  return all.run();
}

}  // namespace ruamkit::load
