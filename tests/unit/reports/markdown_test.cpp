// Markdown as people read it: what it says, and nothing that it tries to do.
#include <doctest/doctest.h>

#include <string>

#include "reports/markdown.hpp"
#include "reports/reading_page.hpp"

using namespace ruamkit;
using namespace ruamkit::reports;

namespace {

std::string html(std::string_view source) {
  const auto got = html_of_markdown(source, 1'000'000);
  REQUIRE(got);
  return got->body;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("headings, lists, tables and quotes become what they are") {
  CHECK(html("# กว๊าน *พะเยา*\n") == "<h1>กว๊าน <em>พะเยา</em></h1>\n");
  CHECK(html("ก **ข** ~~ค~~ `ง<`\n") == "<p>ก <strong>ข</strong> <del>ค</del> <code>ง&lt;</code></p>\n");
  CHECK(html("- ก\n- ข\n") == "<ul>\n<li>ก</li>\n<li>ข</li>\n</ul>\n");
  CHECK(html("3. ก\n4. ข\n") == "<ol start=\"3\">\n<li>ก</li>\n<li>ข</li>\n</ol>\n");
  CHECK(html("> ก\n") == "<blockquote>\n<p>ก</p>\n</blockquote>\n");
  CHECK(html("---\n") == "<hr>\n");
  CHECK(html("    a <b>\n") == "<pre tabindex=\"0\"><code>a &lt;b&gt;\n</code></pre>\n");
  CHECK(html("ก  \nข\n") == "<p>ก<br>\nข</p>\n");
  const auto table = html("| ก | ข |\n|---|--:|\n| 1 | 2 |\n");
  CHECK(has(table, "<th scope=\"col\">ก</th><th scope=\"col\" class=\"right\">ข</th>"));
  CHECK(has(table, "<td>1</td><td class=\"right\">2</td>"));
  CHECK(html("&copy; &#3585; & &nothing\n") == "<p>&copy; &#3585; &amp; &amp;nothing</p>\n");
  CHECK(html_of_markdown("## no\n", 1000)->titled == false);
  CHECK(html_of_markdown("a\n\n# yes\n", 1000)->titled);
}

TEST_CASE("links go to http, https, mailto and relative addresses, and to nothing else") {
  for (const auto* good : {"https://example.go.th/a?b=c&d=e#f", "http://a", "mailto:a@b.th", "HTTPS://A", "other.md",
                           "/j/123456", "?as=source", "#top", "a/b:c"}) {
    CAPTURE(good);
    const auto got = html(std::string("[ดู](<") + good + ">)");
    CHECK(has(got, "<a href=\""));
    CHECK(has(got, "\" rel=\"noopener noreferrer\">ดู</a>"));
  }
  CHECK(has(html("[a](https://e.th/?a&amp;b)"), "href=\"https://e.th/?a&amp;b\""));
  CHECK(has(html("see https://example.go.th now"), "<a href=\"https://example.go.th\""));
  for (const auto* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>",
                          "vbscript:x", "file:///etc/passwd", "//evil.example", "\\\\evil.example", "/\\evil.example",
                          "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "&#x6A;avascript:alert(1)",
                          "java\tscript:alert(1)", "\x01javascript:alert(1)", "blob:x", "ftp://a"}) {
    CAPTURE(bad);
    const auto got = html(std::string("[ดู](<") + bad + ">) <" + bad + "> ![ภาพ](<" + bad + ">)");
    CHECK_FALSE(has(got, "href"));
    CHECK_FALSE(has(got, "src="));
  }
}

TEST_CASE("nothing in the source becomes markup of its own") {
  for (const auto* attempt :
       {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=x>b</b>",
        "<svg/onload=alert(1)>\n\ntext", "<!-- <script> -->", "<style>*{}</style>", "<iframe src=//evil></iframe>",
        "[a](https://a \"\" onmouseover=alert(1) \"\")", "[a](https://a'\"><script>x</script>)",
        "```\"><script>alert(1)</script>\nx\n```", "![\"><script>x</script>](a)", "| <script> |\n|---|\n| <img> |",
        "<a href=\"javascript:x\">x</a>", "[x]: javascript:alert(1)\n\n[x]", "<![CDATA[<script>]]>", "<?php ?>"}) {
    CAPTURE(attempt);
    const auto got = html(attempt);
    for (const auto* tag : {"<script", "<img", "<svg", "<style", "<iframe", "<b ", "<!--", "<?", "<![", " onclick=\"",
                            "href=\"javascript"})
      CHECK_FALSE(has(got, tag));
    // Every tag that is there is one of the writer's.
    for (auto at = got.find('<'); at != std::string::npos; at = got.find('<', at + 1)) {
      const auto end = got.find('>', at);
      REQUIRE(end != std::string::npos);
      const auto tag = got.substr(at, end - at);
      CHECK_FALSE(has(tag.substr(1), "<"));
      CHECK_FALSE(has(tag, " on"));
    }
  }
  CHECK(html("![ผัง *กว๊าน*](https://evil/x.png)") == "<p><em class=\"picture\">ผัง กว๊าน</em></p>\n");
}

TEST_CASE("a page has its title, runs nothing and asks for its own font only") {
  const reading about{{"เวที <น้ำ>", ""}, {"", "The \"briefing\""}, std::string(64, 'a')};
  const auto page = reading_page("text\n", about);
  CHECK(page.type == "text/html; charset=utf-8");
  CHECK(has(page.body, "<title>The &quot;briefing&quot;</title>"));
  CHECK(has(page.body, "<h1>The &quot;briefing&quot;</h1>"));
  CHECK(has(page.body, "เวที &lt;น้ำ&gt;"));
  CHECK(has(page.body, "?as=source"));
  CHECK_FALSE(has(reading_page("# own\n", about).body, "<h1>The"));
  CHECK(page.policy.starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK_FALSE(has(page.policy, "unsafe"));
  CHECK_FALSE(has(page.policy, "script-src"));
  CHECK_FALSE(has(page.body, "<script"));
  CHECK_FALSE(has(page.body, "http"));
  CHECK(page.name == "The \"briefing\".html");
}

TEST_CASE("what is too long for a page is given as the text it is") {
  const reading about{{"a", ""}, {"b", ""}, ""};
  const std::string most(reading_bytes_max, 'x');
  CHECK(reading_page(most, about).type == "text/html; charset=utf-8");
  const auto over = reading_page(most + "x", about);
  CHECK(over.type == "text/plain; charset=utf-8");
  CHECK(over.body.size() == reading_bytes_max + 1);
  CHECK_FALSE(html_of_markdown("a long line of words\n", 10));
  // What nests as deep as it can is still answered.
  CHECK(reading_page(std::string(200'000, '>'), about).body.size() > 200'000);
  CHECK(reading_page(std::string(100'000, '['), about).body.size() > 100'000);
  CHECK(reading_page(std::string(100'000, '*'), about).body.size() > 100);
}
