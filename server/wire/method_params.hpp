// The inside of method_table, shared by its .cpp files: reading parameters that were checked already, and the tables of
// methods that live in files of their own.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/localized.hpp"
#include "wire/method_table.hpp"

namespace ruamkit::wire {

[[nodiscard]] std::span<const method_entry> table_methods();     ///< table.* desk.* stage.extend
[[nodiscard]] std::span<const method_entry> theme_methods();     ///< idea.* theme.* ballot.make
[[nodiscard]] std::span<const method_entry> channel_methods();   ///< ballot.cast_for keypad.* paper.*
[[nodiscard]] std::span<const method_entry> document_methods();  ///< document.* deliberation.definition

namespace params {

[[nodiscard]] std::string text(const boost::json::object& o, std::string_view name);
[[nodiscard]] std::optional<std::string> text_if(const boost::json::object& o, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> number(const boost::json::object& o, std::string_view name);
[[nodiscard]] bool flag(const boost::json::object& o, std::string_view name);
[[nodiscard]] std::vector<std::string> texts(const boost::json::object& o, std::string_view name);
[[nodiscard]] localized both_languages(const boost::json::object& o, std::string_view name);
/// `strata` of an object that stands at `at`: absent is empty; each value must be a text.
[[nodiscard]] std::optional<error> read_strata(const boost::json::object& o, const std::string& at,
                                               std::vector<std::pair<std::string, std::string>>& out);

}  // namespace params

}  // namespace ruamkit::wire
