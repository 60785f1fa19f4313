// What people are given to read. A file that is attached is kept by the renderer's thread, and only then decided; a
// reader's answer rides with the turn like every view, and its bytes are read and checked by the renderer's thread once
// for all who wait for them.
#include "base/encoding.hpp"
#include "base/utf8.hpp"
#include "deliberation/document.hpp"
#include "engine/parts.hpp"
#include "wire/definition.hpp"
#include "wire/json_text.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {
namespace {

wire::error error_of(std::string_view code, std::string at = {}, std::optional<std::int64_t> retry_after_ms = {}) {
  return wire::error{std::string(code), std::move(at), retry_after_ms, {}};
}

const wire::error storage_unavailable = error_of("storage_unavailable", {}, 1000);
const wire::error busy = error_of("busy", {}, 2000);

/// A longer result would not fit what may wait for one socket: it is asked for by POST /rpc.
constexpr std::size_t socket_result_bytes_max = 60 * 1024;

/// A PDF begins with its version (ISO 32000-2, 7.5.2); Markdown is text.
bool is_of_kind(std::string_view content, deliberation::document_type type) {
  if (type == deliberation::document_type::pdf) return content.starts_with("%PDF-");
  if (content.empty()) return false;
  return content.find('\0') == std::string_view::npos && is_valid_utf8(content);
}

std::string answer_to(const document_upload& in, const deliberation::file_print& file) {
  std::string out;
  {
    wire::object_text o(out);
    o.text("document", in.document);
    o.number("bytes", file.bytes);
    o.text("sha256", to_hex(file.sha256));
    o.text("type", deliberation::name_of(file.type));
  }
  return out;
}

document_wanted wanted_of(const deliberation::state& s, std::size_t at, bool as_source) {
  document_wanted out;
  const auto& paper = s.definition.documents[at];
  out.file = s.attached(at)->file;
  out.as_source = as_source || out.file.type == deliberation::document_type::pdf;
  out.about = {s.definition.title, paper.title, to_hex(out.file.sha256)};
  // The same file under another title is another page, or is saved under another name.
  out.key = out.about.sha256 + (out.as_source ? "/source/" : "/page/") + s.id.value() + "/" + paper.id;
  return out;
}

}  // namespace

// Attaching.

result<live*, wire::error> engine::parts::attachable(const document_upload& in, asked& who) {
  if (stopping) return error_of("stopping");
  if (failed) return storage_unavailable;
  if (auto no = identify(inbound{in.from, {}, in.bearer, true, {}}, who)) return std::move(*no);
  if (who.actor.who == deliberation::actor::kind::anonymous) return error_of("not_signed_in");
  const auto found = by_id.find(in.deliberation);
  const bool staff = who.actor.who == deliberation::actor::kind::staff;
  if (staff && (found == by_id.end() || lives[found->second]->head.seq == 0)) return error_of("unknown_deliberation");
  if (!staff) return error_of("not_allowed");
  auto& l = *lives[found->second];
  const deliberation::command what = deliberation::attach_document{in.document, {}};
  if (const auto no = deliberation::authorise(who.actor, what, l.state)) return error_of(no->code, no->at);
  if (!l.state.find_document(in.document)) return error_of("unknown_document");
  return &l;
}

void engine::parts::upload(document_upload&& in) {
  ++count.commands;
  asked who;
  const auto to = in.from;
  if (const auto about = attachable(in, who); !about) return send(to, about.error());
  auto shared = std::make_shared<document_upload>(std::move(in));
  if (!documents.post([this, shared] { keep_upload(shared); })) send(to, busy);
}

void engine::parts::keep_upload(const std::shared_ptr<document_upload>& in) {
  if (!is_of_kind(in->body, in->type)) return send(in->from, error_of("document_kind"));
  const deliberation::file_print file{sha256(in->body), in->body.size(), in->type};
  try {
    files.keep(file.sha256, in->body);
  } catch (const cannot_keep& why) {
    log("error", std::string("a document could not be kept: ") + why.what());
    return send(in->from, storage_unavailable);
  }
  in->body = {};
  inbox.put(notice([this, in, file] { attach(*in, file); }));
}

void engine::parts::attach(const document_upload& in, const deliberation::file_print& file) {
  asked who;
  const auto about = attachable(in, who);
  if (!about) return send(in.from, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return send(in.from, storage_unavailable);
  const deliberation::command what = deliberation::attach_document{in.document, file};
  auto decided = deliberation::decide(l.state, who.actor, what, stamp());
  if (!decided) return send(in.from, error_of(decided.error().code));
  const auto name = deliberation::ledger_actor(l.state, who.actor, what);
  for (auto& event : *decided) record(l, name, std::nullopt, std::move(event));
  turn->after.emplace_back([this, to = in.from, text = answer_to(in, file)](bool committed) {
    if (!committed) return send(to, storage_unavailable);
    send(to, wire::json_result{text});
  });
}

void engine::parts::reuse(const asked& who, const wire::document_reuse& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  if (who.actor.who != deliberation::actor::kind::staff) return refuse(who.back, "not_allowed");
  const auto from = by_id.find(what.from.value());
  if (from == by_id.end()) return refuse(who.back, "unknown_deliberation", "/params/from");
  const auto& there = lives[from->second]->state;
  const auto at = there.find_document(what.document);
  const auto* attached = at ? there.attached(*at) : nullptr;
  // Without a file of its own the command is still looked at: whoever may not ask learns nothing of it.
  core_command(who, deliberation::attach_document{attached != nullptr ? what.document : std::string(),
                                                  attached != nullptr ? attached->file : deliberation::file_print{}});
}

// Reading.

void engine::parts::read_document(const document_request& in) {
  ++count.commands;
  if (stopping) return send(in.from, error_of("stopping"));
  if (failed) return send(in.from, storage_unavailable);
  const auto found = by_id.find(in.deliberation);
  if (found == by_id.end() || lives[found->second]->head.seq == 0)
    return send(in.from, error_of("unknown_deliberation"));
  auto& l = *lives[found->second];
  auto* turn = turn_of(l);
  if (turn == nullptr) return send(in.from, storage_unavailable);
  const auto at = l.state.find_document(in.document);
  const bool there = at && l.state.attached(*at) != nullptr;
  auto wanted = there ? wanted_of(l.state, *at, in.as_source) : document_wanted{};
  turn->after.emplace_back([this, to = in.from, there, wanted = std::move(wanted)](bool committed) {
    if (!committed) return send(to, storage_unavailable);
    if (!there) return send(to, error_of("unknown_document"));
    inbox.put(notice([this, to, wanted] { fetch(to, wanted); }));
  });
}

void engine::parts::fetch(connection_id to, const document_wanted& wanted) {
  if (auto kept = shelf.find(wanted.key)) return send(to, std::move(kept));
  if (const auto waiting = readers.find(wanted.key); waiting != readers.end()) return waiting->second.push_back(to);
  if (!shelf.has_room_for(static_cast<std::size_t>(wanted.file.bytes))) return send(to, busy);
  if (!documents.post([this, wanted] { load(wanted); })) return send(to, busy);
  readers[wanted.key].push_back(to);
}

void engine::parts::load(const document_wanted& wanted) {
  auto content = files.load(wanted.file.sha256, wanted.file.bytes);
  auto made = std::make_shared<std::optional<file>>();
  if (content) {
    const std::string tag = '"' + wanted.about.sha256.substr(0, 32) + (wanted.as_source ? "\"" : "-page\"");
    *made = file{wanted.as_source
                     ? reports::shown_file(std::move(*content), deliberation::name_of(wanted.file.type), wanted.about)
                     : reports::reading_page(*content, wanted.about),
                 tag};
  } else {
    log("error", "the document " + wanted.about.sha256 + " is missing or damaged on disk; attach it again");
  }
  inbox.put(notice([this, key = wanted.key, made] {
    const auto waiting = std::move(readers[key]);
    readers.erase(key);
    send_document::content answer = error_of("document_damaged");
    if (*made) answer = shelf.put(key, std::move(**made));
    for (const auto to : waiting) send(to, answer);
  }));
}

void engine::parts::tell_definition(const asked& who) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);
  // Whoever may attach documents prepares the deliberation, and may see how it was prepared.
  const deliberation::command preparing = deliberation::attach_document{};
  if (const auto no = deliberation::authorise(who.actor, preparing, l.state)) return refuse(*turn, who.back, *no);
  auto text = R"({"definition":)" + wire::to_json(deliberation::prepared_definition(l.state)) + "}";
  if (!who.by_post && text.size() > socket_result_bytes_max)
    return refuse(*turn, who.back, deliberation::rejection{"frame_too_large", {}});
  if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(text)});
}

}  // namespace ruamkit::engine
