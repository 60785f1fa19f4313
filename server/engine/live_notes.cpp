// What each event changes for those who look: which views, whose `me`, and what its command is answered.
#include <algorithm>

#include "deliberation/core.hpp"
#include "engine/live.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::engine {
namespace {

using namespace deliberation;
using std::chrono::milliseconds;

constexpr milliseconds at_once{0};
/// How long the turnout may lag behind people taking their seats.
constexpr milliseconds attendance_lag{1000};
// A stream of ideas from hundreds of tables costs each of these a frame at this pace, however many ideas come.
constexpr milliseconds table_lag{200};
constexpr milliseconds ideas_lag{500};
constexpr milliseconds overview_lag{1000};

/// Tallies go out at most ten times a second; with thousands of watchers less often, so that showing the votes leaves
/// most of the machine to taking them (a frame costs some 10 µs a watcher).
milliseconds tally_lag(std::uint32_t watchers) { return std::max(milliseconds{100}, milliseconds{watchers / 25}); }

}  // namespace

struct live::noter {
  live& self;
  instant now;

  void ballot_changed(const ballot_id& id) const {
    self.touch(slot(view_kind::agenda), now, at_once);
    const auto ballot = self.state.find_ballot(id);
    if (!ballot) return;
    self.touch(slot(view_kind::tally, *ballot), now, at_once);
    if (self.state.definition.ballots[*ballot].stratum) self.touch(slot(view_kind::presence), now, at_once);
  }
  void roll_changed() const {
    self.touch_room(now);
    self.touch(slot(view_kind::desk), now, overview_lag);
    self.touch(slot(view_kind::presence), now, overview_lag);
    // Every tally tells how many are eligible and present. Those not yet open are brought up to date when they open.
    self.touch_all(view_kind::tally, now, attendance_lag);
  }
  void table_changed(table_number table, bool overview = true) const {
    self.touch(slot(view_kind::table, table), now, table_lag);
    self.touch(slot(view_kind::own_table, table), now, table_lag);
    if (overview) self.touch(slot(view_kind::tables), now, overview_lag);
  }
  void all_tables_changed() const {
    self.touch_all(view_kind::table, now, table_lag);
    self.touch_all(view_kind::own_table, now, table_lag);
    self.touch(slot(view_kind::tables), now, overview_lag);
  }
  void stages_changed() const {
    self.touch(slot(view_kind::agenda), now, at_once);
    all_tables_changed();
  }
  /// Somebody sits elsewhere; where they sat before is not asked: of the tables that are watched each is cheap.
  void seat_changed(const participant_id& id) const {
    self.touch(slot(view_kind::desk), now, overview_lag);
    self.touch(slot(view_kind::presence), now, overview_lag);
    all_tables_changed();
    const auto found = self.state.roll.by_id.find(id.value());
    if (found != self.state.roll.by_id.end()) me_changed(found->second);
  }
  void me_changed(std::uint32_t seat) const {
    if (self.awake) self.me_changed.push_back(seat);
  }
  void everyone_changed() const {
    all_tables_changed();
    self.touch(slot(view_kind::desk), now, overview_lag);
    self.touch(slot(view_kind::presence), now, overview_lag);
    for (std::uint32_t i = 0; i < self.state.roll.seats.size(); ++i)
      if (self.state.roll.seats[i].table != 0) me_changed(i);
  }
  /// An idea's words or place changed.
  void idea_changed(std::size_t place) const {
    const auto& idea = self.state.ideas[place];
    self.touch(slot(view_kind::idea_page, place / projection::ideas_a_page), now, ideas_lag);
    table_changed(idea.table, false);
    if (!self.awake || idea.author.empty()) return;
    if (const auto seat = self.seat_of_author(idea.author)) me_changed(*seat);
  }
  void themes_changed() const {
    self.touch(slot(view_kind::ideas), now, ideas_lag);
    self.touch(slot(view_kind::themes), now, ideas_lag);
    self.touch_all(view_kind::theme, now, overview_lag);
  }
  template <typename Write>
  void replies(const Write& write) const {
    std::string text;
    {
      wire::object_text o(text);
      o.number("seq", self.head.seq);
      write(o);
    }
    self.replies.insert_or_assign(self.head.seq, std::move(text));
  }

  void operator()(const deliberation_created&) const {}
  void operator()(const roll_imported& e) const {
    self.imports.emplace(self.head.seq, e.people.size());
    roll_changed();
  }
  void operator()(const seats_issued& e) const {
    self.issues.emplace(self.head.seq, e.participants);
    roll_changed();
  }
  void operator()(const seat_claimed&) const { roll_changed(); }
  void operator()(const seat_moved&) const {}
  void operator()(const participant_joined& e) const {
    self.joins.emplace(self.head.seq, e.participant);
    roll_changed();
  }
  void operator()(const stage_started&) const { stages_changed(); }
  void operator()(const stage_finished&) const { stages_changed(); }
  void operator()(const stage_extended& e) const {
    replies([&](wire::object_text& o) { o.number("ends_at", e.ends_at.ms); });
    stages_changed();
  }
  void operator()(const ballot_opened& e) const { ballot_changed(e.ballot); }
  void operator()(const ballot_extended& e) const { ballot_changed(e.ballot); }
  void operator()(const ballot_closed& e) const { ballot_changed(e.ballot); }
  void operator()(const ballot_published& e) const { ballot_changed(e.ballot); }
  void operator()(const ballot_cast& e) const {
    const auto ballot = self.state.find_ballot(e.ballot);
    if (!ballot) return;
    const auto of = slot(view_kind::tally, *ballot);
    const auto found = self.views.find(of);
    if (found == self.views.end()) return;
    auto& v = found->second;
    // When the last one present has voted there is nothing to wait for; changes of vote after that can wait again.
    const bool complete = self.state.ballots[*ballot].voted >= self.state.roll.claimed;
    const bool completed_now = complete && !v.complete;
    v.complete = complete;
    self.touch(of, now, completed_now ? at_once : tally_lag(v.watchers_all));
  }

  void operator()(const tables_formed& e) const {
    replies([&](wire::object_text& o) { o.number("tables", std::uint64_t{e.count}); });
    self.touch(slot(view_kind::agenda), now, at_once);
    everyone_changed();
  }
  void operator()(const participant_checked_in& e) const {
    std::string text;
    {
      wire::object_text o(text);
      o.text("participant", e.participant.value());
      if (e.table) {
        o.number("table", std::uint64_t{*e.table});
      } else {
        o.null("table");
      }
      {
        wire::object_text strata(o.member("strata"));
        for (const auto& [stratum, value] : projection::project_me(self.state, e.participant).strata)
          strata.text(stratum, value);
      }
      o.flag("again", e.again);
    }
    self.replies.insert_or_assign(self.head.seq, std::move(text));
    roll_changed();
    if (!e.again) seat_changed(e.participant);
  }
  void operator()(const participant_seated& e) const {
    self.joins.emplace(self.head.seq, e.participant);
    seat_changed(e.participant);
  }
  void operator()(const walk_in_added& e) const {
    self.issues.emplace(self.head.seq, std::vector{e.participant});
    roll_changed();
    seat_changed(e.participant);
  }
  void operator()(const participant_left& e) const {
    replies([&](wire::object_text& o) { o.text("participant", e.participant.value()); });
    seat_changed(e.participant);
  }
  void operator()(const participant_moved& e) const {
    replies([&](wire::object_text& o) {
      o.number("table", std::uint64_t{e.table});
      o.text("balance", e.worse ? "worse" : "ok");
    });
    seat_changed(e.participant);
  }
  void operator()(const tables_mixed& e) const {
    replies([&](wire::object_text& o) { o.number("met_again", e.met_again); });
    everyone_changed();
  }
  void operator()(const table_facilitated& e) const { table_changed(e.table); }
  void operator()(const table_help_set& e) const { table_changed(e.table); }
  void operator()(const table_noted& e) const {
    replies([&](wire::object_text& o) { o.number("version", e.version); });
    self.touch(slot(view_kind::table, e.table), now, table_lag);
  }

  void operator()(const idea_added& e) const {
    replies([&](wire::object_text& o) { o.text("idea", e.idea.value()); });
    const auto place = self.state.find_idea(e.idea);
    if (place) idea_changed(*place);
    self.touch(slot(view_kind::tables), now, overview_lag);
    self.touch(slot(view_kind::ideas), now, ideas_lag);
    self.touch(slot(view_kind::themes), now, ideas_lag);
  }
  void operator()(const idea_edited& e) const {
    replies([&](wire::object_text& o) { o.number("version", e.version); });
    if (const auto place = self.state.find_idea(e.idea)) idea_changed(*place);
    self.touch_all(view_kind::theme, now, overview_lag);
  }
  void operator()(const idea_withdrawn& e) const {
    if (const auto place = self.state.find_idea(e.idea)) idea_changed(*place);
    themes_changed();
  }
  void operator()(const idea_placed& e) const {
    if (const auto place = self.state.find_idea(e.idea)) idea_changed(*place);
    themes_changed();
  }
  void operator()(const theme_added& e) const {
    replies([&](wire::object_text& o) { o.text("theme", e.theme.value()); });
    for (const auto& idea : e.ideas)
      if (const auto place = self.state.find_idea(idea)) idea_changed(*place);
    themes_changed();
  }
  void operator()(const theme_reworded& e) const {
    replies([&](wire::object_text& o) { o.number("version", e.version); });
    themes_changed();
  }
  void operator()(const theme_merged& e) const {
    themes_changed();
    const auto into = self.state.find_theme(e.into);
    if (!into || !self.awake) return;
    const auto& ideas = self.state.ideas;
    for (std::size_t i = 0; i < ideas.size(); ++i)
      if (!ideas[i].withdrawn && ideas[i].theme != no_index && ideas[i].theme != *into &&
          self.state.successor_of(ideas[i].theme) == *into)
        idea_changed(i);
  }
  void operator()(const ballot_made& e) const {
    replies([&](wire::object_text& o) {
      o.text("ballot", e.ballot.id.value());
      o.text("stage", e.stage.value());
    });
    self.touch(slot(view_kind::agenda), now, at_once);
  }

  void operator()(const keypad_bound&) const {}
  void operator()(const keypad_unbound&) const {}
  void operator()(const paper_opened& e) const {
    replies([&](wire::object_text& o) { o.text("batch", e.batch.value()); });
    self.touch(slot(view_kind::paper), now, at_once);
  }
  void operator()(const paper_entered& e) const {
    const auto batch = self.state.find_batch(e.batch);
    if (!batch) return;
    const auto& paper = self.state.papers[*batch];
    // Where two entries agree the votes follow, and the command is answered as recorded.
    if (!paper.recorded)
      replies([&](wire::object_text& o) { o.text("status", paper.differ.empty() ? "waiting" : "mismatch"); });
    self.touch(slot(view_kind::paper), now, at_once);
  }

  void operator()(const paper_dropped&) const { self.touch(slot(view_kind::paper), now, at_once); }

  void operator()(const document_attached&) const { self.touch(slot(view_kind::agenda), now, at_once); }
};

void live::apply(const recorded_event& what, const digest& hash) {
  evolve(state, what);
  room.follow(state, what.event);
  hashes.push_back(hash);
  head.seq = what.seq;
  head.hash = hash;
  note(what.event, what.time);
}

void live::note(const event& what, instant now) { std::visit(noter{*this, now}, what); }

}  // namespace ruamkit::engine
