// The methods of what people are given to read, and of copying a deliberation. A file itself comes by PUT
// (PROTOCOL.md).
#include <array>

#include "wire/method_params.hpp"

namespace ruamkit::wire {
namespace {

using namespace params;
namespace json = boost::json;
using p = wire::param;
using t = param_type;

constexpr std::array reuse_params{
    p{"document", t::text, true, 1, 64, "The document's id, the same in both"},
    p{"from", t::text, true, 1, 64, "The deliberation that has the file"},
};

const std::array table{
    method_entry{"deliberation.definition",
                 "The definition as it stands, without the ballots made during the day",
                 access::organiser,
                 false,
                 {},
                 R"({"type":"object","required":["definition"],"properties":{"definition":{"type":"object"}}})",
                 [](const json::object&) -> read_call { return call{deliberation_definition{}}; }},
    method_entry{"document.reuse", "Attach the file that another deliberation has under the same document",
                 access::organiser, true, reuse_params,
                 R"({"type":"object","required":["seq"],"properties":{"seq":{"type":"integer"}}})",
                 [](const json::object& o) -> read_call {
                   return call{document_reuse{text(o, "document"), deliberation::deliberation_id{text(o, "from")}}};
                 }},
};

}  // namespace

std::span<const method_entry> document_methods() { return table; }

}  // namespace ruamkit::wire
