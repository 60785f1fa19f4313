#include "wire/tables_json.hpp"

#include <algorithm>

#include "wire/json_text.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
using namespace projection;

std::string id_of(char prefix, std::size_t index) { return prefix + std::to_string(index + 1); }

void write_by(std::string& out, const balance_figures& by) {
  object_text strata(out);
  for (const auto& [stratum, counts] : by) {
    object_text values(strata.member(stratum));
    for (const auto& [value, count] : counts) values.number(value, std::uint64_t{count});
  }
}

void write_facilitator(object_text& o, const table_state& table, const account_names& name_of_account) {
  if (table.facilitator.value().empty()) return;
  o.text("facilitator", name_of_account(table.facilitator));
}

void write_idea(object_text& o, const state& s, std::size_t index) {
  const auto& idea = s.ideas[index];
  o.text("text", idea.text);
  if (idea.agreement) o.text("agreement", deliberation::name_of(*idea.agreement));
  if (!idea.dissent.empty()) o.text("dissent", idea.dissent);
  o.number("version", idea.version);
  o.text("by", idea.author.empty() ? "table" : "participant");
  if (idea.theme != no_index && !idea.withdrawn) o.text("theme", id_of('t', s.successor_of(idea.theme)));
}

void write_counts(object_text& o, const desk_counts& counts, bool whole) {
  o.number("roll", counts.roll);
  o.number("arrived", counts.arrived);
  o.number("here", counts.here);
  if (whole) o.number("checked_in", counts.checked_in);
  o.number("left", counts.left);
  o.number("walk_ins", counts.walk_ins);
  if (whole) o.number("seated", counts.seated);
}

}  // namespace

std::string document(const tables_view& view, const account_names& name_of_account) {
  std::string out;
  {
    object_text o(out);
    {
      array_text size(o.member("size"));
      size.element() += std::to_string(view.size_min);
      size.element() += std::to_string(view.size_max);
    }
    o.number("round", std::uint64_t{view.round});
    o.number("unseated", view.unseated);
    array_text tables(o.member("tables"));
    for (std::size_t i = 0; i < view.tables.size(); ++i) {
      const auto& each = view.tables[i];
      object_text t(tables.element());
      t.number("table", std::uint64_t{i + 1});
      t.number("seated", std::uint64_t{each.table.seats.size()});
      write_facilitator(t, each.table, name_of_account);
      t.flag("help", each.table.help);
      t.number("ideas", std::uint64_t{each.table.ideas.size()});
      if (each.ends_at) t.number("ends_at", each.ends_at->ms);
      write_by(t.member("by"), each.by);
    }
  }
  return out;
}

std::string document(const table_view& view, const account_names& name_of_account) {
  std::string out;
  {
    object_text o(out);
    o.number("table", std::uint64_t{view.number});
    o.number("seated", std::uint64_t{view.table.seats.size()});
    write_by(o.member("by"), view.by);
    o.flag("help", view.table.help);
    if (view.ends_at) o.number("ends_at", view.ends_at->ms);
    {
      array_text ideas(o.member("ideas"));
      for (const auto index : view.table.ideas) {
        if (view.state.ideas[index].withdrawn) continue;
        object_text idea(ideas.element());
        idea.text("idea", id_of('i', index));
        write_idea(idea, view.state, index);
      }
    }
    if (view.for_staff) {
      write_facilitator(o, view.table, name_of_account);
      {
        array_text people(o.member("participants"));
        for (const auto seat : view.table.seats) people.text(view.state.roll.seats[seat].id.value());
      }
      o.number("people", view.people_rev);
      object_text notes(o.member("notes"));
      notes.text("text", view.table.notes);
      notes.number("version", view.table.notes_version);
    }
  }
  return out;
}

std::string document(const ideas_view& view) {
  std::string out;
  {
    object_text o(out);
    o.number("ideas", std::uint64_t{view.state.ideas.size()});
    o.number("withdrawn", view.state.ideas_withdrawn);
    o.number("unplaced", view.state.ideas_unplaced);
    o.number("page", std::uint64_t{ideas_a_page});
    o.number("pages", std::uint64_t{idea_pages(view.state)});
  }
  return out;
}

std::string document(const idea_page_view& view) {
  std::string out;
  {
    object_text o(out);
    o.number("page", std::uint64_t{view.page});
    array_text ideas(o.member("ideas"));
    const auto end = std::min(view.state.ideas.size(), (view.page + 1) * ideas_a_page);
    for (auto index = view.page * ideas_a_page; index < end; ++index) {
      const auto& idea = view.state.ideas[index];
      object_text each(ideas.element());
      each.text("idea", id_of('i', index));
      each.number("table", std::uint64_t{idea.table});
      write_idea(each, view.state, index);
      each.number("added_at", idea.added_at.ms);
      if (idea.withdrawn) each.flag("withdrawn", true);
    }
  }
  return out;
}

std::string document(const themes_view& view) {
  const auto& all = view.state.themes;
  std::string out;
  {
    object_text o(out);
    {
      array_text themes(o.member("themes"));
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].into != no_index) continue;
        object_text t(themes.element());
        t.text("theme", id_of('t', i));
        t.localized("title", all[i].title);
        t.number("version", all[i].version);
        t.number("ideas", all[i].ideas);
        if (all[i].from != no_index) t.text("from", id_of('t', all[i].from));
      }
    }
    {
      object_text merged(o.member("merged"));
      for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].into != no_index) merged.text(id_of('t', i), id_of('t', all[i].into));
    }
    o.number("unplaced", view.state.ideas_unplaced);
  }
  return out;
}

std::string document(const theme_view& view) {
  std::string out;
  {
    object_text o(out);
    o.text("theme", id_of('t', view.number));
    o.localized("title", view.theme.title);
    o.number("version", view.theme.version);
    o.number("ideas", view.theme.ideas);
    {
      array_text texts(o.member("texts"));
      for (const auto text : view.texts) texts.text(text);
    }
    if (view.theme.into != no_index) o.text("into", id_of('t', view.theme.into));
  }
  return out;
}

std::string document(const desk_view& view) {
  std::string out;
  {
    object_text o(out);
    write_counts(o, view.all, true);
    object_text by(o.member("by"));
    for (const auto& [stratum, rows] : view.by) {
      object_text values(by.member(stratum));
      for (const auto& [value, counts] : rows) {
        object_text row(values.member(value));
        write_counts(row, counts, false);
      }
    }
  }
  return out;
}

std::string document(const paper_view& view, const account_names& name_of_account) {
  std::string out;
  {
    object_text o(out);
    array_text batches(o.member("batches"));
    for (std::size_t i = 0; i < view.state.papers.size(); ++i) {
      const auto& paper = view.state.papers[i];
      object_text b(batches.element());
      b.text("batch", id_of('b', i));
      b.text("ballot", view.state.definition.ballots[paper.ballot].id.value());
      b.number("ballots", std::uint64_t{paper.ballots});
      b.text("status", paper.recorded          ? "recorded"
                       : paper.dropped         ? "dropped"
                       : !paper.differ.empty() ? "mismatch"
                       : paper.entries.empty() ? "open"
                                               : "waiting");
      {
        array_text entered(b.member("entered"));
        for (const auto& each : paper.entries) entered.text(name_of_account(account_id{each.first.substr(1)}));
      }
      array_text differ(b.member("differ"));
      for (const auto position : paper.differ) differ.element() += std::to_string(position + 1);
    }
  }
  return out;
}

}  // namespace ruamkit::wire
