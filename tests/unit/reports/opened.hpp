// Documents opened again: a file of its own on the disk, the rows of a CSV, the sheets of a workbook.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "programs/process.hpp"

namespace ruamkit::testing {

inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::size_t times(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++out;
  return out;
}

/// What a program that must succeed says.
inline std::string said_by(const std::vector<std::string>& command) {
  auto done = programs::run(command);
  REQUIRE_MESSAGE(done.exit_code == 0, command.front());
  return done.out;
}

/// A file in a folder of its own that is gone afterwards.
struct file_of {
  file_of(const std::string& content, const char* ending)
      : folder(std::filesystem::temp_directory_path().string()), path(folder.path() + "/report" + ending) {
    std::ofstream(path, std::ios::binary) << content;
  }
  programs::scratch folder;
  std::string path;
};

using cells = std::vector<std::string>;

/// As a spreadsheet reads it: quotes taken off, a row to each CR LF. Begins with a byte order mark.
inline std::vector<cells> csv_rows(const std::string& text) {
  REQUIRE(text.starts_with("\xEF\xBB\xBF"));
  std::vector<cells> out;
  cells row(1);
  bool quoted = false;
  for (std::size_t i = 3; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (quoted && i + 1 < text.size() && text[i + 1] == '"')
        row.back() += text[++i];
      else
        quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && c == '\r') {
      CHECK(text[++i] == '\n');
      out.push_back(std::move(row));
      row.assign(1, "");
    } else {
      row.back() += c;
    }
  }
  return out;
}

/// A workbook taken apart.
class workbook {
 public:
  explicit workbook(const std::string& content) : file_(content, ".xlsx") {
    said_by({"python3", "-m", "zipfile", "-e", file_.path, root()});
    for (const auto& each : between(part("xl/workbook.xml"), "<sheet name=\"", "\"")) names_.push_back(each);
    for (const auto& each : between(part("xl/sharedStrings.xml"), "<si>", "</si>"))
      texts_.push_back(first_of(each, ">", "</t>"));
  }

  [[nodiscard]] std::string part(const std::string& name) const {
    std::ifstream in(root() + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] const std::vector<std::string>& sheets() const { return names_; }

  /// The filled cells of each row that has any, numbers as they stand in the file.
  [[nodiscard]] std::vector<cells> rows(const std::string& sheet) const {
    std::vector<cells> out;
    for (const auto& row : pieces(part("xl/worksheets/" + file_name(sheet)), "<row ")) {
      cells line;
      for (const auto& cell : pieces(row, "<c ")) {
        const auto value = first_of(cell, "<v>", "</v>");
        if (!value.empty()) line.push_back(holds(cell, "t=\"s\"") ? texts_.at(std::stoul(value)) : value);
      }
      if (!line.empty()) out.push_back(std::move(line));
    }
    return out;
  }

  /// Points, of each row; 0 where the file leaves it to the program that opens it.
  [[nodiscard]] std::vector<double> heights(const std::string& sheet) const {
    std::vector<double> out;
    for (const auto& row : pieces(part("xl/worksheets/" + file_name(sheet)), "<row ")) {
      const auto height = first_of(row.substr(0, row.find('>')), "ht=\"", "\"");
      out.push_back(height.empty() ? 0 : std::stod(height));
    }
    return out;
  }

  /// Points, of the row whose first cell says that; it must have a height of its own.
  [[nodiscard]] double height_of(const std::string& sheet, const std::string& first) const {
    const auto index = std::ranges::find(texts_, first) - texts_.begin();
    const auto value = "<v>" + std::to_string(index) + "</v>";
    for (const auto& row : pieces(part("xl/worksheets/" + file_name(sheet)), "<row "))
      if (holds(row, value)) return std::stod(first_of(row, "ht=\"", "\""));
    FAIL("no such row");
    return 0;
  }

  struct chart {
    std::string xml;
    std::size_t top = 0, bottom = 0;  ///< rows it covers, from 0
    std::size_t left = 0;             ///< its first column
  };
  /// In the order they were made.
  [[nodiscard]] std::vector<chart> charts(const std::string& sheet) const {
    const auto drawing = first_of(part("xl/worksheets/_rels/" + file_name(sheet) + ".rels"), "/drawings/", "\"");
    const auto links = part("xl/drawings/_rels/" + drawing + ".rels");
    std::vector<chart> out;
    for (const auto& each : between(part("xl/drawings/" + drawing), "<xdr:twoCellAnchor", "</xdr:twoCellAnchor>")) {
      const auto rows = between(each, "<xdr:row>", "</xdr:row>");
      REQUIRE(rows.size() == 2);
      const auto id = first_of(each, "r:id=\"", "\"");
      const auto link = links.substr(links.find("Id=\"" + id + "\""));
      out.push_back({part("xl/charts/" + first_of(link, "/charts/", "\"")), std::stoul(rows[0]), std::stoul(rows[1]),
                     std::stoul(first_of(each, "<xdr:col>", "</xdr:col>"))});
    }
    return out;
  }

 private:
  static std::vector<std::string> between(const std::string& text, const std::string& from, const std::string& to) {
    std::vector<std::string> out;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      at += from.size();
      const auto end = text.find(to, at);
      REQUIRE(end != std::string::npos);
      out.push_back(text.substr(at, end - at));
    }
    return out;
  }
  /// From each `begin` to before the next; elements without content have no end of their own.
  static std::vector<std::string> pieces(const std::string& text, const std::string& begin) {
    std::vector<std::string> out;
    for (auto at = text.find(begin); at != std::string::npos;) {
      const auto next = text.find(begin, at + begin.size());
      out.push_back(text.substr(at, next == std::string::npos ? next : next - at));
      at = next;
    }
    return out;
  }
  /// Empty where there is none.
  static std::string first_of(const std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) return {};
    const auto begin = at + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
  }
  [[nodiscard]] std::string root() const { return file_.folder.path() + "/open"; }
  [[nodiscard]] std::string file_name(const std::string& sheet) const {
    const auto found = std::ranges::find(names_, sheet);
    REQUIRE(found != names_.end());
    return "sheet" + std::to_string(found - names_.begin() + 1) + ".xml";
  }

  file_of file_;
  std::vector<std::string> names_;
  std::vector<std::string> texts_;
};

}  // namespace ruamkit::testing
