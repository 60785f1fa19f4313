// Any bytes as Polis's exports: refused by line and column, or read into a conversation that can be mapped.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analysis/opinion/history.hpp"
#include "ruamkit/opinion/conversation.hpp"

namespace {

using namespace ruamkit;

void map(std::string_view text) {
  const auto read = tools::opinion::read_votes("votes.csv", text);
  if (read.votes.empty() || read.people.empty() || read.statements.empty()) std::abort();
  const auto votes = analysis::opinion::vote_table::latest(read.votes, read.people.size(), read.statements.size());
  if (votes.answers() == 0 || votes.answers() > read.votes.size()) std::abort();
  const auto map = analysis::opinion::map_history(read.votes, votes);
  if (map.k != map.groups.size() || map.group_of.size() != read.people.size()) std::abort();
}

template <typename Read>
void refused_or_read(Read read, std::string_view text) {
  try {
    read(text);
  } catch (const files::bad_input&) {
    // What was to be shown: nothing else is thrown.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  refused_or_read(map, text);
  refused_or_read([](std::string_view t) { (void)tools::opinion::read_comments("comments.csv", t); }, text);
  refused_or_read([](std::string_view t) { (void)tools::opinion::read_groups("participants.csv", t); }, text);
  return 0;
}
