#include "analysis/change/knowledge.hpp"

namespace ruamkit::analysis::change {
namespace {

bool is_in_both_waves(const item_answers& each) {
  return each.about.role == item_role::knowledge && each.about.kind == item_kind::scored && each.pre.asked &&
         each.post.asked;
}

wave_answers shares_right(const study& of, const std::vector<std::size_t>& items, wave_answers item_answers::*wave,
                          const std::vector<std::uint8_t>& took) {
  wave_answers out{.asked = true, .values = std::vector<double>(of.people, missing)};
  for (std::size_t person = 0; person < of.people; ++person) {
    if (took[person] == 0) continue;
    double right = 0;
    for (const auto item : items) {
      const double score = (of.items[item].*wave).values[person];
      right += is_missing(score) ? 0 : score;
    }
    out.values[person] = right / static_cast<double>(items.size());
  }
  return out;
}

}  // namespace

std::optional<knowledge_index> knowledge_index_of(const study& of) {
  knowledge_index out;
  for (std::size_t i = 0; i < of.items.size(); ++i)
    if (is_in_both_waves(of.items[i])) out.items.push_back(i);
  if (out.items.empty()) return std::nullopt;
  item& about = out.answers.about;
  about.id = "knowledge";
  about.question = {"ดัชนีความรู้", "knowledge index"};
  about.role = item_role::knowledge;
  about.minimum = 0;
  about.maximum = 1;
  out.answers.pre = shares_right(of, out.items, &item_answers::pre, of.took_pre);
  out.answers.post = shares_right(of, out.items, &item_answers::post, of.took_post);
  return out;
}

}  // namespace ruamkit::analysis::change
