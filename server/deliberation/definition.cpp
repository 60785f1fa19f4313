#include "deliberation/definition.hpp"

#include <array>
#include <utility>

namespace ruamkit::deliberation {
namespace {

template <typename Enum>
struct names;

template <>
struct names<method> {
  static constexpr std::array table{std::pair{method::town_meeting, "town_meeting"},
                                    std::pair{method::deliberative_poll, "deliberative_poll"},
                                    std::pair{method::citizens_jury, "citizens_jury"},
                                    std::pair{method::consultation, "consultation"},
                                    std::pair{method::study_circle, "study_circle"},
                                    std::pair{method::focus_group, "focus_group"},
                                    std::pair{method::consensus_conference, "consensus_conference"},
                                    std::pair{method::community_contracting, "community_contracting"},
                                    std::pair{method::community_design, "community_design"}};
};
template <>
struct names<admission> {
  static constexpr std::array table{std::pair{admission::seats, "seats"}, std::pair{admission::open, "open"}};
};
template <>
struct names<stage_kind> {
  static constexpr std::array table{std::pair{stage_kind::registration, "registration"},
                                    std::pair{stage_kind::briefing, "briefing"},
                                    std::pair{stage_kind::survey, "survey"},
                                    std::pair{stage_kind::tables, "tables"},
                                    std::pair{stage_kind::ideas, "ideas"},
                                    std::pair{stage_kind::themes, "themes"},
                                    std::pair{stage_kind::ballots, "ballots"},
                                    std::pair{stage_kind::hearing, "hearing"},
                                    std::pair{stage_kind::drafting, "drafting"},
                                    std::pair{stage_kind::verdict, "verdict"},
                                    std::pair{stage_kind::report, "report"},
                                    std::pair{stage_kind::response, "response"}};
};
template <>
struct names<ballot_kind> {
  static constexpr std::array table{
      std::pair{ballot_kind::single, "single"}, std::pair{ballot_kind::multiple, "multiple"},
      std::pair{ballot_kind::rank, "rank"},     std::pair{ballot_kind::score, "score"},
      std::pair{ballot_kind::points, "points"}, std::pair{ballot_kind::scale, "scale"},
      std::pair{ballot_kind::yes_no, "yes_no"}, std::pair{ballot_kind::text, "text"}};
};
template <>
struct names<reveal> {
  static constexpr std::array table{std::pair{reveal::live, "live"}, std::pair{reveal::on_close, "on_close"},
                                    std::pair{reveal::on_publish, "on_publish"}};
};
template <>
struct names<secrecy> {
  static constexpr std::array table{std::pair{secrecy::linked, "linked"}, std::pair{secrecy::secret, "secret"},
                                    std::pair{secrecy::roll_call, "roll_call"}};
};
template <>
struct names<threshold_base> {
  static constexpr std::array table{std::pair{threshold_base::cast, "cast"},
                                    std::pair{threshold_base::eligible, "eligible"}};
};
template <>
struct names<wave> {
  static constexpr std::array table{std::pair{wave::pre, "pre"}, std::pair{wave::mid, "mid"},
                                    std::pair{wave::post, "post"}};
};
template <>
struct names<item_role> {
  static constexpr std::array table{
      std::pair{item_role::attitude, "attitude"}, std::pair{item_role::knowledge, "knowledge"},
      std::pair{item_role::demographic, "demographic"}, std::pair{item_role::evaluation, "evaluation"}};
};
template <>
struct names<document_role> {
  static constexpr std::array table{std::pair{document_role::briefing, "briefing"},
                                    std::pair{document_role::commitment, "commitment"},
                                    std::pair{document_role::other, "other"}};
};

template <typename Enum>
std::string_view look_up(Enum value) {
  for (const auto& [key, name] : names<Enum>::table)
    if (key == value) return name;
  return {};
}

template <typename Sequence, typename Id>
std::optional<std::size_t> position(const Sequence& sequence, const Id& id) {
  for (std::size_t i = 0; i < sequence.size(); ++i)
    if (sequence[i].id == id) return i;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(method v) { return look_up(v); }
std::string_view name_of(admission v) { return look_up(v); }
std::string_view name_of(stage_kind v) { return look_up(v); }
std::string_view name_of(ballot_kind v) { return look_up(v); }
std::string_view name_of(reveal v) { return look_up(v); }
std::string_view name_of(secrecy v) { return look_up(v); }
std::string_view name_of(threshold_base v) { return look_up(v); }
std::string_view name_of(wave v) { return look_up(v); }
std::string_view name_of(item_role v) { return look_up(v); }
std::string_view name_of(document_role v) { return look_up(v); }

template <typename Enum>
std::optional<Enum> from_name(std::string_view name) {
  for (const auto& [key, text] : names<Enum>::table)
    if (name == text) return key;
  return std::nullopt;
}
template std::optional<method> from_name(std::string_view);
template std::optional<admission> from_name(std::string_view);
template std::optional<stage_kind> from_name(std::string_view);
template std::optional<ballot_kind> from_name(std::string_view);
template std::optional<reveal> from_name(std::string_view);
template std::optional<secrecy> from_name(std::string_view);
template std::optional<threshold_base> from_name(std::string_view);
template std::optional<wave> from_name(std::string_view);
template std::optional<item_role> from_name(std::string_view);
template std::optional<document_role> from_name(std::string_view);

std::optional<std::size_t> find_ballot(const definition& d, const ballot_id& id) { return position(d.ballots, id); }
std::optional<std::size_t> find_stage(const definition& d, const stage_id& id) { return position(d.agenda, id); }
std::optional<std::size_t> find_survey(const definition& d, const survey_id& id) { return position(d.surveys, id); }

}  // namespace ruamkit::deliberation
