#include "analysis/counting/explain.hpp"

#include <algorithm>

#include "base/numerals.hpp"

namespace ruamkit::analysis::counting {
namespace {

constexpr unsigned places = 5;

std::string number(const rational& value) { return with_commas(decimal(value, places)); }

/// An amount with an English noun, in the singular after one.
std::string with_noun(const std::string& amount, const std::string& noun) {
  return amount + " " + noun + (amount == "1" ? "" : "s");
}

class teller {
 public:
  teller(const count_result& counted, std::span<const std::string> names) : counted_(counted), names_(names) {}

  std::vector<localized> tell() {
    opening();
    for (std::size_t i = 0; i < counted_.rounds.size(); ++i) round(i);
    closing();
    return std::move(lines_);
  }

 private:
  void say(std::string th, std::string en) { lines_.push_back({std::move(th), std::move(en)}); }

  [[nodiscard]] std::string list(const std::vector<std::size_t>& options) const {
    std::string out;
    for (const auto each : options) out += (out.empty() ? "" : ", ") + names_[each];
    return out;
  }

  /// An amount of what this rule counts.
  [[nodiscard]] localized counted(const std::string& amount) const {
    switch (counted_.counts_in) {
      case unit::votes:
        return {amount + " เสียง", with_noun(amount, "vote")};
      case unit::approvals:
        return {amount + " คนเห็นชอบ", with_noun(amount, "approval")};
      case unit::points:
        return {amount + " คะแนน", with_noun(amount, "point")};
      case unit::mean:
        return {amount + " คะแนนเฉลี่ย", amount + " on average"};
      case unit::median:
        return {amount + " คะแนนมัธยฐาน", amount + " as median"};
      case unit::grade:
        return {amount + " เป็นเกรดเสียงข้างมาก", amount + " as majority grade"};
      case unit::victories:
        return {"ชนะ " + amount + " คู่", amount + (amount == "1" ? " victory" : " victories")};
      case unit::money:
        break;
    }
    return {amount, amount};
  }

  void opening() {
    const std::string all = with_commas(counted_.ballots);
    const std::string valid = with_commas(counted_.valid);
    say("มีบัตร " + all + " ใบ ใช้นับได้ " + valid + " ใบ",
        with_noun(all, "ballot") + ", of which " + valid + " can be counted.");
    if (counted_.overvotes > 0)
      say("มี " + with_commas(counted_.overvotes) + " ใบที่ให้ลำดับเดียวกันแก่หลายตัวเลือก จึงนับถึงก่อนลำดับนั้น",
          with_commas(counted_.overvotes) + (counted_.overvotes == 1 ? " gives" : " give") +
              " one rank to several options and are counted only up to there.");
    if (counted_.quota)
      say("จำนวนเสียงที่ทำให้ได้รับเลือก (โควตา) คือ " + number(*counted_.quota),
          "The quota that elects is " + with_noun(number(*counted_.quota), "vote") + ".");
  }

  void round(std::size_t index) {
    const stage& now = counted_.rounds[index];
    const std::string n = std::to_string(index + 1);
    if (counted_.rounds.size() > 1) say("รอบที่ " + n, "Round " + n);
    if (counted_.counts_in != unit::money) totals(now);
    if (now.exhausted > 0)
      say("  บัตรที่ไม่มีตัวเลือกถัดไป: " + number(now.exhausted), "  Ballots that name nobody more: " + number(now.exhausted));
    if (now.lost > 0) say("  เศษที่ปัดทิ้ง: " + number(now.lost), "  Lost to rounding: " + number(now.lost));
    for (const tie& each : counted_.ties)
      if (each.round == index) say_tie(each);
    for (const event& each : now.events) say_event(each);
  }

  void totals(const stage& now) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < now.totals.size(); ++i)
      if (now.totals[i]) order.push_back(i);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return *now.totals[a] > *now.totals[b]; });
    for (const auto each : order) {
      const localized total = counted(number(*now.totals[each]));
      say("  " + names_[each] + ": " + total.th, "  " + names_[each] + ": " + total.en);
    }
  }

  void say_tie(const tie& each) {
    const std::string among = list(each.among);
    const std::string drawn = list(each.drawn);
    if (!each.by_lot) {
      say("  เสมอกัน: " + among + " ตัดสินจากรอบล่าสุดที่คะแนนต่างกัน คือ " + drawn,
          "  Equal: " + among + ". The last round in which they differed decides: " + drawn + ".");
      return;
    }
    say("  เสมอกัน: " + among + " จับสลากจากเลขสุ่มที่เปิดเผย ได้ " + drawn + (each.decisive ? "" : " (ลำดับใดก็ได้ผลเหมือนกัน)"),
        "  Equal: " + among + ". Drawn from the public seed: " + drawn +
            (each.decisive ? "." : " (any order gives the same)."));
  }

  void say_event(const event& e) {
    const std::string who = list(e.options);
    const std::string amount = number(e.amount);
    const std::string second = number(e.second);
    const localized total = counted(amount);
    switch (e.what) {
      case happening::leads:
        return say("  " + who + " ได้มากที่สุด " + total.th, "  " + who + " leads with " + total.en + ".");
      case happening::majority:
        return say("  " + who + " ได้ " + amount + " จาก " + second + " เสียง เกินครึ่ง จึงชนะ",
                   "  " + who + " has " + amount + " of " + with_noun(second, "vote") + ", more than half, and wins.");
      case happening::reaches_quota:
        return say("  " + who + " ได้ " + amount + " เสียง ถึงโควตา จึงได้รับเลือก",
                   "  " + who + " has " + with_noun(amount, "vote") + ", reaches the quota and is elected.");
      case happening::fills_last_seat:
        return say("  " + who + " ได้รับเลือก เพราะเหลือเท่าจำนวนที่นั่ง (" + amount + " เสียง)",
                   "  " + who + " is elected: no more are left than seats (" + with_noun(amount, "vote") + ").");
      case happening::surplus:
        return say("  เสียงส่วนเกินของ " + who + " " + amount + " เสียง ส่งต่อให้ลำดับถัดไป ใบละไม่เกิน " + second,
                   "  The surplus of " + who + ", " + with_noun(amount, "vote") +
                       ", goes to the next choices: each ballot at " + second + " of its value.");
      case happening::eliminated:
        return say("  " + who + " มีเสียงน้อยที่สุด (" + amount + ") ตกรอบ บัตรไปยังลำดับถัดไป",
                   "  " + who + " has the fewest (" + amount + ") and is out; its ballots go to their next choice.");
      case happening::sure_losers:
        return say(
            "  " + who + " รวมกันได้ " + amount + " น้อยกว่าลำดับเหนือขึ้นไป (" + second + ") จึงตกรอบพร้อมกัน",
            "  " + who + " have together " + amount + ", less than the next one's " + second + ", and go out at once.");
      case happening::run_off:
        return say("  ไม่มีใครได้เกินครึ่ง " + who + " เข้ารอบสอง", "  Nobody has more than half; " + who + " go on.");
      case happening::needs_second_vote:
        return say("  ไม่มีใครได้เกินครึ่ง ต้องลงคะแนนรอบสองระหว่าง " + who,
                   "  Nobody has more than half; people must vote again, between " + who + ".");
      default:
        return say_pair_or_purchase(e, who, amount, second);
    }
  }

  void say_pair_or_purchase(const event& e, const std::string& who, const std::string& amount,
                            const std::string& second) {
    const bool pair = e.options.size() == 2;
    const std::string first = pair ? names_[e.options[0]] : who;
    const std::string other = pair ? names_[e.options[1]] : "";
    switch (e.what) {
      case happening::beats:
        return say("  " + first + " ชนะ " + other + " " + amount + " ต่อ " + second,
                   "  " + first + " beats " + other + ", " + amount + " to " + second + ".");
      case happening::set_aside:
        return say("  " + first + " ชนะ " + other + " " + amount + " ต่อ " + second + " แต่ขัดกับผลที่ชัดกว่า จึงไม่นับ",
                   "  " + first + " beats " + other + ", " + amount + " to " + second +
                       ", but that contradicts clearer results and is set aside.");
      case happening::beats_all:
        return say("  ไม่มีใครชนะ " + who + " ได้ จึงได้รับเลือก", "  " + who + " is beaten by nobody left, and wins.");
      case happening::funded:
        return say("  ได้งบ: " + who + " " + amount + " (" + second + " เสียงหรือคะแนน)",
                   "  Funded: " + who + ", " + amount + " (chosen by " + second + ").");
      case happening::shared:
        return say("  ได้งบ: " + who + " " + amount + " (ผู้สนับสนุนจ่ายคนละ " + second + " ต่อหนึ่งคะแนน หรือเท่าที่มีเหลือ)",
                   "  Funded: " + who + ", " + amount + " (each supporter pays " + second +
                       " a point, or all that is left to them).");
      case happening::too_expensive:
        return say("  ไม่พอ: " + who + " " + amount + " เหลือ " + second,
                   "  Too expensive: " + who + ", " + amount + "; " + second + " is left.");
      case happening::raised:
        return say("  เพิ่มเงินในมือทุกคนอีก " + amount + " เป็น " + second,
                   "  Every voter's money was raised by " + amount + ", to " + second + ".");
      default:
        return say("  ไม่มีบัตรที่เลือกตัวเลือกใด", "  No ballot chooses anything.");
    }
  }

  void closing() {
    if (counted_.cost) say("รวมใช้งบ " + number(*counted_.cost), "Spent in all: " + number(*counted_.cost) + ".");
    if (!counted_.run_off.empty()) return;
    if (counted_.winners.empty()) {
      say("ไม่มีผู้ได้รับเลือก", "Nobody is elected.");
    } else if (counted_.cost) {
      say("โครงการที่ได้งบ: " + list(counted_.winners), "Selected: " + list(counted_.winners) + ".");
    } else {
      say("ผลการนับ: " + list(counted_.winners), "Result: " + list(counted_.winners) + ".");
    }
  }

  const count_result& counted_;
  std::span<const std::string> names_;
  std::vector<localized> lines_;
};

}  // namespace

std::vector<localized> explain(const count_result& counted, std::span<const std::string> names) {
  return teller(counted, names).tell();
}

}  // namespace ruamkit::analysis::counting
