// The report as it is read: headings, sentences, tables with bars, in order. HTML and PDF set the same outline.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reports/render.hpp"

namespace ruamkit::reports {

struct heading {
  int level = 2;  ///< 1 once, 2 a section, 3 a ballot
  std::string text;
};
struct paragraph {
  enum class tone { plain, note, result };
  std::string text;
  tone as = tone::plain;
};
struct bullets {
  std::vector<std::string> items;
};
/// Names with what they are: "Convenor", "Phayao Province".
struct facts {
  std::vector<std::pair<std::string, std::string>> items;
  bool codes = false;  ///< hashes and the like: may break anywhere
};
struct column {
  enum class kind { text, number, bar };
  std::string title;
  kind as = kind::text;
};
struct cell {
  std::string text;
  std::optional<double> bar{};   ///< 0 to 1, in a column of bars
  std::optional<double> mark{};  ///< 0 to 1: a line across the bar to compare it with
  std::optional<bool> agrees{};  ///< a tick or a cross before the text, which says the same
};
struct table_row {
  std::vector<cell> cells;  ///< the first names the row
  bool strong = false;
};
struct table {
  std::string caption;
  std::vector<column> columns;
  std::vector<table_row> rows;
};
using block = std::variant<heading, paragraph, bullets, facts, table>;

struct outline {
  std::string title;     ///< the deliberation's
  std::string subtitle;  ///< what this is: "Report of results"
  std::string agency;
  std::string printed;  ///< "As of 21 November 2026, 14:05"
  std::vector<block> blocks;
};

[[nodiscard]] outline outline_of(const projection::report& what, language in);

/// The part of one ballot (outline_ballot.cpp).
void add_ballot(std::vector<block>& out, const projection::report_ballot& ballot, std::size_t number, language in);

/// Every theme with its ideas, and what it came to as an option; the views that dissent (outline_themes.cpp).
void add_theme_figures(std::vector<block>& out, const projection::report& what, language in);
void add_dissent(std::vector<block>& out, const projection::report& what, language in);

/// How the votes came in by channel, and whether they add up (outline_channels.cpp).
void add_channels(std::vector<block>& out, const projection::report& what, language in);

/// A choice as people read it: option labels, amounts, a number, a text.
[[nodiscard]] std::string choice_text(const deliberation::ballot_definition& asked,
                                      const deliberation::raw_choice& choice, language in);

/// Positions in `options`, the largest first; a scale and a yes_no keep their own order.
[[nodiscard]] std::vector<std::size_t> order_of(const projection::report_ballot& ballot);

/// How many places of a ranking anybody gave.
[[nodiscard]] std::size_t places_given(const projection::place_counts& ranks);

}  // namespace ruamkit::reports
