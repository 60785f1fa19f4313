#include "ruamkit/opinion/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::outcome;

constexpr words thai = {
    .language = "th",
    .title = "แผนที่ความเห็น",
    .group = "กลุ่ม",
    .people = "คน",
    .agree = "เห็นด้วย",
    .disagree = "ไม่เห็นด้วย",
    .pass = "ข้าม",
    .side = "จุดยืน",
    .share = "ในกลุ่ม",
    .elsewhere = "นอกกลุ่ม",
    .statement = "ข้อความ",
    .stands_for = "ข้อความที่แสดงความเห็นเด่นของกลุ่ม",
    .not_significant = "(ต่างจากกลุ่มอื่นไม่ชัดเจนทางสถิติ)",
    .uniting = "ข้อความที่ทุกกลุ่มเห็นไปทางเดียวกัน",
    .uniting_note = "ฉันทามติคือผลคูณของสัดส่วนในทุกกลุ่ม ยิ่งใกล้ 1 ยิ่งเห็นตรงกัน",
    .nothing_uniting = "ไม่มีข้อความที่ทุกกลุ่มเห็นไปทางเดียวกันอย่างมีนัยสำคัญ",
    .consensus = "ฉันทามติ",
    .how_to_read = "จุดที่อยู่ใกล้กันคือคนที่ลงความเห็นคล้ายกัน จุดใหญ่แทนหลายคน ตำแหน่งซ้ายขวาบนล่างไม่มีความหมายว่าดีหรือไม่ดี",
    .everybody = "ทุกคน",
    .all_statements = "ข้อความทั้งหมด",
    .one_opinion = "ทุกคนที่จัดกลุ่มได้ลงความเห็นเหมือนกัน จึงมีกลุ่มเดียว",
    .not_enough_statements = "ความเห็นยังไม่พอ: ต้องมีข้อความอย่างน้อย 2 ข้อความ",
    .not_enough_people = "ความเห็นยังไม่พอ: ต้องมีคนที่ลงความเห็นครบตามเกณฑ์อย่างน้อย 4 คน",
    .too_few_differences = "ความเห็นยังต่างกันไม่พอสำหรับจำนวนกลุ่มที่ขอ",
};

constexpr words english = {
    .language = "en",
    .title = "Opinion map",
    .group = "Group",
    .people = "people",
    .agree = "agree",
    .disagree = "disagree",
    .pass = "pass",
    .side = "side",
    .share = "in the group",
    .elsewhere = "elsewhere",
    .statement = "statement",
    .stands_for = "What stands for the group",
    .not_significant = "(not significantly different from the others)",
    .uniting = "On this all groups take the same side",
    .uniting_note = "Consensus is the product of the shares in all groups; the nearer to 1, the more they agree.",
    .nothing_uniting = "There is no statement on which all groups significantly take the same side.",
    .consensus = "consensus",
    .how_to_read =
        "Points close together are people who vote alike; a larger point stands for several. Left, right, "
        "above and below have no meaning of good or bad.",
    .everybody = "everybody",
    .all_statements = "All statements",
    .one_opinion = "Everybody who could be grouped votes the same: there is one group.",
    .not_enough_statements = "Not enough votes: at least 2 statements are needed.",
    .not_enough_people = "Not enough votes: at least 4 people must have given enough of them.",
    .too_few_differences = "People's votes differ too little for so many groups.",
};

std::string fixed(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::size_t grouped_people(const findings& from) {
  return static_cast<std::size_t>(std::ranges::count_if(from.map.group_of, [](auto g) { return g >= 0; }));
}

std::string width_of(const findings& from) {
  for (const auto& one : from.map.silhouettes)
    if (one.k == from.map.k) return fixed(one.width, 2);
  return "-";
}

}  // namespace

const words& words_in(language in) { return in == language::th ? thai : english; }

std::string with_commas(std::size_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string percent(double share) { return fixed(100 * share, 0) + " %"; }

std::string reading_sentence(const findings& from, language in) {
  const std::string people = with_commas(from.of.people.size()), statements = with_commas(from.of.statements.size()),
                    counted = with_commas(from.votes.answers()),
                    replaced = with_commas(from.votes_given - from.votes.answers());
  if (in == language::th)
    return people + " คน " + statements + " ข้อความ นับ " + counted + " ความเห็น (อีก " + replaced +
           " ความเห็นถูกแทนที่ด้วยความเห็นครั้งหลังของคนเดียวกัน)" +
           (from.left_out > 0 ? " ไม่นับ " + with_commas(from.left_out) + " ข้อความที่ผู้ดูแลไม่รับ" : "");
  return people + " people, " + statements + " statements, " + counted + " votes counted (" + replaced +
         " were replaced by a later vote of the same person)" +
         (from.left_out > 0 ? "; " + with_commas(from.left_out) + " statements that moderators rejected are left out"
                            : "");
}

std::string grouping_sentence(const findings& from, language in) {
  if (from.map.k == 0) return reason_sentence(from, in);
  const std::size_t grouped = grouped_people(from);
  const std::string k = std::to_string(from.map.k), inside = with_commas(grouped),
                    outside = with_commas(from.of.people.size() - grouped), least = std::to_string(from.answers_min);
  const auto share = percent(from.map.axes.share_of_variance[0] + from.map.axes.share_of_variance[1]);
  std::string out = in == language::th
                        ? k + " กลุ่ม รวม " + inside + " คน อีก " + outside + " คนลงความเห็นไม่ถึง " + least +
                              " ข้อความจึงไม่อยู่ในกลุ่มใด ค่าซิลลูเอต " + width_of(from) + " ภาพแสดง " + share +
                              " ของความแตกต่างทั้งหมด"
                        : k + (from.map.k == 1 ? " group" : " groups") + " of together " + inside + " people; " +
                              outside + " gave fewer than " + least + " votes and are in none. Silhouette " +
                              width_of(from) + "; the picture shows " + share + " of all differences";
  if (const std::string reason = reason_sentence(from, in); !reason.empty()) out += ". " + reason;
  return out;
}

std::string reason_sentence(const findings& from, language in) {
  const words& w = words_in(in);
  switch (from.map.result) {
    case outcome::one_opinion:
      return w.one_opinion;
    case outcome::not_enough_statements:
      return w.not_enough_statements;
    case outcome::not_enough_people:
      return w.not_enough_people;
    case outcome::too_few_differences:
      return w.too_few_differences;
    case outcome::mapped:
    case outcome::cancelled:
      return "";
  }
  return "";
}

}  // namespace ruamkit::tools::opinion
