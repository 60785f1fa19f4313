// Writes streams that the drivers understand, for keypad_fuzz to begin with.
#include <fstream>
#include <iostream>

#include "unit/keypad/press_script.hpp"

int main(int argc, char** argv) {
  using namespace ruamkit::keypad::test;
  if (argc != 2) {
    std::cerr << "usage: keypad_seeds FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const auto write = [&](const char* name, char driver, const std::string& stream) {
    std::ofstream(folder + "/" + name, std::ios::binary) << driver << '\x07' << stream;
  };
  std::string report = bytes("02 13 81 82 e9 70");  // captured: see tests/unit/keypad/iclicker_test.cpp
  report.resize(64, '\0');
  write("sunvote", '\0', sunvote_press(1, 12, 1) + sunvote_press(2, 13, 0x20) + sunvote_who(1) + sunvote_range(1, 40));
  write("iclicker", '\1', report + report);
  write("lines", '\2', "17,2\n# remark\nA-3 , b\r\n");
  return 0;
}
