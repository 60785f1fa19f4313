#include "deliberation/theme.hpp"

#include "deliberation/idea.hpp"

namespace ruamkit::deliberation {
namespace {

/// A theme that still stands: not merged into another.
decision<std::size_t> standing(const state& now, const theme_id& id, const std::string& at) {
  const auto index = now.find_theme(id);
  if (!index) return rejection{"unknown_theme", at};
  if (now.themes[*index].into != no_index) return rejection{"theme_merged", at};
  return *index;
}

/// An idea that may be placed: there, and not withdrawn.
decision<std::size_t> placeable(const state& now, const idea_id& id, const std::string& at) {
  const auto index = now.find_idea(id);
  if (!index) return rejection{"unknown_idea", at};
  if (now.ideas[*index].withdrawn) return rejection{"idea_withdrawn", at};
  return *index;
}

theme_id next_theme(const state& now) { return theme_id{"t" + std::to_string(now.themes.size() + 1)}; }

void place(state& now, const idea_id& id, std::uint32_t theme) {
  const auto index = now.find_idea(id);
  if (!index || now.ideas[*index].withdrawn) return;
  count_idea(now, now.ideas[*index], -1);
  now.ideas[*index].theme = theme;
  count_idea(now, now.ideas[*index], 1);
}

theme_state* find(state& now, const theme_id& id) {
  const auto index = now.find_theme(id);
  return index ? &now.themes[*index] : nullptr;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const add_theme& what) {
  if (now.themes.size() >= themes_max) return rejection{"too_many_themes", {}};
  for (std::size_t i = 0; i < what.ideas.size(); ++i)
    if (const auto idea = placeable(now, what.ideas[i], param("ideas", i)); !idea) return idea.error();
  return std::vector<event>{theme_added{next_theme(now), what.title, what.ideas, std::nullopt}};
}

decision<std::vector<event>> decide(const state& now, const reword_theme& what) {
  const auto theme = standing(now, what.theme, param("theme"));
  if (!theme) return theme.error();
  const auto version = now.themes[*theme].version;
  if (what.version != version) return rejection{"stale_version", param("version")};
  return std::vector<event>{theme_reworded{what.theme, what.title, version + 1}};
}

decision<std::vector<event>> decide(const state& now, const place_idea& what) {
  if (const auto idea = placeable(now, what.idea, param("idea")); !idea) return idea.error();
  if (what.theme)
    if (const auto theme = standing(now, *what.theme, param("theme")); !theme) return theme.error();
  return std::vector<event>{idea_placed{what.idea, what.theme}};
}

decision<std::vector<event>> decide(const state& now, const merge_theme& what) {
  if (const auto theme = standing(now, what.theme, param("theme")); !theme) return theme.error();
  if (const auto into = standing(now, what.into, param("into")); !into) return into.error();
  if (what.theme == what.into) return rejection{"out_of_range", param("into")};
  return std::vector<event>{theme_merged{what.theme, what.into}};
}

decision<std::vector<event>> decide(const state& now, const split_theme& what) {
  const auto theme = standing(now, what.theme, param("theme"));
  if (!theme) return theme.error();
  if (now.themes.size() >= themes_max) return rejection{"too_many_themes", {}};
  for (std::size_t i = 0; i < what.ideas.size(); ++i) {
    const auto idea = placeable(now, what.ideas[i], param("ideas", i));
    if (!idea) return idea.error();
    const auto at = now.ideas[*idea].theme;
    // Somebody else may have moved it meanwhile: theirs stands.
    if (at == no_index || now.successor_of(at) != *theme) return rejection{"idea_elsewhere", param("ideas", i)};
  }
  return std::vector<event>{theme_added{next_theme(now), what.title, what.ideas, what.theme}};
}

void apply(state& now, const recorded_event&, const theme_added& what) {
  theme_state theme;
  theme.title = what.title;
  if (what.from)
    if (const auto from = now.find_theme(*what.from)) theme.from = static_cast<std::uint32_t>(*from);
  const auto index = static_cast<std::uint32_t>(now.themes.size());
  now.themes.push_back(std::move(theme));
  for (const auto& idea : what.ideas) place(now, idea, index);
}

void apply(state& now, const recorded_event&, const theme_reworded& what) {
  auto* theme = find(now, what.theme);
  if (theme == nullptr) return;
  theme->title = what.title;
  theme->version = what.version;
}

void apply(state& now, const recorded_event&, const idea_placed& what) {
  const auto theme = what.theme ? now.find_theme(*what.theme) : std::nullopt;
  if (what.theme && !theme) return;
  place(now, what.idea, theme ? static_cast<std::uint32_t>(*theme) : no_index);
}

void apply(state& now, const recorded_event&, const theme_merged& what) {
  auto* theme = find(now, what.theme);
  const auto into = now.find_theme(what.into);
  if (theme == nullptr || !into || theme == &now.themes[*into]) return;
  theme->into = static_cast<std::uint32_t>(*into);
  now.themes[*into].ideas += theme->ideas;
  theme->ideas = 0;
}

}  // namespace ruamkit::deliberation
