// wss:// against a server with a self-signed certificate, as a hall has.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>

#include "ws/client.hpp"
#include "ws/handshake.hpp"
#include "ws/json_scan.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::ws {
namespace {

using namespace std::chrono_literals;

/// A context with a fresh key and a certificate for 127.0.0.1 signed by itself.
SSL_CTX* self_signed() {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  SSL_CTX_use_certificate(context, certificate);
  SSL_CTX_use_PrivateKey(context, key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return context;
}

/// Takes so many connections, one after the other; upgrades each, and answers its first frame with a large one.
class tls_server {
 public:
  explicit tls_server(int connections) : context_(self_signed()) {
    listening_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    REQUIRE(::bind(listening_, reinterpret_cast<sockaddr*>(&at), size) == 0);
    REQUIRE(::listen(listening_, 64) == 0);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size);
    where = {true, "127.0.0.1", std::to_string(ntohs(at.sin_port)), "/ws"};
    thread_ = std::thread([this, connections] {
      for (int i = 0; i < connections; ++i) serve_one();
    });
  }
  ~tls_server() {
    thread_.join();
    ::close(listening_);
    SSL_CTX_free(context_);
  }
  tls_server(const tls_server&) = delete;
  tls_server& operator=(const tls_server&) = delete;

  endpoint where;

 private:
  void serve_one() {
    const int fd = ::accept(listening_, nullptr, nullptr);
    SSL* ssl = SSL_new(context_);
    SSL_set_fd(ssl, fd);
    char some[4096];
    std::string got;
    if (SSL_accept(ssl) == 1) {
      for (int n = 1; n > 0 && got.find("\r\n\r\n") == std::string::npos;)
        if ((n = SSL_read(ssl, some, sizeof some)) > 0) got.append(some, static_cast<std::size_t>(n));
      const std::string answer = "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " +
                                 accept_of(header_value(got, "Sec-WebSocket-Key")) + "\r\n\r\n";
      SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
      if (SSL_read(ssl, some, sizeof some) > 0) {
        const std::string text = R"({"id":1,"result":{"x":")" + std::string(40'000, 'x') + R"("}})";
        std::string frame("\x81\x7e", 2);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xff);
        frame += text;
        SSL_write(ssl, frame.data(), static_cast<int>(frame.size()));
        while (SSL_read(ssl, some, sizeof some) > 0) continue;
      }
    }
    SSL_free(ssl);
    ::close(fd);
  }

  SSL_CTX* context_;
  int listening_ = -1;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a self-signed certificate is accepted where told to, and refused otherwise") {
  tls_server server(2);
  {
    client phone(server.where, true);
    const reply got = phone.call("echo", {});
    REQUIRE(got.ok());
    CHECK(got.result.at("x").as_string().size() == 40'000);
    phone.abort();
  }
  CHECK_THROWS_AS(client(server.where, false), disconnected);
}

TEST_CASE("a swarm speaks TLS") {
  constexpr std::size_t count = 5;
  tls_server server(count);
  swarm_options options;
  options.insecure = true;
  swarm phones(server.where, options);
  std::size_t answers = 0, ended = 0;
  phones.on_open = [&](std::size_t i) { phones.send_text(i, R"({"id":1})"); };
  phones.on_text = [&](std::size_t i, std::string_view text) {
    CHECK(value_at(text).size() == text.size());
    ++answers;
    phones.abort(i);
  };
  phones.on_closed = [&](std::size_t, const closure&) { ++ended; };
  for (std::size_t i = 0; i < count; ++i) phones.connect(i);
  CHECK(phones.run_until([&] { return ended == count; }, 20s));
  CHECK(answers == count);
}

}  // namespace ruamkit::ws
