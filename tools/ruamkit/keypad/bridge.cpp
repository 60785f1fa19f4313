// The loop that carries presses to the server: journal first, then the socket.
#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <vector>

#include "files/bad_input.hpp"
#include "keypad/binding.hpp"
#include "keypad/journal.hpp"
#include "keypad/votes.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/keypad/settings.hpp"
#include "ruamkit/keypad/voice.hpp"

namespace ruamkit::tools::keypads {
namespace json = boost::json;
using keypad::instant;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t waiting_max = 1'000;     // unsent votes, after which no more presses are read from a file or pipe
constexpr std::size_t journal_max = 1U << 18;  // bytes, after which it is written anew
constexpr milliseconds wait_max{200};
constexpr milliseconds farewell_time{5'000};  // for votes still under way when we are asked to end

/// Refusals that every vote would meet: the votes are kept for when the operator has put it right.
bool stops_everything(const std::string& code) {
  static constexpr std::string_view codes[] = {"not_allowed", "other_deliberation", "unknown_deliberation",
                                               "unknown_method"};
  return std::ranges::find(codes, code) != std::end(codes);
}

std::int64_t seq_of(const ws::reply& answer) {
  const json::object* result = answer.result.if_object();
  return result != nullptr ? crowd::number_in(*result, "seq") : 0;
}

/// The session is over; with a name and a password another begins.
bool signed_out(const std::string& code) {
  return code == "not_signed_in" || code == "token_invalid" || code == "token_expired";
}

class carrier {
 public:
  explicit carrier(const settings& how)
      : how_(how),
        voice_(how.json),
        votes_(voice::make_id, how.debounce),
        journal_(how.journal_file, how.deliberation),
        receiver_(how.from),
        server_(how.where, how.insecure, how.who, how.deliberation) {
    votes_.restore(journal_.found());
    if (!how.map_file.empty())
      for (auto& each : keypad::read_map(how.map_file)) unbound_.push_back({std::move(each), voice::make_id()});
    server_.on_agenda = [this](const json::object& agenda) { read(agenda); };
    server_.on_lost = [this] {
      votes_.connection_lost();
      for (auto& each : unbound_) each.sent = false;
    };
  }

  int run() {
    if (votes_.waiting() > 0)
      voice_.say({"มีคะแนนค้างส่งจากครั้งก่อน " + std::to_string(votes_.waiting()),
                  std::to_string(votes_.waiting()) + " votes from last time are still to be sent"});
    while (!done()) step();
    return finish();
  }

 private:
  struct to_bind {
    keypad::bound what;
    std::string id;
    bool sent = false;
  };

  [[nodiscard]] bool may_read() const {
    return agenda_known_ && unbound_.empty() && votes_.waiting() < waiting_max && !interrupted();
  }

  bool done() {
    if (map_fault_) throw *map_fault_;
    if (!fatal_.empty() || server_.now() == keypad::server_link::state::refused) return true;
    if (receiver_.now() == keypad::receiver::state::ended && votes_.waiting() == 0 && settled_) return true;
    if (!interrupted()) return false;
    if (!leave_at_) {
      leave_at_ = steady_clock::now() + farewell_time;
      receiver_.close();
    }
    return (votes_.waiting() == 0 && settled_) || steady_clock::now() > *leave_at_ ||
           server_.now() != keypad::server_link::state::ready;
  }

  void step() {
    wait();
    const auto now = steady_clock::now();
    server_.step(now);
    settled_ = true;
    const bool reads = may_read();
    std::vector<keypad::press> pressed;
    if (reads) receiver_.hear(now, pressed);
    std::vector<keypad::verdict> came_to;
    for (auto& each : pressed) came_to.push_back(take(each, now));
    write_down();
    // Only what is written down is told, to the receiver or to anybody.
    if (reads) receiver_.answer(now);
    for (std::size_t i = 0; i < pressed.size(); ++i) tell(pressed[i], came_to[i]);
    if (now >= hold_until_) {
      bind();
      if (unbound_.empty()) send();
    }
    voice_.states(receiver_, server_);
    voice_.show(keypad::line_of(picture()), now);
  }

  void wait() const {
    std::vector<pollfd> all{{server_.descriptor(), POLLIN, 0}};
    milliseconds at_most = wait_max;
    if (may_read()) {
      receiver_.wait_on(all);
      at_most = std::min(
          at_most,
          std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(std::min(receiver_.wake_at() - steady_clock::now(),
                                                                             instant::duration(wait_max)))));
    }
    ::poll(all.data(), all.size(), static_cast<int>(at_most.count()));
  }

  void read(const json::object& agenda) {
    auto on = keypad::keypad_ballot(agenda, how_.ballot);
    const std::string before = votes_.on() ? votes_.on()->id : "", after = on ? on->id : "";
    if (agenda_known_ && !after.empty() && after != before) receiver_.new_question(steady_clock::now());
    if (!agenda_known_ || after != before) {
      voice_.event({{"event", "ballot"}, {"ballot", after.empty() ? json::value() : json::value(after)}});
      if (after.empty()) {
        voice_.say({"ยังไม่มีหัวข้อที่เปิดให้กดลงคะแนน", "no ballot is open for keypads"});
      } else {
        voice_.say({"กดลงคะแนนหัวข้อ " + after, "keypads vote on " + after});
      }
    }
    agenda_known_ = true;
    votes_.open(std::move(on));
  }

  keypad::verdict take(keypad::press& one, instant now) {
    one.keypad = how_.prefix + one.keypad;
    return votes_.take(one, now);
  }

  void tell(const keypad::press& one, keypad::verdict came_to) {
    voice_.event({{"event", "press"},
                  {"keypad", one.keypad},
                  {"key", one.key},
                  {"frame", one.frame},
                  {"verdict", keypad::name_of(came_to)}});
  }

  void write_down() {
    for (const auto& each : votes_.made()) journal_.add(each);
    for (const auto& each : votes_.settled()) journal_.done(each);
    journal_.commit();
    if (journal_.size() > journal_max) journal_.rewrite(votes_.to_keep());
  }

  void send() {
    while (server_.has_room()) {
      const keypad::vote* one = votes_.next();
      if (one == nullptr) return;
      json::object params{{"keypad", one->keypad},
                          {"ballot", one->ballot},
                          {"choice", json::parse(one->choice)},
                          {"channel", "keypad"},
                          {"command_id", one->id}};
      const auto then = [this, id = one->id](const ws::reply& answer) { answered(id, answer); };
      if (!server_.call("ballot.cast_for", std::move(params), then)) {
        votes_.again(one->id);
        return;
      }
    }
  }

  void answered(const std::string& id, const ws::reply& answer) {
    settled_ = false;
    const keypad::vote* found = votes_.find(id);
    if (found == nullptr) return;
    const keypad::vote one = *found;
    if (answer.ok()) {
      votes_.accepted(id);
      voice_.event({{"event", "vote"},
                    {"keypad", one.keypad},
                    {"ballot", one.ballot},
                    {"choice", json::parse(one.choice)},
                    {"seq", seq_of(answer)}});
      return;
    }
    if (const auto wait = keypad::retry_after(answer)) {
      hold_until_ = steady_clock::now() + *wait;
      votes_.again(id);
    } else if (signed_out(answer.code)) {
      server_.reconnect();
    } else if (stops_everything(answer.code)) {
      votes_.again(id);
      fatal_ = answer.code;
    } else {
      refuse(one, answer.code);
    }
  }

  void refuse(const keypad::vote& one, const std::string& code) {
    const bool news = code != "unknown_keypad" || !votes_.unknown().contains(one.keypad);
    votes_.refused(one.id, code);
    voice_.event({{"event", "refused"}, {"keypad", one.keypad}, {"ballot", one.ballot}, {"code", code}});
    if (!news) return;
    const auto why = keypad::reason_of(code);
    voice_.say({"เครื่องกด " + one.keypad + ": " + why.th, "keypad " + one.keypad + ": " + why.en});
  }

  void bind() {
    for (auto& each : unbound_) {
      if (each.sent) continue;
      if (!server_.has_room()) return;
      const json::object params{
          {"keypad", each.what.keypad}, {"participant", each.what.participant}, {"command_id", each.id}};
      const auto then = [this, id = each.id](const ws::reply& answer) { bound(id, answer); };
      each.sent = server_.call("keypad.bind", params, then);
    }
  }

  void bound(const std::string& id, const ws::reply& answer) {
    const auto at = std::ranges::find(unbound_, id, &to_bind::id);
    if (at == unbound_.end()) return;
    if (answer.ok()) {
      voice_.event({{"event", "bound"}, {"keypad", at->what.keypad}, {"participant", at->what.participant}});
      unbound_.erase(at);
      if (unbound_.empty()) voice_.say({"ผูกเครื่องกดกับที่นั่งครบแล้ว", "all keypads of the map are bound"});
    } else if (const auto wait = keypad::retry_after(answer)) {
      at->sent = false;
      hold_until_ = steady_clock::now() + *wait;
    } else if (signed_out(answer.code)) {
      server_.reconnect();
    } else if (stops_everything(answer.code)) {
      fatal_ = answer.code;
    } else {
      const bool of_seat = answer.code == "unknown_participant";
      map_fault_.emplace(how_.map_file, at->what.line, of_seat ? at->what.participant_column : at->what.keypad_column,
                         keypad::both(keypad::reason_of(answer.code)) + " (" + answer.code + ")");
    }
  }

  [[nodiscard]] keypad::picture picture() const {
    const auto read = receiver_.counts();
    return {.of_receiver = receiver_.now(),
            .of_server = server_.now(),
            .ballot = votes_.on() ? votes_.on()->id : "",
            .counted = votes_.counted(),
            .waiting = votes_.waiting(),
            .unknown = votes_.unknown().size(),
            .faults = read.refused + read.bad_sums};
  }

  int finish() {
    receiver_.close();
    write_down();
    server_.close();
    server_.step(steady_clock::now());
    if (votes_.waiting() == 0 && !votes_.on()) {
      journal_.remove();
    } else {
      journal_.rewrite(votes_.to_keep());
    }
    voice_.clear();
    report();
    if (!fatal_.empty()) throw std::runtime_error(keypad::both(keypad::reason_of(fatal_)));
    if (server_.now() == keypad::server_link::state::refused)
      throw std::runtime_error(keypad::both(keypad::reason_of(server_.why())));
    refuse_file();
    return votes_.waiting() == 0 ? yes : no;
  }

  /// A file is somebody's work, and a line of it that is no press their mistake; on a live line it is noise.
  void refuse_file() const {
    const auto refusal = receiver_.last_refusal();
    if (how_.from.how != keypad::source::way::lines || how_.from.path == "-" || refusal.empty()) return;
    const auto colon = refusal.find(": ");
    throw files::bad_input(how_.from.path + ":" + refusal.substr(0, colon), 0, 0, refusal.substr(colon + 2));
  }

  void report() {
    const auto& t = votes_.counted();
    const auto read = receiver_.counts();
    json::object refused;
    for (const auto& [code, count] : t.refused) refused[code] = count;
    json::array unknown;
    for (const auto& each : votes_.unknown()) unknown.emplace_back(each);
    voice_.event({{"event", "end"},
                  {"presses", t.presses},
                  {"votes", t.votes},
                  {"same", t.same},
                  {"incomplete", t.incomplete},
                  {"unusable", t.unusable},
                  {"no_ballot", t.no_ballot},
                  {"refused", std::move(refused)},
                  {"unsent", votes_.waiting()},
                  {"unknown_keypads", std::move(unknown)},
                  {"frames", read.frames},
                  {"repeats", read.repeats},
                  {"unreadable", read.refused},
                  {"bad_sums", read.bad_sums},
                  {"noise_bytes", read.noise_bytes}});
    if (!how_.json) {
      const auto summary = keypad::summary_of(picture());
      std::cout << summary.th << '\n' << summary.en << '\n';
    }
    if (votes_.waiting() > 0)
      voice_.say({"คะแนนที่ยังไม่ได้ส่งเก็บไว้ใน " + how_.journal_file + " เปิดโปรแกรมอีกครั้งเพื่อส่งต่อ",
                  "the votes not sent are kept in " + how_.journal_file + "; start again to send them"});
  }

  const settings& how_;
  voice voice_;
  keypad::votes votes_;
  keypad::journal journal_;
  keypad::receiver receiver_;
  keypad::server_link server_;
  std::vector<to_bind> unbound_;
  bool agenda_known_ = false;
  bool settled_ = true;  // no answer came since the journal was written
  instant hold_until_{};
  std::optional<instant> leave_at_;
  std::string fatal_;
  std::optional<files::bad_input> map_fault_;
};

}  // namespace

int bridge(const settings& how) {
  carrier all(how);
  return all.run();
}

}  // namespace ruamkit::tools::keypads
