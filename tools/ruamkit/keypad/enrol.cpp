// The loop that binds keypads to seats: seat after seat, the next keypad that presses is the seat's.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>

#include "keypad/binding.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/keypad/settings.hpp"
#include "ruamkit/keypad/voice.hpp"

namespace ruamkit::tools::keypads {
namespace json = boost::json;
using keypad::registration;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr milliseconds wait_max{200};
constexpr milliseconds ask_again{5'000};  // how long a seat's keypad pressed once more is not worth a word

std::vector<keypad::bound> map_so_far(const std::string& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return {};
  return keypad::read_map(path);
}

class registrar {
 public:
  explicit registrar(const settings& how)
      : how_(how),
        voice_(how.json),
        seats_(keypad::read_people(how.people_file), map_so_far(how.map_file)),
        receiver_(how.from),
        server_(how.where, how.insecure, how.who, how.deliberation) {
    server_.on_lost = [this] {
      if (asked_) asked_->sent = false;
    };
  }

  int run() {
    voice_.say({"กดปุ่มใดก็ได้บนเครื่องกดของแต่ละที่นั่งตามลำดับ · u ย้อนกลับ · s ข้ามที่นั่ง · q จบ (แล้วกด Enter)",
                "press any key on each seat's keypad in turn · u undo · s skip the seat · q finish (then Enter)"});
    while (!done()) step();
    receiver_.close();
    voice_.clear();
    report();
    if (server_.now() == keypad::server_link::state::refused)
      throw std::runtime_error(keypad::both(keypad::reason_of(server_.why())));
    if (!fatal_.empty()) throw std::runtime_error(keypad::both(keypad::reason_of(fatal_)));
    return seats_.waiting() == nullptr && seats_.skipped() == 0 ? yes : no;
  }

 private:
  struct request {
    const char* method;
    json::object params;
    keypad::bound what;
    bool sent = false;
  };

  bool done() {
    if (interrupted() || !fatal_.empty() || server_.now() == keypad::server_link::state::refused) return true;
    const bool ended = receiver_.now() == keypad::receiver::state::ended && pressed_.empty();
    return !asked_ && (quit_ || ended || (seats_.waiting() == nullptr && !operator_may_undo()));
  }

  /// After the last seat there is one more chance to take a step back, where somebody is there to take it.
  [[nodiscard]] bool operator_may_undo() const { return stdin_open_ && ::isatty(STDIN_FILENO) == 1; }

  void step() {
    wait();
    const auto now = steady_clock::now();
    server_.step(now);
    const bool ready = server_.now() == keypad::server_link::state::ready;
    const bool all_served = seats_.waiting() == nullptr;
    if (ready && !asked_ && (seats_.waiting() != shown_ || all_served != shown_all_)) prompt();
    if (shown_ != nullptr || shown_all_) {
      std::vector<keypad::press> some;
      receiver_.hear(now, some);
      receiver_.answer(now);
      pressed_.insert(pressed_.end(), some.begin(), some.end());
    }
    read_operator();
    while (!asked_ && !pressed_.empty()) {
      take(how_.prefix + pressed_.front().keypad, now);
      pressed_.pop_front();
    }
    if (ready && asked_ && !asked_->sent && now >= hold_until_) ask();
    voice_.states(receiver_, server_);
  }

  void wait() {
    std::vector<pollfd> all{{server_.descriptor(), POLLIN, 0}};
    if (stdin_open_) all.push_back({STDIN_FILENO, POLLIN, 0});
    receiver_.wait_on(all);
    auto at_most = std::chrono::ceil<milliseconds>(
        std::min<keypad::instant::duration>(receiver_.wake_at() - steady_clock::now(), wait_max));
    ::poll(all.data(), all.size(), static_cast<int>(std::max(at_most, milliseconds{0}).count()));
  }

  void prompt() {
    shown_ = seats_.waiting();
    shown_all_ = shown_ == nullptr;
    if (shown_all_) {
      voice_.say({"ครบทุกที่นั่งแล้ว · u ย้อนกลับ · q จบ", "every seat is served · u undo · q finish"});
      return;
    }
    const std::string place = std::to_string(seats_.place() + 1) + "/" + std::to_string(seats_.size());
    const std::string who = shown_->participant + (shown_->shown.empty() ? "" : " (" + shown_->shown + ")");
    voice_.say({"ที่นั่ง " + place + ": " + who + " กดปุ่มใดก็ได้", "seat " + place + ": press any key"});
    voice_.event({{"event", "seat"}, {"participant", shown_->participant}, {"place", seats_.place() + 1}});
  }

  void read_operator() {
    pollfd one{STDIN_FILENO, POLLIN, 0};
    if (!stdin_open_ || ::poll(&one, 1, 0) <= 0) return;
    std::array<char, 256> some{};
    const auto got = ::read(STDIN_FILENO, some.data(), some.size());
    if (got <= 0) {
      stdin_open_ = false;
      return;
    }
    for (const char c : std::string_view(some.data(), static_cast<std::size_t>(got))) {
      if (c == 'u') words_.push_back('u');
      if (c == 's') words_.push_back('s');
      if (c == 'q') quit_ = true;
    }
    obey();
  }

  void obey() {
    while (!asked_ && !words_.empty()) {
      const char word = words_.front();
      words_.pop_front();
      if (word == 's') {
        seats_.skip();
      } else if (const auto back = seats_.undo()) {
        asked_ = request{"keypad.unbind", {{"keypad", back->keypad}, {"command_id", voice::make_id()}}, *back};
      }
      shown_ = nullptr;
      bound_at_ = {};
    }
  }

  void take(const std::string& id, keypad::instant now) {
    switch (seats_.take(id)) {
      case registration::effect::bound: {
        const auto& last = seats_.all().back();
        asked_ = request{"keypad.bind",
                         {{"keypad", last.keypad}, {"participant", last.participant}, {"command_id", voice::make_id()}},
                         last};
        bound_at_ = now;
        return;
      }
      case registration::effect::same_again:
        if (now - bound_at_ < ask_again) return;
        [[fallthrough]];
      case registration::effect::taken:
        voice_.say({"เครื่องกด " + id + " เป็นของ " + seats_.taken_by() + " แล้ว",
                    "keypad " + id + " is " + seats_.taken_by() + "'s already"});
        voice_.event({{"event", "taken"}, {"keypad", id}, {"participant", seats_.taken_by()}});
        return;
      case registration::effect::over:
        return;
    }
  }

  void ask() {
    asked_->sent = server_.call(asked_->method, asked_->params, [this](const ws::reply& answer) { answered(answer); });
  }

  void answered(const ws::reply& answer) {
    const request was = *asked_;
    const bool binds = was.params.contains("participant");
    if (const auto wait = keypad::retry_after(answer)) {
      asked_->sent = false;
      hold_until_ = steady_clock::now() + *wait;
      return;
    }
    asked_.reset();
    if (!answer.ok()) {
      const auto why = keypad::reason_of(answer.code);
      voice_.say({"เครื่องกด " + was.what.keypad + ": " + why.th, "keypad " + was.what.keypad + ": " + why.en});
      voice_.event({{"event", "refused"}, {"keypad", was.what.keypad}, {"code", answer.code}});
      if (answer.code == "not_allowed" || answer.code == "unknown_method") fatal_ = answer.code;
      if (binds) seats_.refused();
      shown_ = nullptr;
      if (answer.code == "unknown_participant") seats_.skip();
      return;
    }
    const std::string pair = was.what.keypad + " → " + was.what.participant;
    voice_.say(binds ? keypad::said{"ผูกแล้ว " + pair, "bound"} : keypad::said{"ยกเลิก " + pair, "undone"});
    voice_.event(
        {{"event", binds ? "bound" : "unbound"}, {"keypad", was.what.keypad}, {"participant", was.what.participant}});
    save();
    obey();
  }

  /// After every step, so that a map is never behind what the server knows.
  void save() const {
    if (how_.map_file.empty()) return;
    const std::string next = how_.map_file + ".new";
    std::ofstream out(next, std::ios::binary | std::ios::trunc);
    out << keypad::map_text(seats_.all()) << std::flush;
    std::error_code failed;
    if (out) std::filesystem::rename(next, how_.map_file, failed);
    if (!out || failed) throw std::runtime_error(how_.map_file + " cannot be written");
  }

  void report() {
    const auto bound = seats_.all().size();
    const auto open = seats_.size() - seats_.place() + seats_.skipped();
    voice_.event({{"event", "end"}, {"bound", bound}, {"without_keypad", open}});
    if (!how_.json)
      std::cout << "ผูกแล้ว " << bound << " ที่นั่ง ยังไม่มีเครื่องกด " << open << " ที่นั่ง\n"
                << bound << " seats bound, " << open << " without a keypad\n";
  }

  const settings& how_;
  voice voice_;
  registration seats_;
  keypad::receiver receiver_;
  keypad::server_link server_;
  std::deque<keypad::press> pressed_;
  std::deque<char> words_;
  std::optional<request> asked_;
  const keypad::person* shown_ = nullptr;
  bool shown_all_ = false;
  bool stdin_open_ = true;
  bool quit_ = false;
  keypad::instant bound_at_{}, hold_until_{};
  std::string fatal_;
};

}  // namespace

int enrol(const settings& how) {
  registrar all(how);
  return all.run();
}

}  // namespace ruamkit::tools::keypads
