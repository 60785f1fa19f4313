// What the report says of the documents people were given.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/encoding.hpp"
#include "opened.hpp"
#include "reports/render.hpp"
#include "sample.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::reports;

namespace {

projection::report with_documents() {
  auto out = decided_report();
  const deliberation::attachment first{{sha256("one"), 20, deliberation::document_type::markdown}, asked_at};
  const deliberation::attachment second{{sha256("two"), 1'234'567, deliberation::document_type::pdf}, asked_at};
  out.documents = {{"brief", {"ข้อมูล <กว๊าน>", "The lake"}, deliberation::document_role::briefing, {first, second}},
                   {"promise", {"คำมั่น", "Promise"}, deliberation::document_role::commitment, {}}};
  return out;
}

}  // namespace

TEST_CASE("every file people were given stands in the report with its hash, also one that was replaced") {
  const auto what = with_documents();
  const auto page = render(what, format::html, language::en, {}).body;
  CHECK(holds(page, "The lake (the neutral briefing)"));
  CHECK(holds(page, "Markdown, 20 bytes"));
  CHECK(holds(page, "PDF, 1,234,567 bytes"));
  for (const auto* content : {"one", "two"}) CHECK(holds(page, to_hex(sha256(content))));
  CHECK(holds(page, "No file was attached."));
  CHECK(holds(render(what, format::html, language::th, {}).body, "ข้อมูล &lt;กว๊าน&gt; (เอกสารข้อมูลที่เป็นกลาง)"));
  CHECK(render(what, format::pdf, language::th, RUAMKIT_FONTS).body.starts_with("%PDF-"));

  const auto data = nlohmann::json::parse(render(what, format::json, language::th, {}).body);
  CHECK(data.at("documents").size() == 2);
  CHECK(data.at("documents")[0].at("role") == "briefing");
  CHECK(data.at("documents")[0].at("files")[1].at("sha256") == to_hex(sha256("two")));
  CHECK(data.at("documents")[0].at("files")[1].at("type") == "application/pdf");
  CHECK(data.at("documents")[1].at("files").empty());
}

TEST_CASE("CSV lists every file, with its kind, size, hash and time, and none that is missing") {
  auto what = with_documents();
  what.documents[1].title.en = "=HYPERLINK(\"http://x\")";
  what.documents[0].files[0].at.ms -= 60'000;
  const auto rows_in = [&what](language in, const std::string& section) {
    auto rows = csv_rows(render(what, format::csv, in, {}).body);
    std::erase_if(rows, [&](const cells& row) { return row[0] != section; });
    return rows;
  };
  const auto rows = rows_in(language::en, "What people were given to read");
  const auto of_lake = [](const char* group, const char* measure, const std::string& value, const std::string& text) {
    return cells{"What people were given to read", "", group, "brief", "The lake", measure, value, text};
  };
  const std::vector<cells> expected{of_lake("", "Role", "", "the neutral briefing"),
                                    of_lake("File 1", "File type", "", "Markdown"),
                                    of_lake("File 1", "Size (bytes)", "20", ""),
                                    of_lake("File 1", "SHA-256", "", to_hex(sha256("one"))),
                                    of_lake("File 1", "Attached", "", "2026-11-21T14:04:09.000+07:00"),
                                    of_lake("File 1", "State of the file", "", "replaced"),
                                    of_lake("File 2", "File type", "", "PDF"),
                                    of_lake("File 2", "Size (bytes)", "1234567", ""),
                                    of_lake("File 2", "SHA-256", "", to_hex(sha256("two"))),
                                    of_lake("File 2", "Attached", "", "2026-11-21T14:05:09.000+07:00"),
                                    of_lake("File 2", "State of the file", "", "current"),
                                    {"What people were given to read", "", "", "promise", "'=HYPERLINK(\"http://x\")",
                                     "Role", "", "the written commitment"},
                                    {"What people were given to read", "", "", "promise", "'=HYPERLINK(\"http://x\")",
                                     "State of the file", "", "No file was attached."}};
  CHECK(rows == expected);
  const auto thai = rows_in(language::th, "เอกสารที่ผู้เข้าร่วมได้อ่าน");
  REQUIRE(thai.size() == expected.size());
  CHECK(thai[3] == cells{"เอกสารที่ผู้เข้าร่วมได้อ่าน", "", "ไฟล์ที่ 1", "brief", "ข้อมูล <กว๊าน>", "ลายพิมพ์ SHA-256", "",
                         to_hex(sha256("one"))});
  CHECK(csv_rows(render(decided_report(), format::csv, language::en, {}).body).size() + expected.size() ==
        csv_rows(render(what, format::csv, language::en, {}).body).size());
}

TEST_CASE("XLSX has a sheet of every file, and none where no document was named") {
  auto what = with_documents();
  what.documents[1].title.en = "=1+1";
  const workbook book(render(what, format::xlsx, language::en, {}).body);
  const auto rows = book.rows("Documents");
  REQUIRE(rows.size() >= 6);
  CHECK(rows[1] == cells{"Document", "Role", "File type", "Size (bytes)", "Attached", "State of the file", "SHA-256"});
  const std::string at = "21 November 2026, 14:05 (UTC+7)";
  CHECK(rows[2] == cells{"The lake", "the neutral briefing", "Markdown", "20", at, "replaced", to_hex(sha256("one"))});
  CHECK(rows[3] == cells{"The lake", "the neutral briefing", "PDF", "1234567", at, "current", to_hex(sha256("two"))});
  CHECK(rows[4] == cells{"=1+1", "the written commitment", "No file was attached."});
  const workbook thai(render(what, format::xlsx, language::th, {}).body);
  CHECK(thai.rows("เอกสาร")[1] ==
        cells{"เอกสาร", "บทบาทของเอกสาร", "ชนิดไฟล์", "ขนาด (ไบต์)", "แนบเมื่อ", "สถานะของไฟล์", "ลายพิมพ์ SHA-256"});
  const auto without = workbook(render(decided_report(), format::xlsx, language::en, {}).body).sheets();
  CHECK(std::ranges::find(without, "Documents") == without.end());
  CHECK(without.size() + 1 == book.sheets().size());
}

TEST_CASE("a commitment that is only on paper is not called missing") {
  auto what = with_documents();
  what.commitment.reset();
  const auto says_missing = [&] {
    return holds(render(what, format::html, language::en, {}).body, "The convenor gave no written commitment");
  };
  CHECK(says_missing());
  what.documents[1].files = what.documents[0].files;
  CHECK_FALSE(says_missing());
  CHECK(holds(render(what, format::html, language::en, {}).body, "The commitment is in the document named below."));
}
