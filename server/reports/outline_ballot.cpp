#include <algorithm>
#include <numeric>

#include "projection/crosstab.hpp"
#include "reports/outline.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

using namespace deliberation;
using projection::report_ballot;
using tone = paragraph::tone;
using blocks = std::vector<block>;

std::string threshold_text(const threshold& t, language in) {
  const auto share = percent(t.share);
  auto out = say(in, t.of == threshold_base::cast ? "threshold_cast" : "threshold_eligible", {share});
  return t.quorum ? say(in, "threshold_quorum", {out, percent(*t.quorum)}) : out;
}

/// Nothing where everybody answered by phone.
std::string channels_text(const report_ballot& ballot, language in) {
  if (ballot.channels.empty() || (ballot.channels.size() == 1 && ballot.channels[0].first == "phone")) return {};
  std::string out;
  for (const auto& [channel, people] : ballot.channels)
    out += (out.empty() ? "" : ", ") + say(in, "channel_" + channel, {number(people)});
  return out;
}

void add_facts(blocks& out, const report_ballot& ballot, language in) {
  facts about;
  about.items.emplace_back(say(in, "ballot_kind"), say(in, ballot.asked.kind));
  about.items.emplace_back(say(in, "ballot_rule"), say_rule(in, ballot.asked.rule));
  about.items.emplace_back(say(in, "ballot_secrecy"), say(in, ballot.asked.secrecy));
  if (ballot.opened_at && ballot.closed_at)
    about.items.emplace_back(
        say(in, "ballot_when"),
        say(in, "from_to", {date_and_time(*ballot.opened_at, in), time_of_day(*ballot.closed_at, in)}));
  else if (ballot.opened_at)
    about.items.emplace_back(say(in, "ballot_when"), say(in, "from", {date_and_time(*ballot.opened_at, in)}));
  if (ballot.asked.threshold)
    about.items.emplace_back(say(in, "ballot_threshold"), threshold_text(*ballot.asked.threshold, in));
  if (auto channels = channels_text(ballot, in); !channels.empty())
    about.items.emplace_back(say(in, "channels"), std::move(channels));
  out.emplace_back(std::move(about));
}

void add_turnout(blocks& out, const report_ballot& ballot, language in) {
  const double share =
      ballot.eligible > 0 ? static_cast<double>(ballot.voted) / static_cast<double>(ballot.eligible) : 0;
  auto text = say(in, "turnout", {number(ballot.voted), number(ballot.eligible), percent(share)});
  if (ballot.result) {
    text += " " + say(in, "turnout_abstained", {number(ballot.result->abstained)});
    if (ballot.result->margin && ballot.voted > ballot.result->abstained) {
      const bool points = ballot.asked.kind == ballot_kind::points || ballot.asked.kind == ballot_kind::score;
      text += " " + say(in, points ? "margin_points" : "margin_people", {number(*ballot.result->margin)});
    }
  }
  out.emplace_back(paragraph{std::move(text)});
}

std::string_view count_title(ballot_kind kind) {
  if (kind == ballot_kind::rank) return "count_first";
  return kind == ballot_kind::score || kind == ballot_kind::points ? "count_points" : "count_people";
}

/// A scale of many values (0 to 100) is read in ten classes; XLSX, CSV and JSON have every value.
std::vector<projection::report_option> rows_of(const report_ballot& ballot) {
  constexpr std::size_t values_max = 21;
  constexpr std::size_t classes = 10;
  const auto& options = ballot.result->options;
  std::vector<projection::report_option> out;
  if (ballot.asked.kind != ballot_kind::scale || options.size() <= values_max) {
    for (const auto i : order_of(ballot)) out.push_back(options[i]);
    return out;
  }
  const auto width = (options.size() + classes - 1) / classes;
  for (std::size_t from = 0; from < options.size(); from += width) {
    const auto to = std::min(options.size(), from + width) - 1;
    auto one = options[from];
    if (to > from) one.label.th = one.label.en = options[from].id + "–" + options[to].id;
    for (auto i = from + 1; i <= to; ++i) {
      one.count += options[i].count;
      if (one.share) *one.share += options[i].share.value_or(0);
    }
    out.push_back(std::move(one));
  }
  return out;
}

table counts_table(const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  using kind = column::kind;
  const auto& result = *ballot.result;
  const auto asked = ballot.asked.kind;
  const bool score = asked == ballot_kind::score;
  table out{say(in, "counts_caption", {number(static_cast<std::uint64_t>(number_of_ballot))}),
            {{say(in, asked == ballot_kind::scale ? "value" : "option")},
             {say(in, count_title(asked)), kind::number},
             {say(in, score ? "mean" : "share"), kind::bar}},
            {}};
  const double most =
      score && ballot.asked.max > ballot.asked.min ? static_cast<double>(ballot.asked.max - ballot.asked.min) : 1;
  for (const auto& option : rows_of(ballot)) {
    const bool won = std::ranges::find(result.outcome.winners, option.id) != result.outcome.winners.end();
    const auto& label = pick(option.label, in);
    cell bar{"–"};
    if (option.mean)
      bar = {decimal(*option.mean, 2), (*option.mean - static_cast<double>(ballot.asked.min)) / most};
    else if (option.share)
      bar = {percent(*option.share), option.share};
    out.rows.push_back({{{won ? say(in, "chosen", {label}) : label}, {number(option.count)}, std::move(bar)}, won});
  }
  out.rows.push_back({{{say(in, "abstained")}, {number(result.abstained)}, {"–"}}});
  return out;
}

cell shown(const projection::shown_count& count, language in) {
  return {count ? number(*count) : say(in, "cell_withheld")};
}

/// A table by stratum as a grid: options down and groups across, or the other way round where there are many groups.
struct grid {
  std::string corner;
  std::vector<std::string> across;
  std::vector<table_row> rows;
};

grid grid_of(const report_ballot& ballot, const projection::report_crosstab& by, language in) {
  constexpr std::size_t groups_across_max = 5;
  const auto& options = ballot.result->options;
  const auto order = order_of(ballot);
  const auto abstained = say(in, "abstained");
  grid out;
  if (by.rows.size() > groups_across_max && order.size() < by.rows.size()) {
    out.corner = pick(by.label, in);
    for (const auto i : order) out.across.push_back(pick(options[i].label, in));
    out.across.push_back(abstained);
    for (const auto& row : by.rows) {
      table_row line{{{pick(row.label, in)}}};
      for (const auto i : order) line.cells.push_back({shown(row.counts[i], in)});
      line.cells.push_back({shown(row.abstained, in)});
      out.rows.push_back(std::move(line));
    }
    return out;
  }
  out.corner = say(in, "option");
  for (const auto& row : by.rows) out.across.push_back(pick(row.label, in));
  for (const auto i : order) {
    table_row line{{{pick(options[i].label, in)}}};
    for (const auto& row : by.rows) line.cells.push_back({shown(row.counts[i], in)});
    out.rows.push_back(std::move(line));
  }
  table_row last{{{abstained}}};
  for (const auto& row : by.rows) last.cells.push_back({shown(row.abstained, in)});
  out.rows.push_back(std::move(last));
  return out;
}

/// At most eight columns of numbers fit on paper; more go into a table of their own below.
void add_grid(blocks& out, const grid& all, const std::string& caption) {
  constexpr std::size_t columns_max = 8;
  for (std::size_t from = 0; from < all.across.size(); from += columns_max) {
    const auto to = std::min(all.across.size(), from + columns_max);
    table part{caption, {{all.corner}}, {}};
    for (auto i = from; i < to; ++i) part.columns.push_back({all.across[i], column::kind::number});
    for (const auto& row : all.rows) {
      table_row line{{row.cells[0]}};
      for (auto i = from; i < to; ++i) line.cells.push_back(row.cells[i + 1]);
      part.rows.push_back(std::move(line));
    }
    out.emplace_back(std::move(part));
  }
}

void add_tables_by_stratum(blocks& out, const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  const auto index = number(static_cast<std::uint64_t>(number_of_ballot));
  for (const auto& by : ballot.result->by)
    add_grid(out, grid_of(ballot, by, in), say(in, "crosstab_caption", {index, pick(by.label, in)}));
  const bool parts = std::ranges::any_of(ballot.result->by, [](const auto& by) {
    return std::ranges::any_of(by.rows, [](const auto& row) {
      return !row.abstained || std::ranges::any_of(row.counts, [](const auto& n) { return !n; });
    });
  });
  if (parts) out.emplace_back(paragraph{say(in, "cells_withheld", {number(projection::cell_min)}), tone::note});
  if (ballot.result->withheld.empty()) return;
  std::string names;
  for (const auto& each : ballot.result->withheld) names += (names.empty() ? "" : ", ") + pick(each, in);
  out.emplace_back(paragraph{say(in, "withheld", {names, number(projection::cell_min)}), tone::note});
}

/// How many gave each place: the first eight, as many as fit on paper.
void add_places(blocks& out, const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  constexpr std::size_t columns_max = 8;
  const auto& result = *ballot.result;
  const auto places = std::min(columns_max, places_given(result.ranks));
  if (places == 0) return;
  table all{
      say(in, "places_caption", {number(static_cast<std::uint64_t>(number_of_ballot))}), {{say(in, "option")}}, {}};
  for (std::size_t p = 0; p < places; ++p)
    all.columns.push_back({say(in, "place", {number(static_cast<std::uint64_t>(p + 1))}), column::kind::number});
  for (const auto i : order_of(ballot)) {
    table_row row{{{pick(result.options[i].label, in)}}};
    for (std::size_t p = 0; p < places; ++p) row.cells.push_back({number(result.ranks[i][p])});
    all.rows.push_back(std::move(row));
  }
  out.emplace_back(std::move(all));
}

void add_words(blocks& out, const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  const auto& words = ballot.result->words;
  if (words.empty()) return;
  const auto answered = static_cast<double>(ballot.voted - ballot.result->abstained);
  table all{
      say(in, "words_caption", {number(static_cast<std::uint64_t>(number_of_ballot)), number(projection::cell_min)}),
      {{say(in, "word")}, {say(in, "count_people"), column::kind::number}, {say(in, "share"), column::kind::bar}},
      {}};
  for (const auto& each : words) {
    const auto share = static_cast<double>(each.people) / answered;
    all.rows.push_back({{{each.word}, {number(each.people)}, {percent(share), share}}});
  }
  out.emplace_back(std::move(all));
}

void add_roll_call(blocks& out, const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  if (ballot.result->roll_call.empty()) return;
  table names{say(in, "roll_call_caption", {number(static_cast<std::uint64_t>(number_of_ballot))}),
              {{say(in, "participant")}, {say(in, "choice")}},
              {}};
  for (const auto& each : ballot.result->roll_call)
    names.rows.push_back({{{each.participant}, {choice_text(ballot.asked, each.choice, in)}}});
  out.emplace_back(std::move(names));
}

void add_texts(blocks& out, const report_ballot& ballot, language in) {
  const auto& texts = ballot.result->texts;
  if (texts.empty()) return;
  out.emplace_back(paragraph{say(in, "texts"), tone::note});
  const auto shown = std::min(texts.size(), texts_listed_max);
  out.emplace_back(bullets{{texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(shown)}});
  if (shown < texts.size())
    out.emplace_back(paragraph{
        say(in, "texts_more",
            {number(static_cast<std::uint64_t>(shown)), number(static_cast<std::uint64_t>(texts.size() - shown))}),
        tone::note});
}

void add_steps(blocks& out, const report_ballot& ballot, language in) {
  const auto& steps = ballot.result->outcome.steps;
  if (steps.empty()) return;
  out.emplace_back(paragraph{say(in, "count_steps"), tone::note});
  bullets list;
  for (const auto& each : steps) list.items.push_back(pick(each, in));
  out.emplace_back(std::move(list));
}

std::string label_of(const ballot_definition& asked, const std::string& id, language in) {
  const auto found = std::ranges::find(asked.options, id, &option::id);
  return found == asked.options.end() ? id : pick(found->label, in);
}

}  // namespace

std::size_t places_given(const projection::place_counts& ranks) {
  std::size_t out = 0;
  for (const auto& places : ranks)
    for (std::size_t p = 0; p < places.size(); ++p)
      if (places[p] > 0) out = std::max(out, p + 1);
  return out;
}

std::vector<std::size_t> order_of(const report_ballot& ballot) {
  const auto& options = ballot.result->options;
  std::vector<std::size_t> out(options.size());
  std::iota(out.begin(), out.end(), 0U);
  const bool has_an_order =
      ballot.asked.demographic || ballot.asked.kind == ballot_kind::scale || ballot.asked.kind == ballot_kind::yes_no;
  if (!has_an_order)
    std::ranges::stable_sort(out, [&](std::size_t a, std::size_t b) { return options[a].count > options[b].count; });
  return out;
}

std::string choice_text(const ballot_definition& asked, const raw_choice& choice, language in) {
  struct reader {
    const ballot_definition& asked;
    language in;

    std::string operator()(const no_opinion&) const { return say(in, "abstained"); }
    std::string operator()(const option_list& options) const {
      std::string out;
      for (const auto& each : options) {
        if (!out.empty()) out += asked.kind == ballot_kind::rank ? " > " : ", ";
        out += label_of(asked, each, in);
      }
      return out;
    }
    std::string operator()(const amount_list& amounts) const {
      std::string out;
      for (const auto& [id, amount] : amounts)
        out += (out.empty() ? "" : ", ") + label_of(asked, id, in) + " " + number(amount);
      return out;
    }
    std::string operator()(std::int64_t value) const { return number(value); }
    std::string operator()(const std::string& text) const { return text; }
  };
  return std::visit(reader{asked, in}, choice);
}

void add_ballot(blocks& out, const report_ballot& ballot, std::size_t number_of_ballot, language in) {
  const auto index = number(static_cast<std::uint64_t>(number_of_ballot));
  out.emplace_back(heading{3, say(in, "ballot_title", {index, pick(ballot.asked.question, in)})});
  if (ballot.status == ballot_status::draft) {
    out.emplace_back(paragraph{say(in, "not_opened"), tone::note});
    return;
  }
  add_turnout(out, ballot, in);
  if (!ballot.result) {
    const bool open = ballot.status == ballot_status::open;
    out.emplace_back(paragraph{say(in, open ? "not_revealed_open" : "not_revealed_closed"), tone::note});
    return;
  }
  out.emplace_back(paragraph{pick(ballot.result->outcome.explain, in), tone::result});
  if (ballot.asked.kind != ballot_kind::text) out.emplace_back(counts_table(ballot, number_of_ballot, in));
  add_places(out, ballot, number_of_ballot, in);
  add_words(out, ballot, number_of_ballot, in);
  add_tables_by_stratum(out, ballot, number_of_ballot, in);
  add_roll_call(out, ballot, number_of_ballot, in);
  add_texts(out, ballot, in);
  add_steps(out, ballot, in);
  add_facts(out, ballot, in);
}

}  // namespace ruamkit::reports
