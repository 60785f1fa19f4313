#include "crowd/recount.hpp"

#include <boost/json.hpp>
#include <set>

namespace ruamkit::crowd {
namespace json = boost::json;
namespace {

std::string shown(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : "hidden"; }

std::string text_of(const json::value& value) {
  return value.is_string() ? std::string(value.get_string().data(), value.get_string().size()) : json::serialize(value);
}

}  // namespace

void add_choice(tally& to, kind what, const json::value& choice) {
  if (!to.counts) to.counts.emplace();
  if (!to.abstained) to.abstained = 0;
  ++to.voted;
  if (choice.is_null()) {
    ++*to.abstained;
    return;
  }
  auto& counts = *to.counts;
  switch (what) {
    case kind::single:
    case kind::multiple:
    case kind::yes_no:
      for (const json::value& option : choice.as_array()) ++counts[text_of(option)];
      break;
    case kind::rank:
      ++counts[text_of(choice.as_array().at(0))];
      break;
    case kind::score:
    case kind::points:
      for (const auto& [option, amount] : choice.as_object()) counts[std::string(option)] += amount.as_int64();
      break;
    case kind::scale:
      ++counts[std::to_string(choice.as_int64())];
      break;
    case kind::text:
      break;
  }
}

tally recount(kind what, const std::vector<json::value>& choices) {
  tally out;
  out.counts.emplace();
  out.abstained = 0;
  for (const json::value& choice : choices) add_choice(out, what, choice);
  return out;
}

tally read_tally(const json::object& doc) {
  tally out;
  out.voted = number_in(doc, "voted");
  out.eligible = number_in(doc, "eligible");
  out.status = text_in(doc, "status");
  if (const json::value* abstained = doc.if_contains("abstained"); abstained != nullptr && abstained->is_int64())
    out.abstained = abstained->get_int64();
  if (const json::value* counts = doc.if_contains("counts"); counts != nullptr && counts->is_object()) {
    out.counts.emplace();
    for (const auto& [option, count] : counts->get_object())
      if (count.is_int64()) (*out.counts)[std::string(option)] = count.get_int64();
  }
  return out;
}

std::vector<difference> compare(const std::string& ballot, const tally& ours, const tally& published) {
  std::vector<difference> out;
  const auto check = [&](const std::string& of, const std::string& expected, const std::string& found) {
    if (expected != found) out.push_back({ballot, of, expected, found});
  };
  check("voted", std::to_string(ours.voted), std::to_string(published.voted));
  if (ours.eligible != 0) check("eligible", std::to_string(ours.eligible), std::to_string(published.eligible));
  check("abstained", shown(ours.abstained.value_or(0)), shown(published.abstained));
  if (!published.counts) {
    check("counts", "counted", "hidden");
    return out;
  }
  std::set<std::string> options;
  const std::map<std::string, std::int64_t> none;
  const auto& expected = ours.counts ? *ours.counts : none;
  for (const auto& [option, count] : expected) options.insert(option);
  for (const auto& [option, count] : *published.counts) options.insert(option);
  const auto number = [](const std::map<std::string, std::int64_t>& of, const std::string& option) {
    const auto found = of.find(option);
    return std::to_string(found == of.end() ? 0 : found->second);
  };
  for (const std::string& option : options)
    check("counts/" + option, number(expected, option), number(*published.counts, option));
  return out;
}

}  // namespace ruamkit::crowd
