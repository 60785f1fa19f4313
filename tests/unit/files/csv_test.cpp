// CSV as people's programs write it, and the precise refusal of what is none.
#include "files/csv.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>

#include "files/text.hpp"

namespace ruamkit::files {
namespace {

using row = std::vector<std::string>;

std::vector<row> rows_of(std::string_view text, char separator = ',') {
  csv_reader in("a.csv", text, separator);
  std::vector<row> out;
  for (std::vector<csv_field> fields; in.next(fields);) {
    row& one = out.emplace_back();
    for (const auto& each : fields) one.emplace_back(each.text);
  }
  return out;
}

std::string fault_of(std::string_view text) {
  try {
    csv_reader in("a.csv", text);
    const auto header = in.header();
    std::vector<csv_field> fields;
    while (in.next(fields, header.size())) {
    }
  } catch (const bad_input& no) {
    return no.what();
  }
  return "";
}

}  // namespace

TEST_CASE("rows and fields") {
  CHECK(rows_of("").empty());
  CHECK(rows_of("\n\r\n").empty());
  CHECK(rows_of("a,b\n1,2\n") == std::vector<row>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\r\n1,2") == std::vector<row>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("\xef\xbb\xbf"
                "a\n\n\nb\n") == std::vector<row>{{"a"}, {"b"}});
  CHECK(rows_of("a,,\n,\n") == std::vector<row>{{"a", "", ""}, {"", ""}});
  CHECK(rows_of(" a , b\tc \n") == std::vector<row>{{"a", "b\tc"}});
  CHECK(rows_of("a;b,c", ';') == std::vector<row>{{"a", "b,c"}});
  CHECK(rows_of("a\t\tc\n", '\t') == std::vector<row>{{"a", "", "c"}});
  CHECK(rows_of("อำเภอ,จุน\n") == std::vector<row>{{"อำเภอ", "จุน"}});
}

TEST_CASE("quoted fields") {
  CHECK(rows_of("\"a, b\",c\n") == std::vector<row>{{"a, b", "c"}});
  CHECK(rows_of("\"say \"\"yes\"\"\",\"\"\"\"\n") == std::vector<row>{{"say \"yes\"", "\""}});
  CHECK(rows_of("\"two\nlines\",x\r\ny,z\n") == std::vector<row>{{"two\nlines", "x"}, {"y", "z"}});
  CHECK(rows_of("a, \" b \" ,c\r\n") == std::vector<row>{{"a", " b ", "c"}});
  CHECK(rows_of("\"\",\"\"") == std::vector<row>{{"", ""}});
  CHECK(rows_of("5\" pipe,x\n") == std::vector<row>{{"5\" pipe", "x"}});
}

TEST_CASE("where a field stands") {
  csv_reader in("a.csv", "a,b\n\"1\n2\", 3\n4,5\n");
  std::vector<csv_field> fields;
  REQUIRE(in.next(fields));
  REQUIRE(in.next(fields));
  CHECK(fields[0].line == 2);
  CHECK(fields[1].line == 3);
  REQUIRE(in.next(fields));
  CHECK(fields[1].line == 4);
  CHECK(fields[1].column == 3);
}

TEST_CASE("refusals name file, line and column") {
  CHECK(fault_of("") == "a.csv:1:1: is empty; a header line was expected");
  CHECK(fault_of("a,b,a\n") == "a.csv:1:5: the column 'a' comes twice");
  CHECK(fault_of("a,\n") == "a.csv:1:3: a column of the header has no name");
  CHECK(fault_of("a,b\n1,2\n3\n") == "a.csv:3:1: the row has 1 fields where the header has 2");
  CHECK(fault_of("a,b\n1,2,3\n") == "a.csv:2:5: the row has 3 fields where the header has 2");
  CHECK(fault_of("a\n\"x\ny\n") == "a.csv:2:1: the quotation mark that opens this field is never closed");
  CHECK(fault_of("a\n\"x\"y\n") == "a.csv:2:4: a comma or the line's end must follow a quoted field");
}

TEST_CASE("whole files") {
  const std::string path = "files_test.txt";
  const auto with = [&](const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
    return read_file(path);
  };
  CHECK(with("\xef\xbb\xbfพะเยา\n") == "พะเยา\n");
  CHECK(with("").empty());
  CHECK_THROWS_WITH_AS((void)with("ok\nno\xff\n"),
                       "files_test.txt:2:1: is not UTF-8; save the file as UTF-8 and try again", bad_input);
  std::remove(path.c_str());
  CHECK_THROWS_WITH_AS((void)read_file(path), "files_test.txt: cannot be read", bad_input);
  CHECK_THROWS_AS((void)read_file("."), bad_input);
}

}  // namespace ruamkit::files
