#include <array>

#include "base/encoding.hpp"
#include "wire/error_table.hpp"
#include "wire/json_text.hpp"
#include "wire/message.hpp"

namespace ruamkit::wire {
namespace {

void write_faults(std::string& out, const std::vector<deliberation::fault>& faults) {
  array_text list(out);
  for (const auto& each : faults) append_fault(list.element(), each);
}

struct writer {
  std::string& out;

  void operator()(const recorded& r) const {
    out += R"("result":{"seq":)" + std::to_string(r.seq) + R"(,"receipt":")" + to_hex(r.receipt) + "\"}";
  }
  void operator()(const json_result& r) const {
    out += "\"result\":";
    out += r.text;
  }
  void operator()(const error& e) const {
    out += "\"error\":";
    object_text o(out);
    o.number("code", std::int64_t{number_of_error(e.code)});
    o.text("message", e.code);
    object_text data(o.member("data"));
    data.text("code", e.code);
    if (!e.at.empty()) data.text("at", e.at);
    if (e.retry_after_ms) data.number("retry_after_ms", *e.retry_after_ms);
    if (!e.faults.empty()) write_faults(data.member("faults"), e.faults);
  }
};

}  // namespace

void append_fault(std::string& out, const deliberation::fault& fault) {
  object_text o(out);
  o.text("severity", fault.weight == deliberation::fault::severity::error ? "error" : "deviation");
  o.text("code", fault.code);
  o.text("at", fault.at);
  o.text("th", fault.sentence.th);
  o.text("en", fault.sentence.en);
}

std::string encode_reply(const request_id& id, const answer& what) {
  std::string out;
  out.reserve(192);
  out += R"({"jsonrpc":"2.0","id":)";
  out += id.json;
  out += ',';
  std::visit(writer{out}, what);
  out += '}';
  return out;
}

}  // namespace ruamkit::wire
