#include "deliberation/document.hpp"

#include <algorithm>
#include <array>

namespace ruamkit::deliberation {
namespace {

constexpr std::array type_names{std::pair{document_type::pdf, "application/pdf"},
                                std::pair{document_type::markdown, "text/markdown"}};

}  // namespace

std::string_view name_of(document_type type) {
  for (const auto& [key, name] : type_names)
    if (key == type) return name;
  return {};
}

std::optional<document_type> document_type_from_name(std::string_view name) {
  for (const auto& [key, text] : type_names)
    if (name == text) return key;
  return std::nullopt;
}

std::optional<std::size_t> state::find_document(std::string_view wanted) const {
  for (std::size_t i = 0; i < definition.documents.size(); ++i)
    if (definition.documents[i].id == wanted) return i;
  return std::nullopt;
}

const attachment* state::attached(std::size_t document) const {
  return document < attachments.size() && !attachments[document].empty() ? &attachments[document].back() : nullptr;
}

decision<std::vector<event>> decide(const state& now, const attach_document& what) {
  if (!now.find_document(what.document)) return rejection{"unknown_document", param("document")};
  return std::vector<event>{document_attached{what.document, what.file}};
}

void apply(state& now, const recorded_event& entry, const document_attached& what) {
  if (const auto at = now.find_document(what.document)) now.attachments[*at].push_back({what.file, entry.time});
}

definition prepared_definition(const state& now) {
  auto out = now.definition;
  const auto made_today = [&](const ballot_id& id) {
    const auto at = now.find_ballot(id);
    return at && now.ballots[*at].of_themes;
  };
  std::erase_if(out.ballots, [&](const ballot_definition& ballot) { return made_today(ballot.id); });
  for (auto& stage : out.agenda) std::erase_if(stage.ballots, made_today);
  return out;
}

}  // namespace ruamkit::deliberation
