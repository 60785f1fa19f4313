// The views of tables, ideas, themes, the desk and paper as JSON documents (the shapes are in PROTOCOL.md).
#pragma once

#include <functional>
#include <string>

#include "projection/tables_view.hpp"

namespace ruamkit::wire {

/// The name of a staff account; empty for one that is no more.
using account_names = std::function<std::string(const deliberation::account_id&)>;

[[nodiscard]] std::string document(const projection::tables_view& view, const account_names& name_of_account);
[[nodiscard]] std::string document(const projection::table_view& view, const account_names& name_of_account);
[[nodiscard]] std::string document(const projection::ideas_view& view);
[[nodiscard]] std::string document(const projection::idea_page_view& view);
[[nodiscard]] std::string document(const projection::themes_view& view);
[[nodiscard]] std::string document(const projection::theme_view& view);
[[nodiscard]] std::string document(const projection::desk_view& view);
[[nodiscard]] std::string document(const projection::paper_view& view, const account_names& name_of_account);

}  // namespace ruamkit::wire
