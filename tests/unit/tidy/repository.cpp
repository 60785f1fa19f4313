// The rules, over the repository that this program was built from.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "rules.hpp"

TEST_CASE("the repository keeps its own rules") {
  const auto files = tidy::read_tree(RUAMKIT_SOURCE_ROOT);
  for (const auto& fault : tidy::all_faults(files)) {
    const auto where = fault.path + (fault.line == 0 ? "" : ":" + std::to_string(fault.line));
    FAIL_CHECK(where << ": " << fault.sentence);
  }
}

TEST_CASE("the reading of the repository finds what the rules are about") {
  const auto files = tidy::read_tree(RUAMKIT_SOURCE_ROOT);
  const auto holds = [&](std::string_view path) {
    return std::ranges::find(files, path, &tidy::source::path) != files.end();
  };
  CHECK(holds("server/base/digest.cpp"));
  CHECK(holds("tests/unit/tidy/repository.cpp"));
  CHECK(holds("tools/check"));
  CHECK(std::ranges::none_of(files, [](const auto& file) { return file.path.starts_with("build/"); }));
}
