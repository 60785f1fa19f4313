#include "keypad/status.hpp"

#include "crowd/terminal.hpp"

namespace ruamkit::keypad {
namespace {

struct reason {
  std::string_view code;
  const char* th;
  const char* en;
};

constexpr reason reasons[] = {
    {"wrong_password", "ชื่อหรือรหัสผ่านไม่ถูกต้อง", "the name or the password is wrong"},
    {"account_disabled", "บัญชีนี้ถูกระงับการใช้งาน", "the account is disabled"},
    {"token_invalid", "โทเคนใช้ไม่ได้ กรุณาเข้าสู่ระบบเพื่อรับโทเคนใหม่", "the token is not valid; sign in for a new one"},
    {"token_expired", "โทเคนหมดอายุ กรุณาเข้าสู่ระบบเพื่อรับโทเคนใหม่", "the token has expired; sign in for a new one"},
    {"not_allowed", "บัญชีนี้ไม่มีสิทธิ์ส่งคะแนนจากเครื่องกด", "this account may not send keypad votes"},
    {"other_deliberation", "โทเคนนี้เป็นของเวทีอื่น", "the token belongs to another deliberation"},
    {"unknown_deliberation", "ไม่พบเวทีที่ระบุ", "there is no such deliberation"},
    {"unknown_view", "ไม่พบเวทีที่ระบุ", "there is no such deliberation"},
    {"unknown_method", "เซิร์ฟเวอร์รุ่นนี้ยังไม่รองรับเครื่องกด", "this server does not know keypads"},
    {"unknown_keypad", "เครื่องกดนี้ยังไม่ได้ผูกกับที่นั่ง", "the keypad is not bound to a seat"},
    {"unknown_participant", "ไม่พบผู้เข้าร่วมที่ระบุ", "there is no such participant"},
    {"keypad_in_use", "เครื่องกดนี้ผูกกับที่นั่งอื่นอยู่แล้ว", "the keypad is bound to another seat already"},
    {"ballot_closed", "ปิดลงคะแนนแล้ว", "the ballot is closed"},
    {"ballot_not_open", "ยังไม่เปิดลงคะแนน", "the ballot is not open"},
    {"too_many_attempts", "เข้าสู่ระบบผิดหลายครั้ง ระบบกำลังรอ", "too many attempts to sign in; waiting"},
    {"storage_unavailable", "เซิร์ฟเวอร์บันทึกข้อมูลไม่ได้ชั่วคราว", "the server cannot store at the moment"},
};

said named(const char* th, const char* en) { return {th, en}; }

said short_name(receiver::state now) {
  switch (now) {
    case receiver::state::lost:
      return named("ไม่พบ", "not found");
    case receiver::state::starting:
      return named("กำลังเตรียม", "starting");
    case receiver::state::ready:
      return named("พร้อม", "ready");
    case receiver::state::ended:
      return named("อ่านจบแล้ว", "ended");
  }
  return {};
}

said short_name(server_link::state now) {
  switch (now) {
    case server_link::state::away:
      return named("ขาดการติดต่อ", "away");
    case server_link::state::signing_in:
      return named("กำลังเข้าสู่ระบบ", "signing in");
    case server_link::state::ready:
      return named("เชื่อมต่อแล้ว", "connected");
    case server_link::state::refused:
      return named("ถูกปฏิเสธ", "refused");
  }
  return {};
}

said with(said what, const said& why) {
  if (!why.th.empty()) what.th += ": " + why.th;
  if (!why.en.empty()) what.en += ": " + why.en;
  return what;
}

}  // namespace

std::string both(const said& what) { return what.th + " / " + what.en; }

said line_of(const picture& now) {
  const said hears = short_name(now.of_receiver), server = short_name(now.of_server);
  const auto n = [](std::uint64_t value) { return std::to_string(value); };
  said out;
  out.th = "เครื่องรับ " + hears.th + " · เซิร์ฟเวอร์ " + server.th + " · หัวข้อ " +
           (now.ballot.empty() ? "(ไม่มี)" : now.ballot) + " · กด " + n(now.counted.presses) + " · บันทึก " +
           n(now.counted.votes) + " · รอส่ง " + n(now.waiting) + " · ไม่รู้จัก " + n(now.unknown);
  out.en = "receiver " + hears.en + " · server " + server.en + " · ballot " +
           (now.ballot.empty() ? "(none)" : now.ballot) + " · presses " + n(now.counted.presses) + " · votes " +
           n(now.counted.votes) + " · waiting " + n(now.waiting) + " · unknown " + n(now.unknown);
  if (now.faults > 0) {
    out.th += " · อ่านไม่ได้ " + n(now.faults);
    out.en += " · unreadable " + n(now.faults);
  }
  return out;
}

std::string fitted(const said& line, std::size_t columns, std::int64_t second) {
  const std::string all = line.th + " │ " + line.en;
  if (crowd::display_width(all) < columns) return all;
  return crowd::shortened((second / 3) % 2 == 0 ? line.th : line.en, columns - 1);
}

said sentence_of(receiver::state now, const std::string& why) {
  said out;
  switch (now) {
    case receiver::state::lost:
      out = named("ไม่พบเครื่องรับ กำลังลองใหม่", "no receiver; trying again");
      break;
    case receiver::state::starting:
      out = named("กำลังเตรียมเครื่องรับ", "the receiver is being set up");
      break;
    case receiver::state::ready:
      out = named("เครื่องรับพร้อม", "the receiver is ready");
      break;
    case receiver::state::ended:
      out = named("อ่านข้อมูลจบแล้ว", "the input has ended");
      break;
  }
  return with(out, {why, why});
}

said sentence_of(server_link::state now, const std::string& why) {
  const said because = why.empty() ? said{} : reason_of(why);
  switch (now) {
    case server_link::state::away:
      return with(named("ติดต่อเซิร์ฟเวอร์ไม่ได้ กำลังลองใหม่", "no server; trying again"), because);
    case server_link::state::signing_in:
      return named("กำลังเข้าสู่ระบบ", "signing in");
    case server_link::state::ready:
      return named("เชื่อมต่อเซิร์ฟเวอร์แล้ว", "connected to the server");
    case server_link::state::refused:
      return with(named("เซิร์ฟเวอร์ไม่รับ", "the server refuses"), because);
  }
  return {};
}

said reason_of(std::string_view code) {
  for (const reason& each : reasons)
    if (each.code == code) return {each.th, each.en};
  return {std::string(code), std::string(code)};
}

said summary_of(const picture& at_end) {
  const totals& t = at_end.counted;
  const auto n = [](std::uint64_t value) { return std::to_string(value); };
  std::uint64_t refused = 0;
  for (const auto& [code, count] : t.refused) refused += count;
  said out;
  out.th = "กดปุ่ม " + n(t.presses) + " ครั้ง บันทึกคะแนน " + n(t.votes) + " เซิร์ฟเวอร์ไม่รับ " + n(refused) + " ยังไม่ได้ส่ง " +
           n(at_end.waiting);
  out.en = n(t.presses) + " presses, " + n(t.votes) + " votes recorded, " + n(refused) + " refused, " +
           n(at_end.waiting) + " not sent yet";
  for (const auto& [code, count] : t.refused) {
    const said why = reason_of(code);
    out.th += "\n  " + n(count) + " · " + why.th;
    out.en += "\n  " + n(count) + " · " + why.en;
  }
  return out;
}

}  // namespace ruamkit::keypad
