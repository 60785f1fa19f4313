#include "town.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "crowd/ballot.hpp"
#include "ws/http.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::bench {
namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr const char* password = "a long enough password 1";
constexpr const char* config = R"({"limits":{"messages_per_token_per_s":1000000000,"messages_burst":1000000000,
  "connections":100000,"connections_per_address":100000,"join_failures_burst":1000000}})";
constexpr std::string_view options = "abcd";
constexpr std::size_t ideas_a_page = 100;
// The ids of requests; those of ideas and votes count on from the last two.
constexpr std::int64_t id_sign_on = 1, id_watch = 2, id_lead = 3, id_idea = 1'000, id_vote = 1'000'000;

double ms(steady_clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

double processor_s() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

json::object label(std::string_view text) { return {{"th", text}, {"en", text}}; }

std::string name_of_ballot(std::size_t index) { return "q" + std::to_string(index + 1); }

json::object stratum(std::string_view id, std::initializer_list<std::string_view> values) {
  json::array list;
  for (const auto each : values) list.push_back(json::object{{"id", each}, {"label", label(each)}});
  return {{"id", id}, {"label", label(id)}, {"values", std::move(list)}};
}

json::object definition_of(std::size_t ballots) {
  json::array list, ids;
  for (std::size_t i = 0; i < ballots; ++i) {
    json::array choices;
    for (const char option : options)
      choices.push_back(json::object{{"id", std::string(1, option)}, {"label", label("เรื่องที่ควรทำก่อนในตำบลของเรา")}});
    ids.emplace_back(name_of_ballot(i));
    list.push_back(json::object{{"id", name_of_ballot(i)},
                                {"kind", "single"},
                                {"question", label("เรื่องใดสำคัญที่สุดสำหรับตำบลของเราในห้าปีข้างหน้า")},
                                {"reveal", "on_publish"},
                                {"secrecy", "linked"},
                                {"options", std::move(choices)}});
  }
  return {
      {"method", "town_meeting"},
      {"title", label("เวทีห้าพันคน")},
      {"issue", label("แผนพัฒนาตำบล")},
      {"convenor", json::object{{"agency", "bench"}, {"commitment", label("จะตอบทุกข้อภายใน 60 วัน")}}},
      {"admission", "seats"},
      {"strata", json::array{stratum("gender", {"f", "m"}), stratum("age", {"a15", "a30", "a45", "a60"})}},
      {"tables", json::object{{"size", json::array{8, 12}}, {"balance", json::array{"gender", "age"}}}},
      {"agenda",
       json::array{json::object{{"id", "talk"}, {"kind", "ideas"}, {"title", label("สนทนาตามโต๊ะ")}, {"minutes", 60}},
                   json::object{{"id", "vote"},
                                {"kind", "ballots"},
                                {"title", label("ลงคะแนน")},
                                {"minutes", 60},
                                {"ballots", std::move(ids)}}}},
      {"ballots", std::move(list)}};
}

}  // namespace

effort town::so_far() const {
  const std::chrono::duration<double> now = steady_clock::now().time_since_epoch();
  return {now.count(), processor_s(), server_.now().processor_s};
}

effort town::since(const effort& then) const {
  const effort now = so_far();
  return {now.passed_s - then.passed_s, now.crowd_s - then.crowd_s, now.server_s - then.server_s};
}

town::town(const std::string& program, const std::string& folder, town_size how)
    : how_(how),
      server_({.program = program, .folder = folder, .config = config}),
      swarm_(server_.where()),
      tables_(how.phones),
      themes_(tables_ + how.tables),
      lead_(themes_ + how.theme_pages),
      screen_(lead_ + 1),
      phones_(how.phones),
      pages_(how.theme_pages) {
  for (const char* role : {"organiser", "facilitator", "theme_team", "lead"}) server_.add_account(role, role, password);
  (void)server_.start();
  prepare();
  swarm_.on_open = [this](slot who) { sign_on(who); };
  swarm_.on_text = [this](slot who, std::string_view message) { take(who, message); };
  swarm_.on_closed = [this](slot who, const ws::closure& why) {
    if (refusal_.empty())
      refusal_ = "socket " + std::to_string(who) + " closed (" + std::to_string(why.code) + " " + why.why + ")";
  };
}

json::object town::ask(const char* method, json::object params) {
  ws::rpc call(server_.where());
  call.token = organiser_;
  ws::reply answer = call.call(method, params);
  if (!answer.ok()) throw std::runtime_error(std::string(method) + ": " + answer.code);
  return std::move(answer.result.as_object());
}

std::string town::token_of(const char* role) {
  return crowd::text_in(ask("account.login", {{"name", role}, {"password", password}}), "token");
}

void town::prepare() {
  organiser_ = token_of("organiser");
  const json::object made = ask("deliberation.create", {{"definition", definition_of(how_.ballots)}});
  deliberation_ = crowd::text_in(made, "deliberation");
  code_ = crowd::text_in(made, "code");
  constexpr std::string_view ages[] = {"a15", "a30", "a45", "a60"};
  constexpr std::size_t a_request = 2000;
  for (std::size_t from = 0; from < how_.phones; from += a_request) {
    json::array people, ids;
    for (std::size_t i = from; i < std::min(how_.phones, from + a_request); ++i) {
      const std::string person = "p" + std::to_string(i + 1);
      people.push_back(json::object{
          {"id", person}, {"strata", json::object{{"gender", i % 2 == 0 ? "f" : "m"}, {"age", ages[i / 2 % 4]}}}});
      ids.emplace_back(person);
    }
    ask("roll.import", {{"deliberation", deliberation_}, {"people", std::move(people)}});
    const json::object issued = ask("seat.issue", {{"deliberation", deliberation_}, {"ids", std::move(ids)}});
    for (const json::value& seat : crowd::array_in(issued, "seats"))
      seats_.push_back(crowd::text_in(seat.as_object(), "seat"));
  }
  ask("table.form", {{"deliberation", deliberation_}, {"count", how_.tables}});
  ask("stage.start", {{"deliberation", deliberation_}, {"stage", "talk"}});
  floor_ = token_of("facilitator");
  team_ = token_of("theme_team");
  leader_ = token_of("lead");
  projector_ = crowd::text_in(ask("screen.join", {{"code", code_}}), "token");
}

void town::send(slot who, std::int64_t id, std::string_view method, json::object params) {
  if (!is_phone(who) && who != screen_ && id != id_sign_on) params["deliberation"] = deliberation_;
  swarm_.send_text(who, ws::request_text(id, method, params));
}

void town::sign_on(slot who) {
  if (is_phone(who)) return send(who, id_sign_on, "session.join", {{"code", code_}, {"seat", seats_[who]}});
  const std::string& token = is_table(who) ? floor_ : is_theme_page(who) ? team_ : who == lead_ ? leader_ : projector_;
  send(who, id_sign_on, "session.resume", {{"token", token}});
}

/// What the page of each watches (client-web/src/model); the table pages keep the list of all tables open beside their
/// own, as one does that looks for another table: more than they need in their work.
std::vector<std::string> town::views_of(slot who) const {
  if (is_phone(who)) return {"agenda", "me", "tally/q1"};
  if (is_table(who)) return {"agenda", "tables", "table/" + std::to_string(who - tables_ + 1)};
  if (is_theme_page(who)) return {"agenda", "themes", "ideas"};
  if (who == lead_) return {"agenda", "room", "tables", "tally/q1"};
  return {"agenda", "tally/q1"};
}

void town::watch(slot who, const std::vector<std::string>& views) {
  json::array list;
  for (const auto& each : views) list.emplace_back(each);
  send(who, id_watch, "view.watch", {{"views", std::move(list)}});
}

void town::take(slot who, std::string_view message) {
  if (const auto id = ws::number_at(ws::member(message, "id"))) return answered(who, *id, message);
  const std::string_view params = ws::member(message, "params");
  const auto view = ws::string_at(ws::member(params, "view"));
  if (!view) return;
  if (is_phone(who)) return phone_view(phones_[who], *view, params);
  if (is_theme_page(who)) return theme_view(who, *view, ws::member(params, "doc"));
  if (who == screen_ && *view == "tally/q1" && screen_result_ == time_point{} &&
      ws::string_at(ws::member(params, "doc", "status")) == "published")
    screen_result_ = steady_clock::now();
}

void town::answered(slot who, std::int64_t id, std::string_view message) {
  const std::string_view result = ws::member(message, "result");
  if (result.empty()) {
    if (refusal_.empty())
      refusal_ = "socket " + std::to_string(who) + ", request " + std::to_string(id) + ": " +
                 std::string(ws::string_at(ws::member(message, "error", "data", "code")).value_or("an error"));
    return;
  }
  if (id == id_sign_on) {
    ++bound_;
    watch(who, views_of(who));
  } else if (id == id_watch) {
    ++watching_;
  } else if (id == id_lead) {
    ++lead_answered_;
    lead_seq_ = ws::number_at(ws::member(result, "seq")).value_or(0);
  } else if (id >= id_vote) {
    phone& one = phones_[who];
    one.acknowledged = steady_clock::now();
    ++acknowledged_;
    if (soak_left_ > 0) {
      --soak_left_;
      send_vote(who, 1 + one.votes % (how_.ballots - 1));
    }
  } else if (id >= id_idea) {
    const auto number = ws::string_at(ws::member(result, "idea")).value_or("i0");
    ideas_[static_cast<std::size_t>(id - id_idea)].number = std::stoul(std::string(number.substr(1)));
  }
}

void town::phone_view(phone& one, std::string_view view, std::string_view params) {
  if (view == "agenda") {
    one.agenda = steady_clock::now();
    one.agenda_rev = ws::number_at(ws::member(params, "rev")).value_or(0);
  } else if (view == "tally/q1") {
    const std::string_view doc = ws::member(params, "doc");
    const auto voted = ws::number_at(ws::member(doc, "voted")).value_or(0);
    if (static_cast<std::size_t>(voted) == how_.phones && one.all_voted == time_point{})
      one.all_voted = steady_clock::now();
    if (one.result == time_point{} && ws::string_at(ws::member(doc, "status")) == "published")
      one.result = steady_clock::now();
  }
}

void town::theme_view(slot who, std::string_view view, std::string_view doc) {
  theme_page& page = pages_[who - themes_];
  if (view == "ideas") {
    const auto pages = static_cast<std::size_t>(ws::number_at(ws::member(doc, "pages")).value_or(0));
    std::vector<std::string> fresh;
    for (; page.shown.size() < pages; page.shown.push_back(0))
      fresh.push_back("ideas/" + std::to_string(page.shown.size()));
    if (!fresh.empty()) watch(who, fresh);
  } else if (view.starts_with("ideas/")) {
    // The last idea tells how many there are; what stands before it was there before, or came with it.
    const std::size_t at = doc.rfind(R"({"idea":"i)");
    if (at == std::string_view::npos) return;
    const auto number =
        std::stoul(std::string(ws::string_at(ws::member(doc.substr(at), "idea")).value_or("i0").substr(1)));
    std::size_t& shown = page.shown.at((number - 1) / ideas_a_page);
    const std::size_t first = (number - 1) / ideas_a_page * ideas_a_page + 1;
    for (std::size_t i = first + shown; i <= number; ++i) page.seen.emplace(i, steady_clock::now());
    shown = number - first + 1;
  }
}

void town::until(const char* what, const std::function<bool()>& done) {
  const bool happened = swarm_.run_until([&] { return done() || !refusal_.empty(); }, 3min);
  if (!refusal_.empty()) throw std::runtime_error(std::string(what) + ": " + refusal_);
  if (!happened) throw std::runtime_error(std::string(what) + ": it did not come to that within three minutes");
}

void town::quiet(std::chrono::milliseconds how_long) {
  swarm_.run_until([] { return false; }, how_long);
}

void town::lead_does(std::string_view method, json::object params) {
  ++lead_asked_;
  send(lead_, id_lead, method, std::move(params));
}

void town::gather() {
  for (slot who = 0; who < sockets(); ++who) swarm_.connect(who);
  until("gathering", [this] { return watching_ >= sockets(); });
  lead_does("stage.start", {{"stage", "vote"}});
  lead_does("ballot.open", {{"ballot", "q1"}});
  until("opening", [this] { return lead_answered_ == lead_asked_; });
  quiet(1500ms);  // the last views of the arrival
}

void town::send_vote(slot who, std::size_t ballot) {
  phone& one = phones_[who];
  const auto number = one.votes++;
  const std::string person = std::to_string(who), vote = std::to_string(number);
  one.sent = steady_clock::now();
  swarm_.send_text(who, R"({"jsonrpc":"2.0","id":)" + std::to_string(id_vote + static_cast<std::int64_t>(number)) +
                            R"(,"method":"ballot.cast","params":{"ballot":")" + name_of_ballot(ballot) +
                            R"(","choice":[")" + options[(who + number) % options.size()] + R"("],"command_id":"b)" +
                            person + "-" + vote + R"("}})");
}

town::instant_vote town::vote_at_once() {
  instant_vote out;
  const effort then = so_far();
  const std::size_t before = acknowledged_;
  for (slot who = 0; who < how_.phones; ++who) send_vote(who, 0);
  until("voting at once", [&] { return acknowledged_ - before == how_.phones; });
  const auto has_all = [](const phone& one) { return one.all_voted != time_point{}; };
  swarm_.run_until([&] { return std::all_of(phones_.begin(), phones_.end(), has_all); }, 10s);
  out.took = since(then);
  out.acknowledged = acknowledged_ - before;
  std::vector<double> taken;
  time_point last_ack{}, last_tally{};
  for (const phone& one : phones_) {
    taken.push_back(ms(one.acknowledged - one.sent));
    last_ack = std::max(last_ack, one.acknowledged);
    last_tally = std::max(last_tally, one.all_voted);
    if (!has_all(one)) ++out.without_final;
  }
  out.ack_ms = crowd::spread_of(std::move(taken));
  out.final_tally_ms = std::max(0.0, ms(last_tally - last_ack));
  return out;
}

town::revealed town::reveal() {
  lead_does("ballot.close", {{"ballot", "q1"}});
  until("closing", [this] { return lead_answered_ == lead_asked_; });
  quiet(1500ms);
  revealed out;
  const effort then = so_far();
  const auto begin = steady_clock::now();
  lead_does("ballot.publish", {{"ballot", "q1"}});
  const auto shows = [this](const phone& one) {
    return lead_answered_ == lead_asked_ && one.result != time_point{} && one.agenda_rev >= lead_seq_;
  };
  const auto all_show = [&] {
    return screen_result_ != time_point{} && std::all_of(phones_.begin(), phones_.end(), shows);
  };
  swarm_.run_until(all_show, 10s);
  out.took = since(then);
  time_point last = begin;
  for (const phone& one : phones_) {
    last = std::max({last, one.result, one.agenda});
    if (!shows(one)) ++out.without;
  }
  if (screen_result_ == time_point{}) ++out.without;
  out.phones_ms = ms(last - begin);
  out.screen_ms = ms(screen_result_ - begin);
  return out;
}

town::streamed town::stream(double ideas_per_s, std::chrono::milliseconds how_long) {
  const auto count = static_cast<std::size_t>(ideas_per_s * std::chrono::duration<double>(how_long).count());
  const effort then = so_far();
  ideas_.assign(count, {});
  for (std::size_t i = 0; i < count; ++i)
    swarm_.after(
        std::chrono::milliseconds(static_cast<std::int64_t>(1000.0 * static_cast<double>(i) / ideas_per_s)), [this, i] {
          const std::size_t table = i * 7 % how_.tables;
          ideas_[i].at = steady_clock::now();
          send(tables_ + table, id_idea + static_cast<std::int64_t>(i), "idea.add",
               {{"table", table + 1},
                {"text", "อยากให้มีทางเท้าที่คนสูงอายุเดินได้จริงและไฟส่องสว่างตลอดถนนหน้าโรงเรียน ข้อที่ " + std::to_string(i)},
                {"agreement", "most"},
                {"command_id", "idea-" + std::to_string(i)}});
        });
  const auto seen_everywhere = [this](const sent_idea& one) {
    return one.number > 0 && std::all_of(pages_.begin(), pages_.end(),
                                         [&](const theme_page& page) { return page.seen.contains(one.number); });
  };
  const auto all_sent = [this] {
    return std::all_of(ideas_.begin(), ideas_.end(), [](const sent_idea& one) { return one.number > 0; });
  };
  swarm_.run_until([] { return false; }, how_long);
  swarm_.run_until([&] { return all_sent() && std::all_of(ideas_.begin(), ideas_.end(), seen_everywhere); }, 10s);
  if (!refusal_.empty()) throw std::runtime_error("streaming ideas: " + refusal_);
  streamed out;
  out.took = since(then);
  out.ideas = count;
  std::vector<double> taken;
  for (const sent_idea& one : ideas_) {
    if (!seen_everywhere(one)) {
      ++out.lost;
      continue;
    }
    time_point last{};
    for (const theme_page& page : pages_) last = std::max(last, page.seen.at(one.number));
    taken.push_back(ms(last - one.at));
  }
  const crowd::spread all = crowd::spread_of(taken);
  out.p50 = all.p50;
  out.p95 = crowd::percentile(std::move(taken), 0.95);
  out.max = all.max;
  return out;
}

std::size_t town::soak(std::size_t votes, std::size_t every, const std::function<void(std::size_t)>& sample) {
  for (std::size_t i = 1; i < how_.ballots; ++i) lead_does("ballot.open", {{"ballot", name_of_ballot(i)}});
  until("opening", [this] { return lead_answered_ == lead_asked_; });
  quiet(1500ms);
  const std::size_t before = acknowledged_;
  soak_left_ = votes - std::min(votes, how_.phones);
  for (slot who = 0; who < std::min(votes, how_.phones); ++who)
    send_vote(who, 1 + phones_[who].votes % (how_.ballots - 1));
  for (std::size_t next = every; next <= votes; next += every) {
    until("soaking", [&] { return acknowledged_ - before >= next; });
    sample(acknowledged_ - before);
  }
  until("soaking", [&] { return acknowledged_ - before >= votes; });
  return acknowledged_ - before;
}

}  // namespace ruamkit::bench
