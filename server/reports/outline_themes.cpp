#include <algorithm>

#include "reports/outline.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

using projection::report;
using projection::report_idea;
using projection::report_theme;
using kind = column::kind;
using blocks = std::vector<block>;

/// How many dissenting views are printed; the JSON has all.
constexpr std::size_t dissent_listed_max = 100;

std::uint64_t ideas_in(const report& what) {
  std::uint64_t out = what.unplaced.size();
  for (const auto& theme : what.themes) out += theme.ideas.size();
  return out;
}

/// What a theme came to as an option: "Question 3: 120 (45.2%)".
std::string vote_of(const report& what, const projection::report_became& became, language in) {
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (ballot.asked.id.value() != became.ballot) continue;
    const auto name = say(in, "ballot_short", {number(static_cast<std::uint64_t>(i + 1))}) + ": ";
    if (!ballot.result) return name + say(in, "not_revealed_short");
    const auto& options = ballot.result->options;
    const auto option = std::ranges::find(options, became.option, &projection::report_option::id);
    if (option == options.end()) return name + "–";
    auto figure = number(option->count);
    if (option->share) figure += " (" + percent(*option->share) + ")";
    if (option->mean) figure += " (" + say(in, "mean") + " " + decimal(*option->mean, 2) + ")";
    const auto& winners = ballot.result->outcome.winners;
    const bool won = std::ranges::find(winners, became.option) != winners.end();
    return name + (won ? say(in, "chosen", {figure}) : figure);
  }
  return "–";
}

std::string votes_of(const report& what, const report_theme& theme, language in) {
  std::string out;
  for (const auto& each : theme.became) out += (out.empty() ? "" : "; ") + vote_of(what, each, in);
  return out.empty() ? say(in, "theme_no_ballot") : out;
}

void add_dissent_of(bullets& out, const std::vector<report_idea>& ideas, const std::string& under, language in) {
  for (const auto& idea : ideas)
    if (!idea.dissent.empty() && out.items.size() < dissent_listed_max)
      out.items.push_back(say(in, "dissent_item", {idea.dissent, idea.text, under}));
}

}  // namespace

void add_theme_figures(blocks& out, const report& what, language in) {
  const auto all = ideas_in(what);
  if (all == 0 || what.themes.empty()) return;
  table themes{say(in, "themes_caption"),
               {{say(in, "theme")},
                {say(in, "ideas_count"), kind::number},
                {say(in, "share_of_ideas"), kind::bar},
                {say(in, "result_of_vote")}},
               {}};
  const auto row = [&](const std::string& title, std::size_t ideas, std::string votes) {
    const double share = static_cast<double>(ideas) / static_cast<double>(all);
    themes.rows.push_back(
        {{{title}, {number(static_cast<std::uint64_t>(ideas))}, {percent(share), share}, {std::move(votes)}}});
  };
  for (const auto& theme : what.themes) row(pick(theme.title, in), theme.ideas.size(), votes_of(what, theme, in));
  if (!what.unplaced.empty()) row(say(in, "theme_unplaced"), what.unplaced.size(), "–");
  out.emplace_back(std::move(themes));
}

void add_dissent(blocks& out, const report& what, language in) {
  if (ideas_in(what) == 0) return;
  std::uint64_t dissenting = 0;
  const auto count = [&dissenting](const std::vector<report_idea>& ideas) {
    dissenting += static_cast<std::uint64_t>(
        std::ranges::count_if(ideas, [](const auto& idea) { return !idea.dissent.empty(); }));
  };
  for (const auto& theme : what.themes) count(theme.ideas);
  count(what.unplaced);
  out.emplace_back(heading{2, say(in, "dissent_title")});
  if (dissenting == 0) {
    out.emplace_back(paragraph{say(in, "dissent_none")});
    return;
  }
  out.emplace_back(paragraph{say(in, "dissent_said", {number(dissenting)})});
  bullets list;
  for (const auto& theme : what.themes) add_dissent_of(list, theme.ideas, pick(theme.title, in), in);
  add_dissent_of(list, what.unplaced, say(in, "theme_unplaced"), in);
  const auto shown = static_cast<std::uint64_t>(list.items.size());
  out.emplace_back(std::move(list));
  if (shown < dissenting)
    out.emplace_back(paragraph{say(in, "ideas_more", {number(dissenting - shown)}), paragraph::tone::note});
}

}  // namespace ruamkit::reports
