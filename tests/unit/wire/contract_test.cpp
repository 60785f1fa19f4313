// What is written down for a client's author (PROTOCOL.md, /openrpc.json) against what the code does.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "wire/error_table.hpp"
#include "wire/message.hpp"
#include "wire/method_table.hpp"

using namespace ruamkit;
using namespace ruamkit::wire;
namespace json = boost::json;

namespace {

std::string file(const std::filesystem::path& name) {
  std::ifstream in(std::filesystem::path(RUAMKIT_SOURCE_ROOT) / name);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The cells of each row of the first Markdown table after a heading, without the table's own head.
std::vector<std::vector<std::string>> table_under(const std::string& heading) {
  std::istringstream in(file("server/wire/PROTOCOL.md"));
  std::vector<std::vector<std::string>> rows;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) {
      if (here) break;
      here = line == "## " + heading;
    }
    if (!here || !line.starts_with("|")) continue;
    std::vector<std::string> cells;
    std::istringstream parts(line.substr(1));
    for (std::string cell; std::getline(parts, cell, '|');) {
      const auto first = cell.find_first_not_of(' ');
      cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
    }
    rows.push_back(std::move(cells));
  }
  REQUIRE(rows.size() > 2);
  rows.erase(rows.begin(), rows.begin() + 2);
  return rows;
}

std::vector<std::string> in_backticks(const std::string& cell) {
  std::vector<std::string> out;
  static const std::regex quoted("`([^`]*)`");
  for (std::sregex_iterator at{cell.begin(), cell.end(), quoted}, end; at != end; ++at) out.push_back(at->str(1));
  return out;
}

/// "people: [{id, name?}], count?" → people, count?
std::set<std::string> params_in(const std::string& cell) {
  std::string flat;
  for (const auto& each : in_backticks(cell)) {
    int depth = 0;
    for (const char c : each) {
      if (c == '[' || c == '{') ++depth;
      if (depth == 0) flat += c;
      if (c == ']' || c == '}') --depth;
    }
    flat += ',';
  }
  std::set<std::string> out;
  static const std::regex name(R"(([a-z_]+[?]?):?)");
  for (std::sregex_iterator at{flat.begin(), flat.end(), name}, end; at != end; ++at) out.insert(at->str(1));
  return out;
}

std::string word_of(wire::access who) { return std::string(name_of(who)); }

json::object openrpc() { return json::parse(openrpc_document("1.2.3")).as_object(); }

}  // namespace

TEST_CASE("PROTOCOL.md lists exactly the methods of the code, with their parameters and who may call them") {
  std::map<std::string, std::pair<std::set<std::string>, std::string>> written;
  for (const auto& row : table_under("Methods")) {
    REQUIRE(row.size() == 4);
    for (const auto& name : in_backticks(row[0])) written[name] = {params_in(row[1]), row[3]};
  }
  for (const auto& each : methods()) {
    CAPTURE(each.name);
    const auto found = written.find(std::string(each.name));
    REQUIRE(found != written.end());
    std::set<std::string> params;
    for (const auto& p : each.params) params.insert(std::string(p.name) + (p.required ? "" : "?"));
    CHECK(found->second.first == params);
    CHECK(found->second.second == word_of(each.who));
    written.erase(found);
  }
  for (const auto& [name, rest] : written) FAIL_CHECK(name << " is written down and does not exist");
}

TEST_CASE("PROTOCOL.md lists exactly the error codes of the code, each under its number") {
  std::map<std::string, int> written;
  for (const auto& row : table_under("Errors")) {
    REQUIRE(row.size() == 2);
    for (const auto& code : in_backticks(row[1])) CHECK(written.emplace(code, std::stoi(row[0])).second);
  }
  std::map<std::string, int> known;
  for (const auto& each : error_codes()) {
    CHECK(known.emplace(each.code, each.number).second);
    CHECK(number_of_error(each.code) == each.number);
    CHECK_FALSE(each.says.empty());
  }
  for (const auto& [code, number] : known) {
    CAPTURE(code);
    CHECK(written.contains(code));
    if (written.contains(code)) CHECK(written.at(code) == number);
  }
  for (const auto& [code, number] : written) {
    CAPTURE(code);
    CHECK(known.contains(code));
  }
}

TEST_CASE("every code the server answers with is in the table, and every code of the table is answered somewhere") {
  std::string source;
  for (const auto* room : {"deliberation", "wire", "engine", "transport"})
    for (const auto& each :
         std::filesystem::directory_iterator(std::filesystem::path(RUAMKIT_SOURCE_ROOT) / "server" / room))
      if (each.path().extension() == ".cpp" && each.path().filename() != "error_table.cpp")
        source += file(std::filesystem::relative(each.path(), RUAMKIT_SOURCE_ROOT));
  std::set<std::string> answered;
  static const std::regex literal(
      R"re((?:rejection|refusal|error|error_of|with_wait|unavailable|busy)\s*[({]\s*"([a-z0-9_]+)"|refuse\([^";]*"([a-z0-9_]+)"|return \{?"([a-z_0-9]+)")re");
  for (std::sregex_iterator at{source.begin(), source.end(), literal}, end; at != end; ++at)
    for (const std::size_t group : {1U, 2U})
      if ((*at)[group].matched) answered.insert((*at)[group].str());
  // event_json's refusals name a member of an event, not a code; so does a literal that is no word of the table there.
  CHECK(answered.size() > 30);
  for (const auto& each : error_codes()) {
    CAPTURE(each.code);
    CHECK(source.find('"' + std::string(each.code) + '"') != std::string::npos);
  }
  static const std::set<std::string> members{"ballot", "choice", "participants", "people",
                                             "seed",   "strata", "type",         "definition"};
  for (const auto& code : answered) {
    CAPTURE(code);
    CHECK((members.contains(code) || number_of_error(code) != -32603));
  }
}

TEST_CASE("/openrpc.json holds exactly the methods, and for each the parameters that decoding checks") {
  const auto document = openrpc();
  CHECK(document.at("openrpc") == "1.2.6");
  CHECK(document.at("info").at("version") == "1.2.3");
  const auto& list = document.at("methods").as_array();
  REQUIRE(list.size() == methods().size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& written = list[i].as_object();
    const auto& each = methods()[i];
    CAPTURE(each.name);
    CHECK(std::string_view(written.at("name").as_string()) == each.name);
    CHECK(std::string_view(written.at("x-access").as_string()) == word_of(each.who));
    CHECK_FALSE(written.at("summary").as_string().empty());
    CHECK(written.at("result").at("schema").is_object());
    const auto& params = written.at("params").as_array();
    REQUIRE(params.size() == each.params.size() + (each.changes ? 2 : 1));
    for (std::size_t p = 0; p < each.params.size(); ++p) {
      CHECK(std::string_view(params[p].at("name").as_string()) == each.params[p].name);
      CHECK(params[p].at("required").as_bool() == each.params[p].required);
      CHECK(params[p].at("schema").as_object().contains("type"));
    }
    CHECK(params[each.params.size()].at("name") == "deliberation");
    if (each.changes) CHECK(params.back().at("name") == "command_id");
  }
  const auto& errors = document.at("components").at("errors").as_object();
  CHECK(errors.size() == error_codes().size());
  for (const auto& each : error_codes()) CHECK(errors.at(each.code).at("code") == each.number);
}

TEST_CASE("a frame made from /openrpc.json alone is understood, and its limits are the decoder's") {
  // The smallest and largest value that a parameter's schema allows, and what is just outside.
  const auto bounds = [](const json::object& schema) {
    std::vector<std::pair<json::value, bool>> out;
    const auto* type = schema.at("type").if_string();
    if (type == nullptr) return std::vector<std::pair<json::value, bool>>{{nullptr, true}, {true, false}};
    if (*type == "integer") {
      for (const auto& [name, step] : {std::pair{"minimum", -1}, std::pair{"maximum", 1}}) {
        out.emplace_back(schema.at(name).as_int64(), true);
        out.emplace_back(schema.at(name).as_int64() + step, false);
      }
    } else if (*type == "boolean") {
      out.emplace_back(true, true);
      out.emplace_back(1, false);
    } else if (schema.contains("enum")) {
      for (const auto& word : schema.at("enum").as_array()) out.emplace_back(word, true);
      out.emplace_back("no such word", false);
    } else if (schema.contains("minProperties")) {
      const auto longest = schema.at("properties").at("th").at("maxLength").as_int64();
      const auto both = [](std::int64_t n) {
        return json::object{{"th", std::string(static_cast<std::size_t>(n), 'x')}, {"en", "x"}};
      };
      out.emplace_back(json::object{{"th", "x"}}, true);
      out.emplace_back(both(longest), true);
      out.emplace_back(both(longest + 1), false);
      out.emplace_back(json::object{}, false);
      out.emplace_back(json::object{{"fr", "x"}}, false);
    } else if (*type == "string") {
      const auto text = [](std::int64_t n) { return json::value(std::string(static_cast<std::size_t>(n), 'x')); };
      out.emplace_back(text(schema.at("minLength").as_int64()), true);
      out.emplace_back(text(schema.at("maxLength").as_int64()), true);
      if (schema.at("minLength").as_int64() > 0) out.emplace_back(text(schema.at("minLength").as_int64() - 1), false);
      out.emplace_back(text(schema.at("maxLength").as_int64() + 1), false);
    } else if (*type == "array") {
      const bool texts = schema.at("items").at("type") == "string";
      json::object members;
      if (!texts)
        for (const auto& name : schema.at("items").at("required").as_array()) members[name.as_string()] = "x";
      const json::value item = texts ? json::value("x") : json::value(std::move(members));
      const auto list = [&](std::int64_t n) { return json::value(json::array(static_cast<std::size_t>(n), item)); };
      out.emplace_back(list(schema.at("minItems").as_int64()), true);
      if (schema.at("minItems").as_int64() > 0) out.emplace_back(list(schema.at("minItems").as_int64() - 1), false);
      out.emplace_back(list(schema.at("maxItems").as_int64() + 1), false);
    } else {
      out.emplace_back(json::object{}, true);
      out.emplace_back(json::array{}, false);
    }
    return out;
  };
  const auto document = openrpc();
  for (const auto& method : document.at("methods").as_array()) {
    json::object good;
    for (const auto& p : method.at("params").as_array())
      good[p.at("name").as_string()] = bounds(p.at("schema").as_object()).front().first;
    // Where two parameters exclude each other: either names the person.
    const bool either = method.at("name") == "desk.check_in" || method.at("name") == "desk.leave";
    if (either) good.erase("participant");
    for (const auto& p : method.at("params").as_array()) {
      const std::string name(p.at("name").as_string());
      for (const auto& [value, fits] : bounds(p.at("schema").as_object())) {
        auto params = good;
        if (name == "participant" && either) params.erase("seat");
        params[name] = value;
        const json::object frame{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method.at("name")}, {"params", params}};
        INFO(std::string(method.at("name").as_string()) << " " << name << " " << fits);
        CHECK(decode(json::serialize(frame)).has_value() == fits);
      }
      if (!good.contains(name) || (name == "seat" && either)) continue;
      auto without = good;
      without.erase(name);
      const json::object frame{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method.at("name")}, {"params", without}};
      CHECK(decode(json::serialize(frame)).has_value() == !p.at("required").as_bool());
    }
  }
}
