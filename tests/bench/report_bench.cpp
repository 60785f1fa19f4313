// What a report costs: 5,000 people, 30 ballots. `project_ms` is how long the engine's thread is taken up by one; the
// rest is done on a thread of its own, as are a seat card for each of them. JSON on stdout; exit 1 when a format takes
// 5 s or more, or the cards 10 s.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "projection/report.hpp"
#include "reports/cards.hpp"
#include "reports/render.hpp"
#include "unit/deliberation/meeting.hpp"

namespace {

using namespace ruamkit;
using namespace ruamkit::testing;
using clock_type = std::chrono::steady_clock;

constexpr double most_seconds = 5;
constexpr double most_seconds_cards = 10;

struct size {
  std::size_t people = 5'000;
  std::size_t ballots = 30;
};

definition day_of(const size& how) {
  auto out = sample_definition();
  out.title = {"เวทีประชาชนจังหวัดพะเยา: อนาคตกว๊านพะเยา", "Phayao town meeting: the future of Kwan Phayao"};
  stratum district{stratum_id{"district"}, {"อำเภอ", "District"}, {}};
  for (int i = 1; i <= 9; ++i) {
    const auto name = std::to_string(i);
    district.values.push_back({"d" + name, {"อำเภอที่ " + name, "District " + name}, 1.0 / 9});
  }
  out.strata.push_back(district);
  out.ballots.clear();
  out.agenda.resize(1);
  out.agenda[0].ballots.clear();
  constexpr std::array kinds{ballot_kind::single, ballot_kind::multiple, ballot_kind::rank,   ballot_kind::score,
                             ballot_kind::points, ballot_kind::scale,    ballot_kind::yes_no, ballot_kind::single,
                             ballot_kind::yes_no, ballot_kind::text};
  for (std::size_t i = 0; i < how.ballots; ++i) {
    auto ballot = ballot_of("q" + std::to_string(i + 1), kinds[i % kinds.size()]);
    ballot.question = {"จังหวัดควรจัดลำดับความสำคัญของการดูแลกว๊านพะเยาในสามปีข้างหน้าอย่างไร ข้อที่ " + std::to_string(i + 1),
                       "How should the province set its priorities for the lake? Question " + std::to_string(i + 1)};
    ballot.length_max = 200;
    // One roll call: 5,000 names with their choice.
    if (i == 8) ballot.secrecy = secrecy::roll_call;
    out.agenda[0].ballots.push_back(ballot.id);
    out.ballots.push_back(std::move(ballot));
  }
  return out;
}

raw_choice choice_of(ballot_kind kind, std::size_t who) {
  const auto one = std::string(1, static_cast<char>('a' + who % 3));
  const auto other = std::string(1, static_cast<char>('a' + (who + 1) % 3));
  switch (kind) {
    case ballot_kind::single:
      return who % 10 == 0 ? raw_choice{no_opinion{}} : pick({one});
    case ballot_kind::multiple:
      return who % 10 == 0 ? raw_choice{no_opinion{}} : pick({one, other});
    case ballot_kind::rank:
      return who % 10 == 0 ? raw_choice{no_opinion{}} : pick({one, other});
    case ballot_kind::score:
      return amount_list{{one, 4}, {other, 1}};
    case ballot_kind::points:
      return amount_list{{one, 70}, {other, 30}};
    case ballot_kind::scale:
      return std::int64_t{1} + static_cast<std::int64_t>(who % 5);
    case ballot_kind::yes_no:
      return who % 10 == 0 ? raw_choice{no_opinion{}} : pick({who % 3 == 0 ? "no" : "yes"});
    case ballot_kind::text:
      return "ขอให้จังหวัดจัดสรรน้ำให้ทุกฝ่ายอย่างเป็นธรรม ความเห็นที่ " + std::to_string(who);
  }
  return no_opinion{};
}

meeting held(const size& how) {
  meeting m(day_of(how));
  constexpr std::size_t groups = 18;
  for (std::size_t i = 0; i < groups; ++i)
    m.seat(how.people / groups + (i < how.people % groups ? 1 : 0), {{"gender", i % 2 == 0 ? "f" : "m"},
                                                                     {"age", i % 3 == 0 ? "young" : "old"},
                                                                     {"district", "d" + std::to_string(i % 9 + 1)}});
  const auto ballots = m.now().definition.ballots;
  for (const auto& each : ballots) {
    (void)m.run(lead(), open(each.id.value()));
    for (std::size_t i = 0; i < how.people; ++i)
      (void)m.run(participant("p" + std::to_string(i + 1)), cast(each.id.value(), choice_of(each.kind, i)));
    (void)m.run(lead(), close(each.id.value()));
    m.history.clear();
  }
  return m;
}

template <typename Work>
double milliseconds_of(Work&& work) {
  const auto begin = clock_type::now();
  work();
  return std::chrono::duration<double, std::milli>(clock_type::now() - begin).count();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"report_bench measures what a report costs in each format."};
  size how;
  std::string fonts = RUAMKIT_FONTS, out;
  bool smoke = false;
  app.add_option("--people", how.people, "people in the hall");
  app.add_option("--ballots", how.ballots, "ballots voted on");
  app.add_option("--fonts", fonts, "folder of the fonts");
  app.add_option("--out", out, "folder to leave the documents in");
  app.add_flag("--smoke", smoke, "a hall of 200: does it run at all");
  CLI11_PARSE(app, argc, argv);
  if (smoke) how = {200, 10};

  const auto m = held(how);
  projection::report what;
  const projection::report_standing where{m.now().seq, {}, {}, noon};
  double project = 1e9;
  for (int i = 0; i < 5; ++i)
    project = std::min(project, milliseconds_of([&] { what = projection::project_report(m.now(), where); }));
  std::printf("{\"people\":%zu,\"ballots\":%zu,\"project_ms\":%.1f,\"formats\":{", how.people, how.ballots, project);
  bool met = true;
  const char* comma = "";
  using reports::format;
  for (const auto as : {format::html, format::pdf, format::xlsx, format::csv, format::json}) {
    reports::document made;
    const auto took = milliseconds_of([&] { made = reports::render(what, as, reports::language::th, fonts); });
    met = met && took < most_seconds * 1000;
    const std::string name(reports::name_of(as));
    std::printf("%s\"%s\":{\"ms\":%.0f,\"bytes\":%zu}", comma, name.c_str(), took, made.body.size());
    comma = ",";
    if (out.empty()) continue;
    if (auto* file = std::fopen((out + "/report." + name).c_str(), "wb"); file != nullptr) {
      std::fwrite(made.body.data(), 1, made.body.size(), file);
      std::fclose(file);
    }
  }
  const reports::card_occasion occasion{
      "d_abc", {"เวทีประชาชนจังหวัดพะเยา", "Phayao"}, "482913", "https://hall.go.th", noon};
  std::vector<reports::seat_card> seats;
  for (std::size_t i = 0; i < how.people; ++i) seats.push_back({"ABC-DEF-GHJ", "p" + std::to_string(i)});
  reports::document cards;
  const auto took = milliseconds_of([&] { cards = seat_cards_of(occasion, seats, reports::language::th, fonts); });
  met = met && took < most_seconds_cards * 1000;
  std::printf("},\"seat_cards\":{\"ms\":%.0f,\"bytes\":%zu", took, cards.body.size());
  std::printf("},\"met\":%s}\n", met ? "true" : "false");
  return met ? 0 : 1;
}
