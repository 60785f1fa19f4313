// Documents through the sockets: what their address names, what is refused before its body comes, how a page is kept.
#include <doctest/doctest.h>

#include <string>

#include "hall.hpp"
#include "transport/routes.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

const std::string place_one = "/api/deliberations/d_1/documents/brief";

std::string put_head(std::size_t bytes, const std::string& more = "Authorization: Bearer t\r\n",
                     const std::string& type = "application/pdf") {
  return "PUT " + place_one + " HTTP/1.1\r\nHost: hall.example\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(bytes) + "\r\n" + more + "\r\n";
}

}  // namespace

TEST_CASE("the address of a document names deliberation, document and form") {
  struct row {
    const char* target;
    place to;
    const char* document;
    bool as_source;
  };
  const row rows[] = {{"/api/deliberations/d_1/documents/a.b-c_9", place::document, "a.b-c_9", false},
                      {"/api/deliberations/d_1/documents/brief?as=source", place::document, "brief", true},
                      {"/api/deliberations/d_1/documents/brief?as=page", place::document, "brief", false},
                      {"/api/deliberations/d_1/documents/", place::nowhere, "", false},
                      {"/api/deliberations/d_1/documents", place::nowhere, "", false},
                      {"/api/deliberations/d_1/documents/..", place::nowhere, "", false},
                      {"/api/deliberations/d_1/documents/a/b", place::nowhere, "", false},
                      {"/api/deliberations/d_1/documents/%61", place::nowhere, "", false},
                      {"/api/deliberations/../documents/a", place::nowhere, "", false},
                      {"/api/deliberations//documents/a", place::nowhere, "", false}};
  for (const auto& each : rows) {
    CAPTURE(each.target);
    const auto got = route_of(each.target);
    REQUIRE(got.to == each.to);
    if (got.to != place::document) continue;
    CHECK(got.document.deliberation == "d_1");
    CHECK(got.document.document == each.document);
    CHECK(got.document.as_source == each.as_source);
  }
  const auto longest = "/api/deliberations/d_1/documents/" + std::string(64, 'x');
  CHECK(route_of(longest).to == place::document);
  CHECK(route_of(longest + "x").to == place::nowhere);
  CHECK(allowed_methods(place::document) == "GET, HEAD, PUT");
}

TEST_CASE("a document is shown inline, kept by its tag and given to anybody") {
  hall hall;
  auto visitor = hall.visitor();
  const auto got = visitor.get(place_one);
  CHECK(got.status == 200);
  CHECK(got.body == "brief");
  CHECK(got.headers.at("etag") == "\"tag-1\"");
  CHECK(got.headers.at("cache-control") == "no-cache");
  CHECK(got.headers.at("content-security-policy") == "sandbox");
  CHECK(got.headers.at("content-disposition").starts_with("inline; filename=\"read.html\"; filename*=UTF-8''%E0%B8"));
  const auto same = visitor.get(place_one, "If-None-Match: \"tag-1\"\r\n");
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  visitor.send("HEAD " + place_one + " HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(visitor.answer(true).headers.at("content-length") == "5");
  hall.engine.full = true;
  const auto busy = visitor.get(place_one);
  CHECK(busy.status == 503);
  CHECK(busy.body.find("\"busy\"") != std::string::npos);
  CHECK(visitor.get(place_one, "Accept: text/html\r\n").body.starts_with("<!doctype html>"));
}

TEST_CASE("a file that may not come is refused before it is sent") {
  auto small = on_any_port();
  small.limits.document_bytes = 1000;
  hall hall{small};
  struct row {
    std::string head;
    int status;
    const char* says;
  };
  const row rows[] = {
      {put_head(1001), 413, "document_too_large"},
      {put_head(10, ""), 401, "not_signed_in"},
      {put_head(10, "Authorization: Bearer t\r\n", "text/html"), 415, "document_kind"},
      {put_head(10, "Authorization: Bearer t\r\nOrigin: https://elsewhere.example\r\n"), 403, "may not use"}};
  for (const auto& each : rows) {
    CAPTURE(each.says);
    auto visitor = hall.visitor();
    visitor.send(each.head);
    const auto got = visitor.answer();
    CHECK(got.status == each.status);
    CHECK(got.body.find(each.says) != std::string::npos);
    CHECK(visitor.ends());
  }
  auto visitor = hall.visitor();
  visitor.send(put_head(1000) + std::string(1000, 'x'));
  CHECK(visitor.answer().body == "{\"brief\":1000}");
  visitor.send("PUT " + place_one +
               " HTTP/1.1\r\nHost: a\r\nContent-Type: application/pdf\r\nAuthorization: Bearer t\r\n"
               "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" +
               std::string(1001, 'x') + "\r\n0\r\n\r\n");
  CHECK(visitor.answer().status == 413);
  auto other = hall.visitor();
  other.send("POST " + place_one + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
  const auto posted = other.answer();
  CHECK(posted.status == 405);
  CHECK(posted.headers.at("allow") == "GET, HEAD, PUT");
}

TEST_CASE("files that are being received have a limit in all, and give their room back") {
  auto small = on_any_port(1);
  small.limits.document_bytes = 1000;
  small.limits.uploads_bytes = 1500;
  hall hall{small};
  auto first = hall.visitor();
  first.send(put_head(1000) + "half");
  CHECK(hall::within(30s, [&] { return hall.metric("http_requests_total") == 1; }));
  auto second = hall.visitor();
  second.send(put_head(1000));
  const auto refused = second.answer();
  CHECK(refused.status == 503);
  CHECK(refused.body.find("\"busy\"") != std::string::npos);
  CHECK(refused.headers.at("retry-after") == "5");
  first.send(std::string(996, 'x'));
  CHECK(first.answer().status == 200);
  auto third = hall.visitor();
  third.send(put_head(1000) + std::string(1000, 'x'));
  CHECK(third.answer().status == 200);
}
