#include "ruamkit/demo/script.hpp"

#include <algorithm>

namespace ruamkit::demo {
namespace {

void close_open_ones(snapshot& in, const std::vector<std::string>& ballots) {
  for (const std::string& id : ballots) {
    const auto found = in.ballots.find(id);
    if (found != in.ballots.end() && found->second == "open") found->second = "closed";
  }
}

bool explained(const std::map<std::string, std::string>& seen, const std::map<std::string, std::string>& before,
               const std::map<std::string, std::string>& then) {
  return std::all_of(seen.begin(), seen.end(), [&](const auto& item) {
    const auto is = [&](const std::map<std::string, std::string>& in) {
      const auto found = in.find(item.first);
      return found != in.end() && found->second == item.second;
    };
    return is(before) || is(then);
  });
}

}  // namespace

std::vector<step> script_of(const agenda& from) {
  std::vector<step> out;
  for (const stage& one : from.stages) {
    out.push_back({step::what::start_stage, one.id, one.ballots});
    for (const std::string& ballot : one.ballots) {
      out.push_back({step::what::open_ballot, ballot, {}});
      out.push_back({step::what::close_ballot, ballot, {}});
      const auto reveal = from.reveal.find(ballot);
      if (reveal == from.reveal.end() || reveal->second != "on_close")
        out.push_back({step::what::publish_ballot, ballot, {}});
    }
    out.push_back({step::what::finish_stage, one.id, one.ballots});
  }
  return out;
}

snapshot after(snapshot before, const step& done) {
  switch (done.call) {
    case step::what::start_stage:
      for (auto& [id, status] : before.stages)
        if (status == "running") status = "finished";
      before.stages[done.id] = "running";
      break;
    case step::what::finish_stage:
      before.stages[done.id] = "finished";
      close_open_ones(before, done.ballots);
      break;
    case step::what::open_ballot:
      before.ballots[done.id] = "open";
      break;
    case step::what::close_ballot:
      before.ballots[done.id] = "closed";
      break;
    case step::what::publish_ballot:
      before.ballots[done.id] = "published";
      break;
  }
  return before;
}

std::string method_of(const step& one) {
  switch (one.call) {
    case step::what::start_stage:
      return "stage.start";
    case step::what::finish_stage:
      return "stage.finish";
    case step::what::open_ballot:
      return "ballot.open";
    case step::what::close_ballot:
      return "ballot.close";
    case step::what::publish_ballot:
      return "ballot.publish";
  }
  return {};
}

std::string param_of(const step& one) {
  return one.call == step::what::start_stage || one.call == step::what::finish_stage ? "stage" : "ballot";
}

bool hand::somebody_else(const snapshot& seen) const {
  return !explained(seen.stages, settled_.stages, expected_.stages) ||
         !explained(seen.ballots, settled_.ballots, expected_.ballots);
}

}  // namespace ruamkit::demo
