// Replies, errors and notifications, byte for byte.
#include <doctest/doctest.h>

#include "wire/error_table.hpp"
#include "wire/json_text.hpp"
#include "wire/message.hpp"
#include "wire/view_json.hpp"

using namespace ruamkit;
using namespace ruamkit::wire;

TEST_CASE("replies") {
  digest receipt{};
  receipt[0] = 0xab;
  receipt[31] = 0x01;
  CHECK(encode_reply({"17"}, recorded{42, receipt}) ==
        R"({"jsonrpc":"2.0","id":17,"result":{"seq":42,"receipt":"ab)" + std::string(60, '0') + R"(01"}})");
  CHECK(encode_reply({R"("k\"")"}, json_result{R"({"now":1})"}) ==
        R"({"jsonrpc":"2.0","id":"k\"","result":{"now":1}})");
  CHECK(encode_reply({}, json_result{"{}"}) == R"({"jsonrpc":"2.0","id":null,"result":{}})");
  CHECK(encode_reply({"1"}, recorded{18'446'744'073'709'551'615U, {}}).find(R"("seq":18446744073709551615,)") !=
        std::string::npos);
}

TEST_CASE("errors") {
  CHECK(
      encode_reply({"1"}, error{"ballot_closed", "/params/ballot", {}, {}}) ==
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32009,"message":"ballot_closed","data":{"code":"ballot_closed","at":"/params/ballot"}}})");
  CHECK(
      encode_reply({}, error{"malformed_json", {}, {}, {}}) ==
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"malformed_json","data":{"code":"malformed_json"}}})");
  CHECK(
      encode_reply({"2"}, error{"busy", {}, 500, {}}) ==
      R"({"jsonrpc":"2.0","id":2,"error":{"code":-32029,"message":"busy","data":{"code":"busy","retry_after_ms":500}}})");
  deliberation::fault wrong{deliberation::fault::severity::error, "text_empty", "/title/th", {"ว่าง", "Empty \"x\""}};
  deliberation::fault odd{deliberation::fault::severity::deviation, "tables_missing", "/agenda", {"ก", "T"}};
  CHECK(
      encode_reply({"3"}, error{"definition_invalid", "/params/definition", {}, {wrong, odd}}) ==
      R"({"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"definition_invalid","data":{"code":"definition_invalid","at":"/params/definition","faults":[{"severity":"error","code":"text_empty","at":"/title/th","th":"ว่าง","en":"Empty \"x\""},{"severity":"deviation","code":"tables_missing","at":"/agenda","th":"ก","en":"T"}]}}})");
  CHECK(number_of_error("no_such_word") == -32603);
  // A name from a request may hold anything.
  CHECK(encode_reply({"1"}, error{"unknown_param", "/params/\"\n\x01", {}, {}})
            .find(R"("at":"/params/\"\u000a\u0001")") != std::string::npos);
}

TEST_CASE("notifications and views") {
  CHECK(notification("session.moved") == R"({"jsonrpc":"2.0","method":"session.moved","params":{}})");
  CHECK(notification("session.ended", "expired") ==
        R"({"jsonrpc":"2.0","method":"session.ended","params":{"reason":"expired"}})");
  CHECK(
      view_notification("d_1", "tally/q1", 12, R"({"x":1})") ==
      R"({"jsonrpc":"2.0","method":"view","params":{"deliberation":"d_1","view":"tally/q1","rev":12,"doc":{"x":1}}})");
  CHECK(view_result(3, "{}") == R"({"rev":3,"doc":{}})");
}

TEST_CASE("JSON written by hand is JSON") {
  std::string out;
  {
    object_text o(out);
    o.text("t", "a\"b\\c\n\t\x1f ก");
    o.number("i", std::int64_t{-5});
    o.number("u", std::uint64_t{5});
    o.real("r", 0.512);
    o.real("third", 1.0 / 3);
    o.real("whole", 2);
    o.real("none", std::numeric_limits<double>::quiet_NaN());
    o.flag("f", false);
    o.null("n");
    o.localized("both", {"ก", "A"});
    o.localized("one", {"", "A"});
    o.localized("neither", {});
    {
      array_text list(o.member("l"));
      list.text("x");
      list.element() += "1";
    }
    const array_text empty(o.member("e"));
  }
  CHECK(
      out ==
      R"({"t":"a\"b\\c\u000a\u0009\u001f ก","i":-5,"u":5,"r":0.512,"third":0.3333333333333333,"whole":2,"none":0,"f":false,"n":null,)"
      R"("both":{"th":"ก","en":"A"},"one":{"en":"A"},"neither":{},"l":["x",1],"e":[]})");
}
