// Between transport and engine: what sockets hand in, what they are handed back. Both sides pass batches through
// bounded queues; nothing else is shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reports/render.hpp"
#include "wire/message.hpp"

namespace ruamkit::engine {

/// A socket, for its whole life: the transport thread it lives on and a number that thread never uses twice.
struct connection_id {
  std::uint32_t thread = 0;
  std::uint64_t number = 0;

  friend auto operator<=>(const connection_id&, const connection_id&) = default;
};

/// A decoded request. For POST /rpc, `bearer` carries the token and the connection lives for one reply.
struct inbound {
  connection_id from;
  std::string address;  ///< the peer's, for attempt limits only; never logged, never kept
  std::optional<std::string> bearer;
  bool one_reply = false;  ///< POST /rpc, with or without a token: nothing can be bound or watched
  wire::request request;
};

/// GET /api/deliberations/ID/report.FORMAT, answered by one send_document. The connection lives for that.
struct report_request {
  connection_id from;
  std::optional<std::string> bearer;
  std::string deliberation;
  reports::format as{};
  reports::language language{};
};

/// PUT /api/deliberations/ID/documents/DOCUMENT, answered by one send_document. The connection lives for that.
struct document_upload {
  connection_id from;
  std::optional<std::string> bearer;
  std::string deliberation;
  std::string document;
  deliberation::document_type type{};
  std::string body;
};

/// GET of the same, by anybody.
struct document_request {
  connection_id from;
  std::string deliberation;
  std::string document;
  bool as_source = false;  ///< Markdown as it was written instead of a page
};

/// Names a view as one audience sees it; equal keys share one document.
using view_key = std::uint64_t;

/// A view's newest document as a whole `view` notification, serialised once and shared by every connection that watches
/// it.
struct frame {
  std::uint64_t rev = 0;
  std::string text;
};
using shared_frame = std::shared_ptr<const frame>;

enum class closing : std::uint16_t { moved = 4001, ended = 4002, restarting = 1012 };

// What leaves the engine, in order, for the sockets of one thread.
struct send_reply {
  connection_id to;
  wire::request_id id;
  wire::answer answer;
};
struct send_frame {  ///< a document or notification for one connection, never conflated
  connection_id to;
  shared_frame what;
};
struct start_watching {  ///< from now on, and at once the current document
  connection_id who;
  view_key view = 0;
  shared_frame current;
};
struct stop_watching {
  connection_id who;
  view_key view = 0;
};
struct view_changed {
  view_key view = 0;
  shared_frame newest;
};
struct close_connection {  ///< after what was queued before, a last notification (may be empty) and the close code
  connection_id who;
  std::string last_words;
  closing why = closing::ended;
};
/// A document to be looked at in the browser, which may keep it and ask again by its tag.
struct file {
  reports::document content;
  std::string etag;  ///< strong, with its quotes
};
using shared_file = std::shared_ptr<const file>;
struct send_document {  ///< the answer to a report_request, a document_upload or a document_request
  using content = std::variant<wire::error, std::shared_ptr<const reports::document>, shared_file, wire::json_result>;
  connection_id to;
  content what;
};
using outbound =
    std::variant<send_reply, send_frame, start_watching, stop_watching, view_changed, close_connection, send_document>;

/// Implemented by transport: takes one thread's share of a settled batch. Called on the ledger's, the engine's or
/// (send_document alone) the renderer's thread, in order; must not block. There is one outlet a transport thread.
class outlet {
 public:
  virtual ~outlet() = default;
  virtual void deliver(std::vector<outbound>&& batch) = 0;
};

/// What /readyz and /metrics tell.
struct condition {
  bool ready = false;
  std::string reason;  ///< why not ready: "starting", "storage_unavailable", "stopping"
  std::uint64_t commands = 0, rejections = 0, events = 0, commits = 0, commit_failures = 0, views_projected = 0;
  std::uint64_t deliberations = 0, sessions = 0, connections = 0;
  double commit_seconds_sum = 0;
  std::size_t inbox = 0;
};

/// Implemented by the engine; every member may be called from any thread.
class port {
 public:
  virtual ~port() = default;

  /// Takes a request in; false: the inbox is full and nothing was taken (tell the client `busy`).
  [[nodiscard]] virtual bool submit(inbound&& what) = 0;
  [[nodiscard]] virtual bool submit(report_request&& what) = 0;
  [[nodiscard]] virtual bool submit(document_upload&& what) = 0;
  [[nodiscard]] virtual bool submit(document_request&& what) = 0;

  /// A socket is gone. Never refused.
  virtual void closed(connection_id who) = 0;

  [[nodiscard]] virtual engine::condition condition() const = 0;
};

}  // namespace ruamkit::engine
