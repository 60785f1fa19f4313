// What people are given to read: attached by the organiser, read by anybody, and proved by the ledger.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

constexpr const char* pdf = "application/pdf";
constexpr const char* markdown = "text/markdown";

/// every_kind() with a briefing and a commitment.
std::string with_documents() {
  auto definition = json::parse(every_kind()).as_object();
  definition["documents"] = json::parse(R"([
    {"id":"brief.1","title":{"th":"ข้อมูลก่อนหารือ"},"file":"brief.md","role":"briefing"},
    {"id":"promise","title":{"th":"คำมั่น"},"file":"promise.pdf","role":"commitment"}])");
  return json::serialize(definition);
}

struct reading_hall : hall {
  reading_hall() : hall({.config = "{}", .tls = false, .definition = with_documents()}) { prepare(0); }

  [[nodiscard]] std::string at(const std::string& document) const {
    return "/api/deliberations/" + deliberation + "/documents/" + document;
  }
  ws::http_answer put(const std::string& document, const std::string& body, const std::string& type,
                      const std::string& token) const {
    return ws::http(
        server.where(), true, "PUT", at(document), body,
        "Content-Type: " + type + "\r\n" + (token.empty() ? std::string() : "Authorization: Bearer " + token + "\r\n"));
  }
  ws::http_answer get(const std::string& document, const std::string& extra = {}) const {
    return ws::http(server.where(), true, "GET", at(document), {}, extra);
  }
  std::string token_of(const std::string& name, const std::string& role) {
    if (role != "organiser") server.add_account(name, role, password);
    auto phone = connect();
    return json::value_to<std::string>(
        ok(phone, "account.login", {{"name", name}, {"password", password}}).at("token"));
  }
  json::object document(std::size_t index) { return view("agenda").at("documents").as_array().at(index).as_object(); }
  [[nodiscard]] std::filesystem::path kept(const json::object& print) const {
    return std::filesystem::path(server.data()) / "documents" / json::value_to<std::string>(print.at("sha256"));
  }
};

std::string code_of(const ws::http_answer& refused) {
  return std::to_string(refused.status) + " " +
         json::value_to<std::string>(json::parse(refused.body).at("error").at("data").at("code"));
}

bool says(const ws::http_answer& got, const std::string& header) {
  return got.headers.find(header) != std::string::npos;
}

}  // namespace

TEST_CASE("an attached file is shown to everybody, and the agenda and a restart keep what it was") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  const auto before = h.document(0);
  CHECK(before.at("role") == "briefing");
  CHECK_FALSE(before.contains("attached"));
  CHECK(code_of(h.get("brief.1")) == "404 unknown_document");

  const std::string text = "# กว๊าน\n\nข้อความ<script>alert(1)</script> [ดู](javascript:alert(1))\n";
  const auto put = h.put("brief.1", text, markdown, token);
  REQUIRE_MESSAGE(put.status == 200, put.body);
  const auto print = json::parse(put.body).as_object();
  CHECK(print.at("document") == "brief.1");
  CHECK(print.at("bytes") == text.size());
  CHECK(print.at("type") == markdown);
  const auto shown = h.document(0).at("attached").as_object();
  CHECK(shown.at("sha256") == print.at("sha256"));
  CHECK(shown.at("bytes") == text.size());

  const auto page = h.get("brief.1");
  CHECK(page.status == 200);
  CHECK(says(page, "Content-Type: text/html; charset=utf-8"));
  CHECK(says(page, "X-Content-Type-Options: nosniff"));
  CHECK(says(page, "Content-Security-Policy: default-src 'none'; style-src 'sha256-"));
  CHECK(page.body.find("<h1>กว๊าน</h1>") != std::string::npos);
  CHECK(page.body.find("<script") == std::string::npos);
  CHECK(page.body.find("javascript:") == std::string::npos);
  CHECK(page.body.find(json::value_to<std::string>(print.at("sha256"))) != std::string::npos);
  const auto source = h.get("brief.1?as=source");
  CHECK(says(source, "Content-Type: text/plain; charset=utf-8"));
  CHECK(source.body == text);

  const std::string paper = "%PDF-1.7\n" + std::string(300'000, 'x');
  REQUIRE(h.put("promise", paper, pdf, token).status == 200);
  h.server.kill();
  h.server.start();
  const auto again = h.get("promise");
  CHECK(again.status == 200);
  CHECK(says(again, "Content-Type: application/pdf"));
  CHECK(says(again, "Content-Disposition: inline;"));
  CHECK(again.body == paper);
  CHECK(h.get("brief.1").body == page.body);

  const auto begin = again.headers.find("ETag: ") + 6;
  const auto tag = again.headers.substr(begin, again.headers.find('\r', begin) - begin);
  const auto same = h.get("promise", "If-None-Match: " + tag + "\r\n");
  CHECK(same.status == 304);
  CHECK(same.body.empty());
}

TEST_CASE("what is no document is refused with its reason, and nothing is kept of it") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  struct row {
    const char* says;
    const char* document;
    std::string body;
    const char* type;
  };
  const row rows[] = {{"415 document_kind", "promise", "PK\x03\x04", pdf},
                      {"415 document_kind", "promise", "", pdf},
                      {"415 document_kind", "brief.1", "\xff\xfe", markdown},
                      {"415 document_kind", "brief.1", "", markdown},
                      {"415 document_kind", "brief.1", std::string("a\0b", 3), markdown},
                      {"415 document_kind", "brief.1", "text", "text/html"},
                      {"404 unknown_document", "other", "%PDF-1.7", pdf},
                      {"413 document_too_large", "promise", "%PDF-" + std::string(20 * 1024 * 1024, 'x'), pdf}};
  for (const auto& each : rows) {
    CAPTURE(each.says);
    CAPTURE(each.type);
    CHECK(code_of(h.put(each.document, each.body, each.type, token)) == each.says);
  }
  CHECK(code_of(h.put("promise", "%PDF-1.7", pdf, "")) == "401 not_signed_in");
  CHECK(code_of(h.put("promise", "%PDF-1.7", pdf, "nonsense")) == "401 token_invalid");
  for (const auto* role : {"lead", "facilitator", "committee"})
    CHECK(code_of(h.put("promise", "%PDF-1.7", pdf, h.token_of(role, role))) == "403 not_allowed");
  const auto elsewhere = ws::http(h.server.where(), true, "GET", "/api/deliberations/d_none/documents/promise");
  CHECK(code_of(elsewhere) == "404 unknown_deliberation");
  CHECK_FALSE(std::filesystem::exists(std::filesystem::path(h.server.data()) / "documents"));
  CHECK_FALSE(h.document(1).contains("attached"));
  const auto person = h.get("promise", "Accept: text/html\r\n");
  CHECK(person.status == 404);
  CHECK(person.body.find("ไม่พบหน้านี้") != std::string::npos);
  // As large as may be is taken.
  CHECK(h.put("promise", "%PDF-" + std::string(20 * 1024 * 1024 - 5, 'x'), pdf, token).status == 200);
}

TEST_CASE("a file that changed on the disk is never given, and attaching it again repairs it") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  const std::string paper = "%PDF-1.4 the whole truth";
  const auto print = json::parse(h.put("promise", paper, pdf, token).body).as_object();
  h.server.stop();
  {
    std::ofstream changed(h.kept(print), std::ios::binary);
    changed << "%PDF-1.4 the whole trick";
  }
  h.server.start();
  CHECK(code_of(h.get("promise")) == "500 document_damaged");
  CHECK(h.get("promise", "Accept: text/html\r\n").body.find("<h1>") != std::string::npos);
  std::filesystem::remove(h.kept(print));
  CHECK(code_of(h.get("promise")) == "500 document_damaged");
  CHECK(h.put("promise", paper, pdf, token).status == 200);
  CHECK(h.get("promise").body == paper);
  std::ofstream(h.kept(print), std::ios::trunc) << "short";
  CHECK(h.put("promise", paper, pdf, token).status == 200);
  h.server.stop();
  h.server.start();
  CHECK(h.get("promise").body == paper);
}

TEST_CASE("a file attached again takes the place of the first, whose content stays") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  const auto first = json::parse(h.put("promise", "%PDF-1.4 one", pdf, token).body).as_object();
  CHECK(h.get("promise").body == "%PDF-1.4 one");
  const auto second = json::parse(h.put("promise", "# two", markdown, token).body).as_object();
  CHECK(h.get("promise?as=source").body == "# two");
  CHECK(h.document(1).at("attached").at("sha256") == second.at("sha256"));
  CHECK(std::filesystem::exists(h.kept(first)));
}

TEST_CASE("a report lists every file that was attached, the replaced one too, also after the last stage") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  const auto put = [&](const char* body) {
    return json::value_to<std::string>(json::parse(h.put("promise", body, pdf, token).body).at("sha256"));
  };
  const auto report = [&](const std::string& ending) {
    const auto got = ws::http(h.server.where(), true, "GET",
                              "/api/deliberations/" + h.deliberation + "/report." + ending + "?lang=th", {},
                              "Authorization: Bearer " + token + "\r\n");
    REQUIRE(got.status == 200);
    return got.body;
  };
  h.staff("stage.start", {{"stage", "vote"}});
  const auto first = put("%PDF-1.4 one");
  h.staff("stage.finish", {{"stage", "vote"}});
  const auto before = json::parse(report("json")).as_object();
  CHECK(before.at("status") == "finished");
  // Finishing the agenda is no end: a stage may be started again, and a file attached; it stands there with its time,
  // and an earlier report with the sequence it was made at.
  const auto second = put("%PDF-1.4 two");
  const auto after = json::parse(report("json")).as_object();
  CHECK(before.at("documents").at(1).at("files").as_array().size() == 1);
  CHECK(after.at("documents").at(1).at("files").as_array().size() == 2);
  CHECK(after.at("standing").at("seq").as_int64() > before.at("standing").at("seq").as_int64());
  const auto table = report("csv");
  for (const auto& hash : {first, second})
    CHECK(table.find("\"ลายพิมพ์ SHA-256\",,\"" + hash + "\"") != std::string::npos);
  CHECK(table.find("\"brief.1\",\"ข้อมูลก่อนหารือ\",\"สถานะของไฟล์\",,\"ไม่ได้แนบไฟล์\"") != std::string::npos);
  CHECK(report("xlsx").starts_with("PK"));
}

TEST_CASE("a copy starts from the definition as it was prepared, and from the same files") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  REQUIRE(h.put("promise", "%PDF-1.4 kept", pdf, token).status == 200);
  const auto prepared = h.staff("deliberation.definition").at("definition");
  h.staff("table.form", {{"count", 1}});
  const auto idea = h.staff("idea.add", {{"table", 1}, {"text", "ปลูกต้นไม้"}}).at("idea");
  std::vector<json::value> themes;
  for (const auto* title : {"ก", "ข"})
    themes.push_back(h.staff("theme.add", {{"title", json::object{{"th", title}}}}).at("theme"));
  h.staff("theme.place", {{"idea", idea}, {"theme", themes[0]}});
  h.staff("ballot.make", {{"ballot", "made"},
                          {"question", json::object{{"th", "ข้อไหน"}}},
                          {"kind", "single"},
                          {"themes", json::array(themes.begin(), themes.end())}});
  REQUIRE(json::serialize(h.view("agenda")).find("\"made\"") != std::string::npos);
  CHECK(json::serialize(h.staff("deliberation.definition").at("definition")) == json::serialize(prepared));

  const auto from = h.deliberation;
  const auto copy = h.staff("deliberation.create", {{"definition", prepared}});
  h.deliberation = json::value_to<std::string>(copy.at("deliberation"));
  CHECK(code_of(h.get("promise")) == "404 unknown_document");
  h.staff("document.reuse", {{"document", "promise"}, {"from", from}});
  CHECK(h.get("promise").body == "%PDF-1.4 kept");
  CHECK(h.try_staff("document.reuse", {{"document", "brief.1"}, {"from", from}}).code == "unknown_document");
  CHECK(h.try_staff("document.reuse", {{"document", "promise"}, {"from", "d_none"}}).code == "unknown_deliberation");
  h.token_of("lead", "lead");
  auto lead = h.connect();
  ok(lead, "account.login", {{"name", "lead"}, {"password", password}});
  CHECK(no(lead, "document.reuse", {{"deliberation", h.deliberation}, {"document", "promise"}, {"from", from}}) ==
        "not_allowed");
  CHECK(no(lead, "deliberation.definition", {{"deliberation", from}}) == "not_allowed");
}

TEST_CASE("many phones read a large file at once from one buffer") {
  reading_hall h;
  const auto token = h.token_of("organiser", "organiser");
  const std::string paper = "%PDF-1.4 " + std::string(5'000'000, 'p');
  REQUIRE(h.put("promise", paper, pdf, token).status == 200);
  const auto before = h.server.resident_bytes();
  std::atomic<int> whole{0};
  std::vector<std::thread> phones;
  for (int i = 0; i < 40; ++i)
    phones.emplace_back([&] {
      const auto got = h.get("promise");
      if (got.status == 200 && got.body == paper) ++whole;
    });
  for (auto& each : phones) each.join();
  CHECK(whole == 40);
  // 40 copies would be 200 MB; ASan's own quarantine is left room for.
  CHECK(h.server.resident_bytes() < before + 100'000'000);
}

}  // namespace ruamkit::scenario
