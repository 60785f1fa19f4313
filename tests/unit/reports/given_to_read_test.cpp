// What the report says of the documents people were given.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/encoding.hpp"
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

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

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
