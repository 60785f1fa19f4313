// The framing is our own, so somebody else's must agree with it: Beast's client, with the checks it makes.
#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <string>

#include "hall.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;
namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

TEST_CASE("Beast's client is understood and understands") {
  hall hall;
  asio::io_context loop;
  websocket::stream<asio::ip::tcp::socket> ws{loop};
  ws.next_layer().connect({asio::ip::address_v4::loopback(), hall.server.port()});
  websocket::permessage_deflate deflate;
  deflate.client_enable = true;  // offered, and not taken
  ws.set_option(deflate);
  ws.handshake("hall.example", "/ws");
  ws.text(true);

  const auto ask = [&](const std::string& padding) {
    ws.write(asio::buffer(R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":{}})" + padding));
    boost::beast::flat_buffer in;
    ws.read(in);
    return boost::beast::buffers_to_string(in.data());
  };
  for (const bool in_fragments : {false, true}) {
    ws.auto_fragment(in_fragments);
    ws.write_buffer_bytes(100);
    for (const auto size : {0UL, 60UL, 70UL, 1000UL, 60000UL}) {
      CHECK(ask(std::string(size, ' ') + "\n").find(R"("id":1)") != std::string::npos);
    }
  }
  bool ponged = false;
  ws.control_callback([&](websocket::frame_type kind, boost::beast::string_view payload) {
    ponged = ponged || (kind == websocket::frame_type::pong && payload == "are you there");
  });
  ws.ping("are you there");
  (void)ask("");
  CHECK(ponged);

  boost::beast::error_code failed;
  ws.close({websocket::close_code::going_away, "bye"}, failed);
  CHECK(failed == boost::beast::error_code{});
  CHECK(ws.reason().code == websocket::close_code::going_away);
}
