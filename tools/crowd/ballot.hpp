// A ballot as a phone learns it from the `agenda` view.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ruamkit::crowd {

enum class kind { single, multiple, rank, score, points, scale, yes_no, text };

[[nodiscard]] std::string_view name_of(kind what);
[[nodiscard]] std::optional<kind> kind_named(std::string_view name);

struct ballot {
  std::string id;
  crowd::kind kind = kind::single;
  std::vector<std::string> options;
  std::int64_t min = 0;  ///< multiple, rank: options to name; score, scale: the amount
  std::int64_t max = 0;
  std::int64_t budget = 0;
  std::int64_t length_max = 2000;
  std::string status;
  std::int64_t opened_at = 0;
  std::int64_t closes_at = 0;  ///< 0: no deadline
  std::string secrecy;
  std::string question_th;
  std::string question_en;
};

/// The ballots of an agenda's document. Those of a kind not known here are left out.
[[nodiscard]] std::vector<ballot> ballots_of(const boost::json::object& agenda);

/// A member that is a string, a whole number, an object; a default where it is missing or something else.
[[nodiscard]] std::string text_in(const boost::json::object& of, std::string_view key);
[[nodiscard]] std::int64_t number_in(const boost::json::object& of, std::string_view key, std::int64_t otherwise = 0);
[[nodiscard]] const boost::json::object& object_in(const boost::json::object& of, std::string_view key);
[[nodiscard]] const boost::json::array& array_in(const boost::json::object& of, std::string_view key);

}  // namespace ruamkit::crowd
