#include "deliberation/idea.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace ruamkit::deliberation {
namespace {

constexpr std::array agreement_names{std::pair{agreement::all, "all"}, std::pair{agreement::most, "most"},
                                     std::pair{agreement::some, "some"}, std::pair{agreement::few, "few"}};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::optional<rejection> fault_of(const std::string& text) {
  if (is_blank(text)) return rejection{"text_empty", param("text")};
  if (code_points(text) > idea_length_max) return rejection{"text_too_long", param("text")};
  return std::nullopt;
}

std::optional<rejection> fault_of_dissent(const std::optional<std::string>& dissent) {
  if (dissent && code_points(*dissent) > idea_length_max) return rejection{"text_too_long", param("dissent")};
  return std::nullopt;
}

/// Agreement and dissent are what a table says of itself: a single participant cannot.
std::optional<rejection> fault_of_table_words(const actor& who, const std::optional<agreement>& strength,
                                              const std::optional<std::string>& dissent) {
  if (who.who != actor::kind::participant) return std::nullopt;
  if (strength) return rejection{"not_allowed", param("agreement")};
  if (dissent) return rejection{"not_allowed", param("dissent")};
  return std::nullopt;
}

decision<table_number> table_for(const state& now, const actor& who, const add_idea& what) {
  if (who.who != actor::kind::participant) {
    if (!what.table) return rejection{"missing_param", param("table")};
    if (now.find_table(*what.table) == nullptr) return rejection{"unknown_table", param("table")};
    return *what.table;
  }
  const auto* seat = now.find_seat(who.participant);
  if (seat == nullptr || seat->table == 0) return rejection{"no_table", {}};
  if (what.table && *what.table != seat->table) return rejection{"not_allowed", param("table")};
  return seat->table;
}

/// Staff may change any idea, a participant their own.
decision<std::size_t> theirs(const state& now, const actor& who, const idea_id& id) {
  const auto index = now.find_idea(id);
  if (!index) return rejection{"unknown_idea", param("idea")};
  const auto& idea = now.ideas[*index];
  const bool own = who.who != actor::kind::participant ||
                   (now.key && idea.author == idea_pseudonym(*now.key, who.participant).value());
  if (!own) return rejection{"not_allowed", param("idea")};
  if (idea.withdrawn) return rejection{"idea_withdrawn", param("idea")};
  return *index;
}

idea_state* find(state& now, const idea_id& id) {
  const auto index = now.find_idea(id);
  return index ? &now.ideas[*index] : nullptr;
}

}  // namespace

std::string_view name_of(agreement a) {
  for (const auto& [key, name] : agreement_names)
    if (key == a) return name;
  return {};
}

std::optional<agreement> agreement_from_name(std::string_view name) {
  for (const auto& [key, text] : agreement_names)
    if (name == text) return key;
  return std::nullopt;
}

decision<std::vector<event>> decide(const state& now, const actor& who, const add_idea& what) {
  const auto table = table_for(now, who, what);
  if (!table) return table.error();
  for (auto& fault :
       {fault_of(what.text), fault_of_dissent(what.dissent), fault_of_table_words(who, what.agreement, what.dissent)})
    if (fault) return *fault;
  if (now.ideas.size() >= ideas_max) return rejection{"too_many_ideas", {}};
  if (who.who == actor::kind::participant && now.key) {
    const auto own = now.ideas_by_author.find(idea_pseudonym(*now.key, who.participant).value());
    if (own != now.ideas_by_author.end() && own->second.size() >= ideas_of_one_max)
      return rejection{"too_many_ideas", {}};
  }
  return std::vector<event>{
      idea_added{idea_id{"i" + std::to_string(now.ideas.size() + 1)}, *table, what.text, what.agreement, what.dissent}};
}

decision<std::vector<event>> decide(const state& now, const actor& who, const edit_idea& what) {
  const auto index = theirs(now, who, what.idea);
  if (!index) return index.error();
  if (what.text)
    if (auto fault = fault_of(*what.text)) return std::move(*fault);
  for (auto& fault : {fault_of_dissent(what.dissent), fault_of_table_words(who, what.agreement, what.dissent)})
    if (fault) return *fault;
  if (!what.text && !what.agreement && !what.dissent) return rejection{"missing_param", param("text")};
  const auto& idea = now.ideas[*index];
  if (what.version != idea.version) return rejection{"stale_version", param("version")};
  return std::vector<event>{idea_edited{what.idea, idea.version + 1, what.text, what.agreement, what.dissent}};
}

decision<std::vector<event>> decide(const state& now, const actor& who, const withdraw_idea& what) {
  const auto index = theirs(now, who, what.idea);
  if (!index) return index.error();
  return std::vector<event>{idea_withdrawn{what.idea}};
}

void count_idea(state& now, const idea_state& idea, int by) {
  auto& count = idea.theme == no_index ? now.ideas_unplaced : now.themes[now.successor_of(idea.theme)].ideas;
  count = static_cast<std::uint64_t>(static_cast<std::int64_t>(count) + by);
}

void apply(state& now, const recorded_event& entry, const idea_added& what) {
  const auto index = static_cast<std::uint32_t>(now.ideas.size());
  idea_state idea;
  idea.table = what.table;
  idea.text = what.text;
  idea.agreement = what.agreement;
  idea.dissent = what.dissent.value_or("");
  idea.added_at = entry.time;
  if (!entry.actor.starts_with('@')) {
    idea.author = entry.actor;
    now.ideas_by_author[entry.actor].push_back(index);
  }
  if (now.find_table(what.table) != nullptr) now.seating.tables[what.table - 1U].ideas.push_back(index);
  count_idea(now, idea, 1);
  now.ideas.push_back(std::move(idea));
}

void apply(state& now, const recorded_event&, const idea_edited& what) {
  auto* idea = find(now, what.idea);
  if (idea == nullptr) return;
  idea->version = what.version;
  if (what.text) idea->text = *what.text;
  if (what.agreement) idea->agreement = what.agreement;
  if (what.dissent) idea->dissent = *what.dissent;
}

void apply(state& now, const recorded_event&, const idea_withdrawn& what) {
  auto* idea = find(now, what.idea);
  if (idea == nullptr || idea->withdrawn) return;
  count_idea(now, *idea, -1);
  idea->withdrawn = true;
  ++now.ideas_withdrawn;
}

}  // namespace ruamkit::deliberation
