// Any bytes as a frame: decoding understands them or says why not in a word of the table; a command is then authorised
// and decided on a meeting in full swing, and what it makes happen is recorded, replayed and shown. Nothing throws.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "projection/view.hpp"
#include "unit/deliberation/meeting.hpp"
#include "wire/error_table.hpp"
#include "wire/event_json.hpp"
#include "wire/message.hpp"
#include "wire/view_json.hpp"

namespace {

using namespace ruamkit;
using namespace ruamkit::testing;

meeting prepared() {
  meeting m;
  m.seat(3, {{"gender", "f"}});
  for (const auto* ballot : {"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text", "roll_call"})
    (void)m.run(lead(), open(ballot, 60));
  (void)m.run(participant("p2"), cast("single", pick({"a"})));
  (void)m.run(lead(), close("yes_no"));
  (void)m.run(lead(), start_stage{stage_id{"first"}});
  return m;
}

void known(std::string_view code) {
  if (wire::number_of_error(code) == -32603) std::abort();
}

void run(const actor& who, const command& what, const std::optional<std::string>& command_id) {
  static const meeting before = prepared();
  meeting m = before;
  const auto length = m.history.size();
  const auto done = m.run(who, what, command_id);
  if (!done) {
    known(done.error().code);
    if (m.history.size() != length) std::abort();
    return;
  }
  for (auto i = length; i < m.history.size(); ++i) {
    const auto& each = m.history[i];
    const auto text = wire::encode_event(each.event, each.command_id);
    if (text.find('\n') != std::string::npos) std::abort();
    const auto read = wire::decode_event(text);
    if (!(read.event == each.event) || read.command_id != each.command_id) std::abort();
  }
  for (std::size_t i = 0; i < m.now().ballots.size(); ++i) (void)wire::document(projection::project_tally(m.now(), i));
  (void)wire::document(projection::project_me(m.now(), participant_id{"p1"}), [](std::uint64_t) { return digest{}; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = wire::decode({reinterpret_cast<const char*>(data), size});
  if (!request) {
    known(request.error().error.code);
    (void)wire::encode_reply(request.error().id, request.error().error);
    return 0;
  }
  if (const auto* core = std::get_if<command>(&request->call))
    for (const auto& who : {participant("p1"), staff(role::admin)}) run(who, *core, request->command_id);
  if (const auto* roll = std::get_if<wire::roll_import>(&request->call)) run(organiser(), roll->command, {});
  if (const auto* seats = std::get_if<wire::seat_issue>(&request->call))
    run(organiser(), issue_seats{seats->ids, seats->count.value_or(0) % 100}, {});
  return 0;
}
