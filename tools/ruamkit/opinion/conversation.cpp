#include "ruamkit/opinion/conversation.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "files/csv.hpp"

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::vote;
using files::csv_field;
using files::csv_reader;

constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// The header's columns by name.
class columns {
 public:
  explicit columns(csv_reader& in) : path_(in.path()), names_(in.header()) {}

  [[nodiscard]] std::size_t count() const { return names_.size(); }
  [[nodiscard]] std::size_t optional(std::string_view name) const {
    const auto found = std::ranges::find(names_, name);
    return found == names_.end() ? no_column : static_cast<std::size_t>(found - names_.begin());
  }
  [[nodiscard]] std::size_t needed(std::string_view name) const {
    const std::size_t found = optional(name);
    if (found != no_column) return found;
    std::string has;
    for (const auto& one : names_) has += (has.empty() ? "" : ", ") + one;
    throw files::bad_input(path_, 1, 1, "has no column '" + std::string(name) + "'; its columns are " + has);
  }

 private:
  std::string path_;
  std::vector<std::string> names_;
};

/// A whole number; spreadsheets and data frames may have written it as "1.0".
std::optional<std::int64_t> whole_number(std::string_view text) {
  if (const auto point = text.find('.'); point != std::string_view::npos && point + 1 < text.size() &&
                                         text.find_first_not_of('0', point + 1) == std::string_view::npos)
    text = text.substr(0, point);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::string shown(std::string_view text) { return "'" + std::string(text.substr(0, 40)) + "'"; }

std::string_view id_in(const csv_reader& in, const csv_field& field, const char* column) {
  if (field.text.empty()) in.refuse(field, std::string(column) + " is empty");
  return field.text;
}

/// Ids in the order they come, each with a number.
class numbering {
 public:
  std::uint32_t of(std::string_view id) {
    const auto found = numbers_.find(id);
    if (found != numbers_.end()) return found->second;
    ids_.emplace_back(id);
    return numbers_.emplace(std::string(id), static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

  /// Sorts the ids; gives back each number's new place.
  std::vector<std::uint32_t> sort(std::vector<std::string>& sorted) &&;

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::uint32_t, text_hash, std::equal_to<>> numbers_;
  std::vector<std::string> ids_;
};

bool is_number(std::string_view id) {
  return id.find_first_not_of("0123456789") == std::string_view::npos && (id.size() == 1 || id.front() != '0');
}

/// Numbers by value, then names by their bytes.
bool id_before(std::string_view a, std::string_view b) {
  const bool a_number = is_number(a);
  if (a_number != is_number(b)) return a_number;
  if (a_number && a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

std::vector<std::uint32_t> numbering::sort(std::vector<std::string>& sorted) && {
  sorted = std::move(ids_);
  std::ranges::sort(sorted, id_before);
  std::vector<std::uint32_t> places(sorted.size());
  for (std::uint32_t i = 0; i < sorted.size(); ++i) places[numbers_.find(sorted[i])->second] = i;
  return places;
}

vote vote_in(const csv_reader& in, const csv_field& field) {
  const auto value = whole_number(field.text);
  if (!value || *value < -1 || *value > 1)
    in.refuse(field, "the vote " + shown(field.text) + " is none of 1 (agree), 0 (pass) and -1 (disagree)");
  return static_cast<vote>(*value);
}

}  // namespace

conversation read_votes(const std::string& path, std::string_view text) {
  csv_reader in(path, text);
  const columns header(in);
  const std::size_t time = header.needed("timestamp"), statement = header.needed("comment-id"),
                    person = header.needed("voter-id"), value = header.needed("vote");
  numbering people, statements;
  conversation out;
  // A line a vote: growing step by step would take up to three times the memory for a moment.
  out.votes.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')));
  for (std::vector<csv_field> row; in.next(row, header.count());) {
    const auto at = whole_number(row[time].text);
    if (!at) in.refuse(row[time], "the timestamp " + shown(row[time].text) + " is not a whole number");
    out.votes.push_back({*at, people.of(id_in(in, row[person], "voter-id")),
                         statements.of(id_in(in, row[statement], "comment-id")), vote_in(in, row[value])});
  }
  if (out.votes.empty()) throw files::bad_input(path, in.line(), 1, "has a header and no votes");
  const auto person_place = std::move(people).sort(out.people);
  const auto statement_place = std::move(statements).sort(out.statements);
  for (auto& one : out.votes) {
    one.person = person_place[one.person];
    one.statement = statement_place[one.statement];
  }
  return out;
}

std::map<std::string, statement_note, std::less<>> read_comments(const std::string& path, std::string_view text) {
  csv_reader in(path, text);
  const columns header(in);
  const std::size_t id = header.needed("comment-id"), body = header.needed("comment-body"),
                    moderated = header.optional("moderated");
  std::map<std::string, statement_note, std::less<>> out;
  for (std::vector<csv_field> row; in.next(row, header.count());) {
    statement_note note{std::string(row[body].text), false};
    if (moderated != no_column && !row[moderated].text.empty()) {
      const auto judged = whole_number(row[moderated].text);
      if (!judged || *judged < -1 || *judged > 1)
        in.refuse(row[moderated], "moderated " + shown(row[moderated].text) + " is none of 1, 0 and -1");
      note.left_out = *judged == -1;
    }
    if (!out.emplace(id_in(in, row[id], "comment-id"), std::move(note)).second)
      in.refuse(row[id], "the statement " + shown(row[id].text) + " comes twice");
  }
  return out;
}

std::map<std::string, std::string, std::less<>> read_groups(const std::string& path, std::string_view text) {
  csv_reader in(path, text);
  const columns header(in);
  const std::size_t id = header.needed("participant"), group = header.needed("group-id");
  std::map<std::string, std::string, std::less<>> out;
  for (std::vector<csv_field> row; in.next(row, header.count());) {
    const std::string_view person = id_in(in, row[id], "participant");
    if (row[group].text.empty()) continue;
    if (!out.emplace(person, row[group].text).second)
      in.refuse(row[id], "the participant " + shown(person) + " comes twice");
  }
  return out;
}

void leave_out(conversation& of, const std::map<std::string, statement_note, std::less<>>& notes) {
  std::vector<std::string> kept;
  std::vector<std::optional<std::uint32_t>> place;
  for (std::string& id : of.statements) {
    const auto note = notes.find(id);
    place.emplace_back();
    if (note != notes.end() && note->second.left_out) continue;
    place.back() = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(id));
  }
  of.statements = std::move(kept);
  std::erase_if(of.votes, [&](const auto& one) { return !place[one.statement]; });
  for (auto& one : of.votes) one.statement = *place[one.statement];
}

}  // namespace ruamkit::tools::opinion
