#include "wire/view_json.hpp"

#include "base/encoding.hpp"
#include "deliberation/table.hpp"
#include "wire/event_json.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
using namespace projection;

std::string_view name_of(ballot_status status) {
  switch (status) {
    case ballot_status::draft:
      return "draft";
    case ballot_status::open:
      return "open";
    case ballot_status::closed:
      return "closed";
    case ballot_status::published:
      return "published";
  }
  return {};
}

std::string_view name_of_stage(progress p) {
  return p == progress::waiting ? "waiting" : p == progress::running ? "running" : "finished";
}

void when(object_text& o, std::string_view name, const std::optional<instant>& at) {
  if (at) o.number(name, at->ms);
}

void write_strata(std::string& out, const std::vector<stratum>& strata) {
  array_text list(out);
  for (const auto& each : strata) {
    object_text o(list.element());
    o.text("id", each.id.value());
    o.localized("label", each.label);
    array_text values(o.member("values"));
    for (const auto& value : each.values) {
      object_text v(values.element());
      v.text("id", value.id);
      v.localized("label", value.label);
      if (value.population) v.real("population", *value.population);
    }
  }
}

void write_stages(std::string& out, const state& s) {
  array_text list(out);
  for (std::size_t i = 0; i < s.definition.agenda.size(); ++i) {
    const auto& definition = s.definition.agenda[i];
    object_text o(list.element());
    o.text("id", definition.id.value());
    o.text("kind", deliberation::name_of(definition.kind));
    o.localized("title", definition.title);
    if (definition.minutes) o.number("minutes", *definition.minutes);
    {
      array_text ballots(o.member("ballots"));
      for (const auto& id : definition.ballots) ballots.text(id.value());
    }
    o.text("status", name_of_stage(s.stages[i].status));
    when(o, "started_at", s.stages[i].started_at);
    when(o, "ends_at", s.stages[i].ends_at);
    when(o, "finished_at", s.stages[i].finished_at);
  }
}

void write_limits(object_text& o, const ballot_definition& ballot) {
  switch (ballot.kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
    case ballot_kind::score:
    case ballot_kind::scale:
      o.number("min", ballot.min);
      o.number("max", ballot.max);
      break;
    case ballot_kind::points:
      o.number("budget", ballot.budget);
      break;
    case ballot_kind::text:
      o.number("length_max", static_cast<std::uint64_t>(ballot.length_max));
      break;
    default:
      break;
  }
}

void write_ballots(std::string& out, const state& s) {
  array_text list(out);
  for (std::size_t i = 0; i < s.definition.ballots.size(); ++i) {
    const auto& definition = s.definition.ballots[i];
    const auto& ballot = s.ballots[i];
    object_text o(list.element());
    o.text("id", definition.id.value());
    o.text("kind", deliberation::name_of(definition.kind));
    o.localized("question", definition.question);
    {
      array_text options(o.member("options"));
      for (const auto& each : definition.options) {
        object_text option(options.element());
        option.text("id", each.id);
        option.localized("label", each.label);
        if (ballot.of_themes) option.text("theme", each.id);
      }
    }
    o.text("rule", definition.rule);
    o.text("reveal", deliberation::name_of(definition.reveal));
    o.text("secrecy", deliberation::name_of(definition.secrecy));
    if (definition.threshold) {
      object_text t(o.member("threshold"));
      t.real("share", definition.threshold->share);
      t.text("of", deliberation::name_of(definition.threshold->of));
      if (definition.threshold->quorum) t.real("quorum", *definition.threshold->quorum);
    }
    write_limits(o, definition);
    if (definition.practice) o.flag("practice", true);
    if (definition.demographic) o.flag("demographic", true);
    if (definition.stratum) o.text("stratum", definition.stratum->value());
    o.text("status", name_of(ballot.status));
    when(o, "opened_at", ballot.opened_at);
    when(o, "closes_at", ballot.closes_at);
    when(o, "closed_at", ballot.closed_at);
    when(o, "published_at", ballot.published_at);
  }
}

void write_outcome(std::string& out, const outcome& what) {
  object_text o(out);
  o.text("rule", what.rule);
  {
    array_text winners(o.member("winners"));
    for (const auto each : what.winners) winners.text(each);
  }
  o.flag("tie_broken", what.tie_broken);
  if (!what.tied.empty()) {
    array_text tied(o.member("tied"));
    for (const auto each : what.tied) tied.text(each);
  }
  if (what.mean) o.real("mean", *what.mean);
  if (what.median) o.number("median", *what.median);
  if (what.threshold) {
    object_text t(o.member("threshold"));
    t.flag("met", what.threshold->met);
    t.real("share", what.threshold->share);
    t.real("needed", what.threshold->needed);
    t.text("of", deliberation::name_of(what.threshold->of));
    if (what.threshold->quorum_met) t.flag("quorum_met", *what.threshold->quorum_met);
    t.real("turnout", what.threshold->turnout);
  }
  o.localized("explain", what.explain);
  if (!what.steps.empty()) {
    array_text steps(o.member("steps"));
    for (const auto& each : what.steps) {
      object_text step(steps.element());
      step.text("th", each.th);
      step.text("en", each.en);
    }
  }
}

void write_shown(object_text& o, std::string_view name, const shown_count& count) {
  if (count) {
    o.number(name, *count);
  } else {
    o.null(name);
  }
}

void write_share(object_text& o, std::string_view name, const std::optional<double>& share) {
  if (share) {
    o.real(name, *share);
  } else {
    o.null(name);
  }
}

void write_crosstabs(std::string& out, const tally_view& view) {
  object_text by(out);
  for (const auto& table : view.by) {
    object_text rows(by.member(table.stratum));
    for (const auto& row : table.rows) {
      object_text cells(rows.member(row.value));
      for (std::size_t i = 0; i < row.counts.size(); ++i) write_shown(cells, view.ballot.options[i].id, row.counts[i]);
      write_shown(cells, "abstained", row.abstained);
    }
  }
}

void write_own_ideas(std::string& out, const me_view& view) {
  array_text ideas(out);
  for (const auto& each : view.ideas) {
    object_text o(ideas.element());
    o.text("idea", "i" + std::to_string(each.number + 1));
    o.text("text", each.idea.text);
    o.number("version", each.idea.version);
    if (each.idea.withdrawn) o.flag("withdrawn", true);
    if (each.theme) {
      object_text theme(o.member("theme"));
      theme.text("theme", "t" + std::to_string(*each.theme + 1));
      theme.localized("title", each.theme_title);
    }
    array_text options(o.member("options"));
    for (const auto& [ballot, option] : each.options) {
      object_text became(options.element());
      became.text("ballot", ballot);
      became.text("option", option);
    }
  }
}

void write_documents(std::string& out, const state& s) {
  array_text list(out);
  for (std::size_t i = 0; i < s.definition.documents.size(); ++i) {
    const auto& each = s.definition.documents[i];
    object_text o(list.element());
    o.text("id", each.id);
    o.localized("title", each.title);
    o.text("file", each.file);
    if (each.role) o.text("role", deliberation::name_of(*each.role));
    if (const auto* there = s.attached(i)) write_print(o.member("attached"), there->file);
  }
}

}  // namespace

void write_print(std::string& out, const file_print& file) {
  object_text o(out);
  o.text("sha256", to_hex(file.sha256));
  o.number("bytes", file.bytes);
  o.text("type", deliberation::name_of(file.type));
}

std::string document(const agenda_view& view) {
  const auto& s = view.state;
  const auto& d = s.definition;
  std::string out;
  {
    object_text o(out);
    o.text("deliberation", s.id.value());
    o.text("code", s.code);
    o.text("method", deliberation::name_of(d.method));
    const auto status = s.status();
    o.text("status", status == progress::waiting ? "prepared" : name_of_stage(status));
    o.localized("title", d.title);
    o.localized("issue", d.issue);
    {
      object_text convenor(o.member("convenor"));
      convenor.text("agency", d.convenor.agency);
      if (d.convenor.commitment) convenor.localized("commitment", *d.convenor.commitment);
    }
    o.text("admission", deliberation::name_of(d.admission));
    write_strata(o.member("strata"), d.strata);
    const auto running = s.running_stage();
    if (running) {
      o.text("stage", d.agenda[*running].id.value());
    } else {
      o.null("stage");
    }
    if (!s.seating.tables.empty()) {
      const auto sizes = table_sizes(s);
      object_text tables(o.member("tables"));
      tables.number("count", std::uint64_t{s.seating.tables.size()});
      array_text size(tables.member("size"));
      size.element() += std::to_string(sizes.size_min);
      size.element() += std::to_string(sizes.size_max);
    }
    write_stages(o.member("stages"), s);
    write_ballots(o.member("ballots"), s);
    {
      array_text experts(o.member("experts"));
      for (const auto& each : d.experts) {
        object_text e(experts.element());
        e.text("id", each.id);
        e.text("name", each.name);
        e.localized("position", each.position);
      }
    }
    write_documents(o.member("documents"), s);
  }
  return out;
}

std::string document(const tally_view& view) {
  std::string out;
  {
    object_text o(out);
    o.text("ballot", view.ballot.id.value());
    o.text("status", name_of(view.status));
    o.number("eligible", view.eligible);
    o.number("present", view.present);
    o.number("voted", view.voted);
    if (view.counts) {
      object_text counts(o.member("counts"));
      for (const auto& [option, count] : *view.counts) counts.number(option, count);
    } else {
      o.null("counts");
    }
    if (view.abstained) {
      o.number("abstained", *view.abstained);
    } else {
      o.null("abstained");
    }
    {
      object_text channels(o.member("channels"));
      for (const auto& [channel, voters] : view.channels) channels.number(channel, voters);
    }
    write_crosstabs(o.member("by"), view);
    if (view.outcome) write_outcome(o.member("outcome"), *view.outcome);
    if (!view.ranks.empty()) {
      object_text ranks(o.member("ranks"));
      for (std::size_t i = 0; i < view.ranks.size(); ++i) {
        array_text places(ranks.member(view.ballot.options[i].id));
        for (const auto n : view.ranks[i]) places.element() += std::to_string(n);
      }
    }
    if (!view.words.empty()) {
      array_text words(o.member("words"));
      for (const auto& each : view.words) {
        object_text word(words.element());
        word.text("word", each.word);
        word.number("people", each.people);
      }
    }
    if (!view.roll_call.empty()) {
      array_text names(o.member("roll_call"));
      for (const auto& each : view.roll_call) {
        object_text v(names.element());
        v.text("participant", each.participant);
        append_choice(v.member("choice"), each.choice);
      }
    }
  }
  return out;
}

std::string document(const room_view& view) {
  std::string out;
  {
    object_text o(out);
    o.number("seats", view.seats);
    o.number("joined", view.joined);
    o.number("connected", view.presence.participants);
    o.number("screens", view.presence.screens);
    {
      object_text staff(o.member("staff"));
      for (const auto& [role, count] : view.presence.staff) staff.number(role, count);
    }
    object_text by(o.member("by"));
    for (const auto& [stratum, rows] : view.by) {
      object_text values(by.member(stratum));
      for (const auto& row : rows) {
        object_text value(values.member(row.value));
        value.number("seats", row.seats);
        value.number("joined", row.joined);
      }
    }
  }
  return out;
}

std::string document(const presence_view& view) {
  std::string out;
  {
    object_text o(out);
    o.number("here", view.here);
    array_text strata(o.member("strata"));
    for (const auto& each : view.strata) {
      object_text stratum(strata.element());
      stratum.text("stratum", each.stratum);
      stratum.text("source", each.ballot ? "ballot" : "roll");
      if (each.ballot) stratum.text("ballot", *each.ballot);
      stratum.number("known", each.known);
      {
        array_text values(stratum.member("values"));
        for (const auto& value : each.values) {
          object_text v(values.element());
          v.text("value", value.value);
          write_shown(v, "here", value.here);
          write_share(v, "share", value.share);
          v.real("population", value.population);
          write_share(v, "difference", value.difference);
        }
      }
      array_text missing(stratum.member("missing"));
      for (const auto& value : each.missing) {
        object_text v(missing.element());
        v.text("value", value.value);
        write_share(v, "share", value.share);
        v.real("population", value.population);
      }
    }
  }
  return out;
}

std::string document(const me_view& view, const std::function<digest(std::uint64_t)>& receipt_of) {
  std::string out;
  {
    object_text o(out);
    o.text("participant", view.participant);
    {
      object_text strata(o.member("strata"));
      for (const auto& [stratum, value] : view.strata) strata.text(stratum, value);
    }
    if (view.table != 0) o.number("table", std::uint64_t{view.table});
    if (view.left) o.flag("left", true);
    {
      object_text ballots(o.member("ballots"));
      for (const auto& each : view.ballots) {
        object_text ballot(ballots.member(each.ballot));
        append_choice(ballot.member("choice"), each.choice);
        ballot.number("seq", each.seq);
        ballot.text("receipt", to_hex(receipt_of(each.seq)));
      }
    }
    write_own_ideas(o.member("ideas"), view);
  }
  return out;
}

std::string view_notification(std::string_view deliberation, std::string_view name, std::uint64_t rev,
                              std::string_view doc) {
  std::string out;
  out.reserve(doc.size() + 128);
  out += R"({"jsonrpc":"2.0","method":"view","params":{"deliberation":)";
  append_quoted(out, deliberation);
  out += R"(,"view":)";
  append_quoted(out, name);
  out += R"(,"rev":)" + std::to_string(rev) + R"(,"doc":)";
  out += doc;
  out += "}}";
  return out;
}

std::string view_result(std::uint64_t rev, std::string_view doc) {
  std::string out = R"({"rev":)" + std::to_string(rev) + R"(,"doc":)";
  out += doc;
  out += '}';
  return out;
}

std::string notification(std::string_view method, std::string_view reason) {
  std::string out = R"({"jsonrpc":"2.0","method":)";
  append_quoted(out, method);
  out += R"(,"params":{)";
  if (!reason.empty()) {
    out += R"("reason":)";
    append_quoted(out, reason);
  }
  out += "}}";
  return out;
}

}  // namespace ruamkit::wire
