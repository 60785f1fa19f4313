#include "engine/sessions.hpp"

#include <algorithm>
#include <functional>

namespace ruamkit::engine {
namespace {

std::string place_of(std::string_view deliberation, std::string_view participant) {
  std::string out(deliberation);
  out += '/';
  out += participant;
  return out;
}

}  // namespace

void session_book::load(const std::vector<identity::account>& accounts,
                        const std::vector<identity::session>& sessions) {
  accounts_.clear();
  for (const auto& each : accounts) remember(each);
  for (const auto& each : sessions) add(each);
}

void session_book::add(const identity::session& session) {
  sessions_.insert_or_assign(session.token_hash, live_session{session, {}});
  endings_.push_back({session.expires, session.token_hash});
  std::push_heap(endings_.begin(), endings_.end(), std::greater<>());
  if (session.kind == identity::session_kind::participant)
    by_participant_.insert_or_assign(place_of(session.deliberation.value(), session.participant.value()),
                                     session.token_hash);
}

void session_book::remember(const identity::account& account) {
  accounts_.insert_or_assign(account.id.value(), account);
}

live_session* session_book::find(const digest& token_hash) {
  const auto found = sessions_.find(token_hash);
  return found == sessions_.end() ? nullptr : &found->second;
}

live_session* session_book::find_participant(std::string_view deliberation, std::string_view participant) {
  const auto found = by_participant_.find(place_of(deliberation, participant));
  return found == by_participant_.end() ? nullptr : find(found->second);
}

const identity::account* session_book::find_account(const identity::account_id& id) const {
  const auto found = accounts_.find(id.value());
  return found == accounts_.end() ? nullptr : &found->second;
}

live_connection& session_book::bind(connection_id who, const digest& token_hash) {
  unbind(who);
  if (auto* session = find(token_hash)) session->connections.push_back(who);
  auto& bound = connections_[who];
  bound.session = token_hash;
  return bound;
}

live_connection* session_book::connection(connection_id who) {
  const auto found = connections_.find(who);
  return found == connections_.end() ? nullptr : &found->second;
}

void session_book::unbind(connection_id who) {
  const auto found = connections_.find(who);
  if (found == connections_.end()) return;
  if (auto* session = find(found->second.session)) std::erase(session->connections, who);
  connections_.erase(found);
}

std::vector<connection_id> session_book::remove(const digest& token_hash) {
  const auto found = sessions_.find(token_hash);
  if (found == sessions_.end()) return {};
  auto sockets = std::move(found->second.connections);
  const auto& what = found->second.what;
  if (what.kind == identity::session_kind::participant) {
    const auto place = by_participant_.find(place_of(what.deliberation.value(), what.participant.value()));
    if (place != by_participant_.end() && place->second == token_hash) by_participant_.erase(place);
  }
  sessions_.erase(found);
  return sockets;
}

std::optional<instant> session_book::next_expiry() const {
  return endings_.empty() ? std::nullopt : std::optional(endings_.front().at);
}

std::vector<digest> session_book::take_expired(instant now) {
  std::vector<digest> out;
  while (!endings_.empty() && endings_.front().at <= now) {
    std::pop_heap(endings_.begin(), endings_.end(), std::greater<>());
    if (sessions_.contains(endings_.back().session)) out.push_back(endings_.back().session);
    endings_.pop_back();
  }
  return out;
}

std::vector<digest> session_book::replace(const std::vector<identity::account>& accounts,
                                          const std::vector<identity::session>& live) {
  accounts_.clear();
  for (const auto& each : accounts) remember(each);
  boost::unordered_flat_map<digest, bool, digest_hash> good;
  for (const auto& each : live) good.emplace(each.token_hash, true);
  std::vector<digest> ended;
  for (const auto& [hash, session] : sessions_)
    if (!good.contains(hash)) ended.push_back(hash);
  return ended;
}

deliberation::actor session_book::actor_of(const identity::session& session) const {
  using deliberation::actor;
  using deliberation::role;
  actor out;
  switch (session.kind) {
    case identity::session_kind::participant:
      out.who = actor::kind::participant;
      out.role = role::participant;
      out.participant = deliberation::participant_id{session.participant.value()};
      out.bound_to = deliberation::deliberation_id{session.deliberation.value()};
      break;
    case identity::session_kind::screen:
      out.who = actor::kind::screen;
      out.role = role::screen;
      out.bound_to = deliberation::deliberation_id{session.deliberation.value()};
      break;
    case identity::session_kind::staff: {
      const auto* account = find_account(session.account);
      if (account == nullptr || account->disabled) break;
      out.who = actor::kind::staff;
      out.role = deliberation::role_from_name(account->role);
      out.account = deliberation::account_id{account->id.value()};
      break;
    }
  }
  return out;
}

}  // namespace ruamkit::engine
