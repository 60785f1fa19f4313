#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "ruamkit/demo/demo.hpp"
#include "ws/http.hpp"

namespace ruamkit::demo {
namespace json = boost::json;
namespace {

/// A request may be 1 MiB; a person with their strata takes well under 300 bytes.
constexpr std::size_t people_a_request = 2000;

json::value ask(ws::rpc& server, std::string_view method, const json::object& params) {
  ws::reply answer = server.call(method, params);
  if (answer.ok()) return std::move(answer.result);
  std::string why = std::string(method) + " was refused: " + answer.code;
  const auto& data = crowd::object_in(answer.error, "data");
  const std::string at = crowd::text_in(data, "at");
  if (!at.empty()) why += " at " + at;
  for (const json::value& fault : crowd::array_in(data, "faults"))
    if (fault.is_object())
      why += "\n  " + crowd::text_in(fault.get_object(), "at") + ": " + crowd::text_in(fault.get_object(), "en");
  throw std::runtime_error(why);
}

json::object as_param(const person& one) {
  json::object strata;
  for (const auto& place : one.strata) strata[place.stratum] = place.value;
  return {{"id", one.id}, {"strata", std::move(strata)}};
}

/// Puts the people on the roll and takes their seats.
void enrol(ws::rpc& server, const std::string& deliberation, std::vector<person>& people) {
  std::map<std::string, person*> by_id;
  for (person& one : people) by_id[one.id] = &one;
  for (std::size_t from = 0; from < people.size(); from += people_a_request) {
    json::array roll, ids;
    for (std::size_t i = from; i < std::min(people.size(), from + people_a_request); ++i) {
      roll.push_back(as_param(people[i]));
      ids.emplace_back(people[i].id);
    }
    ask(server, "roll.import", {{"deliberation", deliberation}, {"people", std::move(roll)}});
    const json::value issued = ask(server, "seat.issue", {{"deliberation", deliberation}, {"ids", std::move(ids)}});
    for (const json::value& seat : crowd::array_in(issued.as_object(), "seats")) {
      const auto found = by_id.find(crowd::text_in(seat.as_object(), "participant_id"));
      if (found != by_id.end()) found->second->seat = crowd::text_in(seat.as_object(), "seat");
    }
  }
  for (const person& one : people)
    if (one.seat.empty()) throw std::runtime_error("seat.issue gave no seat for " + one.id);
}

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Attaches what is in the folder to the documents that name it.
void attach(const demo_options& options, const ws::rpc& server, const prepared& made) {
  for (const json::value& each : crowd::array_in(made.agenda, "documents")) {
    if (!each.is_object()) continue;
    const std::string file = crowd::text_in(each.get_object(), "file");
    const std::string content = options.documents.empty() ? "" : content_of(options.documents + "/" + file);
    if (content.empty()) continue;
    const std::string type = file.ends_with(".pdf") ? "application/pdf" : "text/markdown";
    const auto answer =
        ws::http(options.where, options.insecure, "PUT",
                 "/api/deliberations/" + made.deliberation + "/documents/" + crowd::text_in(each.get_object(), "id"),
                 content, "Content-Type: " + type + "\r\nAuthorization: Bearer " + server.token + "\r\n");
    if (answer.status != 200)
      throw std::runtime_error("the document " + file + " was refused: " + std::to_string(answer.status) + " " +
                               answer.body);
  }
}

}  // namespace

std::vector<person> draw_people(const json::object& agenda, std::size_t count, std::uint64_t seed) {
  std::vector<person> people(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string number = std::to_string(i + 1);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
    people[i].id = "demo-" + number;
  }
  for (const json::value& stratum : crowd::array_in(agenda, "strata")) {
    if (!stratum.is_object()) continue;
    const std::string id = crowd::text_in(stratum.get_object(), "id");
    std::vector<std::pair<std::string, double>> values;
    double total = 0;
    for (const json::value& value : crowd::array_in(stratum.get_object(), "values")) {
      if (!value.is_object()) continue;
      const json::value* share = value.get_object().if_contains("population");
      const double weight = share != nullptr && share->is_number() ? share->to_number<double>() : 0.0;
      values.emplace_back(crowd::text_in(value.get_object(), "id"), weight);
      total += weight;
    }
    if (values.empty()) continue;
    if (total <= 0)
      for (auto& value : values) total += value.second = 1.0;
    seeded random(crowd::mixed(seed, "stratum " + id));
    for (person& one : people) {
      double drawn = crowd::unit(random) * total;
      std::size_t at = 0;
      while (at + 1 < values.size() && drawn >= values[at].second) drawn -= values[at++].second;
      one.strata.push_back({id, values[at].first});
    }
  }
  return people;
}

prepared prepare(const demo_options& options) {
  ws::rpc server(options.where, options.insecure);
  const json::value login =
      ask(server, "account.login", {{"name", options.organiser.name}, {"password", options.organiser.password}});
  server.token = crowd::text_in(login.as_object(), "token");
  const json::value created = ask(server, "deliberation.create", {{"definition", options.definition}});
  prepared made;
  made.deliberation = crowd::text_in(created.as_object(), "deliberation");
  made.code = crowd::text_in(created.as_object(), "code");
  const json::value view = ask(server, "view.get", {{"deliberation", made.deliberation}, {"view", "agenda"}});
  made.agenda = crowd::object_in(view.as_object(), "doc");

  attach(options, server, made);

  const bool open = crowd::text_in(made.agenda, "admission") == "open";
  std::vector<person> drawn = draw_people(made.agenda, options.people + (open ? 0 : options.spare_seats), options.seed);
  if (open) {
    // Who walks in by the code has no strata on the server; the opinions may have some all the same.
    made.people = std::move(drawn);
    return made;
  }
  enrol(server, made.deliberation, drawn);
  made.on_roll = static_cast<std::int64_t>(drawn.size());
  for (std::size_t i = options.people; i < drawn.size(); ++i) made.spare_seats.push_back(drawn[i].seat);
  drawn.resize(options.people);
  made.people = std::move(drawn);
  return made;
}

void write_demo_file(const demo_options& options, const prepared& made) {
  std::filesystem::create_directories(options.out);
  json::array seats, spare;
  for (const person& one : made.people)
    if (!one.seat.empty()) seats.emplace_back(one.seat);
  for (const std::string& seat : made.spare_seats) spare.emplace_back(seat);
  const json::object content{{"code", made.code},
                             {"deliberation", made.deliberation},
                             {"seats", std::move(seats)},
                             {"spare_seats", std::move(spare)}};
  // Whole or not there, for whoever waits for it; and for the owner alone: who holds a seat code votes with it.
  const std::string path = options.out + "/demo.json";
  const std::string unfinished = path + ".new";
  const int fd = ::open(unfinished.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  const std::string text = json::serialize(content) + "\n";
  const bool written = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (fd >= 0) ::close(fd);
  if (!written || ::rename(unfinished.c_str(), path.c_str()) != 0)
    throw std::runtime_error(path + " cannot be written");
}

}  // namespace ruamkit::demo
