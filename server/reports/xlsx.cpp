#include "reports/xlsx.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <xlsxwriter.h>
#include <algorithm>
#include <vector>

#include "base/encoding.hpp"
#include "reports/outline.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"
#include "reports/xlsx_sheet.hpp"

namespace ruamkit::reports {
namespace {

using namespace projection;

/// A file in memory, with a path that the library can write to.
class memory_file {
 public:
  memory_file() : file_(::memfd_create("report.xlsx", MFD_CLOEXEC)) {
    if (file_ < 0) throw cannot_render("no memory for a spreadsheet");
  }
  ~memory_file() { ::close(file_); }
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  [[nodiscard]] std::string content() const {
    std::string out(static_cast<std::size_t>(std::max<off_t>(0, ::lseek(file_, 0, SEEK_END))), '\0');
    std::size_t have = 0;
    while (have < out.size()) {
      const auto got = ::pread(file_, out.data() + have, out.size() - have, static_cast<off_t>(have));
      if (got <= 0) throw cannot_render("a spreadsheet could not be read back");
      have += static_cast<std::size_t>(got);
    }
    return out;
  }

 private:
  int file_;
};

/// Charts stand from here on, right of what most tables take.
constexpr lxw_col_t chart_column = 7;

std::string ballot_name(std::size_t index, language in) {
  return say(in, "xlsx_ballot", {number(static_cast<std::uint64_t>(index + 1))});
}

void write_summary(sheet& out, const report& what, language in) {
  out.title(pick(what.title, in));
  out.fact(say(in, "report"), say(in, what.method));
  out.fact(say(in, "convenor"), what.agency);
  out.fact(say(in, "csv_as_of"), date_and_time(what.standing.at, in));
  out.fact(say(in, "issue"), pick(what.issue, in));
  out.fact(say(in, "commitment"), what.commitment ? pick(*what.commitment, in) : say(in, "commitment_missing"));
  out.fact(say(in, "took_part"), say(in, "people_of", {number(what.people.joined), number(what.people.seats)}));
  if (what.deviations.empty()) out.fact(say(in, "deviations"), say(in, "deviations_none"));
  for (const auto& each : what.deviations) out.fact(say(in, "deviations"), pick(each, in));
  out.next();
  out.head({of_texts(say(in, "question")), of_numbers(say(in, "csv_eligible")), of_numbers(say(in, "csv_voted")),
            of_numbers(say(in, "abstained")), of_texts(say(in, "result"))});
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    const auto name = ballot_name(i, in) + " " + pick(ballot.asked.question, in);
    out.text(0, name);
    out.whole(1, static_cast<double>(ballot.eligible));
    out.whole(2, static_cast<double>(ballot.voted));
    if (ballot.result) out.whole(3, static_cast<double>(ballot.result->abstained));
    out.wide(4, ballot.result ? pick(ballot.result->outcome.explain, in) : say(in, ballot.status));
    out.next();
  }
  out.next();
  out.fact(say(in, "deliberation_id"), what.deliberation);
  out.fact(say(in, "sequence"), number(what.standing.seq));
  out.fact(say(in, "head_hash"), to_hex(what.standing.head));
  out.fact(say(in, "first_hash"), to_hex(what.standing.first));
  for (const auto* key : {"note_last", "note_base", "note_tie", "note_names", "note_room", "note_promise"})
    out.fact(say(in, "notes"), say(in, key));
}

void write_file(sheet& out, const report_document& document, std::size_t index, language in) {
  const auto& [file, at] = document.files[index];
  out.text(2, std::string(short_name(file.type)));
  out.whole(3, static_cast<double>(file.bytes));
  out.text(4, date_and_time(at, in));
  out.text(5, say(in, index + 1 == document.files.size() ? "document_current" : "document_replaced"));
  out.text(6, to_hex(file.sha256));
}

void write_documents(sheet& out, const report& what, language in) {
  out.width(4, 36);
  out.width(6, 76);
  out.title(say(in, "documents"));
  out.head({of_texts(say(in, "document")), of_texts(say(in, "document_role")), of_texts(say(in, "document_kind")),
            of_numbers(say(in, "document_bytes")), of_texts(say(in, "document_at")),
            of_texts(say(in, "document_state")), of_texts(say(in, "document_hash"))});
  for (const auto& each : what.documents)
    // One row a file, and one for a document that has none.
    for (std::size_t i = 0; i < std::max<std::size_t>(1, each.files.size()); ++i) {
      out.text(0, pick(each.title, in));
      if (each.role) out.text(1, say(in, *each.role));
      if (each.files.empty()) {
        out.text(5, say(in, "document_missing"));
      } else {
        write_file(out, each, i, in);
      }
      out.next();
    }
  out.next();
  out.fact(say(in, "notes"), say(in, "documents_note"));
}

void write_people(sheet& out, const report& what, language in) {
  out.title(say(in, "participants"));
  for (const auto& stratum : what.people.strata) {
    out.head({of_texts(pick(stratum.label, in)), of_numbers(say(in, "on_roll")), of_numbers(say(in, "joined")),
              of_numbers(say(in, "share_of_participants")), of_numbers(say(in, "population")),
              of_numbers(say(in, "difference"))});
    const auto first = out.row();
    for (const auto& value : stratum.values) {
      out.text(0, pick(value.label, in));
      out.whole(1, static_cast<double>(value.seats));
      out.whole(2, static_cast<double>(value.joined));
      out.share(3, value.share);
      out.share(4, value.population);
      out.real(5, value.difference);
      out.next();
    }
    if (out.row() > first)
      out.bars(pick(stratum.label, in), first, out.row() - 1,
               {{3, say(in, "share_of_participants")}, {4, say(in, "population")}}, chart_column, "0%");
    out.next();
    out.below_charts();
  }
}

void write_counts(sheet& out, const report_ballot& ballot, language in) {
  const auto& result = *ballot.result;
  const bool score = ballot.asked.kind == deliberation::ballot_kind::score;
  out.head(
      {of_texts(say(in, "option")), of_numbers(say(in, "csv_count")), of_numbers(say(in, score ? "mean" : "share"))});
  const auto first = out.row();
  for (const auto i : order_of(ballot)) {
    const auto& option = result.options[i];
    const bool won = std::ranges::find(result.outcome.winners, option.id) != result.outcome.winners.end();
    if (won) {
      out.strong(0, pick(option.label, in));
    } else {
      out.text(0, pick(option.label, in));
    }
    out.whole(1, static_cast<double>(option.count));
    if (score) {
      out.real(2, option.mean);
    } else {
      out.share(2, option.share);
    }
    out.next();
  }
  if (out.row() > first)
    out.bars(pick(ballot.asked.question, in), first, out.row() - 1,
             {{score ? lxw_col_t{2} : lxw_col_t{1}, say(in, score ? "mean" : "csv_count")}}, chart_column,
             score ? "0.0" : "#,##0");
  out.text(0, say(in, "abstained"));
  out.whole(1, static_cast<double>(result.abstained));
  out.next();
  out.next();
}

void write_places(sheet& out, const report_ballot& ballot, language in) {
  const auto& result = *ballot.result;
  const auto places = places_given(result.ranks);
  if (places == 0) return;
  out.below_charts();
  std::vector<sheet::series> shown;
  for (std::size_t p = 1; p <= places; ++p)
    shown.push_back({static_cast<lxw_col_t>(p), say(in, "place", {number(static_cast<std::uint64_t>(p))})});
  out.head(0, of_texts(say(in, "option")));
  for (const auto& each : shown) out.head(each.column, of_numbers(each.name));
  out.next();
  const auto first = out.row();
  for (const auto i : order_of(ballot)) {
    out.text(0, pick(result.options[i].label, in));
    for (const auto& each : shown)
      out.whole(each.column, static_cast<double>(result.ranks[i][each.column - std::size_t{1}]));
    out.next();
  }
  const auto beside = std::max(chart_column, static_cast<lxw_col_t>(places + 2));
  out.bars(say(in, "places"), first, out.row() - 1, shown, beside, "#,##0", LXW_CHART_BAR_STACKED);
  out.next();
}

void write_words(sheet& out, const report_ballot& ballot, language in) {
  const auto& result = *ballot.result;
  if (result.words.empty()) return;
  out.head({of_texts(say(in, "word")), of_numbers(say(in, "count_people"))});
  const auto first = out.row();
  for (const auto& each : result.words) {
    out.text(0, each.word);
    out.whole(1, static_cast<double>(each.people));
    out.next();
  }
  out.bars(say(in, "word"), first, out.row() - 1, {{1, say(in, "count_people")}}, chart_column, "#,##0");
  out.next();
}

void write_tables(sheet& out, const report_ballot& ballot, language in) {
  const auto& result = *ballot.result;
  for (const auto& by : result.by) {
    if (by.rows.size() + 1 > chart_column) out.below_charts();
    out.head(0, of_texts(pick(by.label, in)));
    for (std::size_t r = 0; r < by.rows.size(); ++r)
      out.head(static_cast<lxw_col_t>(r + 1), of_numbers(pick(by.rows[r].label, in)));
    out.next();
    for (std::size_t i = 0; i <= result.options.size(); ++i) {
      const bool last = i == result.options.size();
      out.text(0, last ? say(in, "abstained") : pick(result.options[i].label, in));
      for (std::size_t r = 0; r < by.rows.size(); ++r) {
        const auto& shown = last ? by.rows[r].abstained : by.rows[r].counts[i];
        const auto at = static_cast<lxw_col_t>(r + 1);
        if (shown) {
          out.whole(at, static_cast<double>(*shown));
        } else {
          out.withheld(at, say(in, "cell_withheld"));
        }
      }
      out.next();
    }
    out.next();
  }
}

void write_answers(sheet& out, const report_ballot& ballot, language in) {
  const auto& result = *ballot.result;
  if (!result.roll_call.empty()) {
    out.head({of_texts(say(in, "participant")), of_texts(say(in, "choice"))});
    for (const auto& each : result.roll_call) {
      out.text(0, each.participant);
      out.text(1, choice_text(ballot.asked, each.choice, in));
      out.next();
    }
    out.next();
  }
  if (result.texts.empty()) return;
  out.head({of_texts(say(in, "csv_answer"))});
  for (const auto& each : result.texts) {
    out.text(0, each);
    out.next();
  }
}

void write_ballot(sheet& out, const report_ballot& ballot, language in) {
  out.title(pick(ballot.asked.question, in));
  out.fact(say(in, "ballot_kind"), say(in, ballot.asked.kind));
  out.fact(say(in, "ballot_rule"), say_rule(in, ballot.asked.rule));
  out.fact(say(in, "ballot_secrecy"), say(in, ballot.asked.secrecy));
  out.fact(say(in, "stage_state"), say(in, ballot.status));
  out.strong(0, say(in, "csv_eligible"));
  out.whole(1, static_cast<double>(ballot.eligible));
  out.next();
  out.strong(0, say(in, "csv_voted"));
  out.whole(1, static_cast<double>(ballot.voted));
  out.next();
  if (!ballot.result) {
    out.fact(say(in, "result"), say(in, ballot.status == deliberation::ballot_status::draft  ? "not_opened"
                                        : ballot.status == deliberation::ballot_status::open ? "not_revealed_open"
                                                                                             : "not_revealed_closed"));
    return;
  }
  out.fact(say(in, "result"), pick(ballot.result->outcome.explain, in));
  out.next();
  if (!ballot.result->options.empty()) write_counts(out, ballot, in);
  write_places(out, ballot, in);
  write_words(out, ballot, in);
  write_tables(out, ballot, in);
  write_answers(out, ballot, in);
}

void write_theme(sheet& out, const std::string& title, const std::vector<report_idea>& ideas, language in) {
  for (const auto& idea : ideas) {
    out.text(0, idea.text);
    out.text(1, title);
    out.text(2, idea.agreement ? say(in, "agreed_" + std::string(deliberation::name_of(*idea.agreement))) : "");
    out.wide(3, idea.dissent);
    out.next();
  }
}

void write_themes(sheet& out, const report& what, language in) {
  out.title(say(in, "ideas_and_themes"));
  out.head({of_texts(say(in, "theme")), of_numbers(say(in, "ideas_count"))});
  const auto first = out.row();
  for (const auto& theme : what.themes) {
    out.text(0, pick(theme.title, in));
    out.whole(1, static_cast<double>(theme.ideas.size()));
    out.next();
  }
  if (out.row() > first)
    out.bars(say(in, "themes_caption"), first, out.row() - 1, {{1, say(in, "ideas_count")}}, 4, "#,##0");
  out.next();
  out.below_charts();
  out.head({of_texts(say(in, "idea")), of_texts(say(in, "theme")), of_texts(say(in, "agreement")),
            of_texts(say(in, "dissent_title"))});
  for (const auto& theme : what.themes) write_theme(out, pick(theme.title, in), theme.ideas, in);
  write_theme(out, say(in, "theme_unplaced"), what.unplaced, in);
}

void write_flows(sheet& out, const report& what, language in) {
  out.head({of_texts(say(in, "question")), of_texts(say(in, "channels")), of_numbers(say(in, "votes_received")),
            of_numbers(say(in, "votes_replaced")), of_numbers(say(in, "votes_counted")),
            of_numbers(say(in, "changed_channel"))});
  for (std::size_t i = 0; i < what.ballots.size(); ++i)
    for (const auto& flow : what.ballots[i].adds_up.channels) {
      out.text(0, ballot_name(i, in));
      out.text(1, say(in, "by_" + flow.channel));
      out.whole(2, static_cast<double>(flow.received));
      out.whole(3, static_cast<double>(flow.replaced));
      out.whole(4, static_cast<double>(flow.counted));
      out.whole(5, static_cast<double>(what.ballots[i].adds_up.moved));
      out.next();
    }
  out.next();
}

void write_checks(sheet& out, const report& what, language in) {
  out.head({of_texts(say(in, "question")), of_texts(say(in, "check")), of_numbers(say(in, "must_be")),
            of_numbers(say(in, "found")), of_texts(say(in, "csv_value"))});
  for (std::size_t i = 0; i < what.ballots.size(); ++i)
    for (const auto& check : what.ballots[i].adds_up.checks) {
      out.text(0, ballot_name(i, in) + " " + say(in, "check_" + check.id));
      out.text(1, check.holds() ? say(in, "agrees") : say(in, "differs_by", {number(check.difference())}));
      out.whole(2, static_cast<double>(check.whole));
      out.whole(3, static_cast<double>(check.part));
      out.text(4, say(in, check.exact ? "exact" : "at_most"));
      out.next();
    }
  out.next();
}

void write_channels(sheet& out, const report& what, language in) {
  out.title(say(in, "reconciliation"));
  write_flows(out, what, in);
  write_checks(out, what, in);
  out.head({of_texts(say(in, "batch")), of_numbers(say(in, "papers")), of_numbers(say(in, "accounts_entered")),
            of_numbers(say(in, "papers_differed")), of_numbers(say(in, "papers_recorded")),
            of_numbers(say(in, "papers_dropped"))});
  for (std::size_t i = 0; i < what.ballots.size(); ++i)
    for (const auto& batch : what.ballots[i].adds_up.batches) {
      out.text(0, ballot_name(i, in) + " · " + batch.batch);
      out.whole(1, static_cast<double>(batch.ballots));
      out.whole(2, static_cast<double>(batch.entered));
      out.whole(3, static_cast<double>(batch.differed));
      out.whole(4, static_cast<double>(batch.recorded ? batch.ballots : 0));
      out.whole(5, static_cast<double>(batch.dropped ? batch.ballots : 0));
      out.next();
    }
  out.next();
  out.fact(say(in, "by_keypad"), say(in, "keypads_bound", {number(what.people.keypads)}));
  for (const auto* key : {"moved_note", "paper_note", "keypad_note", "kiosk_note"})
    out.fact(say(in, "notes"), say(in, key));
}

void write_book(lxw_workbook* book, const report& what, language in) {
  const formats looks(book);
  sheet summary(book, looks, say(in, "xlsx_summary"));
  write_summary(summary, what, in);
  sheet people(book, looks, say(in, "xlsx_people"));
  write_people(people, what, in);
  if (!what.documents.empty()) {
    sheet documents(book, looks, say(in, "xlsx_documents"));
    write_documents(documents, what, in);
  }
  if (!what.themes.empty() || !what.unplaced.empty()) {
    sheet themes(book, looks, say(in, "xlsx_themes"));
    write_themes(themes, what, in);
  }
  sheet channels(book, looks, say(in, "xlsx_channels"));
  write_channels(channels, what, in);
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    sheet ballot(book, looks, ballot_name(i, in));
    write_ballot(ballot, what.ballots[i], in);
  }
}

}  // namespace

std::string xlsx_of(const report& what, language in) {
  memory_file file;
  const auto path = file.path();
  auto* book = workbook_new(path.c_str());
  if (book == nullptr) throw cannot_render("no memory for a spreadsheet");
  auto title = pick(what.title, in);
  auto agency = what.agency;
  lxw_doc_properties about{};
  about.title = title.data();
  about.company = agency.data();
  about.created = what.standing.at.ms / 1000;
  workbook_set_properties(book, &about);
  try {
    write_book(book, what, in);
  } catch (...) {
    workbook_close(book);  // frees it
    throw;
  }
  if (const auto failed = workbook_close(book); failed != LXW_NO_ERROR)
    throw cannot_render(std::string("a spreadsheet could not be written: ") + lxw_strerror(failed));
  return file.content();
}

}  // namespace ruamkit::reports
