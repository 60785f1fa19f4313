// A report's way through the sockets: what its address names, how it is handed over, how its refusal looks.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "hall.hpp"
#include "transport/response.hpp"
#include "transport/routes.hpp"

using namespace ruamkit;
using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

TEST_CASE("the address of a report names deliberation, format and language") {
  struct row {
    const char* target;
    place to;
    reports::format as;
    std::optional<reports::language> language;
  };
  using reports::format;
  using reports::language;
  const row rows[] = {{"/api/deliberations/d_abc/report.html", place::report, format::html, language::th},
                      {"/api/deliberations/d_abc/report.pdf?lang=en", place::report, format::pdf, language::en},
                      {"/api/deliberations/d_abc/report.json?x=y&lang=th", place::report, format::json, language::th},
                      {"/api/deliberations/d_abc/report.csv?lang=", place::report, format::csv, language::th},
                      {"/api/deliberations/d_abc/report.xlsx?lang=fr", place::report, format::xlsx, std::nullopt},
                      {"/api/deliberations/d_abc/report.xlsx?slang=fr", place::report, format::xlsx, language::th},
                      {"/api/deliberations/d_abc/report.docx", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations/d_abc/report.", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations/d_abc/report", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations//report.html", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations/a/b/report.html", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations/../report.html", place::nowhere, format{}, std::nullopt},
                      {"/api/deliberations/", place::nowhere, format{}, std::nullopt}};
  for (const auto& each : rows) {
    CAPTURE(each.target);
    const auto got = route_of(each.target);
    REQUIRE(got.to == each.to);
    if (got.to != place::report) continue;
    CHECK(got.report.deliberation == "d_abc");
    CHECK(got.report.as == each.as);
    CHECK(got.report.language == each.language);
  }
}

TEST_CASE("a document comes with its names, its own policy and no cache") {
  hall hall;
  auto visitor = hall.visitor();
  const auto got = visitor.get("/api/deliberations/d_1/report.csv", "Authorization: Bearer t\r\n");
  CHECK(got.status == 200);
  CHECK(got.body == "d_1");
  CHECK(got.headers.at("content-type") == "text/csv; charset=utf-8");
  CHECK(got.headers.at("cache-control") == "no-store");
  CHECK(got.headers.at("content-security-policy") == "sandbox");
  CHECK(got.headers.at("content-disposition") ==
        "attachment; filename=\"report.csv\"; filename*=UTF-8''"
        "%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%20%221%22.csv");

  visitor.send("HEAD /api/deliberations/d_1/report.csv HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\n\r\n");
  const auto head = visitor.answer(true);
  CHECK(head.status == 200);
  CHECK(head.headers.at("content-length") == "3");
  CHECK(visitor.get("/healthz").status == 200);  // the connection is still in step
}

TEST_CASE("a refused report says why as a JSON-RPC error, under the status that fits") {
  hall hall;
  auto visitor = hall.visitor();
  const auto stranger = visitor.get("/api/deliberations/d_1/report.csv");
  CHECK(stranger.status == 401);
  CHECK(stranger.headers.at("www-authenticate") == "Bearer");
  CHECK(stranger.headers.at("content-type") == "application/json");
  CHECK(stranger.body.find(R"("id":null)") != std::string::npos);
  CHECK(stranger.body.find(R"("code":"token_invalid")") != std::string::npos);
  const auto tongue = visitor.get("/api/deliberations/d_1/report.csv?lang=fr", "Authorization: Bearer t\r\n");
  CHECK(tongue.status == 400);
  CHECK(tongue.body.find(R"("at":"/lang")") != std::string::npos);
  hall.engine.full = true;
  const auto busy = visitor.get("/api/deliberations/d_1/report.csv", "Authorization: Bearer t\r\n");
  CHECK(busy.status == 503);
  CHECK(busy.headers.at("retry-after") == "1");
  CHECK(busy.body.find("busy") != std::string::npos);
}

TEST_CASE("a document may take longer to make than a call to answer, and has an end as well") {
  auto what = on_any_port();
  what.limits.reply = 10ms;
  what.limits.document = 400ms;
  hall hall{what};
  hall.engine.silent = true;
  auto visitor = hall.visitor();
  const auto begun = std::chrono::steady_clock::now();
  CHECK(visitor.get("/api/deliberations/d_1/report.pdf", "Authorization: Bearer t\r\n").status == 504);
  CHECK(std::chrono::steady_clock::now() - begun >= 400ms);
}
