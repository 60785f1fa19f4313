// Printed cards, as the organiser asks for them: through the real socket, with a token; what is printed lets people in.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "hall.hpp"
#include "programs/process.hpp"

namespace ruamkit::scenario {
namespace {

struct answer {
  int status = 0;
  std::string headers, body;

  [[nodiscard]] std::string code() const {
    const auto error = json::parse(body).at("error").at("data").as_object();
    const auto* at = error.if_contains("at");
    return json::value_to<std::string>(error.at("code")) +
           (at != nullptr ? " " + json::value_to<std::string>(*at) : "");
  }
};

std::string cards(const hall& h, const std::string& file) {
  return "/api/deliberations/" + h.deliberation + "/cards/" + file;
}

answer ask(const hall& h, const char* method, const std::string& target, const std::string& token,
           const std::string& body = {}, const std::string& more = {}) {
  auto extra = token.empty() ? std::string() : "Authorization: Bearer " + token + "\r\n";
  if (!body.empty()) extra += "Content-Type: application/json\r\n";
  auto got = ws::http(h.server.where(), true, method, target, body, extra + more);
  return {got.status, std::move(got.headers), std::move(got.body)};
}

std::string token_of(const hall& h, const std::string& name) {
  auto who = h.connect();
  return json::value_to<std::string>(ok(who, "account.login", {{"name", name}, {"password", password}}).at("token"));
}

std::string text_in(const hall& h, const std::string& pdf) {
  const programs::scratch folder(h.folder.path());
  const auto path = folder.path() + "/cards.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  const auto read = programs::run({"pdftotext", "-layout", path, "-"});
  REQUIRE(read.exit_code == 0);
  return read.out;
}

/// The seat codes on the cards, in no order.
std::vector<std::string> codes_on(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::string> out;
  for (std::string each; words >> each;)
    if (each.size() == 11 && each[3] == '-' && each[7] == '-') out.push_back(each);
  return out;
}

/// What a phone's camera reads on the first page, in no order.
std::vector<std::string> links_on(const hall& h, const std::string& pdf) {
  const programs::scratch folder(h.folder.path());
  const auto path = folder.path() + "/cards.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  REQUIRE(programs::run({"pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", path, folder.path() + "/page"})
              .exit_code == 0);
  const auto seen = programs::run(
      {"zbarimg", "--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", folder.path() + "/page.png"});
  REQUIRE(seen.exit_code == 0);
  std::istringstream lines(seen.out);
  std::vector<std::string> out;
  for (std::string each; std::getline(lines, each);) out.push_back(each);
  return out;
}

hall hall_of_phayao() {
  auto d = json::parse(with_tables()).as_object();
  d["title"] = json::object{{"th", "เวทีประชาชนจังหวัดพะเยา"}, {"en", "Phayao town meeting"}};
  return hall({.definition = json::serialize(d)});
}

}  // namespace

TEST_CASE("a printed card lets its holder in by the QR code and by the letters, printed anew, the earlier card ends") {
  auto h = hall_of_phayao();
  h.prepare(3);
  const auto token = token_of(h, "organiser");
  const auto first = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"ids":["p1","p2"]})");
  REQUIRE(first.status == 200);
  CHECK(first.headers.find("Content-Type: application/pdf") != std::string::npos);
  CHECK(first.headers.find("Cache-Control: no-store") != std::string::npos);
  CHECK(first.headers.find("seat-cards-" + h.deliberation + ".pdf") != std::string::npos);
  const auto text = text_in(h, first.body);
  CHECK(text.find("เวทีประชาชนจังหวัดพะเยา") != std::string::npos);
  CHECK(text.find("เลขที่ p1") != std::string::npos);
  const auto codes = codes_on(text);
  REQUIRE(codes.size() == 2);

  // What the earlier issue made for these two is void; the third's card was not printed anew.
  auto phone = h.connect();
  for (const std::size_t old : {0U, 1U})
    CHECK(no(phone, "session.join", {{"code", h.code}, {"seat", h.seats[old].code}}) == "unknown_seat /params/seat");
  ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[2].code}});

  auto links = links_on(h, first.body);
  REQUIRE(links.size() == 2);
  const auto host = h.server.where().authority();
  for (std::size_t i = 0; i < 2; ++i) {
    auto seat = codes[i];
    std::erase(seat, '-');
    CHECK(std::ranges::count(links, "http://" + host + "/j/" + h.code + "#seat=" + seat) == 1);
    auto one = h.connect();
    const auto joined = ok(one, "session.join", {{"code", h.code}, {"seat", codes[i]}});
    CHECK(joined.at("participant").as_string() == "p" + std::to_string(i + 1));
  }

  const auto again = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"ids":["p1"],"lang":"en"})");
  REQUIRE(again.status == 200);
  CHECK(text_in(h, again.body).find("Phayao town meeting") != std::string::npos);
  CHECK(no(phone, "session.join", {{"code", h.code}, {"seat", codes[0]}}) == "unknown_seat /params/seat");
}

TEST_CASE("cards for those without, for more than there are, and for everyone anew") {
  auto h = hall_of_phayao();
  h.prepare(2);
  const auto token = token_of(h, "organiser");
  CHECK(ask(h, "POST", cards(h, "seats.pdf"), token, "{}").code() == "no_cards");
  const auto spare = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"count":3,"command_id":"print-1"})");
  REQUIRE(spare.status == 200);
  CHECK(codes_on(text_in(h, spare.body)).size() == 3);
  CHECK(h.view("room").at("seats") == 5);
  // The answer was lost: asked again, the same three seats, with other codes.
  const auto repeat = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"count":3,"command_id":"print-1"})");
  REQUIRE(repeat.status == 200);
  CHECK(h.view("room").at("seats") == 5);
  CHECK(codes_on(text_in(h, repeat.body)).size() == 3);
  CHECK(codes_on(text_in(h, repeat.body)) != codes_on(text_in(h, spare.body)));
  const auto all = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"all":true})");
  REQUIRE(all.status == 200);
  CHECK(codes_on(text_in(h, all.body)).size() == 5);
  auto phone = h.connect();
  CHECK(no(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}}) == "unknown_seat /params/seat");
}

TEST_CASE("a page for each table, with the way in") {
  auto h = hall_of_phayao();
  h.prepare(4);
  const auto token = token_of(h, "organiser");
  CHECK(ask(h, "GET", cards(h, "tables.pdf"), token).code() == "no_tables");
  h.staff("table.form", {{"count", 3}});
  const auto made = ask(h, "GET", cards(h, "tables.pdf?lang=en"), token, {}, "");
  REQUIRE(made.status == 200);
  const auto text = text_in(h, made.body);
  CHECK(std::ranges::count(text, '\f') == 3);
  CHECK(text.find("Phayao town meeting") != std::string::npos);
  const auto links = links_on(h, made.body);
  REQUIRE(links.size() == 2);
  CHECK(links[0].ends_with("/j/" + h.code));
}

TEST_CASE("links are printed as people reach the server: by the page's own origin, also behind a proxy") {
  hall h({.config = R"({"origins": ["https://hall.example.go.th"]})"});
  h.prepare(1);
  const auto token = token_of(h, "organiser");
  const auto printed = [&](const std::string& header) {
    const auto got = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"ids":["p1"]})", header);
    REQUIRE(got.status == 200);
    return links_on(h, got.body).at(0);
  };
  CHECK(printed("Origin: https://hall.example.go.th\r\n").starts_with("https://hall.example.go.th/j/"));
  CHECK(printed("").starts_with("http://"));
  CHECK(ask(h, "POST", cards(h, "seats.pdf"), token, R"({"ids":["p1"]})", "Origin: https://evil.example\r\n").status ==
        403);
}

TEST_CASE("who may print, and what is refused before anything is issued") {
  auto h = hall_of_phayao();
  h.prepare(2);
  const auto token = token_of(h, "organiser");
  for (const auto* role : {"facilitator", "lead", "theme_team", "committee"}) {
    CAPTURE(role);
    h.server.add_account(role, role, password);
    const auto got = ask(h, "POST", cards(h, "seats.pdf"), token_of(h, role), R"({"all":true})");
    CHECK(got.status == 403);
    CHECK(got.code() == "not_allowed");
  }
  h.staff("table.form", {{"count", 1}});
  CHECK(ask(h, "GET", cards(h, "tables.pdf"), token_of(h, "lead")).status == 200);
  CHECK(ask(h, "GET", cards(h, "tables.pdf"), token_of(h, "facilitator")).status == 403);
  CHECK(ask(h, "POST", cards(h, "seats.pdf"), "", R"({"all":true})").status == 401);
  CHECK(ask(h, "GET", cards(h, "seats.pdf"), token).status == 405);
  CHECK(ask(h, "POST", cards(h, "tables.pdf"), token, "{}").status == 405);
  CHECK(ask(h, "GET", cards(h, "walls.pdf"), token).status == 404);
  CHECK(ask(h, "POST", "/api/deliberations/d_nothing/cards/seats.pdf", token, "{}").status == 404);
  CHECK(ask(h, "GET", cards(h, "tables.pdf?lang=fr"), token).code() == "out_of_range /lang");

  struct row {
    const char* body;
    const char* code;
    int status;
  };
  constexpr std::array rows{row{R"({"count":0})", "out_of_range /count", 400},
                            row{R"({"count":"3"})", "wrong_type /count", 400},
                            row{R"({"count":5001})", "too_many_cards", 409},
                            row{R"({"count":3,"ids":["p1"]})", "unknown_param /count", 400},
                            row{R"({"all":true,"ids":["p1"]})", "unknown_param /all", 400},
                            row{R"({"all":1})", "wrong_type /all", 400},
                            row{R"({"ids":["nobody"]})", "unknown_participant /ids/0", 409},
                            row{R"({"lang":"fr"})", "out_of_range /lang", 400},
                            row{R"({"lang":7})", "wrong_type /lang", 400},
                            row{R"({"deliberation":"d_x"})", "unknown_param /deliberation", 400},
                            row{R"({"colour":"red"})", "unknown_param /colour", 400},
                            row{R"(["p1"])", "invalid_request", 400},
                            row{"{", "malformed_json", 400}};
  const auto before = h.view("room").at("seats");
  for (const auto& each : rows) {
    CAPTURE(each.body);
    const auto got = ask(h, "POST", cards(h, "seats.pdf"), token, each.body);
    CHECK(got.status == each.status);
    CHECK(got.code() == each.code);
  }
  CHECK(h.view("room").at("seats") == before);
  auto phone = h.connect();
  ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
}

TEST_CASE("people vote while cards are printed, and one file too many is told to come back with nothing issued") {
  auto h = hall_of_phayao();
  h.prepare(1);
  h.open({"single"});
  const auto token = token_of(h, "organiser");
  // Its answer has come once the seats are there, so that the rest is about paper alone.
  h.staff("seat.issue", {{"count", 400}});
  auto phone = h.seated(0);
  const auto ask_for_all = [&] {
    const auto got = ask(h, "POST", cards(h, "seats.pdf"), token, R"({"all":true})");
    const bool busy =
        got.status == 503 && got.code() == "busy" && got.headers.find("Retry-After: ") != std::string::npos;
    return got.status == 200 ? rush::end::made : busy ? rush::end::busy : rush::end::other;
  };
  const auto all = rush_of(8, ask_for_all, phone, "single");
  CHECK(all.made > 0);
  CHECK(all.other == 0);
  CHECK(all.made + all.busy == 8);
  CHECK(all.votes > all.made + 1);  // a vote that had to wait for a file would be one a file
}

}  // namespace ruamkit::scenario
