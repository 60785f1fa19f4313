// Writing JSON as text, straight into a string: for what is written often. Reading uses Boost.JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/localized.hpp"

namespace ruamkit::wire {

/// Appends `text` quoted and escaped (RFC 8259). `text` is valid UTF-8.
void append_quoted(std::string& out, std::string_view text);

/// Writes one object or array, member after member; commas are its own. Values of nested containers are written by a
/// writer of their own on the same string:
///     object_text o(out); o.text("id", id); { array_text a(o.list("options")); … }
class container_text {
 public:
  container_text(const container_text&) = delete;
  container_text& operator=(const container_text&) = delete;
  ~container_text() { out_ += close_; }

 protected:
  container_text(std::string& out, char open, char close) : out_(out), close_(close) { out_ += open; }
  std::string& next() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }

 private:
  std::string& out_;
  char close_;
  bool first_ = true;
};

class object_text : public container_text {
 public:
  explicit object_text(std::string& out) : container_text(out, '{', '}') {}

  /// Writes the name; the caller appends the value.
  std::string& member(std::string_view name) {
    auto& out = next();
    append_quoted(out, name);
    out += ':';
    return out;
  }
  void text(std::string_view name, std::string_view value) { append_quoted(member(name), value); }
  void number(std::string_view name, std::int64_t value) { member(name) += std::to_string(value); }
  void number(std::string_view name, std::uint64_t value) { member(name) += std::to_string(value); }
  void real(std::string_view name, double value);
  void flag(std::string_view name, bool value) { member(name) += value ? "true" : "false"; }
  void null(std::string_view name) { member(name) += "null"; }
  void localized(std::string_view name, const ruamkit::localized& value);
};

class array_text : public container_text {
 public:
  explicit array_text(std::string& out) : container_text(out, '[', ']') {}

  std::string& element() { return next(); }
  void text(std::string_view value) { append_quoted(next(), value); }
};

}  // namespace ruamkit::wire
