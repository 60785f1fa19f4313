// What the rows are measured beside: the bare disk, the bare echo server; and the sizes of files.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>

#include "crowd/spread.hpp"
#include "programs/process.hpp"
#include "rows.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::bench {
namespace {

using std::chrono::steady_clock;
namespace files = std::filesystem;

std::string whole(const files::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The /assets/… files that a text names.
std::set<std::string> assets_in(const std::string& text) {
  std::set<std::string> out;
  for (std::size_t at = text.find("/assets/"); at != std::string::npos; at = text.find("/assets/", at + 1))
    out.insert(text.substr(at + 1, text.find_first_of("\"') >", at) - at - 1));
  return out;
}

}  // namespace

double fdatasync_p50_us(const std::string& folder, std::size_t times) {
  const int fd = ::open((folder + "/sync").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) throw std::runtime_error("cannot write in " + folder);
  const std::string page(4096, 'x');
  std::vector<double> us;
  for (std::size_t i = 0; i < times; ++i) {
    const auto begin = steady_clock::now();
    if (::write(fd, page.data(), page.size()) < 0 || ::fdatasync(fd) != 0) throw std::runtime_error("fdatasync failed");
    us.push_back(std::chrono::duration<double, std::micro>(steady_clock::now() - begin).count());
  }
  ::close(fd);
  return crowd::percentile(std::move(us), 0.5);
}

double echo_messages_per_s(const settings& with, std::size_t threads, std::size_t message_bytes) {
  const std::string program = with.bin + "/bench_echo";
  if (!files::exists(program)) throw std::runtime_error("bench_echo is not built");
  const programs::scratch folder(with.scratch);
  const ws::endpoint where{false, "127.0.0.1", std::to_string(programs::free_port()), "/ws"};
  const programs::background echo({program, "--listen", where.authority(), "--threads", std::to_string(threads)},
                                  folder.path() + "/echo.log");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ws::swarm swarm(where);
  const std::size_t phones = with.throughput_phones;
  std::vector<std::size_t> left(phones, with.throughput_votes);
  const std::string frame = ws::make_frame(ws::opcode::text, std::string(message_bytes, 'v'), 0x5a17c3e9);
  std::size_t done = 0, messages = 0;
  swarm.on_text = [&](std::size_t i, std::string_view) {
    ++messages;
    if (--left[i] == 0) {
      ++done;
    } else {
      swarm.send_framed(i, frame);
    }
  };
  for (std::size_t i = 0; i < phones; ++i) swarm.connect(i);
  if (!swarm.run_until([&] { return swarm.open_count() == phones; }, std::chrono::seconds(30)))
    throw std::runtime_error("bench_echo does not answer");
  const auto begin = steady_clock::now();
  for (std::size_t i = 0; i < phones; ++i) swarm.send_framed(i, frame);
  swarm.run_until([&] { return done == phones; }, std::chrono::minutes(2));
  return static_cast<double>(messages) / std::chrono::duration<double>(steady_clock::now() - begin).count();
}

std::vector<row> page_sizes(const settings& with) {
  const files::path root = with.web;
  if (!files::exists(root / "index.html")) throw std::runtime_error("the web client is not built");
  std::set<std::string> first_load = assets_in(whole(root / "index.html"));
  for (const std::string& asset : std::set<std::string>(first_load))
    if (asset.ends_with(".css")) first_load.merge(assets_in(whole(root / asset)));
  double code = 0, fonts = 0;
  for (const std::string& asset : first_load) {
    const bool font = asset.ends_with(".woff2");
    if (!font && !asset.ends_with(".js") && !asset.ends_with(".css")) continue;
    // woff2 is brotli already.
    const files::path sent = font ? root / asset : root / (asset + ".br");
    if (!files::exists(sent)) throw std::runtime_error(sent.filename().string() + " is not there");
    (font ? fonts : code) += static_cast<double>(files::file_size(sent)) / 1000;
  }
  row script{"page_code", "phone page, first load: JS and CSS, brotli", "KB"};
  script.measured = code;
  script.target = "≤ 25 KB";
  script.met = code > 0 && code <= 25;
  row font{"page_fonts", "phone page, first load: fonts", "KB"};
  font.measured = fonts;
  font.target = "≤ 20 KB";
  font.met = fonts > 0 && fonts <= 20;
  return {script, font};
}

}  // namespace ruamkit::bench
