// Printed cards' way through the sockets: their addresses, the order in a body, what is handed over.
#include <doctest/doctest.h>

#include <string>

#include "hall.hpp"
#include "transport/routes.hpp"

using namespace ruamkit;
using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

std::string post(const std::string& body, const std::string& headers = "Content-Type: application/json\r\n") {
  return "POST /api/deliberations/d_1/cards/seats.pdf HTTP/1.1\r\nHost: hall.example\r\nAuthorization: Bearer t\r\n" +
         headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("the addresses of cards, and how they are asked for") {
  const auto seats = route_of("/api/deliberations/d_1/cards/seats.pdf");
  CHECK(seats.to == place::seat_cards);
  CHECK(seats.report.deliberation == "d_1");
  CHECK(allowed_methods(seats.to) == "POST");
  const auto tables = route_of("/api/deliberations/d_1/cards/tables.pdf?lang=en");
  CHECK(tables.to == place::table_cards);
  CHECK(tables.report.language == reports::language::en);
  CHECK(allowed_methods(tables.to) == "GET, HEAD");
  for (const auto* none :
       {"/api/deliberations/d_1/cards/", "/api/deliberations/d_1/cards", "/api/deliberations/cards/seats.pdf",
        "/api/deliberations/d_1/cards/seats.pdf/", "/api/deliberations/d_1/cards/Seats.pdf"})
    CHECK_MESSAGE(route_of(none).to == place::nowhere, none);
}

TEST_CASE("an order is handed over with the links' beginning, what is not an order is refused") {
  hall hall;
  auto visitor = hall.visitor();
  const auto ask = [&](const std::string& request) {
    visitor.send(request);
    return visitor.answer();
  };
  CHECK(ask(post(R"({"count":3,"lang":"en"})")).body == "seats d_1 http://hall.example 3 en");
  CHECK(ask(post("{}")).body == "seats d_1 http://hall.example th");
  CHECK(ask(post("{}", "Content-Type: application/json\r\nOrigin: http://hall.example\r\n")).body ==
        "seats d_1 http://hall.example th");
  const auto wrong = ask(post(R"({"count":"3"})"));
  CHECK(wrong.status == 400);
  CHECK(wrong.body.find(R"("at":"/count")") != std::string::npos);
  CHECK(visitor.get("/api/deliberations/d_1/cards/tables.pdf?lang=en", "Authorization: Bearer t\r\n")
            .body.starts_with("tables d_1 http://"));
  CHECK(visitor.get("/api/deliberations/d_1/cards/tables.pdf?lang=fr", "Authorization: Bearer t\r\n").status == 400);
  hall.engine.full = true;
  CHECK(ask(post("{}")).status == 503);
  hall.engine.full = false;
  CHECK(ask(post("{}", "Content-Type: text/plain\r\n")).status == 415);
  auto other = hall.visitor();
  other.send(post("{}", "Content-Type: application/json\r\nOrigin: https://evil.example\r\n"));
  CHECK(other.answer().status == 403);
}
