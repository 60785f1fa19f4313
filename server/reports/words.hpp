// Every word and sentence of a report, in Thai and English.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "deliberation/definition.hpp"
#include "deliberation/state.hpp"
#include "reports/render.hpp"

namespace ruamkit::reports {

struct sentence {
  std::string_view key, th, en;
};

/// "{0}" and so on in the sentence become the arguments. An unknown key aborts: the catalogue is the program's own.
[[nodiscard]] std::string say(language in, std::string_view key, std::initializer_list<std::string> arguments = {});
[[nodiscard]] std::span<const sentence> all_sentences();

[[nodiscard]] std::string say(language in, deliberation::method);
[[nodiscard]] std::string say(language in, deliberation::ballot_kind);
[[nodiscard]] std::string say(language in, deliberation::ballot_status);
[[nodiscard]] std::string say(language in, deliberation::secrecy);
[[nodiscard]] std::string say(language in, deliberation::progress);
[[nodiscard]] std::string say(language in, deliberation::document_role);
/// "PDF", "Markdown": in both languages the same.
[[nodiscard]] std::string_view short_name(deliberation::document_type);
/// A counting rule by its name; the name itself where it is not known here.
[[nodiscard]] std::string say_rule(language in, std::string_view rule);

}  // namespace ruamkit::reports
