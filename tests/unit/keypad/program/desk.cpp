#include "desk.hpp"

#include <boost/json.hpp>

#include "crowd/ballot.hpp"
#include "ws/http.hpp"

namespace ruamkit::fake {
namespace json = boost::json;
using crowd::text_in;

namespace {

json::object word(const char* code) { return {{"code", code}}; }

}  // namespace

desk::desk() {
  server_.on_text = [this](connection from, const std::string& text) { handle(from, text); };
  server_.on_gone = [this](connection who) {
    const std::scoped_lock held(guard_);
    watching_.erase(who);
  };
  server_.on_open = [this](connection who) {
    if (away_) server_.drop(who);
  };
  server_.on_post = [this](const std::string& body, const std::string&) { return order(body); };
  server_.start();
}

std::string desk::url() const { return "http://" + server_.where().authority(); }

/// On the server's own thread, as its sends must be.
std::string desk::order(const std::string& what) {
  std::set<connection> cut;
  {
    const std::scoped_lock held(guard_);
    if (what == "away") {
      away_ = true;
      cut = watching_;
    } else {
      const auto blank = what.find(' ');
      ballot_ = what == "none" ? "" : what.substr(0, blank);
      kind_ = what == "none" ? "" : what.substr(blank + 1);
      if (!ballot_.empty()) ballots_.insert(ballot_);
      push();
    }
  }
  for (const auto who : cut) server_.drop(who);
  return "ok";
}

void desk::open(const std::string& ballot) { (void)ws::http(server_.where(), false, "POST", "/", ballot); }
void desk::go_away() { (void)ws::http(server_.where(), false, "POST", "/", "away"); }

void desk::come_back() { away_ = false; }
void desk::cut_every(int votes) {
  const std::scoped_lock held(guard_);
  cut_every_ = votes;
}
void desk::busy_every(int votes) {
  const std::scoped_lock held(guard_);
  busy_every_ = votes;
}
void desk::bind(const std::vector<std::string>& keypads) {
  const std::scoped_lock held(guard_);
  for (const auto& each : keypads) bound_[each] = "p" + each;
}
void desk::know_people(std::set<std::string> people) {
  const std::scoped_lock held(guard_);
  people_ = std::move(people);
}

std::string desk::votes(const std::string& ballot) {
  const std::scoped_lock held(guard_);
  std::string out;
  for (const auto& [keypad, choice] : votes_[ballot]) out += (out.empty() ? "" : " ") + keypad + "=" + choice;
  return out;
}
std::map<std::string, std::string> desk::bound() {
  const std::scoped_lock held(guard_);
  return bound_;
}
int desk::recorded() {
  const std::scoped_lock held(guard_);
  return recorded_;
}
int desk::repeated() {
  const std::scoped_lock held(guard_);
  return repeated_;
}

json::object desk::agenda() const {
  const json::array options{json::object{{"id", "a"}}, json::object{{"id", "b"}}, json::object{{"id", "c"}},
                            json::object{{"id", "d"}}};
  json::array all;
  for (const auto& id : ballots_)
    all.push_back(json::object{{"id", id},
                               {"kind", id == ballot_ ? kind_ : "single"},
                               {"options", options},
                               {"secrecy", "linked"},
                               {"min", 1},
                               {"max", 4},
                               {"opened_at", 1},
                               {"status", id == ballot_ ? "open" : "closed"}});
  return {{"deliberation", "d_1"}, {"ballots", std::move(all)}};
}

void desk::push() {
  const json::object view{
      {"jsonrpc", "2.0"},
      {"method", "view"},
      {"params", json::object{{"deliberation", "d_1"}, {"view", "agenda"}, {"rev", ++rev_}, {"doc", agenda()}}}};
  for (const auto who : watching_) server_.send(who, json::serialize(view));
}

void desk::handle(connection from, const std::string& text) {
  const json::object request = json::parse(text).as_object();
  const std::string method = text_in(request, "method");
  bool cut = false;
  {
    const std::scoped_lock held(guard_);
    const object got = answer(method, crowd::object_in(request, "params"));
    object out{{"jsonrpc", "2.0"}, {"id", request.at("id")}};
    if (got.contains("code")) {
      out["error"] = object{{"code", -32000},
                            {"message", got.at("code")},
                            {"data", object{{"code", got.at("code")}, {"retry_after_ms", 20}}}};
    } else {
      out["result"] = got;
    }
    cut = std::exchange(cut_, false);
    if (!cut) server_.send(from, json::serialize(out));
    if (method == "view.watch") {
      watching_.insert(from);
      push();
    }
  }
  if (cut) server_.drop(from);
}

json::object desk::answer(const std::string& method, const object& params) {
  if (method == "account.login")
    return text_in(params, "password") == "secret" ? object{{"token", "t"}, {"role", "facilitator"}}
                                                   : word("wrong_password");
  if (method == "session.resume")
    return text_in(params, "token") == "t" ? object{{"role", "facilitator"}} : word("token_invalid");
  if (method == "view.watch") return text_in(params, "deliberation") == "d_1" ? object{} : word("unknown_deliberation");
  if (method == "server.time") return {{"now", 1}};
  const auto id = text_in(params, "command_id");
  if (const auto known = outcomes_.find(id); known != outcomes_.end()) {
    ++repeated_;
    return known->second;
  }
  object out = method == "ballot.cast_for" ? cast(params) : bind_one(method, params);
  if (!out.contains("code")) outcomes_[id] = out;
  return out;
}

json::object desk::bind_one(const std::string& method, const object& params) {
  const auto keypad = text_in(params, "keypad"), person = text_in(params, "participant");
  if (method == "keypad.unbind") return bound_.erase(keypad) > 0 ? object{{"seq", 1}} : word("unknown_keypad");
  if (method != "keypad.bind") return word("unknown_method");
  if (!people_.empty() && !people_.contains(person)) return word("unknown_participant");
  if (bound_.contains(keypad) && bound_.at(keypad) != person) return word("keypad_in_use");
  bound_[keypad] = person;
  return {{"seq", 1}};
}

json::object desk::cast(const object& params) {
  const auto keypad = text_in(params, "keypad"), ballot = text_in(params, "ballot");
  ++seen_;
  if (text_in(params, "channel") != "keypad") return word("wrong_type");
  if (busy_every_ > 0 && seen_ % busy_every_ == 0) return word("busy");
  if (!bound_.contains(keypad)) return word("unknown_keypad");
  if (ballot != ballot_) return word("ballot_closed");
  votes_[ballot][keypad] = json::serialize(params.at("choice"));
  cut_ = cut_every_ > 0 && ++recorded_ % cut_every_ == 0;
  if (cut_every_ == 0) ++recorded_;
  return {{"seq", recorded_}, {"receipt", "r"}};
}

}  // namespace ruamkit::fake
