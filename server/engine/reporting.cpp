// Reports: a request becomes a value of the deliberation's state here, and a document on the renderer's thread. It
// rides with the turn like every view, for it may tell of nothing that was not committed.
#include "engine/parts.hpp"
#include "projection/report.hpp"

namespace ruamkit::engine {
namespace {

wire::error error_of(std::string_view code, std::optional<std::int64_t> retry_after_ms = {}) {
  return wire::error{std::string(code), {}, retry_after_ms, {}};
}

const wire::error storage_unavailable = error_of("storage_unavailable", 1000);
const wire::error busy = error_of("busy", 2000);

}  // namespace

void engine::parts::send(connection_id to, send_document::content what) {
  if (std::holds_alternative<wire::error>(what)) ++count.rejections;
  std::vector<outbound> batch;
  batch.emplace_back(send_document{to, std::move(what)});
  outlets[to.thread]->deliver(std::move(batch));
}

result<live*, wire::error> engine::parts::for_staff(connection_id from, const std::optional<std::string>& bearer,
                                                    const std::string& deliberation, asked& who) {
  if (stopping) return error_of("stopping");
  if (failed) return storage_unavailable;
  if (auto no = identify(inbound{from, {}, bearer, true, {}}, who)) return std::move(*no);
  if (who.actor.who == deliberation::actor::kind::anonymous) return error_of("not_signed_in");
  if (who.actor.who != deliberation::actor::kind::staff || !who.actor.role) return error_of("not_allowed");
  const auto found = by_id.find(deliberation);
  if (found == by_id.end() || lives[found->second]->head.seq == 0) return error_of("unknown_deliberation");
  return lives[found->second].get();
}

result<live*, wire::error> engine::parts::reported(const report_request& in) {
  asked who;
  auto about = for_staff(in.from, in.bearer, in.deliberation, who);
  // Counted from here on: the value itself takes the engine some milliseconds, and holds memory.
  if (about && reports_asked > how.reports_waiting_max) return busy;
  return about;
}

void engine::parts::report(const report_request& in) {
  ++count.commands;
  const auto about = reported(in);
  if (!about) return send(in.from, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return send(in.from, storage_unavailable);
  const projection::report_standing where{l.head.seq, l.head.hash, l.hashes.front(), now};
  auto what = std::make_shared<projection::report>(projection::project_report(
      l.state, where, [&l](std::size_t ballot) { return l.final_figures_of(static_cast<std::uint32_t>(ballot)); }));
  ++reports_asked;
  const std::shared_ptr<void> ticket(nullptr, [this](void*) { --reports_asked; });
  turn->after.emplace_back([this, in, ticket, what = std::move(what)](bool committed) {
    if (!committed) return send(in.from, storage_unavailable);
    if (!documents.post([this, in, ticket, what] { render(in, *what); })) send(in.from, busy);
  });
}

void engine::parts::render(const report_request& in, const projection::report& what) {
  try {
    send(in.from,
         std::make_shared<const reports::document>(reports::render(what, in.as, in.language, how.report_fonts)));
  } catch (const std::exception& why) {
    log("error", "a report as " + std::string(reports::name_of(in.as)) + " could not be made: " + why.what());
    send(in.from, error_of("report_failed"));
  }
}

}  // namespace ruamkit::engine
