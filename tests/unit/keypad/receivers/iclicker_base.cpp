#include "unit/keypad/receivers/iclicker_base.hpp"

namespace ruamkit::fake {

iclicker_base::~iclicker_base() {
  ended_ = true;
  thread_.join();
}

void iclicker_base::send(std::string bytes) const {
  bytes.resize(64, '\0');
  line_.write(bytes);
}

void iclicker_base::run() {
  while (!ended_) {
    waiting_ += line_.read(20);
    while (waiting_.size() >= 65) {  // the report's number, and the report
      const std::string command = waiting_.substr(1, 2);
      waiting_.erase(0, 65);
      send(command + '\xaa');
      if (command == "\x01\x11") polling_ = true;
      if (command == "\x01\x12") polling_ = false;
    }
  }
}

}  // namespace ruamkit::fake
