#include "projection/view.hpp"

#include <algorithm>

#include "projection/crosstab.hpp"
#include "projection/outcome.hpp"

namespace ruamkit::projection {

using namespace deliberation;

namespace {

std::vector<std::pair<std::string, std::int64_t>> name_counts(const ballot_definition& definition,
                                                              const ballot_state& ballot) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  out.reserve(ballot.counts.size());
  for (std::size_t i = 0; i < ballot.counts.size(); ++i)
    out.emplace_back(definition.kind == ballot_kind::scale
                         ? std::to_string(definition.min + static_cast<std::int64_t>(i))
                         : definition.options[i].id,
                     ballot.counts[i]);
  return out;
}

std::vector<named_vote> roll_call(const state& s, std::size_t index) {
  std::vector<named_vote> out;
  const auto& votes = s.ballots[index].votes;
  for (std::size_t v = 0; v < votes.size(); ++v)
    if (votes[v].seq != 0)
      out.push_back({s.voters[v].id.value(), to_raw(s.definition.ballots[index], votes[v].choice)});
  return out;
}

place_counts ranks(const ballot_definition& definition, const ballot_state& ballot) {
  if (definition.kind != ballot_kind::rank) return {};
  place_counts out(definition.options.size(), std::vector<std::int64_t>(static_cast<std::size_t>(definition.max), 0));
  for (const auto& vote : ballot.votes) {
    const auto* order = vote.seq == 0 ? nullptr : std::get_if<chosen_options>(&vote.choice);
    if (order == nullptr) continue;
    for (std::size_t place = 0; place < order->options.size(); ++place) ++out[order->options[place]][place];
  }
  return out;
}

/// The vote this participant has in a ballot, under whichever name it stands.
const vote* vote_of(const state& s, std::size_t index, const seat_state& seat) {
  auto voter = seat.pseudonym;
  if (s.definition.ballots[index].secrecy == secrecy::roll_call) {
    const auto found = s.voter_by_id.find(seat.id.value());
    voter = found == s.voter_by_id.end() ? no_index : found->second;
  }
  const auto& votes = s.ballots[index].votes;
  if (voter == no_index || voter >= votes.size() || votes[voter].seq == 0) return nullptr;
  return &votes[voter];
}

/// The options an idea became: those of its theme or of a theme that went on in it.
void add_options(const state& s, std::size_t theme, own_idea& out) {
  for (std::size_t b = 0; b < s.ballots.size(); ++b) {
    if (!s.ballots[b].of_themes) continue;
    // The nearest first: where a ballot has both a theme and its successor, the idea was in the former.
    for (auto at = theme;; at = s.themes[at].into) {
      const auto id = "t" + std::to_string(at + 1);
      const auto& options = s.definition.ballots[b].options;
      const auto found = std::ranges::find(options, id, &option::id);
      if (found != options.end()) {
        out.options.emplace_back(s.definition.ballots[b].id.value(), found->id);
        break;
      }
      if (s.themes[at].into == no_index) break;
    }
  }
}

void add_ideas(const state& s, const seat_state& seat, me_view& out) {
  if (!s.key || s.ideas_by_author.empty()) return;
  const auto own = s.ideas_by_author.find(idea_pseudonym(*s.key, seat.id).value());
  if (own == s.ideas_by_author.end()) return;
  for (const auto index : own->second) {
    const auto& idea = s.ideas[index];
    auto& each = out.ideas.emplace_back(own_idea{index, idea, std::nullopt, {}, {}});
    if (idea.theme == no_index || idea.withdrawn) continue;
    each.theme = s.successor_of(idea.theme);
    each.theme_title = s.themes[*each.theme].title;
    add_options(s, idea.theme, each);
  }
}

}  // namespace

bool counts_visible(const ballot_definition& definition, const ballot_state& ballot) {
  switch (definition.reveal) {
    case reveal::live:
      return ballot.status != ballot_status::draft;
    case reveal::on_close:
      return ballot.status == ballot_status::closed || ballot.status == ballot_status::published;
    case reveal::on_publish:
      return ballot.status == ballot_status::published;
  }
  return false;
}

bool counts_final(const ballot_definition& definition, const ballot_state& ballot) {
  return ballot.status == ballot_status::published ||
         (ballot.status == ballot_status::closed && definition.reveal == reveal::on_close);
}

final_figures find_final_figures(const state& s, std::size_t index) {
  final_figures out{crosstabs(s, index), {}};
  if (s.definition.ballots[index].kind != ballot_kind::text) return out;
  std::vector<std::string_view> texts;
  for (const auto& vote : s.ballots[index].votes)
    if (const auto* text = std::get_if<chosen_text>(&vote.choice); vote.seq != 0 && text != nullptr)
      texts.emplace_back(text->text);
  out.words = analysis::words::frequent_words(texts, cell_min, words_max);
  return out;
}

tally_view project_tally(const state& s, std::size_t index, const final_figures* known) {
  const auto& definition = s.definition.ballots[index];
  const auto& ballot = s.ballots[index];
  tally_view out{
      definition, ballot.status, s.roll.seats.size(), s.roll.claimed, ballot.voted, {}, {}, {}, {}, {}, {}, {}, {}};
  for (std::size_t i = 0; i < ballot.by_channel.size(); ++i)
    if (ballot.by_channel[i] > 0) out.channels.emplace_back(name_of(static_cast<channel>(i)), ballot.by_channel[i]);
  if (!counts_visible(definition, ballot)) return out;
  out.counts = name_counts(definition, ballot);
  out.abstained = ballot.abstained;
  if (ballot.status != ballot_status::closed && ballot.status != ballot_status::published) return out;
  if (counts_final(definition, ballot)) {
    auto figures = known != nullptr ? *known : find_final_figures(s, index);
    out.by = std::move(figures.by);
    out.words = std::move(figures.words);
  }
  out.ranks = ranks(definition, ballot);
  out.outcome = outcome_of(s, index);
  if (definition.secrecy == secrecy::roll_call) out.roll_call = roll_call(s, index);
  return out;
}

me_view project_me(const state& s, const participant_id& who) {
  me_view out;
  const auto* seat = s.find_seat(who);
  if (seat == nullptr) return out;
  out.participant = seat->id.value();
  for (std::size_t i = 0; i < seat->strata.size(); ++i)
    if (seat->strata[i] != no_value)
      out.strata.emplace_back(s.definition.strata[i].id.value(), s.definition.strata[i].values[seat->strata[i]].id);
  for (std::size_t i = 0; i < s.ballots.size(); ++i)
    if (const auto* mine = vote_of(s, i, *seat))
      out.ballots.push_back(
          {s.definition.ballots[i].id.value(), to_raw(s.definition.ballots[i], mine->choice), mine->seq});
  out.table = seat->table;
  out.left = seat->left;
  add_ideas(s, *seat, out);
  return out;
}

room_view project_room(const state& s, presence now) {
  room_view out{s.roll.seats.size(), s.roll.claimed, std::move(now), {}};
  for (std::size_t i = 0; i < s.definition.strata.size(); ++i) {
    std::vector<attendance> rows;
    for (const auto& value : s.definition.strata[i].values) rows.push_back({value.id, 0, 0});
    for (const auto& seat : s.roll.seats) {
      if (seat.strata[i] == no_value) continue;
      ++rows[seat.strata[i]].seats;
      if (seat.claimed_at) ++rows[seat.strata[i]].joined;
    }
    out.by.emplace_back(s.definition.strata[i].id.value(), std::move(rows));
  }
  return out;
}

}  // namespace ruamkit::projection
