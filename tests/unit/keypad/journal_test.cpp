#include "keypad/journal.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "files/bad_input.hpp"
#include "keypad/binding.hpp"

namespace ruamkit::keypad {
namespace {

struct folder {
  folder() {
    path = (std::filesystem::temp_directory_path() / "keypad-XXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
  }
  ~folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::string file(const std::string& text, const char* name = "f") const {
    std::ofstream(path + "/" + name, std::ios::binary) << text;
    return path + "/" + name;
  }
  std::string path;
};

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string fault_of(const std::function<void()>& what) {
  try {
    what();
  } catch (const files::bad_input& e) {
    const std::string text = e.what();
    return text.substr(text.rfind('/') + 1);
  }
  return "none";
}

const vote one{"k1", "7", "q1", R"(["a"])"}, two{"k2", "8", "q1", "null"};

}  // namespace

TEST_CASE("journal: what was added is there after a restart, and what was done is known to be") {
  folder in;
  const auto path = in.path + "/j";
  {
    journal first(path, "d_1");
    first.add(one);
    first.add(two);
    first.commit();
    first.done("k1");
    first.commit();
  }
  struct stat how {};
  REQUIRE(::stat(path.c_str(), &how) == 0);
  CHECK((how.st_mode & 0777U) == 0600U);
  journal second(path, "d_1");
  REQUIRE(second.found().size() == 2);
  CHECK(second.found()[0].what == one);
  CHECK(second.found()[0].done);
  CHECK(second.found()[1].what == two);
  CHECK_FALSE(second.found()[1].done);
}

TEST_CASE("journal: a last line cut anywhere is dropped, all before it is kept") {
  folder in;
  const auto path = in.path + "/j";
  {
    journal first(path, "d_1");
    first.add(one);
    first.add(two);
    first.commit();
  }
  const auto whole = text_of(path);
  const auto second_line = whole.find('\n', whole.find('\n') + 1) + 1;
  for (auto size = second_line; size < whole.size(); ++size) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    journal again(path, "d_1");
    CHECK(again.found().size() == 1);
  }
}

TEST_CASE("journal: another's file is refused, never written over") {
  folder in;
  const auto foreign = in.file("name,votes\nsomchai,1\n");
  CHECK(fault_of([&] { journal all(foreign, "d_1"); }).starts_with("f:1:1: is no journal"));
  CHECK(text_of(foreign) == "name,votes\nsomchai,1\n");
  { journal all(in.path + "/j", "d_1"); }
  CHECK(fault_of([&] { journal all(in.path + "/j", "d_2"); }).starts_with("j:1:1: belongs to the deliberation d_1"));
  const auto damaged = in.file(text_of(in.path + "/j") + "{\"id\":\n" + "\n", "d");
  CHECK(fault_of([&] { journal all(damaged, "d_1"); }).starts_with("d:2:1: is no line"));
}

TEST_CASE("journal: two programs cannot hold one, and writing it anew keeps the hold") {
  folder in;
  journal first(in.path + "/j", "d_1");
  CHECK_THROWS_AS(journal(in.path + "/j", "d_1"), std::runtime_error);
  first.rewrite({{one, false}});
  CHECK_THROWS_AS(journal(in.path + "/j", "d_1"), std::runtime_error);
  first.remove();
  CHECK_FALSE(std::filesystem::exists(in.path + "/j"));
}

TEST_CASE("a map names each keypad and each person once") {
  folder in;
  const auto good = read_map(in.file("name,participant,keypad\nDee,p1,17\n\"A, B\",p2,18\n"));
  REQUIRE(good.size() == 2);
  CHECK(good[1].keypad == "18");
  CHECK(good[1].participant == "p2");
  CHECK(good[1].line == 3);
  CHECK(fault_of([&] { (void)read_map(in.file("keypad,participant\n17,p1\n17,p2\n")); }) ==
        "f:3:1: the keypad '17' comes twice");
  CHECK(fault_of([&] { (void)read_map(in.file("keypad,participant\n17,p1\n18,p1\n")); }) ==
        "f:3:4: the participant 'p1' comes twice");
  CHECK(fault_of([&] { (void)read_map(in.file("keypad,participant\n1 7,p1\n")); }).starts_with("f:2:1: a keypad's id"));
  CHECK(fault_of([&] { (void)read_map(in.file("keypad,participant\n17,\n")); }) == "f:2:4: the participant is missing");
  CHECK(fault_of([&] { (void)read_map(in.file("seat,person\n")); }).starts_with("f:1:1: the header"));
}

TEST_CASE("seats are served in turn, with skips and steps back") {
  registration all({{"p1", ""}, {"p2", ""}, {"p3", ""}, {"p4", ""}}, {{.keypad = "9", .participant = "p2"}});
  CHECK(all.size() == 3);  // p2 has its keypad
  CHECK(all.take("9") == registration::effect::taken);
  CHECK(all.taken_by() == "p2");
  CHECK(all.take("17") == registration::effect::bound);
  CHECK(all.all().back().participant == "p1");
  CHECK(all.take("17") == registration::effect::same_again);
  all.skip();
  CHECK(all.waiting()->participant == "p4");
  CHECK(all.skipped() == 1);
  CHECK_FALSE(all.undo());  // the skip
  CHECK(all.waiting()->participant == "p3");
  const auto back = all.undo();
  REQUIRE(back);
  CHECK(back->keypad == "17");
  CHECK(all.waiting()->participant == "p1");
  CHECK_FALSE(all.undo());
  for (const char* keypad : {"21", "22", "23"}) CHECK(all.take(keypad) == registration::effect::bound);
  CHECK(all.waiting() == nullptr);
  CHECK(all.take("24") == registration::effect::over);
  CHECK(map_text(all.all()) == "keypad,participant\n9,p2\n21,p1\n22,p3\n23,p4\n");
}

}  // namespace ruamkit::keypad
