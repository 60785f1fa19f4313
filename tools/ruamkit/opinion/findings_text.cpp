#include <cstdio>

#include "crowd/terminal.hpp"
#include "ruamkit/opinion/findings.hpp"
#include "ruamkit/opinion/words.hpp"

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::tally;
using analysis::opinion::vote;

constexpr std::size_t statement_columns = 90;

std::string cell(const findings& from, std::uint32_t statement) {
  return crowd::shortened(text_of(from, statement), statement_columns);
}

std::string side_word(const words& w, vote side) { return side == vote::agree ? w.agree : w.disagree; }

std::string group_text(const findings& from, const analysis::opinion::group& group, const words& w) {
  std::string out = "\n" + std::string(w.group) + " " + letter_of(group.name) + ": " + with_commas(group.size) + " " +
                    w.people + "\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : group.representative)
    rows.push_back({side_word(w, one.side), percent(one.share), percent(one.share_outside),
                    cell(from, one.statement) + (one.significant ? "" : " " + std::string(w.not_significant))});
  if (!rows.empty()) out += crowd::table({w.side, w.share, w.elsewhere, w.statement}, rows, {1, 2});
  return out;
}

std::string consensus_text(const findings& from, const words& w) {
  if (from.map.consensus.empty()) return "\n" + std::string(w.nothing_uniting) + "\n";
  std::vector<std::string> header{w.side, w.consensus};
  std::vector<std::size_t> right{1};
  for (const auto& group : from.map.groups) {
    right.push_back(header.size());
    header.push_back(letter_of(group.name));
  }
  header.emplace_back(w.statement);
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : from.map.consensus) {
    char product[16];
    std::snprintf(product, sizeof product, "%.2f", one.consensus);
    auto& row = rows.emplace_back(std::vector<std::string>{side_word(w, one.side), product});
    for (const double share : one.shares) row.push_back(percent(share));
    row.push_back(cell(from, one.statement));
  }
  return "\n" + std::string(w.uniting) + "\n" + crowd::table(header, rows, right);
}

/// A field of CSV; ids come from people's files and may hold anything.
std::string quoted(const std::string& text) {
  if (text.find_first_of("\",\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

void add_tally(std::string& row, const tally& of) {
  for (const vote side : {vote::agree, vote::disagree, vote::pass}) row += "," + std::to_string(of.of(side));
}

}  // namespace

std::string letter_of(std::uint32_t group) {
  return group < 26 ? std::string(1, static_cast<char>('A' + group)) : std::to_string(group);
}

std::string text_of(const findings& from, std::uint32_t statement) {
  const std::string& id = from.of.statements[statement];
  const auto note = from.notes.find(id);
  return "#" + id + (note == from.notes.end() || note->second.text.empty() ? "" : " " + note->second.text);
}

std::string to_text(const findings& from, language in) {
  const words& w = words_in(in);
  std::string out = reading_sentence(from, in) + "\n" + grouping_sentence(from, in) + "\n";
  if (from.map.k == 0) return out;
  for (const auto& group : from.map.groups) out += group_text(from, group, w);
  out += consensus_text(from, w);
  if (from.compared > 0)
    out += "\nadjusted Rand index " + (from.adjusted_rand ? number(*from.adjusted_rand) : std::string("-")) + " (" +
           with_commas(from.compared) + " " + w.people + ")\n";
  return out;
}

std::string people_csv(const findings& from) {
  std::string out = "id,group,x,y,answers\n";
  for (std::size_t p = 0; p < from.of.people.size(); ++p) {
    const bool placed = p < from.map.places.size();
    out += quoted(from.of.people[p]) + "," +
           (from.map.group_of[p] >= 0 ? letter_of(static_cast<std::uint32_t>(from.map.group_of[p])) : "") + "," +
           (placed ? number(from.map.places[p].x) : "") + "," + (placed ? number(from.map.places[p].y) : "") + "," +
           std::to_string(from.votes.of(p).size()) + "\n";
  }
  return out;
}

std::string statements_csv(const findings& from) {
  std::string out = "statement,agreed,disagreed,passed";
  for (const auto& group : from.map.groups)
    for (const char* what : {"agreed", "disagreed", "passed"}) out += "," + letter_of(group.name) + "_" + what;
  out += ",consensus_agree,consensus_disagree\n";
  for (std::uint32_t s = 0; s < from.of.statements.size(); ++s) {
    out += quoted(from.of.statements[s]);
    add_tally(out, from.map.everybody[s]);
    for (const auto& group : from.map.in_groups) add_tally(out, group[s]);
    for (const vote side : {vote::agree, vote::disagree})
      out += "," +
             (from.map.k == 0 ? "" : number(analysis::opinion::group_informed_consensus(from.map.in_groups, s, side)));
    out += "\n";
  }
  return out;
}

}  // namespace ruamkit::tools::opinion
