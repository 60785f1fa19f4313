// Printed cards, made and read back: the words by pdftotext, the QR codes by a camera's eye (zbarimg on rendered
// pages).
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "opened.hpp"
#include "reports/cards.hpp"
#include "reports/qr.hpp"
#include "sample.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::reports;

namespace {

const card_occasion occasion{
    "d_abc", {"เวทีประชาชนจังหวัดพะเยา", "Phayao town meeting"}, "482913", "https://hall.example.go.th", asked_at};

std::string code_of(std::size_t i) {
  constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out = "ABC-DEF-GHJ";
  for (const std::size_t at : {10U, 9U, 8U}) {
    out[at] = letters[i % letters.size()];
    i /= letters.size();
  }
  return out;
}

std::vector<seat_card> cards(std::size_t how_many) {
  std::vector<seat_card> out;
  for (std::size_t i = 0; i < how_many; ++i) out.push_back({code_of(i), "p" + std::to_string(i + 1)});
  return out;
}

struct printed : file_of {
  explicit printed(const reports::document& what) : file_of(what.body, ".pdf") {}

  [[nodiscard]] std::string text() const { return said_by({"pdftotext", "-layout", path, "-"}); }
  [[nodiscard]] std::size_t pages() const {
    const auto about = said_by({"pdfinfo", path});
    return std::stoul(about.substr(about.find("Pages:") + 6));
  }
  /// What a reader of QR codes sees on a page, in no order.
  [[nodiscard]] std::vector<std::string> codes_on(int page) const {
    const auto number = std::to_string(page);
    said_by({"pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "-f", number, "-l", number, path,
             folder.path() + "/page"});
    std::istringstream lines(
        said_by({"zbarimg", "--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", folder.path() + "/page.png"}));
    std::vector<std::string> out;
    for (std::string each; std::getline(lines, each);) out.push_back(each);
    std::ranges::sort(out);
    return out;
  }
};

}  // namespace

TEST_CASE("seat cards: ten a page, each with its codes in letters and in the QR code") {
  const auto made = seat_cards_of(occasion, cards(23), language::th, RUAMKIT_FONTS);
  CHECK(made.type == "application/pdf");
  CHECK(made.name == "บัตรที่นั่ง-เวทีประชาชนจังหวัดพะเยา.pdf");
  CHECK(made.plain_name == "seat-cards-d_abc.pdf");
  const printed file(made);
  CHECK(file.pages() == 3);
  const auto text = file.text();
  for (const auto& each : cards(23)) {
    CHECK_MESSAGE(holds(text, each.code), each.code);
    CHECK_MESSAGE(holds(text, "เลขที่ " + each.participant), each.participant);
  }
  for (const auto* part :
       {"เวทีประชาชนจังหวัดพะเยา", "482 913", "hall.example.go.th", "แสดงบัตรนี้ที่จุดลงทะเบียน", "Show this card"})
    CHECK_MESSAGE(holds(text, part), part);

  std::vector<std::string> links;
  for (std::size_t i = 20; i < 23; ++i) {
    auto seat = code_of(i);
    std::erase(seat, '-');
    links.push_back("https://hall.example.go.th/j/482913#seat=" + seat);
  }
  CHECK(file.codes_on(3) == links);
  CHECK(file.codes_on(1).size() == 10);
}

TEST_CASE("seat cards: a long title and a long address stay on their card") {
  auto crowded = occasion;
  crowded.title.th.clear();
  for (int i = 0; i < 30; ++i) crowded.title.th += "เวทีรับฟังความคิดเห็น";
  crowded.origin = "https://participation.provincial-administration-organisation.phayao.example.go.th:8443";
  const printed file(seat_cards_of(crowded, {{"ABC-DEF-GHJ", std::string(64, 'W')}}, language::th, RUAMKIT_FONTS));
  CHECK(file.pages() == 1);
  CHECK(file.codes_on(1) == std::vector{crowded.origin + "/j/482913#seat=ABCDEFGHJ"});
  // Every word stands within the first card: 9 × 5.4 cm from 1.5 and 1.35 cm on, in points.
  const auto boxes = said_by({"pdftotext", "-bbox", file.path, "-"});
  std::istringstream lines(boxes);
  std::size_t words = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!holds(line, "<word")) continue;
    const auto edge = [&](const char* name) {
      const auto at = line.find(std::string(name) + "=\"");
      return std::stod(line.substr(at + std::string(name).size() + 2));
    };
    ++words;
    CHECK(edge("xMin") >= 42);
    CHECK(edge("yMin") >= 38);
    CHECK(edge("xMax") <= 298);
    CHECK(edge("yMax") <= 192);
  }
  CHECK(words > 5);
}

TEST_CASE("table cards: a page a table, its number and the way in on both faces") {
  const auto made = table_cards_of(occasion, 12, language::en, RUAMKIT_FONTS);
  CHECK(made.name == "table-cards-Phayao town meeting.pdf");
  const printed file(made);
  CHECK(file.pages() == 12);
  const auto last = said_by({"pdftotext", "-f", "12", file.path, "-"});
  CHECK(holds(last, "12"));
  CHECK(holds(last, "Phayao town meeting"));
  CHECK(holds(last, "482 913"));
  const std::vector<std::string> both(2, "https://hall.example.go.th/j/482913");
  CHECK(file.codes_on(12) == both);
}

TEST_CASE("cards without fonts, and a link no QR code holds, are refused with a sentence") {
  CHECK_THROWS_AS((void)seat_cards_of(occasion, cards(1), language::th, "/nowhere"), cannot_render);
  CHECK_THROWS_AS((void)qr_of(std::string(3000, 'x')), cannot_render);
}
