#include "keypad/binding.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "files/csv.hpp"
#include "files/text.hpp"
#include "keypad/lines.hpp"

namespace ruamkit::keypad {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::size_t column_of(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::ranges::find(header, name);
  return found == header.end() ? nowhere : static_cast<std::size_t>(found - header.begin());
}

std::string field_text(std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::vector<bound> read_map(const std::string& path) {
  const std::string text = files::read_file(path);
  files::csv_reader in(path, text);
  const auto header = in.header();
  const auto keypad = column_of(header, "keypad"), participant = column_of(header, "participant");
  if (keypad == nowhere || participant == nowhere)
    throw files::bad_input(path, 1, 1, "the header needs the columns `keypad` and `participant`");
  std::vector<bound> out;
  std::set<std::string, std::less<>> keypads, people;
  std::vector<files::csv_field> row;
  while (in.next(row, header.size())) {
    const auto& k = row[keypad];
    const auto& p = row[participant];
    if (!is_keypad_id(k.text)) in.refuse(k, "a keypad's id is 1 to 32 of A-Z a-z 0-9 . _ : -");
    if (p.text.empty()) in.refuse(p, "the participant is missing");
    if (!keypads.insert(std::string(k.text)).second)
      in.refuse(k, "the keypad '" + std::string(k.text) + "' comes twice");
    if (!people.insert(std::string(p.text)).second)
      in.refuse(p, "the participant '" + std::string(p.text) + "' comes twice");
    out.push_back({std::string(k.text), std::string(p.text), k.line, k.column, p.column});
  }
  return out;
}

std::vector<person> read_people(const std::string& path) {
  const std::string text = files::read_file(path);
  files::csv_reader in(path, text);
  const auto header = in.header();
  auto id = column_of(header, "participant");
  if (id == nowhere) id = column_of(header, "id");
  if (id == nowhere) throw files::bad_input(path, 1, 1, "the header needs a column `participant` or `id`");
  const auto name = column_of(header, "name"), seat = column_of(header, "seat");
  std::vector<person> out;
  std::set<std::string, std::less<>> seen;
  std::vector<files::csv_field> row;
  while (in.next(row, header.size())) {
    const std::string participant(row[id].text);
    if (participant.empty()) in.refuse(row[id], "the participant is missing");
    if (!seen.insert(participant).second) in.refuse(row[id], "the participant '" + participant + "' comes twice");
    std::string shown;
    for (const auto column : {name, seat})
      if (column != nowhere && !row[column].text.empty())
        shown += (shown.empty() ? "" : " · ") + std::string(row[column].text);
    out.push_back({participant, shown});
  }
  if (out.empty()) throw files::bad_input(path, 0, 0, "names nobody");
  return out;
}

std::string map_text(const std::vector<bound>& all) {
  std::string out = "keypad,participant\n";
  for (const auto& each : all) out += field_text(each.keypad) + ',' + field_text(each.participant) + '\n';
  return out;
}

registration::registration(const std::vector<person>& people, std::vector<bound> before) : all_(std::move(before)) {
  std::set<std::string, std::less<>> served;
  for (const auto& each : all_) served.insert(each.participant);
  for (const auto& each : people)
    if (!served.contains(each.participant)) people_.push_back(each);
}

const person* registration::waiting() const { return at_ < people_.size() ? &people_[at_] : nullptr; }

registration::effect registration::take(const std::string& keypad) {
  const auto known = std::ranges::find(all_, keypad, &bound::keypad);
  if (known != all_.end()) {
    const bool just_now = !steps_.empty() && !steps_.back().skip && known + 1 == all_.end();
    taken_by_ = known->participant;
    return just_now ? effect::same_again : effect::taken;
  }
  if (at_ == people_.size()) return effect::over;
  all_.push_back({.keypad = keypad, .participant = people_[at_].participant});
  steps_.push_back({false});
  ++at_;
  return effect::bound;
}

void registration::skip() {
  if (at_ == people_.size()) return;
  steps_.push_back({true});
  ++at_;
}

std::optional<bound> registration::undo() {
  if (steps_.empty()) return std::nullopt;
  const bool skipped = steps_.back().skip;
  steps_.pop_back();
  --at_;
  if (skipped) return std::nullopt;
  bound last = all_.back();
  all_.pop_back();
  return last;
}

void registration::refused() { (void)undo(); }

std::size_t registration::skipped() const {
  return static_cast<std::size_t>(std::ranges::count(steps_, true, &step::skip));
}

}  // namespace ruamkit::keypad
