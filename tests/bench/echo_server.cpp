// A bare WebSocket echo server on Boost.Beast, as a competent person would write it: N threads, one io_context each,
// callbacks, one message at a time a connection. It is the yardstick for messages/s through WebSocket (DESIGN.md
// section 14), so it uses nothing of Ruamkit.
//
//   bench_echo --listen ADDR:PORT --threads N        port 0: any free one; prints the port
#include <sys/resource.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

// The executor is the io_context's own type: the polymorphic one costs a virtual call an operation.
using executor = asio::io_context::executor_type;
using socket = asio::basic_stream_socket<tcp, executor>;

class session : public std::enable_shared_from_this<session> {
 public:
  explicit session(socket plug) : ws_(std::move(plug)) {
    ws_.next_layer().set_option(tcp::no_delay{true});
    ws_.auto_fragment(false);
    ws_.read_message_max(64UL * 1024);
  }

  void start() { ws_.async_accept(beast::bind_front_handler(&session::on_accept, shared_from_this())); }

 private:
  void on_accept(beast::error_code failed) {
    if (!failed) read();
  }
  void read() { ws_.async_read(buffer_, beast::bind_front_handler(&session::on_read, shared_from_this())); }
  void on_read(beast::error_code failed, std::size_t) {
    if (failed) return;
    ws_.text(ws_.got_text());
    ws_.async_write(buffer_.data(), beast::bind_front_handler(&session::on_write, shared_from_this()));
  }
  void on_write(beast::error_code failed, std::size_t) {
    if (failed) return;
    buffer_.clear();
    read();
  }

  beast::websocket::stream<socket, false> ws_;
  beast::flat_buffer buffer_;
};

class listener {
 public:
  listener(const tcp::endpoint& at, std::vector<std::unique_ptr<asio::io_context>>& loops)
      : loops_(loops), acceptor_(*loops.front(), at) {}

  [[nodiscard]] unsigned short port() const { return acceptor_.local_endpoint().port(); }

  void accept() {
    auto& loop = *loops_[next_++ % loops_.size()];
    acceptor_.async_accept(loop.get_executor(), [this, &loop](beast::error_code failed, socket plug) {
      // The session starts on its own thread.
      if (!failed) {
        auto made = std::make_shared<session>(std::move(plug));
        asio::post(loop, [made] { made->start(); });
      }
      accept();
    });
  }

 private:
  std::vector<std::unique_ptr<asio::io_context>>& loops_;
  asio::basic_socket_acceptor<tcp, executor> acceptor_;
  std::size_t next_ = 0;
};

struct settings {
  std::string address = "127.0.0.1";
  unsigned short port = 0;
  unsigned threads = 1;
};

settings settings_of(int argc, char** argv) {
  settings out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--threads") {
      out.threads = static_cast<unsigned>(std::stoul(value));
    } else if (name == "--listen" && value.find(':') != std::string::npos) {
      out.address = value.substr(0, value.rfind(':'));
      out.port = static_cast<unsigned short>(std::stoul(value.substr(value.rfind(':') + 1)));
    } else {
      throw std::invalid_argument{"usage: bench_echo --listen ADDR:PORT --threads N"};
    }
  }
  if (argc % 2 == 0 || out.threads == 0)
    throw std::invalid_argument{"usage: bench_echo --listen ADDR:PORT --threads N"};
  return out;
}

void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto what = settings_of(argc, argv);
    raise_file_limit();
    std::vector<std::unique_ptr<asio::io_context>> loops;
    for (unsigned i = 0; i < what.threads; ++i) loops.push_back(std::make_unique<asio::io_context>(1));
    listener door{{asio::ip::make_address(what.address), what.port}, loops};
    door.accept();
    std::cout << "listening on " << what.address << ':' << door.port() << std::endl;

    asio::signal_set signals{*loops.front(), SIGINT, SIGTERM};
    signals.async_wait([&loops](beast::error_code, int) {
      for (auto& each : loops) each->stop();
    });
    std::vector<asio::executor_work_guard<executor>> kept_running;
    for (auto& each : loops) kept_running.push_back(asio::make_work_guard(*each));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < loops.size(); ++i) threads.emplace_back([&loop = *loops[i]] { loop.run(); });
    loops.front()->run();
    for (auto& each : threads) each.join();
    return EXIT_SUCCESS;
  } catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return EXIT_FAILURE;
  }
}
