#include "reports/csv.hpp"

#include "base/encoding.hpp"
#include "base/share.hpp"
#include "reports/outline.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

using namespace projection;

/// section, question, group, id, label, measure, value, text
struct figure {
  std::string_view section;
  std::string_view question{};
  std::string_view group{};
  std::string_view id{};
  std::string_view label{};
  std::string_view measure{};
  std::string value{};  ///< a number as it is, or empty
  std::string_view text{};
};

class sheet {
 public:
  explicit sheet(language in) : in_(in) {
    out_ = "\xEF\xBB\xBF";
    for (const auto* key : {"csv_section", "csv_question", "group", "csv_id", "csv_label", "csv_measure", "csv_value"})
      out_ += csv_text(say(in_, key)) + ",";
    out_ += csv_text(say(in_, "csv_text")) + "\r\n";
  }

  void add(const figure& what) {
    text(say(in_, what.section));
    text(what.question);
    text(what.group);
    text(what.id);
    text(what.label);
    text(say(in_, what.measure));
    out_ += what.value + ",";
    out_ += csv_text(what.text) + "\r\n";
  }
  std::string finish() { return std::move(out_); }

 private:
  void text(std::string_view what) {
    if (!what.empty()) out_ += csv_text(what);
    out_ += ',';
  }

  language in_;
  std::string out_;
};

void add_meeting(sheet& out, const report& what, language in) {
  const auto add = [&](std::string_view measure, const std::string& text) {
    out.add({.section = "csv_meeting", .measure = measure, .text = text});
  };
  add("csv_title", pick(what.title, in));
  add("issue", pick(what.issue, in));
  add("convenor", what.agency);
  if (what.commitment) add("commitment", pick(*what.commitment, in));
  add("csv_as_of", iso_time(what.standing.at));
  add("deliberation_id", what.deliberation);
  out.add({.section = "csv_meeting", .measure = "sequence", .value = std::to_string(what.standing.seq)});
  add("head_hash", to_hex(what.standing.head));
  add("first_hash", to_hex(what.standing.first));
  for (const auto& each : what.deviations) add("deviations", pick(each, in));
}

void add_file(sheet& out, const report_document& document, std::size_t index, const figure& base, language in) {
  const auto& [file, at] = document.files[index];
  const auto which = say(in, "document_number", {number(static_cast<std::uint64_t>(index + 1))});
  const auto add = [&](std::string_view measure, const std::string& value, const std::string& text) {
    auto one = base;
    one.group = which;
    one.measure = measure;
    one.value = value;
    one.text = text;
    out.add(one);
  };
  add("document_kind", {}, std::string(short_name(file.type)));
  add("document_bytes", std::to_string(file.bytes), {});
  add("document_hash", {}, to_hex(file.sha256));
  add("document_at", {}, iso_time(at));
  add("document_state", {}, say(in, index + 1 == document.files.size() ? "document_current" : "document_replaced"));
}

void add_documents(sheet& out, const report& what, language in) {
  for (const auto& each : what.documents) {
    const figure base{.section = "documents", .id = each.id, .label = pick(each.title, in)};
    const auto add = [&](std::string_view measure, const std::string& text) {
      auto one = base;
      one.measure = measure;
      one.text = text;
      out.add(one);
    };
    if (each.role) add("document_role", say(in, *each.role));
    if (each.files.empty()) add("document_state", say(in, "document_missing"));
    for (std::size_t i = 0; i < each.files.size(); ++i) add_file(out, each, i, base, in);
  }
}

void add_people(sheet& out, const report& what, language in) {
  const auto add = [&](figure base, std::string_view measure, std::string value) {
    base.measure = measure;
    base.value = std::move(value);
    out.add(base);
  };
  const figure all{.section = "participants"};
  add(all, "on_roll", std::to_string(what.people.seats));
  add(all, "joined", std::to_string(what.people.joined));
  for (const auto& stratum : what.people.strata)
    for (const auto& value : stratum.values) {
      const figure base{
          .section = "participants", .group = pick(stratum.label, in), .id = value.id, .label = pick(value.label, in)};
      add(base, "on_roll", std::to_string(value.seats));
      add(base, "joined", std::to_string(value.joined));
      if (value.share) add(base, "share_of_participants", share_text(*value.share));
      if (value.population) add(base, "population", share_text(*value.population));
      if (value.difference) add(base, "difference", share_text(*value.difference));
    }
}

/// How many gave each option each place, the places nobody gave too.
void add_places(sheet& out, const report_result& result, const figure& base, language in) {
  for (std::size_t i = 0; i < result.ranks.size(); ++i)
    for (std::size_t p = 0; p < result.ranks[i].size(); ++p) {
      const auto place = say(in, "place", {number(static_cast<std::uint64_t>(p + 1))});
      auto one = base;
      one.group = place;
      one.id = result.options[i].id;
      one.label = pick(result.options[i].label, in);
      one.measure = "csv_place";
      one.value = std::to_string(result.ranks[i][p]);
      out.add(one);
    }
}

void add_words(sheet& out, const report_result& result, const figure& base) {
  for (const auto& each : result.words) {
    auto one = base;
    one.label = each.word;
    one.measure = "csv_word";
    one.value = std::to_string(each.people);
    out.add(one);
  }
}

void add_result(sheet& out, const report_ballot& ballot, const figure& base, language in) {
  const auto& result = *ballot.result;
  const auto add = [&](std::string_view measure, std::string value, const figure& to) {
    auto one = to;
    one.measure = measure;
    one.value = std::move(value);
    out.add(one);
  };
  const auto kept_back = say(in, "cell_withheld");
  const auto add_shown = [&](std::string_view measure, const shown_count& value, const figure& to) {
    if (value) return add(measure, std::to_string(*value), to);
    auto one = to;
    one.measure = measure;
    one.text = kept_back;
    out.add(one);
  };
  add("abstained", std::to_string(result.abstained), base);
  auto outcome = base;
  outcome.measure = "result";
  outcome.text = pick(result.outcome.explain, in);
  out.add(outcome);
  for (const auto& option : result.options) {
    auto one = base;
    one.id = option.id;
    one.label = pick(option.label, in);
    add("csv_count", std::to_string(option.count), one);
    if (option.share) add("share", share_text(*option.share), one);
    if (option.mean) add("mean", share_text(*option.mean), one);
  }
  add_places(out, result, base, in);
  add_words(out, result, base);
  for (const auto& table : result.by)
    for (const auto& row : table.rows) {
      const auto group = pick(table.label, in) + ": " + pick(row.label, in);
      auto one = base;
      one.group = group;
      for (std::size_t i = 0; i < row.counts.size(); ++i) {
        one.id = result.options[i].id;
        one.label = pick(result.options[i].label, in);
        add_shown("csv_count", row.counts[i], one);
      }
      one.id = one.label = {};
      add_shown("abstained", row.abstained, one);
    }
  for (const auto& each : result.roll_call) {
    const auto choice = choice_text(ballot.asked, each.choice, in);
    auto one = base;
    one.id = each.participant;
    one.measure = "csv_roll_call";
    one.text = choice;
    out.add(one);
  }
  for (const auto& each : result.texts) {
    auto one = base;
    one.measure = "csv_answer";
    one.text = each;
    out.add(one);
  }
}

void add_ballot_rows(sheet& out, const report_ballot& ballot, language in) {
  const figure base{.section = "votes", .question = ballot.asked.id.value()};
  auto asked = base;
  asked.measure = "question";
  asked.text = pick(ballot.asked.question, in);
  out.add(asked);
  const auto status = say(in, ballot.status);
  asked.measure = "stage_state";
  asked.text = status;
  out.add(asked);
  auto number = base;
  number.measure = "csv_eligible";
  number.value = std::to_string(ballot.eligible);
  out.add(number);
  number.measure = "csv_voted";
  number.value = std::to_string(ballot.voted);
  out.add(number);
  if (ballot.result) add_result(out, ballot, base, in);
}

void add_reconciliation(sheet& out, const report_ballot& ballot, language in) {
  const auto& sums = ballot.adds_up;
  const figure base{.section = "reconciliation", .question = ballot.asked.id.value()};
  const auto add = [&](figure one, std::string_view measure, std::uint64_t value, std::string_view text = {}) {
    one.measure = measure;
    one.value = std::to_string(value);
    one.text = text;
    out.add(one);
  };
  for (const auto& each : sums.channels) {
    auto one = base;
    one.id = each.channel;
    add(one, "votes_received", each.received);
    add(one, "votes_replaced", each.replaced);
    add(one, "votes_counted", each.counted);
  }
  add(base, "changed_channel", sums.moved);
  add(base, "unnamed_paper", sums.unnamed);
  add(base, "papers_dropped", sums.dropped);
  for (const auto& each : sums.batches) {
    auto one = base;
    one.id = each.batch;
    add(one, "papers", each.ballots);
    add(one, "accounts_entered", each.entered);
    add(one, "papers_differed", each.differed);
    add(one, "papers_recorded", each.recorded ? each.ballots : 0);
    add(one, "papers_dropped", each.dropped ? each.ballots : 0);
  }
  for (const auto& each : sums.checks) {
    auto one = base;
    one.id = each.id;
    one.measure = "check";
    one.value = std::to_string(each.holds() ? 0 : each.difference());
    const auto said = each.holds() ? say(in, "agrees") : say(in, "differs_by", {number(each.difference())});
    one.text = said;
    out.add(one);
  }
}

void add_themes(sheet& out, const report& what, language in) {
  const auto add = [&](const figure& base, const std::vector<report_idea>& ideas) {
    auto count = base;
    count.measure = "ideas_count";
    count.value = std::to_string(ideas.size());
    out.add(count);
    for (const auto& idea : ideas) {
      auto one = base;
      one.measure = "idea";
      one.text = idea.text;
      out.add(one);
      if (idea.dissent.empty()) continue;
      one.measure = "dissent_title";
      one.text = idea.dissent;
      out.add(one);
    }
  };
  for (const auto& theme : what.themes)
    add({.section = "ideas_and_themes", .id = theme.id, .label = pick(theme.title, in)}, theme.ideas);
  const auto none = say(in, "theme_unplaced");
  if (!what.unplaced.empty()) add({.section = "ideas_and_themes", .label = none}, what.unplaced);
}

}  // namespace

std::string csv_text(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_of(const report& what, language in) {
  sheet out(in);
  add_meeting(out, what, in);
  add_documents(out, what, in);
  add_people(out, what, in);
  add_themes(out, what, in);
  for (const auto& each : what.ballots) add_ballot_rows(out, each, in);
  for (const auto& each : what.ballots) add_reconciliation(out, each, in);
  return out.finish();
}

}  // namespace ruamkit::reports
