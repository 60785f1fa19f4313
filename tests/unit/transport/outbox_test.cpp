// The queue of one connection and the hub that fills it: order, conflation, limits. No socket.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "fake_engine.hpp"
#include "transport/hub.hpp"
#include "transport/outbox.hpp"

using namespace ruamkit::transport;
using ruamkit::engine::shared_frame;

namespace {

constexpr ruamkit::engine::view_key tally = 1;
constexpr ruamkit::engine::view_key agenda = 2;

shared_frame frame(std::uint64_t rev, std::string text) {
  return std::make_shared<const ruamkit::engine::frame>(ruamkit::engine::frame{rev, std::move(text)});
}

// What a socket that takes at most `room` bytes a write would have got.
std::string take(outbox& from, std::size_t room = 1'000'000, std::size_t times = 1) {
  std::string out;
  for (layout page; times > 0 && from.gather(page); --times) {
    std::string all;
    for (std::size_t i = 0; i < page.count; ++i) {
      all.append(static_cast<const char*>(page.parts[i].iov_base), page.parts[i].iov_len);
    }
    CHECK(all.size() == page.bytes);
    const auto n = std::min(room, all.size());
    out += all.substr(0, n);
    from.written(n);
  }
  return out;
}

std::string framed(const std::string& text) {
  const auto header = header_for(opcode::text, text.size());
  return std::string{header.bytes.data(), header.size} + text;
}

}  // namespace

TEST_CASE("replies leave in order and before the views") {
  hub views;
  outbox one;
  views.watch(one, tally, frame(1, "tally 1"));
  one.push_frame(opcode::text, "reply 1");
  one.push_frame(frame(9, "notice"));
  one.push_bytes(std::string{"raw"});
  CHECK(one.queued_items() == 3);
  CHECK(take(one) == framed("reply 1") + framed("notice") + "raw" + framed("tally 1"));
  CHECK(one.empty());
  CHECK(one.queued_bytes() == 0);
}

TEST_CASE("of a view only the newest unsent revision is sent") {
  hub views;
  outbox one;
  outbox two;
  views.watch(one, tally, frame(1, "t1"));
  views.watch(two, tally, frame(1, "t1"));
  CHECK(take(one) == framed("t1"));

  auto changed = views.change(tally, frame(2, "t2"));
  REQUIRE(changed.watchers != nullptr);
  CHECK(changed.watchers->size() == 2);
  CHECK(changed.conflated == 1);  // the second has not had t1
  CHECK(take(one) == framed("t2"));
  CHECK(views.change(tally, frame(5, "t5")).conflated == 1);
  CHECK(take(two) == framed("t5"));
  CHECK(take(one) == framed("t5"));
  CHECK(two.queued_bytes() == 0);
}

TEST_CASE("a revision that has begun is finished, then the newest follows") {
  hub views;
  outbox one;
  views.watch(one, tally, frame(1, "first"));
  CHECK(take(one, 3) == framed("first").substr(0, 3));
  (void)views.change(tally, frame(2, "second"));
  (void)views.change(tally, frame(3, "third"));
  one.push_frame(opcode::text, "reply");
  CHECK(take(one, 1'000'000, 9) == framed("first").substr(3) + framed("reply") + framed("third"));
}

TEST_CASE("never an older revision") {
  hub views;
  outbox one;
  views.watch(one, tally, frame(5, "t5"));
  CHECK(take(one) == framed("t5"));
  CHECK(views.change(tally, frame(4, "t4")).watchers == nullptr);
  CHECK(views.change(tally, frame(5, "t5 again")).watchers == nullptr);
  CHECK(one.empty());
  outbox late;
  views.watch(late, tally, frame(3, "t3"));
  CHECK(take(late) == framed("t5"));
}

TEST_CASE("watching again sends the document again, unwatching sends nothing") {
  hub views;
  outbox one;
  views.watch(one, tally, frame(1, "t1"));
  (void)take(one);
  views.watch(one, tally, frame(1, "t1"));
  CHECK(take(one) == framed("t1"));
  (void)views.change(tally, frame(2, "t2"));
  views.unwatch(one, tally);
  CHECK(one.empty());
  CHECK(views.views() == 0);
  CHECK(views.change(tally, frame(3, "t3")).watchers == nullptr);
}

TEST_CASE("a view whose watcher leaves while its document is half sent is still whole") {
  hub views;
  outbox one;
  views.watch(one, tally, frame(1, "document"));
  auto got = take(one, 4);
  views.forget(one);
  CHECK(views.views() == 0);
  got += take(one, 2, 99);
  CHECK(got == framed("document"));
}

TEST_CASE("leaving watchers do not disturb those who stay") {
  hub views;
  std::vector<std::unique_ptr<outbox>> all;
  for (std::uint64_t i = 0; i < 50; ++i) {
    all.push_back(std::make_unique<outbox>(i));
    views.watch(*all.back(), tally, frame(1, "t"));
    if (i % 2 == 0) views.watch(*all.back(), agenda, frame(1, "a"));
  }
  std::mt19937 random{7};
  std::shuffle(all.begin(), all.end(), random);
  std::uint64_t rev = 1;
  while (!all.empty()) {
    views.forget(*all.back());
    all.pop_back();
    const auto changed = views.change(tally, frame(++rev, "t"));
    REQUIRE((changed.watchers == nullptr ? 0 : changed.watchers->size()) == all.size());
  }
  CHECK(views.views() == 0);
}

TEST_CASE("however small the writes, what arrives is whole frames in order and the last is the newest") {
  std::mt19937 random{2024};
  hub views;
  outbox one;
  views.watch(one, tally, frame(1, "t1"));
  std::string got;
  std::uint64_t rev = 1;
  int replies = 0;
  for (int step = 0; step < 20'000; ++step) {
    const auto dice = random() % 10;
    if (dice == 0) {
      ++rev;
      (void)views.change(tally, frame(rev, "t" + std::to_string(rev) + std::string(random() % 300, '.')));
    }
    if (dice == 1) one.push_frame(opcode::text, "r" + std::to_string(++replies));
    if (dice >= 5) got += take(one, 1 + random() % 40);
  }
  got += take(one, 100, 100'000);
  CHECK(one.empty());

  std::uint64_t last_rev = 0;
  int last_reply = 0;
  for (std::size_t at = 0; at < got.size();) {
    std::size_t size = static_cast<unsigned char>(got[at + 1]);
    at += 2;
    if (size == 126) {
      size =
          static_cast<std::size_t>(static_cast<unsigned char>(got[at]) << 8 | static_cast<unsigned char>(got[at + 1]));
      at += 2;
    }
    const auto text = got.substr(at, size);
    at += size;
    if (text[0] == 'r') {
      CHECK(std::stoi(text.substr(1)) == ++last_reply);
    } else {
      const auto now = std::stoull(text.substr(1));
      CHECK(now > last_rev);
      last_rev = now;
    }
  }
  CHECK(last_reply == replies);
  CHECK(last_rev == rev);
}

TEST_CASE("more frames than one write can hold") {
  outbox one;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    one.push_frame(opcode::text, "reply " + std::to_string(i));
    expected += framed("reply " + std::to_string(i));
  }
  CHECK(one.queued_bytes() == expected.size());
  CHECK(take(one, 1'000'000, 100) == expected);
}
