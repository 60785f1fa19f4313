// Writes a frame of every method that reaches the core, for the fuzzer to spoil: request_seeds DIR
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: request_seeds DIR\n");
    return 2;
  }
  const std::vector<std::pair<std::string, std::string>> calls{
      {"ballot.cast", R"({"ballot":"single","choice":["a"],"command_id":"c-1"})"},
      {"ballot.cast", R"({"ballot":"multiple","choice":["a","c"]})"},
      {"ballot.cast", R"({"ballot":"rank","choice":["c","a","b"]})"},
      {"ballot.cast", R"({"ballot":"score","choice":{"a":4,"b":-1}})"},
      {"ballot.cast", R"({"ballot":"points","choice":{"a":60,"b":40}})"},
      {"ballot.cast", R"({"ballot":"scale","choice":5})"},
      {"ballot.cast", R"({"ballot":"roll_call","choice":["yes"]})"},
      {"ballot.cast", R"({"ballot":"text","choice":"น้ำ\n"})"},
      {"ballot.cast", R"({"ballot":"single","choice":null})"},
      {"ballot.open", R"({"deliberation":"d_test","ballot":"yes_no","closes_in_s":60})"},
      {"ballot.extend", R"({"deliberation":"d_test","ballot":"scale","seconds":30})"},
      {"ballot.close", R"({"deliberation":"d_test","ballot":"scale"})"},
      {"ballot.publish", R"({"deliberation":"d_test","ballot":"yes_no"})"},
      {"stage.start", R"({"deliberation":"d_test","stage":"second"})"},
      {"stage.open", R"({"deliberation":"d_test","stage":"first","closes_in_s":60})"},
      {"stage.close", R"({"deliberation":"d_test","stage":"first"})"},
      {"stage.publish", R"({"deliberation":"d_test","stage":"first"})"},
      {"stage.finish", R"({"deliberation":"d_test","stage":"first"})"},
      {"roll.import", R"({"people":[{"id":"x1","strata":{"gender":"m","age":"old"},"name":"ก","contact":"1"}]})"},
      {"seat.issue", R"({"count":2,"ids":["p1"]})"},
      {"view.watch", R"({"views":["agenda","tally/q1"]})"},
      {"deliberation.create", R"({"definition":{"method":"town_meeting","title":{"th":"ก"}}})"}};
  std::filesystem::create_directories(argv[1]);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    std::ofstream out(std::string(argv[1]) + "/" + std::to_string(i) + ".json", std::ios::binary);
    out << R"({"jsonrpc":"2.0","id":1,"method":")" << calls[i].first << R"(","params":)" << calls[i].second << "}";
    if (!out) return 3;
  }
  return 0;
}
