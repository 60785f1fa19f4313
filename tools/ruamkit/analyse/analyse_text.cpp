#include "ruamkit/analyse/analyse_text.hpp"

#include <array>
#include <cstdio>
#include <numeric>
#include <vector>

#include "crowd/terminal.hpp"

namespace ruamkit::tools::analyse {
namespace {

namespace change = analysis::change;

std::string shown(const change::figure& value, int decimals) {
  if (!value.defined()) return "-";
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value.value());
  return text.data();
}

std::string probability(const change::figure& p) {
  if (p.defined() && p.value() < 0.0001) return "<0.0001";
  return shown(p, 4);
}

using row = std::vector<std::string>;

/// The first row is the header; the first column goes to the left, the others to the right.
std::string aligned(const std::vector<row>& rows) {
  std::vector<std::size_t> right(rows.front().size() - 1);
  std::iota(right.begin(), right.end(), std::size_t{1});
  return crowd::table(rows.front(), {rows.begin() + 1, rows.end()}, right);
}

row item_row(const std::string& name, const change::item_report& of, const change::figure& p_holm) {
  return {name,
          std::to_string(of.pre.of.n),
          std::to_string(of.post.of.n),
          std::to_string(of.paired),
          shown(of.mean_pre_paired, 3),
          shown(of.mean_post_paired, 3),
          shown(of.change.mean, 3),
          of.change.low.defined() ? "[" + shown(of.change.low, 3) + ", " + shown(of.change.high, 3) + "]" : "-",
          probability(of.change.p),
          probability(p_holm),
          probability(of.wilcoxon.p),
          shown(of.d_z, 2),
          of.change.p.defined() ? "" : std::string(change::name_of(of.change.p.why()))};
}

std::string attendance(const change::wave_attendance& of) {
  return "people / คน " + std::to_string(of.people) + ": before / ก่อน " + std::to_string(of.pre) + ", after / หลัง " +
         std::to_string(of.post) + ", both / ทั้งสองครั้ง " + std::to_string(of.both) + ", only before / ก่อนเท่านั้น " +
         std::to_string(of.pre_only) + ", only after / หลังเท่านั้น " + std::to_string(of.post_only) + "\n";
}

std::string options_table(const change::study& study, const change::report& report) {
  std::vector<row> rows;
  for (std::size_t i = 0; i < report.items.size(); ++i) {
    const auto add = [&](const std::string& what, const change::share_change& of) {
      rows.push_back({study.items[i].about.id + what, std::to_string(of.n), shown(of.share_pre, 3),
                      shown(of.share_post, 3), shown(of.change, 3), std::to_string(of.test.gained),
                      std::to_string(of.test.lost), probability(of.test.p_exact), probability(of.p_exact.holm)});
    };
    if (report.items[i].agree) add("", *report.items[i].agree);
    for (const auto& option : report.items[i].options) add(" = " + option.option, option.change);
  }
  if (rows.empty()) return "";
  rows.insert(rows.begin(), {"agree, right, chosen / เห็นด้วย ตอบถูก เลือก", "n", "before", "after", "change", "gained",
                             "lost", "McNemar p", "p Holm"});
  return "\n" + aligned(rows);
}

std::string tables_table(const change::study& study, const change::report& report) {
  if (!study.tables) return "";
  std::vector<row> rows = {{"tables / โต๊ะ (" + study.tables->id + ")", "tables", "ICC after", "ICC change", "p robust",
                            "narrowed", "widened", "to extreme", "to middle"}};
  for (std::size_t i = 0; i < report.items.size(); ++i) {
    if (!report.items[i].tables) continue;
    const auto& of = *report.items[i].tables;
    rows.push_back({study.items[i].about.id, std::to_string(of.tables), shown(of.icc_post.icc, 3),
                    shown(of.icc_difference.icc, 3), probability(of.cluster_robust.p), std::to_string(of.narrowed),
                    std::to_string(of.widened), of.midpoint.defined() ? std::to_string(of.to_extreme) : "-",
                    of.midpoint.defined() ? std::to_string(of.to_middle) : "-"});
  }
  return "\n" + aligned(rows);
}

std::string strata_table(const change::representativeness_report& of) {
  std::vector<row> rows;
  for (const auto& stratum : of.strata) {
    for (const auto& value : stratum.values)
      rows.push_back({stratum.stratum + " = " + value.value, std::to_string(value.participants),
                      shown(value.participants_share, 3), std::to_string(value.others), shown(value.others_share, 3),
                      stratum.against_population ? shown(value.population_share, 3) : "-"});
    const auto p = [](const std::optional<change::chi_square>& test) {
      return test ? "p " + probability(test->p) : std::string("-");
    };
    rows.push_back({"", "", "", "", p(stratum.against_others), p(stratum.against_population)});
  }
  if (rows.empty()) return "";
  rows.insert(rows.begin(), {"who came / ผู้เข้าร่วม", "n", "share", "only before", "share", "population"});
  return "\n" + aligned(rows);
}

std::string_view fault_in(change::unmet_margin::fault why, bool thai) {
  switch (why) {
    case change::unmet_margin::fault::nobody:
      return thai ? "ไม่มีผู้เข้าร่วมในกลุ่มนี้" : "nobody here has this value";
    case change::unmet_margin::fault::no_share:
      return thai ? "ไม่มีสัดส่วนประชากรของกลุ่มนี้" : "the population has no share of this value";
    case change::unmet_margin::fault::contradiction:
      return thai ? "เป้าหมายขัดกันเองสำหรับผู้เข้าร่วมชุดนี้" : "the targets contradict each other for these people";
  }
  return "";
}

std::string weights_text(const change::study& study, const change::weights_report& of, bool thai) {
  if (of.from == change::weights_report::source::none) return "";
  std::string out;
  if (of.raking && !of.raking->converged) {
    std::vector<const change::division*> margins;
    for (const auto& by : study.strata)
      if (!by.population.empty()) margins.push_back(&by);
    for (const auto& each : of.raking->unmet)
      out += (thai ? "ถ่วงน้ำหนักไม่ได้: " : "cannot be weighted: ") + margins[each.margin]->id + " = " +
             margins[each.margin]->values[each.value] + ": " + std::string(fault_in(each.why, thai)) + "\n";
    return out;
  }
  return (thai ? "น้ำหนัก: " : "weights: ") + std::to_string(of.spread.n) +
         (thai ? " คน, เท่ากับ " : " people, as good as ") + shown(of.spread.n_effective, 1) +
         (thai ? " คนที่ไม่ถ่วง" : " without weights") + " (" + shown(of.spread.smallest, 3) + " … " +
         shown(of.spread.largest, 3) + ")\n";
}

std::string control_table(const change::study& study, const change::report& report) {
  std::vector<row> rows;
  for (std::size_t i = 0; i < report.items.size(); ++i) {
    if (!report.items[i].control || report.items[i].control->control.n == 0) continue;
    const auto& of = *report.items[i].control;
    rows.push_back({study.items[i].about.id, std::to_string(of.participants.n), shown(of.participants.mean, 3),
                    std::to_string(of.control.n), shown(of.control.mean, 3),
                    shown(of.difference_in_differences.mean, 3), probability(of.difference_in_differences.p),
                    probability(of.p.holm)});
  }
  if (rows.empty()) return "";
  rows.insert(rows.begin(),
              {"against control / เทียบกลุ่มควบคุม", "n", "change", "n control", "change", "difference", "p", "p Holm"});
  return "\n" + aligned(rows);
}

}  // namespace

std::string to_table(const gathered& from, const change::report& report) {
  std::string out = attendance(report.waves) + "\n";
  std::vector<row> rows = {{"item / ข้อ", "n before", "n after", "n both", "before", "after", "change", "95 %", "p",
                            "p Holm", "p Wilcoxon", "d_z", ""}};
  for (std::size_t i = 0; i < report.items.size(); ++i)
    rows.push_back(item_row(from.of.items[i].about.id, report.items[i], report.items[i].p.holm));
  if (report.knowledge)
    rows.push_back(item_row("knowledge index / ดัชนีความรู้", report.knowledge->index, report.knowledge->index.change.p));
  out += aligned(rows) + options_table(from.of, report) + tables_table(from.of, report) +
         strata_table(report.representativeness) + control_table(from.of, report);
  if (const auto weights = weights_text(from.of, report.weights, false); !weights.empty()) out += "\n" + weights;
  for (const auto& [what, why] : from.skipped) out += "left out: " + what + ": " + why + "\n";
  return out;
}

std::string to_sentences(const gathered& from, const change::report& report, std::string_view language) {
  const bool thai = language == "th";
  const auto& waves = report.waves;
  std::string out = thai ? "ตอบก่อน " + std::to_string(waves.pre) + " คน ตอบหลัง " + std::to_string(waves.post) +
                               " คน ตอบทั้งสองครั้ง " + std::to_string(waves.both) + " คน\n"
                         : std::to_string(waves.pre) + " people answered before, " + std::to_string(waves.post) +
                               " after, " + std::to_string(waves.both) + " both times.\n";
  const auto say = [&](const localized& sentence) { out += "- " + (thai ? sentence.th : sentence.en) + "\n"; };
  for (const auto& each : report.items) say(each.sentence);
  if (report.knowledge) say(report.knowledge->index.sentence);
  out += weights_text(from.of, report.weights, thai);
  if (!from.control)
    out += thai ? "ไม่มีกลุ่มควบคุม ผลนี้จึงบอกว่าอะไรเปลี่ยน แต่ไม่ได้พิสูจน์ว่าเปลี่ยนเพราะการปรึกษาหารือ\n"
                : "Without a control group this tells what changed, not that the deliberation changed it.\n";
  return out;
}

}  // namespace ruamkit::tools::analyse
