#include <unordered_map>

#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

digest code_mac(const pepper& key, std::string_view code) {
  return hmac_sha256(key, "seat code\n" + std::string(code));
}

}  // namespace

std::vector<issued_seat> store::issue_seats(const deliberation_id& deliberation,
                                            std::span<const participant_id> participants) {
  std::vector<issued_seat> issued;
  issued.reserve(participants.size());
  std::unordered_map<participant_id, std::size_t> placed;
  unit whole{parts_->db};
  for (const auto& participant : participants) {
    if (const auto [at, first] = placed.emplace(participant, issued.size()); !first) {
      issued.push_back(issued[at->second]);  // a second, different code would make the first card worthless
      continue;
    }
    auto replace = parts_->db.prepare(
        "INSERT INTO seat (deliberation, participant, code_mac) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (deliberation, participant) DO UPDATE SET code_mac = ?3");
    std::string code = new_seat_code();
    replace.with(deliberation.value()).with(participant.value()).with(code_mac(parts_->key, code));
    // Among a million codes two are the same with a chance of 2.5 %: the unique column finds it, and one is redrawn.
    while (!replace.run_unless_taken()) {
      code = new_seat_code();
      replace.again().with(deliberation.value()).with(participant.value()).with(code_mac(parts_->key, code));
    }
    issued.push_back({participant, std::move(code)});
  }
  whole.done();
  return issued;
}

std::optional<seat> store::find_seat(std::string_view typed) {
  const auto code = normalise_seat_code(typed);
  if (!code) return std::nullopt;
  auto q = parts_->db.prepare("SELECT deliberation, participant FROM seat WHERE code_mac = ?");
  if (!q.with(code_mac(parts_->key, *code)).next()) return std::nullopt;
  return seat{deliberation_id{q.text(0)}, participant_id{q.text(1)}};
}

}  // namespace ruamkit::identity
