#include <algorithm>

#include "engine/parts.hpp"
#include "wire/json_text.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {

using deliberation::actor;
using deliberation::role;

namespace {

wire::error error_of(std::string_view code, std::string at = {}) {
  return wire::error{std::string(code), std::move(at), {}, {}};
}
wire::error error_of(const deliberation::rejection& no) {
  return wire::error{std::string(no.code), no.at, {}, no.faults};
}

template <typename... Ts>
bool is_one_of(const wire::call& call) {
  return (std::holds_alternative<Ts>(call) || ...);
}

/// Calls that a stranger may make.
bool needs_no_session(const wire::call& call) {
  return is_one_of<wire::server_time, wire::account_login, wire::session_join, wire::screen_join, wire::session_resume>(
      call);
}

bool is_staff(const actor& who) { return who.who == actor::kind::staff; }
bool has_role(const actor& who, std::initializer_list<role> any) {
  return is_staff(who) && who.role && std::ranges::find(any, *who.role) != any.end();
}

/// The reply with name and needs added, where it is about that person: a repeated command is answered as it was first.
std::string with_person_told(std::string reply, const std::optional<identity::person>& about) {
  if (!about) return reply;
  std::string whose = R"("participant":)";
  wire::append_quoted(whose, about->participant.value());
  if (reply.find(whose) == std::string::npos) return reply;
  std::string more;
  {
    wire::object_text o(more);
    write_person(o, *about);
  }
  if (more.size() <= 2) return reply;
  reply.back() = ',';
  return reply.append(more, 1);
}

}  // namespace

void write_person(wire::object_text& o, const identity::person& who) {
  if (!who.name.empty()) o.text("name", who.name);
  if (!who.needs.empty()) o.text("needs", who.needs);
}

void engine::parts::reply(const return_address& back, wire::answer answer) {
  if (std::holds_alternative<wire::error>(answer)) ++count.rejections;
  if (back.wanted) loose.reply(back.to, back.id, std::move(answer));
}

void engine::parts::refuse(const return_address& back, std::string_view code, std::string at) {
  reply(back, error_of(code, std::move(at)));
}

void engine::parts::refuse(open_turn& turn, const return_address& back, const deliberation::rejection& no) {
  ++count.rejections;
  if (back.wanted) turn.out.reply(back.to, back.id, error_of(no));
}

void engine::parts::refuse_unavailable(const return_address& back) {
  reply(back, wire::error{"storage_unavailable", {}, 1000, {}});
}

void engine::parts::handle(inbound&& in) {
  ++count.commands;
  asked who;
  who.back = {in.from, std::move(in.request.id), !in.request.notification};
  who.address = std::move(in.address);
  who.by_post = in.bearer.has_value() || in.one_reply;
  who.deliberation = std::move(in.request.deliberation);
  who.command_id = std::move(in.request.command_id);
  if (!who.by_post && is_one_of<wire::account_login, wire::session_join, wire::screen_join>(in.request.call)) {
    auto& gone = arriving[in.from];
    if (!gone) gone = std::make_shared<bool>(false);
    who.gone = gone;
  }
  if (stopping) return refuse(who.back, "stopping");
  if (failed && !std::holds_alternative<wire::server_time>(in.request.call))
    return reply(who.back, wire::error{"storage_unavailable", {}, 1000, {}});
  if (auto no = identify(in, who)) {
    const bool expired = no->code == "token_expired";
    reply(who.back, std::move(*no));  // before the closing: after it nothing reaches the socket
    if (expired) end_sessions({*who.session}, closing::ended, wire::notification("session.ended", "expired"));
    return;
  }
  if (who.actor.who == actor::kind::anonymous && !needs_no_session(in.request.call))
    return refuse(who.back, "not_signed_in");

  struct dispatch {
    parts& self;
    const asked& who;

    void operator()(wire::server_time&) const {
      self.reply(who.back, wire::json_result{"{\"now\":" + std::to_string(self.now.ms) + "}"});
    }
    void operator()(wire::account_login& what) const { self.log_in(who, std::move(what)); }
    void operator()(wire::session_join& what) const { self.join(who, what); }
    void operator()(wire::screen_join& what) const { self.join_screen(who, what); }
    void operator()(wire::session_resume& what) const { self.resume(who, what); }
    void operator()(wire::session_logout&) const { self.log_out(who); }
    void operator()(wire::deliberation_check& what) const { self.check(who, std::move(what)); }
    void operator()(wire::deliberation_create& what) const { self.create(who, std::move(what)); }
    void operator()(wire::deliberation_list&) const { self.list(who); }
    void operator()(wire::deliberation_definition&) const { self.tell_definition(who); }
    void operator()(wire::document_reuse& what) const { self.reuse(who, what); }
    void operator()(wire::roll_import& what) const { self.import(who, std::move(what)); }
    void operator()(wire::seat_issue& what) const { self.issue(who, what); }
    void operator()(wire::roll_forget& what) const { self.forget(who, what); }
    void operator()(wire::desk_check_in& what) const {
      self.with_person(who, what.whom,
                       [](deliberation::participant_id id) { return deliberation::check_in{std::move(id)}; });
    }
    void operator()(wire::desk_leave& what) const {
      self.with_person(who, what.whom,
                       [](deliberation::participant_id id) { return deliberation::leave{std::move(id)}; });
    }
    void operator()(wire::desk_walk_in& what) const { self.walk_in(who, what); }
    void operator()(wire::desk_people& what) const { self.tell_people(who, what); }
    void operator()(wire::desk_find& what) const { self.find_people(who, what); }
    void operator()(wire::desk_needs& what) const { self.set_needs(who, what); }
    void operator()(wire::view_watch& what) const { self.watch(who, what); }
    void operator()(wire::view_unwatch& what) const { self.unwatch(who, what); }
    void operator()(wire::view_get& what) const { self.get(who, what); }
    void operator()(deliberation::command& what) const { self.core_command(who, std::move(what)); }
  };
  std::visit(dispatch{*this, who}, in.request.call);
}

std::optional<wire::error> engine::parts::identify(const inbound& in, asked& who) {
  live_session* session = nullptr;
  if (in.bearer) {
    const auto hash = identity::hash_token(*in.bearer);
    session = hash ? sessions.find(*hash) : nullptr;
    if (session == nullptr) return error_of("token_invalid");
  } else if (const auto* connection = sessions.connection(in.from)) {
    session = sessions.find(connection->session);
  }
  if (session == nullptr) return std::nullopt;
  who.session = session->what.token_hash;
  if (session->what.expires <= now) return error_of("token_expired");
  who.actor = sessions.actor_of(session->what);
  if (who.actor.who == actor::kind::anonymous) return error_of("account_disabled");
  return std::nullopt;
}

result<live*, wire::error> engine::parts::subject(const asked& who) {
  const bool bound = who.actor.who == actor::kind::participant || who.actor.who == actor::kind::screen;
  if (bound && who.deliberation && *who.deliberation != who.actor.bound_to)
    return error_of("other_deliberation", "/params/deliberation");
  if (!bound && !who.deliberation) return error_of("missing_param", "/params/deliberation");
  const auto& id = bound ? who.actor.bound_to : *who.deliberation;
  const auto found = by_id.find(id.value());
  if (found == by_id.end()) return error_of("unknown_deliberation", bound ? "" : "/params/deliberation");
  return lives[found->second].get();
}

void engine::parts::core_command(const asked& who, deliberation::command&& what,
                                 const std::optional<identity::person>& about_person) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, wire::error{"storage_unavailable", {}, 1000, {}});
  if (const auto no = deliberation::authorise(who.actor, what, l.state)) return refuse(*turn, who.back, *no);
  auto name = deliberation::ledger_actor(l.state, who.actor, what);
  if (who.command_id) {
    const auto done = l.state.commands.find(deliberation::key_of(name, *who.command_id));
    if (done != l.state.commands.end()) return finish_core(l, who, what, done->second, about_person);
  }
  auto decided = deliberation::decide(l.state, who.actor, what, stamp());
  if (!decided) return refuse(*turn, who.back, decided.error());
  for (auto& event : *decided) record(l, name, who.command_id, std::move(event));
  finish_core(l, who, what, l.head.seq, about_person);
}

void engine::parts::finish_core(live& l, const asked& who, const deliberation::command& what, std::uint64_t seq,
                                const std::optional<identity::person>& about) {
  if (!who.back.wanted) return;
  if (std::holds_alternative<deliberation::cast_ballot>(what) || std::holds_alternative<deliberation::cast_for>(what))
    return l.turn->out.reply(who.back.to, who.back.id, wire::recorded{seq, l.hashes[seq - 1]});
  if (const auto known = l.replies.find(seq); known != l.replies.end())
    return l.turn->out.reply(who.back.to, who.back.id, wire::json_result{with_person_told(known->second, about)});
  std::string text = "{\"seq\":" + std::to_string(seq);
  std::optional<std::size_t> ballot;
  if (const auto* open = std::get_if<deliberation::open_ballot>(&what)) ballot = l.state.find_ballot(open->ballot);
  if (const auto* more = std::get_if<deliberation::extend_ballot>(&what)) ballot = l.state.find_ballot(more->ballot);
  if (ballot && l.state.ballots[*ballot].closes_at)
    text += ",\"closes_at\":" + std::to_string(l.state.ballots[*ballot].closes_at->ms);
  if (std::holds_alternative<deliberation::enter_paper>(what)) text += R"(,"status":"recorded")";
  text += '}';
  l.turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(text)});
}

bool engine::parts::may_see(const actor& who, const live& l, view_slot view) const {
  switch (kind_of(view)) {
    case view_kind::room:
    case view_kind::desk:
    case view_kind::paper:
      return has_role(who, {role::lead, role::organiser, role::facilitator, role::admin});
    case view_kind::tables:
    case view_kind::table:
    case view_kind::ideas:
    case view_kind::idea_page:
      return has_role(who, {role::lead, role::organiser, role::facilitator, role::theme_team, role::admin});
    case view_kind::own_table: {
      const auto* seat = who.who == actor::kind::participant ? l.state.find_seat(who.participant) : nullptr;
      return seat != nullptr && seat->table == number_of(view);
    }
    case view_kind::agenda:
    case view_kind::tally:
    case view_kind::themes:
    case view_kind::theme:
    case view_kind::presence:
      return who.who != actor::kind::anonymous;
  }
  return false;
}

std::optional<view_slot> engine::parts::view_for(const actor& who, const live& l, std::string_view name) const {
  const auto slot = l.slot_of(name, is_staff(who));
  return slot && may_see(who, l, *slot) ? slot : std::nullopt;
}

std::string engine::parts::own_document(const live& l, const deliberation::participant_id& who) const {
  return wire::document(projection::project_me(l.state, who), [&](std::uint64_t seq) { return l.hashes[seq - 1]; });
}

void engine::parts::watch(const asked& who, const wire::view_watch& what) {
  if (who.by_post) return refuse(who.back, "not_allowed", "/method");
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  for (std::size_t i = 0; i < what.views.size(); ++i) {
    const bool own = what.views[i] == "me" && who.actor.who == actor::kind::participant;
    if (!own && !view_for(who.actor, l, what.views[i]))
      return refuse(who.back, "unknown_view", deliberation::param("views", i));
  }
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, wire::error{"storage_unavailable", {}, 1000, {}});
  if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{"{}"});
  auto& connection = *sessions.connection(who.back.to);
  if (is_staff(who.actor) && who.actor.role &&
      std::ranges::find(connection.present, l.index, &staff_presence::live_index) == connection.present.end()) {
    connection.present.push_back({l.index, *who.actor.role});
    l.count_staff(*who.actor.role, 1, now);
  }
  for (const auto& name : what.views) {
    if (name == "me") {
      connection.watching_me = true;
      const auto doc = own_document(l, who.actor.participant);
      turn->out.frame(who.back.to,
                      std::make_shared<const frame>(
                          frame{l.head.seq, wire::view_notification(l.state.id.value(), name, l.head.seq, doc)}));
      continue;
    }
    const auto slot = *l.slot_of(name, is_staff(who.actor));
    const auto key = l.key_of(slot);
    const auto current = l.frame_of(slot);
    turn->out.watch(who.back.to, key, current);
    if (std::ranges::find(connection.watching, key) != connection.watching.end()) continue;
    connection.watching.push_back(key);
    auto& v = l.view(slot);
    if (v.watchers.size() < outlets.size()) v.watchers.resize(outlets.size());
    ++v.watchers[who.back.to.thread];
    ++v.watchers_all;
  }
}

live* engine::parts::by_key(view_key key) {
  const auto index = key >> 32;
  return index < lives.size() ? lives[index].get() : nullptr;
}

void engine::parts::stop_watching(connection_id who, live_connection& connection, view_key key) {
  if (std::erase(connection.watching, key) == 0) return;
  auto* l = by_key(key);
  if (l == nullptr) return;
  auto& v = l->view(static_cast<view_slot>(key & 0xffffffffU));
  if (who.thread < v.watchers.size() && v.watchers[who.thread] > 0) {
    --v.watchers[who.thread];
    --v.watchers_all;
  }
}

void engine::parts::unwatch(const asked& who, const wire::view_unwatch& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto* connection = sessions.connection(who.back.to);
  if (connection == nullptr) return reply(who.back, wire::json_result{"{}"});
  for (const auto& name : what.views) {
    if (name == "me") connection->watching_me = false;
    if (const auto slot = (*about)->slot_of(name, is_staff(who.actor))) {
      stop_watching(who.back.to, *connection, (*about)->key_of(*slot));
      loose.unwatch(who.back.to, (*about)->key_of(*slot));
    }
  }
  reply(who.back, wire::json_result{"{}"});
}

void engine::parts::get(const asked& who, const wire::view_get& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  const auto slot = view_for(who.actor, l, what.view);
  const bool own = what.view == "me" && who.actor.who == actor::kind::participant;
  if (!slot && !own) return refuse(who.back, "unknown_view", "/params/view");
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, wire::error{"storage_unavailable", {}, 1000, {}});
  if (!who.back.wanted) return;
  const auto doc = slot ? l.document_of(*slot) : own_document(l, who.actor.participant);
  turn->out.reply(who.back.to, who.back.id,
                  wire::json_result{wire::view_result(slot ? l.rev_of(*slot) : l.head.seq, doc)});
}

void engine::parts::list(const asked& who) {
  if (!is_staff(who.actor)) return refuse(who.back, "not_allowed");
  std::string text;
  {
    wire::object_text o(text);
    wire::array_text all(o.member("deliberations"));
    for (const auto& l : lives) {
      if (l->head.seq == 0) continue;
      wire::object_text each(all.element());
      each.text("deliberation", l->state.id.value());
      each.text("code", l->state.code);
      each.localized("title", l->state.definition.title);
      each.text("method", deliberation::name_of(l->state.definition.method));
      const auto status = l->state.status();
      each.text("status", status == deliberation::progress::waiting   ? "prepared"
                          : status == deliberation::progress::running ? "running"
                                                                      : "finished");
      each.number("created_at", l->state.created_at.ms);
    }
  }
  // The answer rides with a turn of the newest: turns settle in order, so nothing in it can still be undone.
  auto* turn = lives.empty() ? nullptr : turn_of(*lives.back());
  if (turn == nullptr)
    return reply(who.back, lives.empty() ? wire::answer(wire::json_result{std::move(text)})
                                         : wire::answer(wire::error{"storage_unavailable", {}, 1000, {}}));
  if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(text)});
}

void engine::parts::presence_changed(const digest& session, int by) {
  const auto* found = sessions.find(session);
  if (found == nullptr || found->what.kind == identity::session_kind::staff) return;
  const auto index = by_id.find(found->what.deliberation.value());
  if (index == by_id.end()) return;
  auto& l = *lives[index->second];
  auto& number = found->what.kind == identity::session_kind::screen ? l.presence.screens : l.presence.participants;
  number = static_cast<std::uint64_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(number) + by));
  l.touch_room(now);
}

void engine::parts::handle_closed(connection_id who) {
  if (const auto waiting = arriving.find(who); waiting != arriving.end()) {
    *waiting->second = true;
    arriving.erase(waiting);
  }
  handle_gone(who);
}

void engine::parts::handle_gone(connection_id who) {
  auto* connection = sessions.connection(who);
  if (connection == nullptr) return;
  const auto session = connection->session;
  const auto watching = connection->watching;
  for (const auto key : watching) stop_watching(who, *connection, key);
  for (const auto& each : connection->present)
    if (each.live_index < lives.size()) lives[each.live_index]->count_staff(each.as, -1, now);
  const auto* found = sessions.find(session);
  const bool last = found != nullptr && found->connections.size() == 1;
  if (last) presence_changed(session, -1);
  sessions.unbind(who);
  --count.connections;
}

}  // namespace ruamkit::engine
