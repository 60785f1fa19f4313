// An engine that answers at once and remembers who left.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/port.hpp"

namespace ruamkit::transport::test {

/// `server.time` gets `{"now":1}`, `ballot.cast` a receipt, `view.watch` the view `watched` with its newest document.
class fake_engine final : public engine::port {
 public:
  static constexpr engine::view_key watched = 7;

  std::vector<engine::outlet*> outlets;
  std::atomic<bool> full{false};    ///< submit() refuses
  std::atomic<bool> silent{false};  ///< nothing is answered

  [[nodiscard]] bool submit(engine::inbound&& what) override {
    if (full) return false;
    const std::scoped_lock lock{mutex_};
    ++submitted_;
    last_ = {what.from, what.address, what.bearer, what.one_reply, {}};
    if (silent || what.request.notification) return true;
    std::vector<engine::outbound> out;
    wire::answer answer = wire::json_result{R"({"now":1})"};
    if (std::holds_alternative<deliberation::command>(what.request.call)) answer = wire::recorded{1, {}};
    if (std::holds_alternative<wire::view_watch>(what.request.call)) answer = wire::json_result{"{}"};
    out.push_back(engine::send_reply{what.from, what.request.id, std::move(answer)});
    if (std::holds_alternative<wire::view_watch>(what.request.call)) {
      out.push_back(engine::start_watching{what.from, watched, newest_});
    }
    outlets[what.from.thread]->deliver(std::move(out));
    return true;
  }

  /// A document whose body is its deliberation's id; `token_invalid` without a bearer.
  [[nodiscard]] bool submit(engine::report_request&& what) override {
    if (full) return false;
    if (silent) return true;
    engine::send_document answer{what.from, wire::error{"token_invalid", {}, {}, {}}};
    if (what.bearer) {
      reports::document made{what.deliberation, "text/csv; charset=utf-8", "รายงาน \"1\".csv", "report.csv", "sandbox"};
      answer.what = std::make_shared<const reports::document>(std::move(made));
    }
    outlets[what.from.thread]->deliver({std::move(answer)});
    return true;
  }

  /// Says how long the file was that came for the document.
  [[nodiscard]] bool submit(engine::document_upload&& what) override {
    if (full) return false;
    if (silent) return true;
    auto text = "{\"" + what.document + "\":" + std::to_string(what.body.size()) + "}";
    outlets[what.from.thread]->deliver({engine::send_document{what.from, wire::json_result{std::move(text)}}});
    return true;
  }

  /// A page whose body is the document's id.
  [[nodiscard]] bool submit(engine::document_request&& what) override {
    if (full) return false;
    if (silent) return true;
    reports::document made{what.document, "text/html; charset=utf-8", "อ่าน.html", "read.html", "sandbox"};
    outlets[what.from.thread]->deliver({engine::send_document{
        what.from, std::make_shared<const engine::file>(engine::file{std::move(made), "\"tag-1\""})}});
    return true;
  }

  void closed(engine::connection_id who) override {
    const std::scoped_lock lock{mutex_};
    closed_.push_back(who);
  }

  [[nodiscard]] engine::condition condition() const override {
    engine::condition out;
    out.ready = ready;
    out.reason = ready ? "" : "storage_unavailable";
    out.commits = 42;
    return out;
  }

  void publish(std::uint64_t rev, const std::string& filling = {}) {
    const std::scoped_lock lock{mutex_};
    newest_ = document(rev, filling);
    for (auto* each : outlets) each->deliver({engine::view_changed{watched, newest_}});
  }

  void tell(engine::connection_id who, std::vector<engine::outbound> batch) {
    outlets[who.thread]->deliver(std::move(batch));
  }

  static engine::shared_frame document(std::uint64_t rev, const std::string& filling = {}) {
    return std::make_shared<const engine::frame>(
        engine::frame{rev, R"({"jsonrpc":"2.0","method":"view","params":{"view":"tally/q1","rev":)" +
                               std::to_string(rev) + R"(,"doc":")" + filling + R"("}})"});
  }

  [[nodiscard]] engine::inbound last() const {
    const std::scoped_lock lock{mutex_};
    return last_;
  }
  [[nodiscard]] std::vector<engine::connection_id> closed_ones() const {
    const std::scoped_lock lock{mutex_};
    return closed_;
  }
  [[nodiscard]] std::size_t submitted() const {
    const std::scoped_lock lock{mutex_};
    return submitted_;
  }

  std::atomic<bool> ready{true};

 private:
  mutable std::mutex mutex_;
  engine::shared_frame newest_ = document(1);
  engine::inbound last_;
  std::vector<engine::connection_id> closed_;
  std::size_t submitted_ = 0;
};

}  // namespace ruamkit::transport::test
