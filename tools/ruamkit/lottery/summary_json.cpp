#include <algorithm>

#include "ruamkit/lottery/result_files.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::tools::lottery {
namespace {

using wire::array_text;
using wire::object_text;

void put(object_text& o, std::string_view name, double value) { o.member(name) += chance_text(value); }
void put(object_text& o, std::string_view name, std::size_t value) {
  o.number(name, static_cast<std::uint64_t>(value));
}

void begin(object_text& o, const input& from, const settings& how) {
  o.text("algorithm", name_of(how.by));
  put(o, "pool", from.ids.size());
  o.number("seats", static_cast<std::int64_t>(from.pool.seats));
}

void put_levels(object_text& o, const sortition::certificate& proof, const sortition::panel_space& space) {
  array_text levels(o.member("levels"));
  for (const auto& each : proof.levels) {
    object_text level(levels.element());
    std::size_t people = 0;
    for (const auto c : each.cells) people += space.cells[c].people.size();
    put(level, "value", each.value);
    put(level, "bound", each.bound);
    put(level, "slack_bound", each.slack_bound);
    put(level, "people", people);
  }
}

void put_certificate(object_text& o, const input& from, const settings& how, const draw& made) {
  object_text c(o.member("certificate"));
  if (made.bias) {
    c.text("method", "measured, not proven");
    c.flag("proven", false);
    put(c, "draws", made.bias->draws);
    put(c, "dead_ends", made.bias->dead_ends);
    put(c, "leximin_minimum", made.bias->leximin_minimum);
    put(c, "share_below_leximin_minimum", made.bias->share_below);
    return;
  }
  c.text("method", "linear programming duality over a relaxation that holds every panel");
  c.flag("proven", made.proof.proven);
  put(c, "minimum_bound", made.proof.minimum_bound);
  put(c, "minimum_gap", std::max(0.0, made.proof.minimum_bound - figures_of(made).minimum));
  put(c, "shortfall", made.proof.shortfall);
  if (how.by == algorithm::nash) put(c, "mean_log_gap", made.proof.mean_log_gap);
  put(c, "cuts", made.proof.cuts);
  if (how.by == algorithm::leximin) put_levels(c, made.proof, sortition::panels_of(from.pool));
}

void put_quotas(object_text& o, const input& from, const draw& made) {
  const auto pool = counts_of(from, everybody(from));
  const auto panel = counts_of(from, made.selected);
  array_text all(o.member("quotas"));
  for (std::size_t f = 0; f < pool.size(); ++f) {
    for (std::size_t v = 0; v < pool[f].size(); ++v) {
      const auto& quota = from.pool.features[f].quotas[v];
      object_text one(all.element());
      one.text("feature", from.pool.features[f].name);
      one.text("value", quota.value);
      one.number("min", static_cast<std::int64_t>(quota.min));
      one.number("max", static_cast<std::int64_t>(std::min(quota.max, from.pool.seats)));
      one.number("pool", static_cast<std::int64_t>(pool[f][v]));
      one.number("panel", static_cast<std::int64_t>(panel[f][v]));
    }
  }
}

void put_numbered(object_text& o, const draw& made) {
  object_text numbered(o.member("numbered_panels"));
  put(numbered, "panels", made.panels.size());
  put(numbered, "largest_difference", made.near.largest_difference);
  put(numbered, "minimum", made.near.smallest_chance);
  put(numbered, "share_of_minimum", made.near.smallest_share);
}

void put_ids(object_text& o, std::string_view name, const input& from, const std::vector<std::uint32_t>& people) {
  array_text ids(o.member(name));
  for (const auto p : people) ids.text(from.ids[p]);
}

void put_reserves(object_text& o, const input& from, const draw& made) {
  array_text all(o.member("reserves"));
  for (const auto& each : made.reserves) {
    object_text one(all.element());
    one.text("id", from.ids[each.person]);
    one.text("stands_in_for", from.ids[each.stands_in_for]);
    one.text("match", name_of(each.how));
  }
}

void put_replacements(object_text& o, const input& from, const draw& made) {
  array_text all(o.member("replacements"));
  for (const auto& each : made.replacements) {
    object_text one(all.element());
    one.text("left", from.ids[each.left]);
    if (!each.joined) {
      one.null("joined");
      continue;
    }
    one.text("joined", from.ids[each.joined->person]);
    one.text("match", name_of(each.joined->how));
  }
}

void put_people(object_text& o, const input& from, const draw& made) {
  array_text all(o.member("people"));
  for (std::size_t p = 0; p < from.ids.size(); ++p) {
    object_text one(all.element());
    one.text("id", from.ids[p]);
    put(one, "probability", made.chances[p]);
    put(one, "numbered_panels", made.numbered[p]);
  }
}

}  // namespace

std::string summary_json(const input& from, const settings& how, const draw& made, bool all_people) {
  std::string out;
  {
    object_text o(out);
    begin(o, from, how);
    const figures of = figures_of(made);
    put(o, "minimum", of.minimum);
    put(o, "gini", of.gini);
    put(o, "geometric_mean", of.geometric_mean);
    put_certificate(o, from, how, made);
    put_ids(o, "panel", from, made.selected);
    put(o, "panel_number", static_cast<std::size_t>(made.number));
    if (how.seed)
      o.text("seed", *how.seed);
    else
      o.null("seed");
    o.text("pool_hash", made.pool_hash);
    o.text("lottery_hash", made.lottery_hash);
    put_numbered(o, made);
    put_quotas(o, from, made);
    put_reserves(o, from, made);
    put_replacements(o, from, made);
    {
      array_text notes(o.member("notes"));
      for (const auto& each : from.notes) notes.text(each);
    }
    if (all_people) put_people(o, from, made);
  }
  return out;
}

std::string commitment_json(const input& from, const settings& how, const draw& made) {
  std::string out;
  {
    object_text o(out);
    begin(o, from, how);
    o.text("pool_hash", made.pool_hash);
    o.text("lottery_hash", made.lottery_hash);
    const figures of = figures_of(made);
    put(o, "minimum", of.minimum);
    put(o, "gini", of.gini);
    put(o, "geometric_mean", of.geometric_mean);
    put_certificate(o, from, how, made);
    put_numbered(o, made);
  }
  return out;
}

std::string no_panel_json(const input& from, const settings& how, const no_panel& why) {
  std::string out;
  {
    object_text o(out);
    begin(o, from, how);
    o.flag("feasible", false);
    o.flag("proven", true);
    o.flag("can_be_made_feasible", why.nearest.possible);
    put(o, "cost", why.nearest.cost);
    array_text changes(o.member("changes"));
    for (const auto& each : why.nearest.changes) {
      const auto& feature = from.pool.features[each.feature];
      object_text one(changes.element());
      one.text("feature", feature.name);
      one.text("value", feature.quotas[each.value].value);
      one.text("bound", each.raises_max ? "max" : "min");
      one.number("from", static_cast<std::int64_t>(each.from));
      one.number("to", static_cast<std::int64_t>(each.to));
      one.text("text", sentence_of(from.pool, each));
      one.text("text_th", thai_sentence_of(from.pool, each));
    }
  }
  return out;
}

}  // namespace ruamkit::tools::lottery
