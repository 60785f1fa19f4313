// Every fault a definition can have: its code, how much it weighs, and its sentence in both languages.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "deliberation/definition.hpp"

namespace ruamkit::deliberation {

/// `{0}` to `{9}` stand for the particulars of the case; both languages use the same ones.
struct fault_sentence {
  std::string_view code;
  fault::severity weight;
  std::string_view th;
  std::string_view en;
};

/// All of them, a code once.
[[nodiscard]] std::span<const fault_sentence> fault_sentences();

/// The fault `code` at the JSON Pointer `at`, its sentence filled with `particulars`. A code that is not in
/// fault_sentences() is a broken invariant and aborts.
[[nodiscard]] fault make_fault(std::string_view code, std::string at,
                               std::initializer_list<localized> particulars = {});

/// A particular that reads the same in both languages.
[[nodiscard]] inline localized alike(std::string_view text) { return {std::string(text), std::string(text)}; }
[[nodiscard]] inline localized alike(std::int64_t number) { return alike(std::to_string(number)); }

/// Ids as a sentence lists them, at most eight; says so in both languages when there are none or more.
[[nodiscard]] localized listed(std::span<const std::string> ids);

}  // namespace ruamkit::deliberation
