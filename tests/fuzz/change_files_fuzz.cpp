// Any bytes as the files of `ruamkit analyse`: refused, or analysed into JSON that is JSON (so without NaN).
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analysis/change/analyse.hpp"
#include "base/utf8.hpp"
#include "ruamkit/analyse/analyse_json.hpp"
#include "ruamkit/analyse/analyse_text.hpp"
#include "ruamkit/analyse/gather.hpp"

namespace {

using namespace ruamkit;

/// The part with that number, between bytes that no UTF-8 text has.
std::string part(std::string_view bytes, int number) {
  for (; number > 0; --number) {
    const auto end = bytes.find('\xff');
    if (end == std::string_view::npos) return "";
    bytes.remove_prefix(end + 1);
  }
  return std::string(bytes.substr(0, bytes.find('\xff')));
}

}  // namespace

/// The first byte says which files and columns there are; then come before, after, items, targets and weights, with
/// 0xff between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  tools::analyse::sources from;
  from.pre = "0";
  from.post = "1";
  if ((data[0] & 1U) != 0) from.items = "2";
  if ((data[0] & 2U) != 0) from.targets = "3";
  if ((data[0] & 4U) != 0) from.weights = (data[0] & 8U) != 0 ? "w" : "4.csv";
  if ((data[0] & 16U) != 0) from.group = "t";
  if ((data[0] & 32U) != 0) from.strata = {"s"};
  if ((data[0] & 64U) != 0) from.control_pre = from.control_post = "0";
  const auto read = [&](const std::string& path) {
    std::string text = part(bytes, path[0] - '0');
    if (!is_valid_utf8(text)) throw files::bad_input(path, 1, 1, "is not UTF-8");
    return text;
  };
  try {
    const auto gathered = tools::analyse::gather(from, read);
    const auto report = analysis::change::analyse(gathered.of, gathered.control ? &*gathered.control : nullptr);
    boost::json::error_code failed;
    boost::json::parse(tools::analyse::to_json(gathered, report), failed);
    if (failed) std::abort();
    (void)tools::analyse::to_table(gathered, report);
    (void)tools::analyse::to_sentences(gathered, report, "th");
  } catch (const files::bad_input&) {
    return 0;
  }
  return 0;
}
