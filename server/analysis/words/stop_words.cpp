#include <array>
#include <set>

#include "analysis/words/words.hpp"

namespace ruamkit::analysis::words {
namespace {

constexpr std::array thai{
    "กว่า",    "กัน",      "กับ",   "การ",    "กำลัง", "ก็",    "ก่อน",    "ขณะ",  "ของ",  "ขอ",     "ขึ้น",   "ครั้ง",
    "ครับ",    "ความ",    "คะ",   "คือ",     "คง",   "ควร",  "ค่ะ",     "จง",   "จะ",   "จาก",    "จึง",   "จน",
    "ฉัน",     "ช่วย",     "ซึ่ง",   "ดัง",     "ด้วย",  "ด้าน",  "ดี",      "ตอน",  "ตั้ง",   "ตั้งแต่",   "ตาม",  "ต่อ",
    "ต่าง",    "ต่างๆ",    "ต้อง",  "ต้องการ", "ถึง",   "ถูก",   "ถ้า",     "ทั้ง",   "ทั้งนี้",  "ทาง",    "ทำ",   "ทำให้",
    "ที่",      "ทุก",      "ท่าน",  "นะ",     "นั้น",   "นั่น",   "นี้",      "นี่",    "นอก",  "นอกจาก", "น่า",   "บาง",
    "ประการ", "ปี",       "ผม",   "ผู้",      "พวก",  "พอ",   "เพราะ",  "เพื่อ",  "เพียง", "เป็น",    "เมื่อ",  "เรา",
    "เรื่อง",   "เลย",     "เอง",  "เอา",    "เขา",  "เข้า",  "เคย",    "เช่น",  "เดียว", "เดียวกัน", "เท่า",  "เท่านั้น",
    "เนื่อง",   "เนื่องจาก", "แก่",   "แต่",     "แต่ละ", "แบบ",  "แล้ว",    "และ",  "แห่ง",  "โดย",    "ใคร",  "ใช้",
    "ใด",     "ใน",      "ใหม่",  "ให้",     "ไป",   "ไม่",   "ไม่มี",    "ไว้",   "ไหน",  "ได้",     "มัก",   "มัน",
    "มา",     "มาก",     "มี",    "ยัง",     "ยิ่ง",   "รวม",  "ระหว่าง", "รับ",   "ร่วม",  "ลง",     "วัน",   "สิ่ง",
    "สำหรับ",  "สามารถ",  "ส่วน",  "หรือ",    "หลัง",  "หลาย", "หาก",    "อยาก", "อยู่",   "อย่าง",   "อะไร", "อัน",
    "อาจ",    "อีก",      "ออก",  "ๆ",      "อื่น",   "คน",   "ค่อย",    "หนู",   "นำ",   "นัก",     "เกิน",  "เกี่ยวกับ",
    "เกิด",    "ไหม",     "หน่อย", "จ้า"};
constexpr std::array english{
    "about", "after", "all",  "also",  "an",    "and",  "any",   "are",    "as",   "at",     "be",    "because", "been",
    "but",   "by",    "can",  "could", "did",   "do",   "does",  "for",    "from", "had",    "has",   "have",    "he",
    "her",   "here",  "him",  "his",   "how",   "if",   "in",    "into",   "is",   "it",     "its",   "just",    "like",
    "make",  "many",  "may",  "me",    "more",  "most", "much",  "must",   "my",   "need",   "no",    "not",     "of",
    "on",    "one",   "only", "or",    "other", "our",  "out",   "please", "she",  "should", "so",    "some",    "such",
    "than",  "that",  "the",  "their", "them",  "then", "there", "these",  "they", "this",   "those", "to",      "too",
    "up",    "us",    "use",  "very",  "want",  "was",  "we",    "were",   "what", "when",   "where", "which",   "who",
    "why",   "will",  "with", "would", "you",   "your"};

}  // namespace

bool is_stop_word(std::string_view word) {
  static const auto all = [] {
    std::set<std::string_view> out(thai.begin(), thai.end());
    out.insert(english.begin(), english.end());
    return out;
  }();
  return all.contains(word);
}

}  // namespace ruamkit::analysis::words
