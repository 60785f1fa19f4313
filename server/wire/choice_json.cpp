#include "wire/choice_json.hpp"

#include <limits>

#include "deliberation/rejection.hpp"
#include "wire/event_json.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::wire {

using namespace deliberation;
namespace json = boost::json;

result<raw_choice, misfit> read_choice(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return raw_choice{no_opinion{}};
    case json::kind::int64:
      return raw_choice{value.get_int64()};
    case json::kind::string:
      return raw_choice{std::string(value.get_string())};
    case json::kind::array: {
      option_list ids;
      const auto& list = value.get_array();
      ids.reserve(list.size());
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_string()) return misfit{"/" + std::to_string(i)};
        ids.emplace_back(list[i].get_string());
      }
      return raw_choice{std::move(ids)};
    }
    case json::kind::object: {
      amount_list amounts;
      for (const auto& member : value.get_object()) {
        if (!member.value().is_int64()) return misfit{deliberation::pointer_step(member.key())};
        amounts.emplace_back(std::string(member.key()), member.value().get_int64());
      }
      return raw_choice{std::move(amounts)};
    }
    default:
      return misfit{};
  }
}

void append_choice(std::string& out, const raw_choice& choice) {
  struct writer {
    std::string& out;

    void operator()(const no_opinion&) const { out += "null"; }
    void operator()(const option_list& ids) const {
      array_text list(out);
      for (const auto& id : ids) list.text(id);
    }
    void operator()(const amount_list& amounts) const {
      object_text object(out);
      for (const auto& [id, amount] : amounts) object.number(id, amount);
    }
    void operator()(std::int64_t value) const { out += std::to_string(value); }
    void operator()(const std::string& text) const { append_quoted(out, text); }
  };
  std::visit(writer{out}, choice);
}

}  // namespace ruamkit::wire
