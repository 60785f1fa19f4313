#include "fake_hall.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "crowd/recount.hpp"
#include "ws/http.hpp"

namespace ruamkit::fake {
namespace json = boost::json;
using crowd::text_in;
using object = json::object;

namespace {

/// `{{"a", "b"}}` would be taken for a string between two pointers.
object one_word(const char* key, const char* word) {
  object out;
  out[key] = word;
  return out;
}

}  // namespace

void hall::cut_everybody() const { (void)ws::http(server_.where(), false, "POST", "/", "cut"); }

hall::hall(json::object agenda) : agenda_(std::move(agenda)) {
  server_.on_text = [this](connection from, const std::string& text) { handle(from, text); };
  server_.on_gone = [this](connection who) { callers_.erase(who); };
  server_.on_post = [this](const std::string& body, const std::string&) {
    if (body == "cut") {
      std::vector<connection> all;
      for (const auto& [each, who] : callers_) all.push_back(each);
      for (const auto each : all) server_.drop(each);
      return std::string();
    }
    caller once;
    std::string text = reply(body, once);
    push();
    return text;
  };
}

void hall::add_seats(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    std::string number = std::to_string(seats_.size());
    number.insert(0, 6 - number.size(), '0');
    seats_.push_back("ABC-" + number.substr(0, 3) + "-" + number.substr(3));
  }
}

json::object* hall::ballot(const std::string& id) {
  for (json::value& one : agenda_.at("ballots").as_array())
    if (text_in(one.as_object(), "id") == id) return &one.as_object();
  return nullptr;
}

void hall::handle(connection from, const std::string& text) {
  cut_ = false;
  const std::string out = reply(text, callers_[from]);
  if (cut_) {
    server_.drop(from);
  } else {
    server_.send(from, out);
  }
  push();
}

std::string hall::reply(const std::string& text, caller& from) {
  const json::object request = json::parse(text).as_object();
  const object got = answer(text_in(request, "method"), crowd::object_in(request, "params"), from);
  object out{{"jsonrpc", "2.0"}, {"id", request.at("id")}};
  if (got.contains("code") && got.size() == 1) {
    out["error"] = object{{"code", -32000},
                          {"message", got.at("code")},
                          {"data", object{{"code", got.at("code")}, {"retry_after_ms", 20}}}};
  } else {
    out["result"] = got;
  }
  return json::serialize(out);
}

void hall::push() {
  if (dirty_.empty()) return;
  ++rev_;
  const std::set<std::string> changed = std::exchange(dirty_, {});
  std::map<std::string, std::string> texts;
  for (const auto& [who, one] : callers_)
    for (const std::string& name : changed)
      if (one.watches.contains(name)) {
        std::string& text = texts[name];
        if (text.empty())
          text = json::serialize(object{
              {"jsonrpc", "2.0"},
              {"method", "view"},
              {"params", object{{"deliberation", "d_1"}, {"view", name}, {"rev", rev_}, {"doc", view(name, one)}}}});
        server_.send(who, text);
      }
}

json::object hall::view(const std::string& name, const caller& from) const {
  if (name == "agenda") return agenda_;
  if (name.starts_with("tally/")) return tally(name.substr(6));
  object mine;
  for (const auto& [ballot, votes] : votes_)
    if (const auto found = votes.find(from.participant); found != votes.end())
      mine[ballot] = object{{"seq", found->second.seq}};
  return {{"participant", from.participant}, {"ballots", mine}};
}

json::object hall::tally(const std::string& id) const {
  crowd::tally counted;
  const auto kinds = crowd::ballots_of(agenda_);
  std::string status;
  for (const crowd::ballot& one : kinds) {
    if (one.id != id) continue;
    std::vector<json::value> choices;
    if (const auto votes = votes_.find(id); votes != votes_.end())
      for (const auto& [who, theirs] : votes->second) choices.push_back(theirs.choice);
    counted = crowd::recount(one.kind, choices);
    status = one.status;
  }
  object counts;
  for (const auto& [option, count] : *counted.counts) counts[option] = count;
  return {{"ballot", id},           {"status", status}, {"eligible", seats_.size()},
          {"voted", counted.voted}, {"counts", counts}, {"abstained", *counted.abstained}};
}

json::object hall::answer(const std::string& method, const object& params, caller& from) {
  if (method == "account.login") return {{"token", "staff"}, {"role", "lead"}};
  if (method == "session.join" || method == "session.resume") {
    const std::string seat = text_in(params, method == "session.join" ? "seat" : "token");
    if (seat == "staff") return one_word("role", "lead");
    if (std::find(seats_.begin(), seats_.end(), seat) == seats_.end()) return one_word("code", "unknown_seat");
    from.participant = seat;
    return {{"token", seat}, {"participant", "p"}, {"deliberation", "d_1"}};
  }
  if (method == "deliberation.create")
    return {{"deliberation", "d_1"}, {"code", "482913"}, {"deviations", json::array{}}};
  if (method == "roll.import" || method == "seat.issue") return enrol(method, params);
  if (method == "view.get") return {{"rev", rev_}, {"doc", view(text_in(params, "view"), from)}};
  if (method == "view.watch") {
    for (const json::value& one : crowd::array_in(params, "views")) {
      const std::string name(one.as_string());
      if (name.starts_with("tally/") && ballot(name.substr(6)) == nullptr) return one_word("code", "unknown_view");
      from.watches.insert(name);
      dirty_.insert(name);
    }
    return {};
  }
  const auto done = outcomes_.find(text_in(params, "command_id"));
  if (done != outcomes_.end()) return done->second;
  const object outcome = method == "ballot.cast" ? cast(params, from) : run_agenda(method, params);
  if (text_in(outcome, "code") != "busy") outcomes_[text_in(params, "command_id")] = outcome;
  return outcome;
}

json::object hall::enrol(const std::string& method, const object& params) {
  if (method == "roll.import") return {{"imported", crowd::array_in(params, "people").size()}};
  json::array issued;
  for (const json::value& id : crowd::array_in(params, "ids")) {
    add_seats(1);
    issued.push_back(object{{"seat", seats_.back()}, {"participant_id", id}});
  }
  return {{"seats", issued}};
}

json::object hall::cast(const object& params, caller& from) {
  const std::string id = text_in(params, "ballot");
  const object* on = ballot(id);
  if (on == nullptr) return one_word("code", "unknown_ballot");
  if (text_in(*on, "status") != "open") return one_word("code", "ballot_closed");
  const auto due = [this](std::size_t every) { return every > 0 && cast_ % every == 0; };
  ++cast_;
  if (due(wrong.busy_every)) return one_word("code", "busy");
  if (!due(wrong.lose_every)) votes_[id][from.participant] = {params.at("choice"), ++seq_};
  dirty_.insert("tally/" + id);
  cut_ = due(wrong.drop_every);
  return {{"seq", seq_}, {"receipt", "r"}};
}

json::object hall::run_agenda(const std::string& method, const object& params) {
  dirty_.insert("agenda");
  if (method.starts_with("ballot.")) {
    object* on = ballot(text_in(params, "ballot"));
    if (on == nullptr) return one_word("code", "unknown_ballot");
    (*on)["status"] = method == "ballot.open" ? "open" : method == "ballot.close" ? "closed" : "published";
    dirty_.insert("tally/" + text_in(params, "ballot"));
    return {{"seq", ++seq_}};
  }
  for (json::value& one : agenda_.at("stages").as_array()) {
    object& stage = one.as_object();
    if (text_in(stage, "id") == text_in(params, "stage")) {
      stage["status"] = method == "stage.start" ? "running" : "finished";
    } else if (method == "stage.start" && text_in(stage, "status") == "running") {
      stage["status"] = "finished";
    }
  }
  return {{"seq", ++seq_}};
}

json::object agenda_of_every_kind(const std::string& status) {
  const json::value options = json::parse(R"([{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"}])");
  json::array ballots, ids;
  for (const char* kind : {"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text"}) {
    object one{{"id", std::string("q_") + kind},
               {"kind", kind},
               {"status", status},
               {"reveal", "on_publish"},
               {"question", object{{"th", "คำถาม"}, {"en", "Question"}}}};
    const std::string name = kind;
    if (name != "scale" && name != "yes_no" && name != "text") one["options"] = options;
    if (name == "multiple") one["min"] = 1, one["max"] = 3;
    if (name == "rank") one["min"] = 1, one["max"] = 4;
    if (name == "score") one["min"] = 0, one["max"] = 5;
    if (name == "scale") one["min"] = 0, one["max"] = 10;
    if (name == "points") one["budget"] = 100;
    if (name == "text") one["length_max"] = 200;
    ids.emplace_back(text_in(one, "id"));
    ballots.push_back(std::move(one));
  }
  const json::value strata = json::parse(
      R"([{"id":"gender","values":[{"id":"f","population":0.52},{"id":"m","population":0.48}]},
          {"id":"age","values":[{"id":"a15","population":0.3},{"id":"a30","population":0.4},{"id":"a60","population":0.3}]}])");
  return {{"deliberation", "d_1"},
          {"code", "482913"},
          {"admission", "seats"},
          {"strata", strata},
          {"stages",
           json::array{
               object{{"id", "welcome"}, {"kind", "registration"}, {"status", "waiting"}, {"ballots", json::array{}}},
               object{{"id", "vote"}, {"kind", "ballots"}, {"status", "waiting"}, {"ballots", ids}}}},
          {"ballots", ballots}};
}

}  // namespace ruamkit::fake
