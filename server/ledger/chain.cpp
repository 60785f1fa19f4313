#include "ledger/chain.hpp"

#include <algorithm>

namespace ruamkit::ledger {

bool is_stream_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<std::string> why_not_after(const head& at, const entry& next) {
  const auto place = [&] { return "entry " + std::to_string(next.seq) + " of stream " + at.stream.value(); };
  if (next.seq != at.seq + 1) return place() + " does not follow the stream's head, " + std::to_string(at.seq);
  // A line end would let two different entries have the same hash.
  if (next.actor.find('\n') != std::string::npos) return place() + " has a line end in its actor";
  if (next.payload.find('\n') != std::string::npos) return place() + " has a line end in its payload";
  if (chain_hash(at.hash, next) != next.hash) return place() + " does not carry the hash that follows from the head's";
  return std::nullopt;
}

chain_walk::chain_walk(const stream_id& stream, std::uint64_t after)
    : after_(after), first_(after < 2 ? 1 : after - 1), expected_(first_) {
  if (first_ == 1) previous_ = genesis_hash(stream);
}

chain_walk::verdict chain_walk::feed(const entry& e) {
  if (e.seq != expected_) return verdict::broken;
  if (previous_ && chain_hash(*previous_, e) != e.hash) return verdict::broken;
  previous_ = e.hash;
  ++expected_;
  return e.seq > after_ ? verdict::visit : verdict::skip;
}

std::string broken_chain(const stream_id& stream, std::uint64_t seq, const std::string& place) {
  return "the hash chain of stream " + stream.value() + " is broken: entry " + std::to_string(seq) +
         " is the first that is missing or altered. Someone or something changed " + place +
         " from outside; keep a copy of it as evidence and restore a backup";
}

}  // namespace ruamkit::ledger
