#include "ruamkit/keypad/voice.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <iostream>
#include <random>

namespace ruamkit::tools::keypads {
namespace {

std::size_t columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

const char* word_of(keypad::receiver::state now) {
  using enum keypad::receiver::state;
  switch (now) {
    case lost:
      return "lost";
    case starting:
      return "starting";
    case ready:
      return "ready";
    case ended:
      return "ended";
  }
  return "";
}

const char* word_of(keypad::server_link::state now) {
  using enum keypad::server_link::state;
  switch (now) {
    case away:
      return "away";
    case signing_in:
      return "signing_in";
    case ready:
      return "ready";
    case refused:
      return "refused";
  }
  return "";
}

}  // namespace

void voice::event(const boost::json::object& what) {
  if (json_) std::cout << boost::json::serialize(what) << std::endl;
}

void voice::say(const keypad::said& what) {
  line_.clear();
  std::cerr << keypad::both(what) << std::endl;
}

void voice::show(const keypad::said& line, keypad::instant now) {
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  line_.show(keypad::fitted(line, columns(), second));
}

void voice::states(const keypad::receiver& hears, const keypad::server_link& server) {
  const auto tell = [this](std::string& last, const char* of, const char* word, const std::string& why,
                           const keypad::said& sentence) {
    const std::string now = std::string(word) + why;
    if (now == last) return;
    last = now;
    say(sentence);
    boost::json::object what{{"event", of}, {"state", word}};
    if (!why.empty()) what["why"] = why;
    event(what);
  };
  // Neither was tried yet where there is no reason.
  const bool tried_receiver = hears.now() != keypad::receiver::state::lost || !hears.why().empty();
  const bool tried_server = server.now() != keypad::server_link::state::away || !server.why().empty();
  if (tried_receiver)
    tell(receiver_said_, "receiver", word_of(hears.now()), hears.why(), keypad::sentence_of(hears.now(), hears.why()));
  if (tried_server)
    tell(server_said_, "server", word_of(server.now()), server.why(), keypad::sentence_of(server.now(), server.why()));
  if (const auto refusal = hears.last_refusal(); refusal != refusal_said_) {
    refusal_said_ = refusal;
    say({"อ่านไม่ได้: " + refusal, "unreadable: " + refusal});
    event({{"event", "unreadable"}, {"what", refusal}});
  }
}

std::string voice::make_id() {
  std::random_device random;
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    const auto four = random();
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(four >> shift & 0xffU);
  }
  return "k" + keypad::hex(bytes);
}

}  // namespace ruamkit::tools::keypads
