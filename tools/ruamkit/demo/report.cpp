#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "crowd/terminal.hpp"
#include "ruamkit/demo/demo.hpp"

namespace ruamkit::demo {
namespace json = boost::json;
namespace {

json::object counts_json(const crowd::tally& of) {
  json::object counts;
  if (of.counts)
    for (const auto& [option, count] : *of.counts) counts[option] = count;
  return counts;
}

std::string counts_text(const ballot_result& of) {
  if (!of.published.counts) return "hidden";
  std::string out;
  const auto add = [&](const std::string& option, std::int64_t count) {
    out += (out.empty() ? "" : "  ") + option + " " + std::to_string(count);
  };
  // In the order of the ballot, then what it does not name (the values of a scale), as far as anybody chose it.
  for (const std::string& option : of.ballot.options) {
    const auto found = of.published.counts->find(option);
    add(option, found == of.published.counts->end() ? 0 : found->second);
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> values;
  for (const auto& [option, count] : *of.published.counts)
    if (of.ballot.kind == crowd::kind::scale && count != 0) values.emplace_back(std::atoll(option.c_str()), count);
  std::sort(values.begin(), values.end());
  for (const auto& [value, count] : values) add(std::to_string(value) + ":", count);
  if (of.ballot.kind == crowd::kind::text) out = "(texts)";
  return out;
}

std::string turnout(const crowd::tally& of) {
  if (of.eligible <= 0) return "-";
  char text[16];
  std::snprintf(text, sizeof text, "%.1f%%", 100.0 * static_cast<double>(of.voted) / static_cast<double>(of.eligible));
  return text;
}

}  // namespace

std::string to_text(const demo_report& of) {
  std::vector<std::vector<std::string>> rows;
  for (const ballot_result& one : of.ballots) {
    std::vector<std::string> row{one.ballot.id, std::string(name_of(one.ballot.kind)),
                                 crowd::shortened(one.ballot.question_th, 34), std::to_string(one.published.voted),
                                 turnout(one.published)};
    row.push_back(one.published.abstained ? std::to_string(*one.published.abstained) : "-");
    row.push_back(counts_text(one));
    rows.push_back(std::move(row));
    const std::string english = crowd::shortened(one.ballot.question_en, 34);
    if (!english.empty()) rows.push_back({"", "", english, "", "", "", ""});
  }
  std::string out = crowd::table(
      {"ballot", "kind", "คำถาม / question", "ตอบ / voted", "turnout", "งด / abst.", "ผล / counts"}, rows, {3, 4, 5});
  out += "\nผู้เข้าร่วม / joined " + std::to_string(of.joined) + " of " + std::to_string(of.people) +
         "   รับคำตอบแล้ว / acknowledged " + std::to_string(of.acknowledged) + "   ปฏิเสธ / refused " +
         std::to_string(of.refused) + "   กลับมาต่อ / reconnects " + std::to_string(of.reconnects) + "\n";
  for (const auto& [code, count] : of.errors) out += "  " + code + ": " + std::to_string(count) + "\n";
  if (of.unanswered > 0) out += "ไม่ทราบผล / without an outcome: " + std::to_string(of.unanswered) + "\n";
  if (!of.differences.empty()) {
    std::vector<std::vector<std::string>> wrong;
    for (const crowd::difference& d : of.differences) wrong.push_back({d.ballot, d.of, d.expected, d.found});
    out += "\nความต่าง / differences\n" + crowd::table({"ballot", "of", "expected", "found"}, wrong, {2, 3});
  }
  if (!of.trouble.empty()) out += "\n" + of.trouble + "\n";
  if (of.good()) out += "ทุกคำตอบที่ระบบรับไว้อยู่ในผลแล้ว / every acknowledged answer is in the results\n";
  return out;
}

json::object to_json(const demo_report& of) {
  json::array ballots, differences;
  for (const ballot_result& one : of.ballots)
    ballots.push_back(
        json::object{{"ballot", one.ballot.id},
                     {"kind", std::string(name_of(one.ballot.kind))},
                     {"status", one.published.status},
                     {"eligible", one.published.eligible},
                     {"voted", one.published.voted},
                     {"counts", counts_json(one.published)},
                     {"expected", json::object{{"voted", one.ours.voted}, {"counts", counts_json(one.ours)}}}});
  for (const crowd::difference& d : of.differences)
    differences.push_back(
        json::object{{"ballot", d.ballot}, {"of", d.of}, {"expected", d.expected}, {"found", d.found}});
  json::object errors;
  for (const auto& [code, count] : of.errors) errors[code] = count;
  json::object out{{"deliberation", of.deliberation},
                   {"code", of.code},
                   {"people", of.people},
                   {"joined", of.joined},
                   {"acknowledged", of.acknowledged},
                   {"refused", of.refused},
                   {"reconnects", of.reconnects},
                   {"unanswered", of.unanswered},
                   {"errors", std::move(errors)},
                   {"ballots", std::move(ballots)},
                   {"differences", std::move(differences)},
                   {"good", of.good()}};
  if (!of.trouble.empty()) out["trouble"] = of.trouble;
  return out;
}

}  // namespace ruamkit::demo
