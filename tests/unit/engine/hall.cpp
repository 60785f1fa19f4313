#include "unit/engine/hall.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

namespace ruamkit::engine::testing {

using namespace std::chrono_literals;

departures::departures(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) {
    gates_.push_back(std::make_unique<gate>());
    gates_.back()->of = this;
  }
}

std::vector<outlet*> departures::outlets() {
  std::vector<outlet*> out;
  for (const auto& each : gates_) out.push_back(each.get());
  return out;
}

std::vector<outbound> departures::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

bool departures::eventually(const std::function<bool(const std::vector<outbound>&)>& holds) const {
  std::unique_lock lock(mutex_);
  return more_.wait_for(lock, 60s, [&] { return holds(all_); });
}

void departures::forget() {
  const std::lock_guard lock(mutex_);
  all_.clear();
}

void departures::add(std::vector<outbound>&& batch) {
  const std::lock_guard lock(mutex_);
  for (auto& each : batch) all_.push_back(std::move(each));
  more_.notify_all();
}

namespace {

const send_reply* find_reply(const std::vector<outbound>& all, int id) {
  for (const auto& each : all)
    if (const auto* reply = std::get_if<send_reply>(&each); reply != nullptr && reply->id.json == std::to_string(id))
      return reply;
  return nullptr;
}

colleague hired(identity::store& people, const std::string& name, const std::string& role, instant now) {
  const auto account = people.add_account(name, role, identity::testing::any_hash);
  REQUIRE(account.has_value());
  const auto issued = people.issue_staff({*account, identity::testing::any_hash}, now, std::chrono::hours{12});
  REQUIRE(issued.has_value());
  return {*account, issued->token};
}

const std::string definition_text = R"({"method":"town_meeting","title":{"en":"T"},"admission":"ADMISSION",
  "strata":[{"id":"gender","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"}},{"id":"m","label":{"en":"M"}}]}],
  "agenda":[{"id":"first","kind":"ballots","title":{"en":"1"},"ballots":["q1","q2"]},
            {"id":"second","kind":"ballots","title":{"en":"2"},"ballots":["q3"]}],
  "ballots":[{"id":"q1","kind":"single","question":{"en":"?"},"reveal":"live",
              "options":[{"id":"a","label":{"en":"A"}},{"id":"b","label":{"en":"B"}},{"id":"c","label":{"en":"C"}}]},
             {"id":"q2","kind":"yes_no","question":{"en":"?"},"reveal":"on_close"},
             {"id":"q3","kind":"yes_no","question":{"en":"?"},"reveal":"on_close","secrecy":"roll_call"}]})";

}  // namespace

hall::hall(std::function<void(options&)> adjust) : adjust_(std::move(adjust)) {
  {
    identity::store people_now(folder_.options());
    lead = hired(people_now, "lead", "lead", now());
    organiser = hired(people_now, "organiser", "organiser", now());
  }
  start();
}

hall::~hall() {
  book.let_go();
  stop();
}

void hall::start() {
  identity::store opened(folder_.options());
  remembered known;
  known.accounts = opened.list_accounts();
  known.sessions = opened.live_sessions(now());
  for (const auto& head : book.heads())
    if (const auto key = opened.key(identity::deliberation_id{head.stream.value()}))
      known.keys.emplace_back(deliberation::deliberation_id{head.stream.value()}, *key);
  options how;
  how.recovery_every = 5ms;
  how.now = [this] { return now(); };
  how.seed = [drawn = std::make_shared<std::atomic<std::uint64_t>>(1000)] { return ++*drawn; };
  if (adjust_) adjust_(how);
  core = std::make_unique<engine>(how, book, out.outlets(), std::move(known));
  people = std::make_unique<identity::worker>(std::move(opened), identity::worker_options{});
  core->attach_identity(*people);
  core->start();
  desk = signed_in(organiser);
}

void hall::stop() {
  if (!core) return;
  people->stop();
  core->stop();
  people.reset();
  core.reset();
}

int hall::send(connection_id from, const std::string& method, const std::string& params) {
  const int id = ++requests_;
  auto decoded = wire::decode(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + method +
                              R"(","params":)" + params + "}");
  INFO(method << " " << params);
  REQUIRE(decoded.has_value());
  REQUIRE(core->submit({from, "192.0.2.1", {}, false, std::move(*decoded)}));
  return id;
}

int hall::post(const std::string& token, const std::string& method, const std::string& params) {
  const int id = ++requests_;
  auto decoded = wire::decode(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + method +
                              R"(","params":)" + params + "}");
  REQUIRE(decoded.has_value());
  REQUIRE(core->submit({socket(1), "192.0.2.1", token, true, std::move(*decoded)}));
  return id;
}

bool hall::answered(int id) const { return find_reply(out.all(), id) != nullptr; }

json::object hall::reply(int id) const {
  REQUIRE(out.eventually([&](const auto& all) { return find_reply(all, id) != nullptr; }));
  const auto all = out.all();
  const auto* found = find_reply(all, id);
  return json::parse(wire::encode_reply(found->id, found->answer)).as_object();
}

json::object hall::result(connection_id from, const std::string& method, const std::string& params) {
  const auto response = call(from, method, params);
  INFO(method << " " << params << " " << json::serialize(response));
  REQUIRE(response.contains("result"));
  return response.at("result").as_object();
}

std::string hall::error(connection_id from, const std::string& method, const std::string& params) {
  const auto response = call(from, method, params);
  return response.contains("error") ? std::string(response.at("error").at("message").as_string()) : std::string();
}

void hall::round() {
  for (int i = 0; i < 2; ++i) static_cast<void>(reply(send(socket(), "server.time")));
}

void hall::settle() {
  round();
  book.drain();
  round();
}

void hall::pass(std::chrono::milliseconds time) {
  clock += time.count();
  settle();
}

connection_id hall::signed_in(const colleague& who, std::uint32_t thread) {
  const auto own = socket(thread);
  static_cast<void>(result(own, "session.resume", R"({"token":")" + who.token + "\"}"));
  return own;
}

void hall::create(const std::string& admission) {
  auto text = definition_text;
  text.replace(text.find("ADMISSION"), 9, admission);
  const auto made = result(desk, "deliberation.create", R"({"definition":)" + text + "}");
  deliberation = made.at("deliberation").as_string().c_str();
  code = made.at("code").as_string().c_str();
}

std::vector<connection_id> hall::seat(std::size_t people_wanted) {
  const auto issued = result(desk, "seat.issue", about("\"count\":" + std::to_string(people_wanted)));
  std::vector<connection_id> phones;
  for (const auto& each : issued.at("seats").as_array()) {
    seats.emplace_back(each.at("seat").as_string());
    phones.push_back(socket(static_cast<std::uint32_t>(phones.size() % 2)));
    static_cast<void>(
        result(phones.back(), "session.join", R"({"code":")" + code + R"(","seat":")" + seats.back() + "\"}"));
  }
  return phones;
}

view_key hall::watch(connection_id who, const std::string& view) {
  out.forget();
  static_cast<void>(result(who, "view.watch", about(R"("views":[")" + view + "\"]")));
  for (const auto& each : out.all())
    if (const auto* started = std::get_if<start_watching>(&each); started != nullptr && started->who == who)
      return started->view;
  FAIL("the view did not start");
  return 0;
}

std::string hall::about(const std::string& members) const {
  return R"({"deliberation":")" + deliberation + "\"" + (members.empty() ? "" : "," + members) + "}";
}

std::string hall::vote(const std::string& ballot, const std::string& choice, const std::string& command_id) {
  return R"({"ballot":")" + ballot + R"(","choice":)" + choice +
         (command_id.empty() ? "" : R"(,"command_id":")" + command_id + "\"") + "}";
}

json::object hall::document(connection_id who, const std::string& view) {
  return result(who, "view.get", about(R"("view":")" + view + "\"")).at("doc").as_object();
}

std::int64_t hall::votes_for_a() { return document(desk, "tally/q1").at("counts").at("a").as_int64(); }

std::vector<ledger::entry> hall::entries() {
  std::vector<ledger::entry> all;
  book.read(ledger::stream_id{deliberation}, 0, [&](ledger::entry&& e) { all.push_back(std::move(e)); });
  return all;
}

}  // namespace ruamkit::engine::testing
