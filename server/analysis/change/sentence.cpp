#include "analysis/change/sentence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace ruamkit::analysis::change {
namespace {

constexpr double level = 0.05;

/// Numbers as the sentence shows them: shares as percentages, scores as they are.
struct scale_words {
  double factor;
  std::string_view unit_th, unit_en;  ///< of a difference
  std::string_view mark;              ///< behind a value
};

scale_words words_for(const item& about) {
  const bool is_share = about.kind == item_kind::yes_no || about.kind == item_kind::scored || about.id == "knowledge";
  return is_share ? scale_words{100, " จุดร้อยละ", " percentage points", "%"} : scale_words{1, " คะแนน", " points", ""};
}

struct subject {
  std::string th, en;
};

subject subject_of(const item& about) {
  const std::string& th = about.question.th.empty() ? about.question.en : about.question.th;
  const std::string& en = about.question.en.empty() ? about.question.th : about.question.en;
  const auto quoted = [&](const std::string& text) { return "“" + (text.empty() ? about.id : text) + "”"; };
  if (about.role == item_role::knowledge) {
    if (about.id == "knowledge")
      return {"สัดส่วนคำตอบที่ถูกในดัชนีความรู้", "the share of right answers to the knowledge items"};
    return {"สัดส่วนผู้ตอบถูกในข้อ " + quoted(th), "the share who were right on " + quoted(en)};
  }
  if (about.kind == item_kind::choice) return {"คำตอบของข้อ " + quoted(th), "the answers to " + quoted(en)};
  if (about.kind == item_kind::yes_no)
    return {"สัดส่วนผู้เห็นด้วยกับ " + quoted(th), "the share who agree with " + quoted(en)};
  return {"คะแนนเฉลี่ยของข้อ " + quoted(th), "the mean score of " + quoted(en)};
}

localized undefined_sentence(const subject& of, gap why, std::size_t paired) {
  switch (why) {
    case gap::not_asked_before:
      return {of.th + ": ไม่ได้ถามก่อนการปรึกษาหารือ จึงบอกการเปลี่ยนแปลงไม่ได้",
              of.en + ": not asked before the deliberation, so no change can be told."};
    case gap::not_asked_after:
      return {of.th + ": ไม่ได้ถามหลังการปรึกษาหารือ จึงบอกการเปลี่ยนแปลงไม่ได้",
              of.en + ": not asked after the deliberation, so no change can be told."};
    case gap::no_pairs:
      return {of.th + ": ไม่มีผู้ที่ตอบทั้งก่อนและหลัง จึงบอกการเปลี่ยนแปลงไม่ได้",
              of.en + ": nobody answered both before and after, so no change can be told."};
    case gap::one_pair:
      return {of.th + ": มีผู้ตอบทั้งก่อนและหลังเพียงคนเดียว จึงสรุปถึงคนอื่นไม่ได้",
              of.en + ": one person answered both before and after, which says nothing of anybody else."};
    case gap::zero_variance:
      return {of.th + ": ทั้ง " + std::to_string(paired) + " คนตอบเหมือนเดิมทุกคน",
              of.en + ": all " + std::to_string(paired) + " people gave the same answer before and after."};
    case gap::not_numeric:
      return {of.th + ": คำตอบเป็นตัวเลือก ดูสัดส่วนของแต่ละตัวเลือก",
              of.en + ": the answers are options; see the share of each."};
    default:
      return {of.th + ": คำนวณไม่ได้ (" + std::string(name_of(why)) + ")",
              of.en + ": cannot be computed (" + std::string(name_of(why)) + ")."};
  }
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// Everybody moved by the same amount: certain of these people, and no spread to tell of others.
localized constant_sentence(const subject& of, const scale_words& words, const item_report& report) {
  const double change = report.change.mean.value() * words.factor;
  const std::string amount = in_words(std::abs(change), change);
  const std::string n = std::to_string(report.paired);
  return {"หลังการปรึกษาหารือ " + of.th + (change > 0 ? " เพิ่มขึ้น " : " ลดลง ") + amount + std::string(words.unit_th) +
              " เท่ากันทั้ง " + n + " คน จึงไม่มีความแปรปรวนให้ทดสอบ",
          "After the deliberation, " + of.en + (change > 0 ? " rose by " : " fell by ") + amount +
              std::string(words.unit_en) + " for every one of " + n +
              " people; without any spread nothing can be tested."};
}

/// "from 5.2 to 6.0; 95 % interval 0.3 to 1.3; 120 people"
localized evidence(const scale_words& words, const item_report& report) {
  const double change = report.change.mean.value() * words.factor;
  // An interval that just reaches over zero must be seen to do so.
  double finest = std::abs(change);
  for (const auto& end : {report.change.low, report.change.high})
    if (end.defined()) finest = std::min(finest, std::abs(end.value() * words.factor));
  const auto shown = [&](const figure& value) {
    return value.defined() ? in_words(value.value() * words.factor, finest) : std::string("?");
  };
  const std::string mark{words.mark};
  const std::string before = shown(report.mean_pre_paired) + mark;
  const std::string after = shown(report.mean_post_paired) + mark;
  const std::string low = shown(report.change.low);
  const std::string high = shown(report.change.high);
  const std::string n = std::to_string(report.paired);
  return {"(จาก " + before + " เป็น " + after + "; ช่วงเชื่อมั่น 95% " + low + " ถึง " + high + "; ผู้ตอบทั้งสองครั้ง " + n + " คน)",
          "(from " + before + " to " + after + "; 95% interval " + low + " to " + high + "; " + n +
              " people answered both times)"};
}

localized defined_sentence(const subject& of, const scale_words& words, const item_report& report) {
  const double change = report.change.mean.value() * words.factor;
  const std::string amount = in_words(std::abs(change), change);
  const localized shown = evidence(words, report);
  if (certainty_of(report) == certainty::none)
    return {"ยังไม่พบหลักฐานชัดเจนว่า " + of.th + " เปลี่ยนไปหลังการปรึกษาหารือ " + shown.th + " ซึ่งไม่ได้แปลว่าไม่เปลี่ยน",
            "No clear evidence that " + of.en + " changed after the deliberation " + shown.en +
                ", which does not mean that it stayed the same."};
  const bool rose = change > 0;
  localized out{
      "หลังการปรึกษาหารือ " + of.th + (rose ? " เพิ่มขึ้น " : " ลดลง ") + amount + std::string(words.unit_th) + " " + shown.th,
      "After the deliberation, " + of.en + (rose ? " rose by " : " fell by ") + amount + std::string(words.unit_en) +
          " " + shown.en};
  if (certainty_of(report) == certainty::single) {
    out.th += " แต่เมื่อคำนึงว่าทดสอบหลายข้อพร้อมกัน อาจเป็นเพียงความบังเอิญ";
    out.en += "; with so many items tested at once, this may be chance.";
  } else {
    out.th += " มากกว่าที่จะอธิบายได้ด้วยความบังเอิญ";
    out.en += ", more than chance explains.";
  }
  return out;
}

}  // namespace

certainty certainty_of(const item_report& of) {
  if (!of.change.p.defined()) return certainty::undefined;
  if (of.change.p.value() >= level) return certainty::none;
  // An index outside the family of items has no corrected p and stands for itself.
  if (!of.p.holm.defined() || of.p.holm.value() < level) return certainty::clear;
  return certainty::single;
}

std::string in_words(double value, double size) {
  const double away = std::abs(size);
  const int decimals = away >= 0.095 || away == 0 ? 1 : away >= 0.0095 ? 2 : 3;
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), std::abs(value) < 1e15 ? "%.*f" : "%.*g", decimals, value);
  // A small negative number that rounds to nothing has no sign.
  const std::string_view shown(text.data());
  if (shown.starts_with('-') && shown.find_first_not_of("-0.") == std::string_view::npos)
    return std::string(shown.substr(1));
  return std::string(shown);
}

localized sentence_of(const item& about, const item_report& of) {
  const subject what = subject_of(about);
  if (of.change.p.defined()) return defined_sentence(what, words_for(about), of);
  if (of.change.p.why() == gap::constant_differences && of.change.mean.defined())
    return constant_sentence(what, words_for(about), of);
  localized out = undefined_sentence(what, of.change.p.why(), of.paired);
  out.en = capital(std::move(out.en));
  return out;
}

}  // namespace ruamkit::analysis::change
