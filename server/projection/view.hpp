// What each audience may see, typed. wire/ writes these as JSON; every rule of visibility is decided here.
//
// Views borrow from the state they were projected from: use them before it changes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/words/words.hpp"
#include "base/digest.hpp"
#include "deliberation/state.hpp"

namespace ruamkit::projection {

/// `agenda`: everyone bound to the deliberation. Nothing in the definition is hidden from them.
struct agenda_view {
  const deliberation::state& state;
};

/// None: kept back by the small-cell rule.
using shown_count = std::optional<std::int64_t>;
struct crosstab_row {
  std::string value;
  std::vector<shown_count> counts;  ///< by option
  shown_count abstained;
};
struct crosstab {
  std::string stratum;
  std::vector<crosstab_row> rows;
};

struct threshold_outcome {
  bool met = false;  ///< share and quorum both
  double share = 0;  ///< reached by the leading option (by `yes` in a yes_no)
  double needed = 0;
  deliberation::threshold_base of{};
  std::optional<bool> quorum_met;
  double turnout = 0;  ///< voted / eligible
};
struct outcome {
  std::string_view rule;
  std::vector<std::string_view> winners;  ///< option ids; none where a threshold was missed or nobody chose anything
  bool tie_broken = false;
  std::vector<std::string_view> tied;
  std::optional<threshold_outcome> threshold;
  std::optional<double> mean;          ///< scale
  std::optional<std::int64_t> median;  ///< scale
  localized explain;
  std::vector<localized> steps;  ///< the count round by round, where it took more than one
};

/// A roll call's public record: who chose what.
struct named_vote {
  std::string_view participant;
  deliberation::raw_choice choice;
};

/// What is found out of a ballot's votes once it is final: then it never changes again, and may be kept.
struct final_figures {
  std::vector<crosstab> by;
  std::vector<analysis::words::word_count> words;  ///< text: of at least cell_min people each
};
/// A ranking's places: by option, how many put it first, second …
using place_counts = std::vector<std::vector<std::int64_t>>;

/// `tally/BALLOT`: the same for everyone.
struct tally_view {
  const deliberation::ballot_definition& ballot;
  deliberation::ballot_status status{};
  std::uint64_t eligible = 0;
  std::uint64_t present = 0;
  std::uint64_t voted = 0;
  std::optional<std::vector<std::pair<std::string, std::int64_t>>> counts;  ///< none while hidden
  std::optional<std::uint64_t> abstained;                                   ///< none while hidden
  std::vector<std::pair<std::string_view, std::uint64_t>> channels;  ///< who voted how, by channel, those above zero
  std::vector<crosstab> by;
  std::optional<projection::outcome> outcome;
  std::vector<named_vote> roll_call;
  place_counts ranks;                              ///< rank, once closed and shown
  std::vector<analysis::words::word_count> words;  ///< text, once final
};

/// `me`: what this participant has answered.
struct own_vote {
  std::string_view ballot;
  deliberation::raw_choice choice;
  std::uint64_t seq = 0;
};
/// One of this participant's ideas, and what became of it.
struct own_idea {
  std::size_t number = 0;  ///< from 0
  const deliberation::idea_state& idea;
  std::optional<std::size_t> theme;  ///< the one it counts for now
  localized theme_title;
  std::vector<std::pair<std::string_view, std::string_view>> options;  ///< ballot and option
};
struct me_view {
  std::string_view participant;
  std::vector<std::pair<std::string_view, std::string_view>> strata;
  std::vector<own_vote> ballots;
  deliberation::table_number table = 0;
  bool left = false;
  std::vector<own_idea> ideas;
};

/// Who is connected now; kept by the engine, not in the ledger.
struct presence {
  std::uint64_t participants = 0;
  std::uint64_t screens = 0;
  std::vector<std::pair<std::string_view, std::uint64_t>> staff;  ///< by role
};
struct attendance {
  std::string_view value;
  std::uint64_t seats = 0;
  std::uint64_t joined = 0;
};
/// `room`: lead, organiser, facilitator.
struct room_view {
  std::uint64_t seats = 0;
  std::uint64_t joined = 0;
  projection::presence presence;
  std::vector<std::pair<std::string_view, std::vector<attendance>>> by;
};

/// May counts and outcome be shown yet?
[[nodiscard]] bool counts_visible(const deliberation::ballot_definition&, const deliberation::ballot_state&);

/// Can no vote change any more? Tables by stratum wait for that: two of them, from before and after one vote, could be
/// subtracted. A closed ballot may open again, except where closing has revealed its counts (deliberation/ballot.cpp).
[[nodiscard]] bool counts_final(const deliberation::ballot_definition&, const deliberation::ballot_state&);

/// A cloud shows no more words than this.
inline constexpr std::size_t words_max = 60;
/// Only where counts_final: finding words in thousands of Thai texts takes a good part of a second.
[[nodiscard]] final_figures find_final_figures(const deliberation::state& s, std::size_t ballot);

/// `known`: the ballot's final figures where they were found before.
[[nodiscard]] tally_view project_tally(const deliberation::state& s, std::size_t ballot,
                                       const final_figures* known = nullptr);
[[nodiscard]] me_view project_me(const deliberation::state& s, const deliberation::participant_id& who);
[[nodiscard]] room_view project_room(const deliberation::state& s, presence now);

}  // namespace ruamkit::projection
