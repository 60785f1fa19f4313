// Views as JSON documents (the shapes are in PROTOCOL.md).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "projection/presence.hpp"
#include "projection/view.hpp"

namespace ruamkit::wire {

/// A file that was attached to a document, as `{"sha256","bytes","type"}`, appended.
void write_print(std::string& out, const deliberation::file_print& file);

[[nodiscard]] std::string document(const projection::agenda_view& view);
[[nodiscard]] std::string document(const projection::tally_view& view);
[[nodiscard]] std::string document(const projection::room_view& view);
[[nodiscard]] std::string document(const projection::presence_view& view);
/// `receipt_of` gives the hash of the entry with a sequence.
[[nodiscard]] std::string document(const projection::me_view& view,
                                   const std::function<digest(std::uint64_t)>& receipt_of);

/// The whole `view` notification.
[[nodiscard]] std::string view_notification(std::string_view deliberation, std::string_view name, std::uint64_t rev,
                                            std::string_view document);
/// The result of view.get: `{"rev":…,"doc":…}`.
[[nodiscard]] std::string view_result(std::uint64_t rev, std::string_view document);
/// A notification without parameters, or with `{"reason":…}`.
[[nodiscard]] std::string notification(std::string_view method, std::string_view reason = {});

}  // namespace ruamkit::wire
