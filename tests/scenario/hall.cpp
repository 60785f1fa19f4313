#include "hall.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <thread>

namespace ruamkit::scenario {
namespace {

programs::server_setup setup(const programs::scratch& folder, const setting& how) {
  programs::server_setup out{.program = RUAMKITD, .folder = folder.path(), .config = how.config};
  if (how.tls) {
    const auto made = programs::run({MAKE_CERT, folder.path() + "/tls"}, {}, programs::complaints::kept);
    if (made.exit_code != 0) throw std::runtime_error("make-cert: " + made.out);
    out.tls_cert = folder.path() + "/tls/cert.pem";
    out.tls_key = folder.path() + "/tls/key.pem";
  }
  return out;
}

json::object label(std::string_view text) { return {{"th", text}, {"en", text}}; }

json::object ballot(std::string_view id, std::string_view kind, std::initializer_list<std::string_view> options,
                    std::string_view reveal = "live") {
  json::object out{{"id", id}, {"kind", kind}, {"question", label(id)}, {"reveal", reveal}, {"secrecy", "linked"}};
  json::array list;
  for (const auto each : options) list.push_back(json::object{{"id", each}, {"label", label(each)}});
  if (!list.empty()) out["options"] = std::move(list);
  return out;
}

template <typename... Members>
json::object with(json::object object, Members&&... members) {
  (object.insert(std::forward<Members>(members)), ...);
  return object;
}

}  // namespace

std::string every_kind() {
  using pair = json::object::value_type;
  json::array ballots{
      ballot("single", "single", {"a", "b", "c"}),
      with(ballot("multiple", "multiple", {"a", "b", "c"}, "on_close"), pair{"min", 1}, pair{"max", 2}),
      ballot("rank", "rank", {"a", "b", "c"}),
      with(ballot("score", "score", {"a", "b"}), pair{"min", 0}, pair{"max", 5}),
      with(ballot("points", "points", {"a", "b"}), pair{"budget", 100}),
      with(ballot("scale", "scale", {}), pair{"min", 0}, pair{"max", 10}),
      with(ballot("yes_no", "yes_no", {}, "on_close"),
           pair{"threshold", json::object{{"share", 0.667}, {"of", "cast"}, {"quorum", 0.5}}}),
      with(ballot("text", "text", {}), pair{"length_max", 20}),
      ballot("hidden", "single", {"a", "b"}, "on_publish"),
      ballot("named", "single", {"a", "b"}),
  };
  ballots.back().as_object()["secrecy"] = "roll_call";
  json::array ids;
  for (const auto& each : ballots) ids.push_back(each.at("id"));
  const json::object out{
      {"method", "town_meeting"},
      {"title", label("every kind")},
      {"issue", label("every kind")},
      {"convenor", json::object{{"agency", "test"}, {"commitment", label("to read it")}}},
      {"admission", "seats"},
      {"strata", json::array{json::object{{"id", "gender"},
                                          {"label", label("gender")},
                                          {"values", json::array{json::object{{"id", "f"}, {"label", label("f")}},
                                                                 json::object{{"id", "m"}, {"label", label("m")}}}}}}},
      {"agenda", json::array{json::object{
                     {"id", "vote"}, {"kind", "ballots"}, {"title", label("vote")}, {"ballots", std::move(ids)}}}},
      {"ballots", std::move(ballots)}};
  return json::serialize(out);
}

std::string with_tables() {
  auto d = json::parse(every_kind()).as_object();
  auto& agenda = d["agenda"].as_array();
  agenda.insert(agenda.begin(),
                json::object{{"id", "talk"}, {"kind", "tables"}, {"title", label("talk")}, {"minutes", 30}});
  d["tables"] = json::object{{"size", json::array{2, 4}}, {"balance", json::array{"gender"}}};
  return json::serialize(d);
}

hall::hall(setting how)
    : folder(std::filesystem::temp_directory_path().string()),
      server(setup(folder, how)),
      definition(how.definition.empty() ? every_kind() : how.definition) {
  server.add_account("organiser", "organiser", password);
  (void)server.start();
}

ws::reply hall::try_staff(const char* method, json::object params) {
  ws::rpc call(server.where(), true);
  if (organiser_.empty()) {
    const auto in = call.call("account.login", {{"name", "organiser"}, {"password", password}});
    REQUIRE_MESSAGE(in.ok(), in.code);
    organiser_ = std::string(in.result.at("token").as_string());
  }
  call.token = organiser_;
  if (!deliberation.empty() && !params.contains("deliberation")) params["deliberation"] = deliberation;
  return call.call(method, params);
}

json::object hall::staff(const char* method, json::object params) {
  auto answer = try_staff(method, std::move(params));
  REQUIRE_MESSAGE(answer.ok(), method, ": ", answer.code, " ", json::serialize(answer.error));
  return std::move(answer.result.as_object());
}

json::object hall::view(const std::string& name) {
  return std::move(staff("view.get", {{"view", name}}).at("doc").as_object());
}

void hall::prepare(std::size_t people) {
  const auto made = staff("deliberation.create", {{"definition", json::parse(definition)}});
  deliberation = std::string(made.at("deliberation").as_string());
  code = std::string(made.at("code").as_string());
  if (people == 0) return;
  json::array roll;
  for (std::size_t i = 1; i <= people; ++i) {
    json::object one{{"id", "p" + std::to_string(i)}};
    if (json::parse(definition).as_object().contains("strata")) one["strata"] = {{"gender", i % 2 == 1 ? "f" : "m"}};
    roll.push_back(std::move(one));
  }
  staff("roll.import", {{"people", std::move(roll)}});
  const auto issued = staff("seat.issue");
  for (const auto& each : issued.at("seats").as_array())
    seats.push_back({std::string(each.at("seat").as_string()), std::string(each.at("participant_id").as_string())});
  REQUIRE(seats.size() == people);
}

void hall::open(const std::vector<std::string>& ballots) {
  staff("stage.start", {{"stage", "vote"}});
  for (const auto& each : ballots) staff("ballot.open", {{"ballot", each}});
}

ws::client hall::seated(std::size_t index) const {
  auto phone = connect();
  ok(phone, "session.join", {{"code", code}, {"seat", seats.at(index).code}});
  return phone;
}

colleague::colleague(hall& h, const std::string& name, const std::string& role)
    : deliberation(h.deliberation), at(h.connect()) {
  auto in = at.call("account.login", {{"name", name}, {"password", password}});
  if (!in.ok()) {
    h.server.add_account(name, role, password);
    ok(at, "account.login", {{"name", name}, {"password", password}});
  }
}

json::object colleague::does(std::string_view method, json::object params) {
  params["deliberation"] = deliberation;
  return ok(at, method, params);
}

std::string colleague::refused(std::string_view method, json::object params) {
  params["deliberation"] = deliberation;
  return no(at, method, params);
}

json::object colleague::view(std::string_view name) { return does("view.get", {{"view", name}}).at("doc").as_object(); }

json::object ok(ws::client& who, std::string_view method, const json::object& params) {
  auto answer = who.call(method, params);
  REQUIRE_MESSAGE(answer.ok(), method, ": ", answer.code, " ", json::serialize(answer.error));
  return std::move(answer.result.as_object());
}

std::string no(ws::client& who, std::string_view method, const json::object& params) {
  const auto answer = who.call(method, params);
  if (answer.ok()) return "accepted";
  const auto* data = answer.error.if_contains("data");
  const auto* at = data != nullptr ? data->as_object().if_contains("at") : nullptr;
  return answer.code + (at != nullptr ? " " + std::string(at->as_string()) : "");
}

rush rush_of(int askers, const std::function<rush::end()>& ask, ws::client& phone, std::string_view ballot) {
  std::atomic<int> made{0}, busy{0}, other{0}, answered{0};
  rush out;
  {
    std::vector<std::jthread> all;
    for (int i = 0; i < askers; ++i)
      all.emplace_back([&] {
        try {
          const auto how = ask();
          ++(how == rush::end::made ? made : how == rush::end::busy ? busy : other);
        } catch (const std::exception&) {
          ++other;
        }
        ++answered;
      });
    for (; answered < askers; ++out.votes) {
      // The rate of a phone, after its burst.
      if (out.votes >= 50) std::this_thread::sleep_for(std::chrono::milliseconds{50});
      ok(phone, "ballot.cast", cast(ballot, json::array{out.votes % 2 == 0 ? "a" : "b"}));
    }
  }
  out.made = made;
  out.busy = busy;
  out.other = other;
  return out;
}

json::object cast(std::string_view ballot, json::value choice, std::string_view command_id) {
  json::object out{{"ballot", ballot}, {"choice", std::move(choice)}};
  if (!command_id.empty()) out["command_id"] = command_id;
  return out;
}

std::string counts(const json::object& tally) { return json::serialize(tally.at("counts")); }

}  // namespace ruamkit::scenario
