#include "crowd/agenda.hpp"

#include <boost/json.hpp>

namespace ruamkit::crowd {
namespace json = boost::json;

const stage* agenda::running() const {
  for (const stage& one : stages)
    if (one.status == "running") return &one;
  return nullptr;
}

const ballot* agenda::find(std::string_view id) const {
  for (const ballot& one : ballots)
    if (one.id == id) return &one;
  return nullptr;
}

void take(agenda& into, std::int64_t rev, const json::object& doc) {
  into.rev = rev;
  into.status = text_in(doc, "status");
  into.tables = number_in(object_in(doc, "tables"), "count");
  const std::vector<ballot> before = std::move(into.ballots);
  into.ballots = ballots_of(doc);
  for (const ballot& now : into.ballots) {
    bool was_open = false;
    for (const ballot& then : before) was_open = was_open || (then.id == now.id && then.status == "open");
    if (now.status == "open" && !was_open) ++into.openings[now.id];
  }
  for (const json::value& one : array_in(doc, "ballots"))
    if (one.is_object()) into.reveal[text_in(one.get_object(), "id")] = text_in(one.get_object(), "reveal");
  into.stages.clear();
  for (const json::value& one : array_in(doc, "stages")) {
    if (!one.is_object()) continue;
    const json::object& from = one.get_object();
    stage made{text_in(from, "id"), text_in(from, "status"), {}, {}, {}, text_in(from, "kind")};
    made.title_th = text_in(object_in(from, "title"), "th");
    made.title_en = text_in(object_in(from, "title"), "en");
    for (const json::value& ballot : array_in(from, "ballots"))
      if (ballot.is_string()) made.ballots.emplace_back(ballot.get_string().data(), ballot.get_string().size());
    into.stages.push_back(std::move(made));
  }
}

bool take(agenda& into, std::int64_t rev, std::string_view doc) {
  if (rev <= into.rev) return false;
  boost::system::error_code failed;
  const json::value parsed = json::parse(json::string_view(doc.data(), doc.size()), failed);
  if (failed || !parsed.is_object()) return false;
  take(into, rev, parsed.get_object());
  return true;
}

snapshot snapshot_of(const agenda& from) {
  snapshot out;
  for (const stage& one : from.stages) out.stages[one.id] = one.status;
  for (const ballot& one : from.ballots) out.ballots[one.id] = one.status;
  return out;
}

}  // namespace ruamkit::crowd
