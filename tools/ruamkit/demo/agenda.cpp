#include "ruamkit/demo/agenda.hpp"

#include <boost/json.hpp>

namespace ruamkit::demo {
namespace json = boost::json;

const crowd::ballot* agenda::find(std::string_view ballot) const {
  for (const crowd::ballot& one : ballots)
    if (one.id == ballot) return &one;
  return nullptr;
}

void take(agenda& into, std::int64_t rev, const json::object& doc) {
  into.rev = rev;
  const std::vector<crowd::ballot> before = std::move(into.ballots);
  into.ballots = crowd::ballots_of(doc);
  for (const crowd::ballot& now : into.ballots) {
    bool was_open = false;
    for (const crowd::ballot& then : before) was_open = was_open || (then.id == now.id && then.status == "open");
    if (now.status == "open" && !was_open) ++into.openings[now.id];
  }
  for (const json::value& one : crowd::array_in(doc, "ballots"))
    if (one.is_object())
      into.reveal[crowd::text_in(one.get_object(), "id")] = crowd::text_in(one.get_object(), "reveal");
  into.stages.clear();
  for (const json::value& one : crowd::array_in(doc, "stages")) {
    if (!one.is_object()) continue;
    const json::object& from = one.get_object();
    stage made{crowd::text_in(from, "id"), crowd::text_in(from, "status"), {}, {}, {}};
    made.title_th = crowd::text_in(crowd::object_in(from, "title"), "th");
    made.title_en = crowd::text_in(crowd::object_in(from, "title"), "en");
    for (const json::value& ballot : crowd::array_in(from, "ballots"))
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
  for (const crowd::ballot& one : from.ballots) out.ballots[one.id] = one.status;
  return out;
}

}  // namespace ruamkit::demo
