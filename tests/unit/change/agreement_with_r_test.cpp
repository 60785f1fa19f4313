// Whole studies through the command's reading and printing, every figure beside R's to nine significant digits.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "analysis/change/analyse.hpp"
#include "expected.hpp"
#include "ruamkit/analyse/analyse_json.hpp"
#include "ruamkit/analyse/gather.hpp"

namespace {

namespace json = boost::json;
using namespace ruamkit;
using tools::analyse::sources;

json::value analysed(const sources& from) {
  const auto gathered = tools::analyse::gather(from);
  const auto report = analysis::change::analyse(gathered.of, gathered.control ? &*gathered.control : nullptr);
  return json::parse(tools::analyse::to_json(gathered, report));
}

/// The element of a list that is called `name`, or stands at that place.
const json::value* element(const json::array& list, std::string_view name) {
  for (const auto& each : list)
    if (const auto* object = each.if_object())
      for (const auto* key : {"item", "stratum", "value", "option", "table"})
        if (const auto* own = object->if_contains(key))
          if (own->is_string()) {
            if (own->get_string() == name) return &each;
            break;
          }
  std::size_t place = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), place);
  return read.ec == std::errc() && place < list.size() ? &list[place] : nullptr;
}

const json::value* at(const json::value& document, std::string_view path) {
  const json::value* here = &document;
  while (here != nullptr && !path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (here->is_object())
      here = here->get_object().if_contains(step);
    else if (here->is_array())
      here = element(here->get_array(), step);
    else
      here = nullptr;
  }
  return here;
}

void compare(const std::string& study, const json::value& ours) {
  std::size_t compared = 0;
  for (const auto& each : tests::expected_of(study)) {
    const std::string place = study + ": " + each.path;
    CAPTURE(place);
    const auto* found = at(ours, each.path);
    if (found == nullptr || !found->is_number()) {
      FAIL_CHECK("there is no number; R has " << each.value);
      continue;
    }
    const auto value = found->to_number<double>();
    CAPTURE(value);
    CAPTURE(each.value);
    CHECK(tests::agrees(value, each.value));
    ++compared;
  }
  MESSAGE(study << ": " << compared << " figures agree with R");
}

std::string data(const char* name) { return CHANGE_DATA + std::string(name); }

sources waves(const std::string& name) {
  sources out;
  out.pre = data((name + "_pre.csv").c_str());
  out.post = data((name + "_post.csv").c_str());
  return out;
}

sources forum() {
  sources out = waves("forum");
  out.items = data("forum_items.json");
  out.group = "table";
  out.strata = {"gender", "age"};
  return out;
}

}  // namespace

TEST_CASE("published examples agree with R") {
  compare("sleep", analysed(waves("sleep")));
  compare("depression", analysed(waves("depression")));
  sources approval = waves("approval");
  approval.items = "approval_items.json";
  std::ofstream(approval.items) << R"([{"id": "approval", "kind": "yes_no"}])";
  compare("approval", analysed(approval));
  std::remove(approval.items.c_str());
}

TEST_CASE("a forum with tables, strata, knowledge, a control group and raking agrees with R") {
  sources from = forum();
  from.targets = data("forum_targets.csv");
  from.control_pre = data("forum_control_pre.csv");
  from.control_post = data("forum_control_post.csv");
  compare("forum", analysed(from));
}

TEST_CASE("the same forum under survey weights agrees with R") {
  sources from = forum();
  from.weights = "weight";
  compare("weighted", analysed(from));
}
