#include "analysis/counting/explain.hpp"
#include "ruamkit/count/report.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::tools::count {
namespace {

using counting::decimal;
using counting::fraction;
using counting::is_decimal;
using counting::rational;
using wire::array_text;
using wire::object_text;

/// A fraction of more characters is left to its decimals.
constexpr std::size_t fraction_max = 200;

const char* name_of(counting::happening what) {
  switch (what) {
    case counting::happening::leads:
      return "leads";
    case counting::happening::majority:
      return "majority";
    case counting::happening::reaches_quota:
      return "elected";
    case counting::happening::fills_last_seat:
      return "elected_without_quota";
    case counting::happening::surplus:
      return "surplus";
    case counting::happening::eliminated:
      return "eliminated";
    case counting::happening::sure_losers:
      return "eliminated_together";
    case counting::happening::run_off:
      return "run_off";
    case counting::happening::needs_second_vote:
      return "needs_second_vote";
    case counting::happening::beats:
      return "beats";
    case counting::happening::set_aside:
      return "set_aside";
    case counting::happening::beats_all:
      return "unbeaten";
    case counting::happening::funded:
    case counting::happening::shared:
      return "funded";
    case counting::happening::too_expensive:
      return "too_expensive";
    case counting::happening::raised:
      return "raised";
    case counting::happening::nobody:
      break;
  }
  return "nobody";
}

const char* name_of(counting::tie_for what) {
  switch (what) {
    case counting::tie_for::winning:
      return "winning";
    case counting::tie_for::elimination:
      return "elimination";
    case counting::tie_for::run_off:
      return "run_off";
    case counting::tie_for::surplus:
      return "surplus";
    case counting::tie_for::order_of_pairs:
      return "order_of_pairs";
    case counting::tie_for::funding:
      break;
  }
  return "funding";
}

const char* name_of(counting::unit of) {
  switch (of) {
    case counting::unit::votes:
      return "votes";
    case counting::unit::approvals:
      return "approvals";
    case counting::unit::points:
      return "points";
    case counting::unit::mean:
      return "mean";
    case counting::unit::median:
      return "median";
    case counting::unit::grade:
      return "majority_grade";
    case counting::unit::victories:
      return "victories";
    case counting::unit::money:
      break;
  }
  return "price";
}

void ids(std::string& out, const options_read& options, const std::vector<std::size_t>& which) {
  array_text list(out);
  for (const auto each : which) list.text(options.ids[each]);
}

void number(std::string& out, const rational& value) { out += decimal(value); }

void totals(object_text& round, const options_read& options, const counting::stage& now) {
  bool all_decimal = true;
  {
    object_text all(round.member("totals"));
    for (std::size_t i = 0; i < now.totals.size(); ++i) {
      if (!now.totals[i]) continue;
      number(all.member(options.ids[i]), *now.totals[i]);
      all_decimal = all_decimal && is_decimal(*now.totals[i]);
    }
  }
  if (all_decimal) return;
  object_text exact(round.member("exact"));
  for (std::size_t i = 0; i < now.totals.size(); ++i) {
    if (!now.totals[i] || is_decimal(*now.totals[i])) continue;
    if (const auto text = fraction(*now.totals[i]); text.size() <= fraction_max) exact.text(options.ids[i], text);
  }
}

std::vector<std::size_t> those(const counting::stage& now, std::initializer_list<counting::happening> what) {
  std::vector<std::size_t> out;
  for (const auto& each : now.events)
    for (const auto wanted : what)
      if (each.what == wanted) out.insert(out.end(), each.options.begin(), each.options.end());
  return out;
}

void round(std::string& out, const report& of, std::size_t index) {
  const auto& now = of.counted.rounds[index];
  object_text one(out);
  one.number("round", static_cast<std::uint64_t>(index + 1));
  totals(one, of.options, now);
  number(one.member("exhausted"), now.exhausted);
  number(one.member("lost"), now.lost);
  if (now.quota) number(one.member("quota"), *now.quota);
  using counting::happening;
  ids(one.member("elected"), of.options,
      those(now, {happening::majority, happening::reaches_quota, happening::fills_last_seat, happening::leads,
                  happening::beats_all, happening::funded, happening::shared}));
  ids(one.member("eliminated"), of.options, those(now, {happening::eliminated, happening::sure_losers}));
  array_text events(one.member("events"));
  for (const auto& each : now.events) {
    object_text e(events.element());
    e.text("what", name_of(each.what));
    ids(e.member("options"), of.options, each.options);
    number(e.member("amount"), each.amount);
    number(e.member("of"), each.second);
  }
}

void ties(std::string& out, const report& of) {
  array_text all(out);
  for (const auto& each : of.counted.ties) {
    object_text one(all.element());
    one.number("round", static_cast<std::uint64_t>(each.round + 1));
    one.text("for", name_of(each.what));
    ids(one.member("among"), of.options, each.among);
    ids(one.member("drawn"), of.options, each.drawn);
    one.text("by", each.by_lot ? "lot" : "earlier_round");
    one.flag("decisive", each.decisive);
  }
}

void pairwise(std::string& out, const report& of) {
  object_text all(out);
  for (std::size_t a = 0; a < of.counted.pairwise.size(); ++a) {
    object_text row(all.member(of.options.ids[a]));
    for (std::size_t b = 0; b < of.counted.pairwise.size(); ++b)
      if (a != b) row.number(of.options.ids[b], of.counted.pairwise[a][b]);
  }
}

void agrees(std::string& out, const agreement& with) {
  object_text all(out);
  const auto say = [&](std::string_view name, std::optional<bool> value) {
    if (value) {
      all.flag(name, *value);
    } else {
      all.null(name);
    }
  };
  say("votes", with.votes);
  say("score", with.score);
  say("selected", with.selected);
}

void judged(std::string& out, const report& of) {
  object_text all(out);
  number(all.member("share"), of.verdict->share);
  number(all.member("needed"), of.asked->needed);
  all.text("of", of.asked->of == counting::share_of::cast ? "cast" : "eligible");
  number(all.member("turnout"), of.verdict->turnout);
  if (of.asked->quorum) number(all.member("quorum"), *of.asked->quorum);
  all.flag("enough", of.verdict->enough);
  all.flag("quorum_met", of.verdict->quorum_met);
  all.flag("met", of.verdict->met());
}

}  // namespace

std::string to_json(const report& of) {
  const auto& counted = of.counted;
  std::string out;
  {
    object_text all(out);
    all.text("rule", counted.rule);
    ids(all.member("winners"), of.options, counted.winners);
    if (counted.cost) {
      ids(all.member("selected"), of.options, counted.winners);
      number(all.member("cost"), *counted.cost);
      if (of.budget) number(all.member("budget"), *of.budget);
    } else {
      all.number("seats", static_cast<std::uint64_t>(of.seats));
    }
    all.flag("tie_broken", counted.tie_broken());
    ties(all.member("ties"), of);
    all.number("seed", of.seed);
    all.number("ballots", counted.ballots);
    all.number("valid", counted.valid);
    all.number("overvotes", counted.overvotes);
    if (counted.quota) number(all.member("quota"), *counted.quota);
    if (!counted.run_off.empty()) ids(all.member("run_off"), of.options, counted.run_off);
    if (of.verdict) judged(all.member("threshold"), of);
    if (of.with_file) agrees(all.member("agrees_with_file"), *of.with_file);
    all.text("totals_in", name_of(counted.counts_in));
    {
      array_text rounds(all.member("rounds"));
      for (std::size_t i = 0; i < counted.rounds.size(); ++i) round(rounds.element(), of, i);
    }
    if (!counted.pairwise.empty()) pairwise(all.member("pairwise"), of);
    {
      object_text names(all.member("names"));
      for (std::size_t i = 0; i < of.options.ids.size(); ++i) names.text(of.options.ids[i], of.options.names[i]);
    }
    if (of.explain != language::none) {
      array_text lines(all.member("explanation"));
      for (const auto& each : explain(counted, of.options.names))
        lines.text(of.explain == language::thai ? each.th : each.en);
    }
  }
  return out;
}

}  // namespace ruamkit::tools::count
