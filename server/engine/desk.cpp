// The desk: people arriving (joining, logging in, coming back) and what needs identity's store. Work there is posted;
// its outcome comes back as a notice to this thread.
#include <algorithm>

#include "base/encoding.hpp"
#include "base/entropy.hpp"
#include "engine/ask_identity.hpp"
#include "engine/parts.hpp"
#include "wire/error_table.hpp"
#include "wire/json_text.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {

using deliberation::actor;

namespace {

wire::error with_wait(std::string_view code, std::chrono::milliseconds wait) {
  return wire::error{std::string(code), {}, wait.count(), {}};
}
const wire::error storage_unavailable{"storage_unavailable", {}, 1000, {}};
const wire::error busy{"busy", {}, 500, {}};

void write_faults(std::string& out, const std::vector<deliberation::fault>& faults,
                  deliberation::fault::severity wanted) {
  wire::array_text list(out);
  for (const auto& each : faults)
    if (each.weight == wanted) wire::append_fault(list.element(), each);
}

constexpr auto error_weight = deliberation::fault::severity::error;
constexpr auto deviation_weight = deliberation::fault::severity::deviation;

deliberation::deliberation_id new_deliberation_id() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstvwxyz23456789";
  std::string id = "d_";
  for (int i = 0; i < 10; ++i) id += letters[static_cast<std::size_t>(random_u64() % letters.size())];
  return deliberation::deliberation_id{std::move(id)};
}

}  // namespace

void engine::parts::bind(const asked& who, const digest& session) {
  if (who.by_post || (who.gone && *who.gone)) return;
  if (sessions.connection(who.back.to) != nullptr) handle_gone(who.back.to);
  sessions.bind(who.back.to, session);
  ++count.connections;
  const auto* found = sessions.find(session);
  if (found != nullptr && found->connections.size() == 1) presence_changed(session, 1);
}

void engine::parts::end_sessions(const std::vector<digest>& tokens, closing why, const std::string& last_words) {
  for (const auto& token : tokens) {
    const auto* session = sessions.find(token);
    if (session == nullptr) continue;
    close_sockets(*session, why, last_words);
    sessions.remove(token);
  }
}

void engine::parts::close_sockets(const live_session& session, closing why, const std::string& last_words) {
  for (const auto socket : std::vector(session.connections)) {
    handle_gone(socket);
    loose.close(socket, why, last_words);
  }
}

void engine::parts::end_expired() {
  for (const auto& token : sessions.take_expired(now))
    close_sockets(*sessions.find(token), closing::ended, wire::notification("session.ended", "expired"));
}

// Logging in.

void engine::parts::log_in(const asked& who, wire::account_login&& what) {
  for (auto* limiter : {&logins_by_name, &logins_by_address}) {
    const auto& key = limiter == &logins_by_name ? what.name : who.address;
    if (!limiter->take(key, now)) return reply(who.back, with_wait("too_many_attempts", limiter->wait(key, now)));
  }
  using found = std::optional<identity::credentials>;
  using issued = result<identity::issued_session, identity::refusal>;
  const auto password = std::make_shared<std::string>(std::move(what.password));
  auto finish = [this, who](const identity::account& account, issued&& session) {
    if (!session)
      return refuse(who.back, session.error().reason == identity::reason::account_disabled ? "account_disabled"
                                                                                           : "wrong_password");
    sessions.remember(account);  // it may be newer than what was last read
    sessions.add(session->session);
    bind(who, session->session.token_hash);
    std::string text;
    {
      wire::object_text o(text);
      o.text("token", session->token);
      o.text("role", account.role);
      o.text("name", account.name);
      o.number("expires_at", session->session.expires.ms);
      o.number("now", now.ms);
    }
    reply(who.back, wire::json_result{std::move(text)});
  };
  auto verified = [this, who, finish](const identity::credentials& checked) {
    ask_identity<issued>(
        who.back,
        [checked, at = now, ttl = how.staff_session](identity::store& s) { return s.issue_staff(checked, at, ttl); },
        [finish, account = checked.account](issued&& session) { finish(account, std::move(session)); });
  };
  ask_identity<found>(
      who.back, [name = what.name](identity::store& s) { return s.find_credentials(name); },
      [this, who, password, verified](found&& credentials) {
        auto work = [this, who, password, verified, credentials = std::move(credentials)] {
          std::optional<identity::password_hash> stored;
          if (credentials) stored = credentials->password;
          const auto verdict = identity::verify_password(stored, *password);
          inbox.put(notice([this, who, verified, credentials, verdict] {
            if (verdict == identity::password_check::unavailable) return reply(who.back, busy);
            if (verdict == identity::password_check::mismatch) return refuse(who.back, "wrong_password");
            verified(*credentials);
          }));
        };
        if (!people->post_password(std::move(work))) reply(who.back, busy);
      });
}

// Taking a seat.

void engine::parts::join(const asked& who, const wire::session_join& what) {
  if (!failed_joins.permits(who.address, now))
    return reply(who.back, with_wait("too_many_attempts", failed_joins.wait(who.address, now)));
  const auto found = by_code.find(what.code);
  if (found == by_code.end()) {
    failed_joins.charge(who.address, now);
    return refuse(who.back, "unknown_code", "/params/code");
  }
  auto& l = *lives[found->second];
  if (l.state.definition.admission == deliberation::admission::open && !what.seat) return join_freely(who, l);
  if (!what.seat) return refuse(who.back, "seat_required", "/params/seat");
  join_with_seat(who, l, *what.seat);
}

void engine::parts::join_with_seat(const asked& who, live& l, const std::string& seat) {
  using outcome = std::optional<identity::issued_session>;
  const identity::deliberation_id wanted{l.state.id.value()};
  ask_identity<outcome>(
      who.back,
      [wanted, seat, at = now, ttl = how.participant_session](identity::store& s) -> outcome {
        const auto found = s.find_seat(seat);
        if (!found || found->deliberation != wanted) return std::nullopt;
        s.revoke_participant(found->deliberation, found->participant);
        return s.issue_participant(found->deliberation, found->participant, at, ttl);
      },
      [this, who](outcome&& issued) {
        if (issued) return seated(who, *issued);
        failed_joins.charge(who.address, now);
        refuse(who.back, "unknown_seat", "/params/seat");
      });
}

void engine::parts::seated(const asked& who, const identity::issued_session& issued) {
  const auto& session = issued.session;
  const auto found = by_id.find(session.deliberation.value());
  if (found == by_id.end()) return refuse(who.back, "unknown_deliberation");
  auto& l = *lives[found->second];
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);
  const deliberation::command claim =
      deliberation::claim_seat{deliberation::participant_id{session.participant.value()}};
  const auto claimant = sessions.actor_of(session);
  auto decided = deliberation::authorise(claimant, claim, l.state)
                     ? deliberation::decision<std::vector<deliberation::event>>(
                           deliberation::rejection{"unknown_seat", "/params/seat"})
                     : deliberation::decide(l.state, claimant, claim, stamp());
  if (!decided) return refuse(*turn, who.back, decided.error());
  const auto actor_name = deliberation::ledger_actor(l.state, claimant, claim);
  for (auto& event : *decided) record(l, actor_name, std::nullopt, std::move(event));

  // Identity has revoked the earlier session; the phone that had it is told, and its socket closed. Unless it is this
  // very socket, which joins again because the first reply said storage_unavailable, or got lost.
  if (!who.by_post && sessions.connection(who.back.to) != nullptr) handle_gone(who.back.to);
  if (const auto* earlier = sessions.find_participant(session.deliberation.value(), session.participant.value()))
    end_sessions({earlier->what.token_hash}, closing::moved, wire::notification("session.moved"));
  sessions.add(session);
  bind(who, session.token_hash);
  std::string text;
  {
    wire::object_text o(text);
    o.text("token", issued.token);
    o.text("participant", session.participant.value());
    o.text("deliberation", session.deliberation.value());
    o.number("expires_at", session.expires.ms);
    o.number("now", now.ms);
  }
  if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(text)});
}

void engine::parts::join_freely(const asked& who, live& l) {
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);
  actor server;
  server.who = actor::kind::system;
  const deliberation::command join = deliberation::join_open{};
  const auto name = deliberation::ledger_actor(l.state, server, join);
  deliberation::participant_id joined;
  const auto done =
      who.command_id ? l.state.commands.find(deliberation::key_of(name, *who.command_id)) : l.state.commands.end();
  if (done != l.state.commands.end()) {
    joined = l.joins.at(done->second);
  } else {
    auto decided = deliberation::decide(l.state, server, join, stamp());
    if (!decided) return refuse(*turn, who.back, decided.error());
    joined = std::get<deliberation::participant_joined>(decided->front()).participant;
    for (auto& event : *decided) record(l, name, who.command_id, std::move(event));
  }
  turn->after.emplace_back([this, who, id = l.state.id, joined](bool committed) {
    if (!committed) return inbox.put(notice([this, who] { reply(who.back, storage_unavailable); }));
    using outcome = identity::issued_session;
    ask_identity<outcome>(
        who.back,
        [id, joined, at = how.now(), ttl = how.participant_session](identity::store& s) {
          return s.issue_participant(identity::deliberation_id{id.value()}, identity::participant_id{joined.value()},
                                     at, ttl);
        },
        [this, who](outcome&& issued) {
          sessions.add(issued.session);
          bind(who, issued.session.token_hash);
          std::string text;
          {
            wire::object_text o(text);
            o.text("token", issued.token);
            o.text("participant", issued.session.participant.value());
            o.text("deliberation", issued.session.deliberation.value());
            o.number("expires_at", issued.session.expires.ms);
            o.number("now", now.ms);
          }
          reply(who.back, wire::json_result{std::move(text)});
        });
  });
}

void engine::parts::join_screen(const asked& who, const wire::screen_join& what) {
  if (!failed_joins.permits(who.address, now))
    return reply(who.back, with_wait("too_many_attempts", failed_joins.wait(who.address, now)));
  const auto found = by_code.find(what.code);
  if (found == by_code.end()) {
    failed_joins.charge(who.address, now);
    return refuse(who.back, "unknown_code", "/params/code");
  }
  using outcome = identity::issued_session;
  ask_identity<outcome>(
      who.back,
      [id = identity::deliberation_id{lives[found->second]->state.id.value()}, at = now,
       ttl = how.screen_session](identity::store& s) { return s.issue_screen(id, at, ttl); },
      [this, who](outcome&& issued) {
        sessions.add(issued.session);
        bind(who, issued.session.token_hash);
        std::string text;
        {
          wire::object_text o(text);
          o.text("token", issued.token);
          o.text("role", "screen");
          o.text("deliberation", issued.session.deliberation.value());
          o.number("expires_at", issued.session.expires.ms);
          o.number("now", now.ms);
        }
        reply(who.back, wire::json_result{std::move(text)});
      });
}

void engine::parts::resume(const asked& who, const wire::session_resume& what) {
  const auto hash = identity::hash_token(what.token);
  auto* session = hash ? sessions.find(*hash) : nullptr;
  if (session == nullptr) return refuse(who.back, "token_invalid", "/params/token");
  if (session->what.expires <= now) {
    end_sessions({*hash}, closing::ended, wire::notification("session.ended", "expired"));
    return refuse(who.back, "token_expired", "/params/token");
  }
  const auto is = sessions.actor_of(session->what);
  if (is.who == actor::kind::anonymous) return refuse(who.back, "account_disabled");
  const auto what_session = session->what;
  bind(who, *hash);
  std::string text;
  {
    wire::object_text o(text);
    o.text("role", deliberation::name_of(*is.role));
    if (is.who == actor::kind::staff) {
      o.text("name", sessions.find_account(what_session.account)->name);
    } else {
      o.text("deliberation", what_session.deliberation.value());
      if (is.who == actor::kind::participant) o.text("participant", what_session.participant.value());
    }
    o.number("expires_at", what_session.expires.ms);
    o.number("now", now.ms);
  }
  reply(who.back, wire::json_result{std::move(text)});
}

void engine::parts::log_out(const asked& who) {
  const auto token = *who.session;
  ask_identity<bool>(
      who.back, [token](identity::store& s) { return s.revoke(token); },
      [this, who, token](bool&&) {
        reply(who.back, wire::json_result{"{}"});
        // This socket becomes a stranger's; others of the same session are closed.
        if (sessions.connection(who.back.to) != nullptr) handle_gone(who.back.to);
        end_sessions({token}, closing::ended, wire::notification("session.ended", "revoked"));
      });
}

void engine::parts::identity_changed(const std::vector<identity::account>& accounts,
                                     const std::vector<identity::session>& live_now) {
  const auto ended = sessions.replace(accounts, live_now);
  end_sessions(ended, closing::ended, wire::notification("session.ended", "revoked"));
  // A role may have changed: nobody keeps a view they may no longer see.
  for (const auto& [hash, session] : sessions.all()) {
    if (session.what.kind != identity::session_kind::staff) continue;
    const auto who = sessions.actor_of(session.what);
    for (const auto socket : session.connections) {
      auto* connection = sessions.connection(socket);
      if (connection == nullptr) continue;
      for (auto& each : connection->present) {
        if (!who.role || *who.role == each.as || each.live_index >= lives.size()) continue;
        lives[each.live_index]->count_staff(each.as, -1, now);
        lives[each.live_index]->count_staff(*who.role, 1, now);
        each.as = *who.role;
      }
      for (const auto key : std::vector(connection->watching)) {
        auto* l = by_key(key);
        if (l == nullptr || may_see(who, *l, static_cast<view_slot>(key & 0xffffffffU))) continue;
        stop_watching(socket, *connection, key);
        loose.unwatch(socket, key);
      }
    }
  }
}

// What the organiser does.

namespace {

bool may_organise(const actor& who) {
  using deliberation::role;
  return who.who == actor::kind::staff && (who.role == role::organiser || who.role == role::admin);
}

}  // namespace

void engine::parts::check(const asked& who, wire::deliberation_check&& what) {
  if (!may_organise(who.actor)) return refuse(who.back, "not_allowed");
  auto work = [this, back = who.back, text = std::move(what.definition)] {
    const auto read = wire::parse_definition(text, templates);
    std::string out;
    {
      wire::object_text o(out);
      write_faults(o.member("faults"), read.faults, error_weight);
      write_faults(o.member("deviations"), read.faults, deviation_weight);
    }
    inbox.put(notice([this, back, out] { reply(back, wire::json_result{out}); }));
  };
  if (!people->post_password(std::move(work))) reply(who.back, busy);
}

void engine::parts::create(const asked& who, wire::deliberation_create&& what) {
  if (!may_organise(who.actor)) return refuse(who.back, "not_allowed");
  if (who.command_id) {
    const auto done = creations.find(deliberation::key_of("@" + who.actor.account.value(), *who.command_id));
    if (done != creations.end()) {
      const auto& l = *lives[done->second];
      auto first = wire::parse_definition(wire::to_json(l.state.definition), templates);
      std::string out;
      {
        wire::object_text o(out);
        o.text("deliberation", l.state.id.value());
        o.text("code", l.state.code);
        write_faults(o.member("deviations"), first.faults, deviation_weight);
      }
      auto* turn = turn_of(*lives[done->second]);
      if (turn == nullptr) return reply(who.back, storage_unavailable);
      if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(out)});
      return;
    }
  }
  auto make_key = [this, who](wire::read_definition&& read) {
    if (!read.value) {
      wire::error invalid{"definition_invalid", "/params/definition", {}, std::move(read.faults)};
      return reply(who.back, std::move(invalid));
    }
    const auto id = new_deliberation_id();
    using outcome = result<identity::pseudonym_key, identity::refusal>;
    ask_identity<outcome>(
        who.back, [id](identity::store& s) { return s.create_key(identity::deliberation_id{id.value()}); },
        [this, who, id, read = std::move(read)](outcome&& key) mutable {
          if (!key) return reply(who.back, storage_unavailable);
          created(who, std::move(*read.value), read.faults, id, *key);
        });
  };
  auto work = [this, make_key, text = std::move(what.definition)] {
    auto read = std::make_shared<wire::read_definition>(wire::parse_definition(text, templates));
    inbox.put(notice([make_key, read] { make_key(std::move(*read)); }));
  };
  if (!people->post_password(std::move(work))) reply(who.back, busy);
}

void engine::parts::created(const asked& who, deliberation::definition&& definition,
                            const std::vector<deliberation::fault>& deviations, const deliberation::deliberation_id& id,
                            const deliberation::pseudonym_key& key) {
  if (failed) return reply(who.back, storage_unavailable);
  const auto name = "@" + who.actor.account.value();
  if (who.command_id && creations.contains(deliberation::key_of(name, *who.command_id)))
    return reply(who.back, busy);  // the same command, sent twice at once: the repeat will find the first's outcome
  auto code = deliberation::hall_code(how.seed());
  while (by_code.contains(code)) code = deliberation::hall_code(how.seed());

  const auto index = static_cast<std::uint32_t>(lives.size());
  keys.insert_or_assign(id.value(), key);
  lives.push_back(new_live(index, id, key));
  auto& l = *lives.back();
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);  // recovery rebuilds `lives` without it
  l.awake = true;
  record(l, name, who.command_id, deliberation::deliberation_created{std::move(definition), code});
  by_id.emplace(id.value(), index);
  by_code.emplace(code, index);
  if (who.command_id) creations.emplace(deliberation::key_of(name, *who.command_id), index);
  count.deliberations = lives.size();
  std::string out;
  {
    wire::object_text o(out);
    o.text("deliberation", id.value());
    o.text("code", code);
    write_faults(o.member("deviations"), deviations, deviation_weight);
  }
  if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(out)});
}

void engine::parts::import(const asked& who, wire::roll_import&& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);
  const deliberation::command command = std::move(what.command);
  if (const auto no = deliberation::authorise(who.actor, command, l.state)) return refuse(*turn, who.back, *no);
  const auto name = deliberation::ledger_actor(l.state, who.actor, command);
  std::optional<std::uint64_t> done;
  if (who.command_id) {
    const auto found = l.state.commands.find(deliberation::key_of(name, *who.command_id));
    if (found != l.state.commands.end()) done = found->second;
  }
  if (!done) {
    auto decided = deliberation::decide(l.state, who.actor, command, stamp());
    if (!decided) return refuse(*turn, who.back, decided.error());
    for (auto& event : *decided) record(l, name, who.command_id, std::move(event));
    done = l.head.seq;
  }
  const auto imported = l.imports.contains(*done) ? l.imports.at(*done) : 0;
  std::string text =
      "{\"imported\":" + std::to_string(imported) + ",\"roll\":" + std::to_string(l.state.roll.seats.size()) + "}";
  if (what.details.empty()) {
    if (who.back.wanted) turn->out.reply(who.back.to, who.back.id, wire::json_result{std::move(text)});
    return;
  }
  std::vector<identity::person> people_details;
  for (auto& each : what.details)
    people_details.push_back({identity::participant_id{each.participant.value()}, std::move(each.name),
                              std::move(each.contact), std::move(each.needs)});
  turn->after.emplace_back([this, who, id = l.state.id, text, details = std::move(people_details)](bool committed) {
    if (!committed) return inbox.put(notice([this, who] { reply(who.back, storage_unavailable); }));
    using outcome = result<void, identity::refusal>;
    ask_identity<outcome>(
        who.back, [id, details](identity::store& s) { return s.put(identity::deliberation_id{id.value()}, details); },
        [this, who, text](outcome&& kept) {
          if (!kept) return refuse(who.back, "out_of_range", "/params/people");
          reply(who.back, wire::json_result{text});
        });
  });
}

deliberation::issue_seats seats_wanted(const deliberation::state& s, const wire::seat_issue& what) {
  deliberation::issue_seats wanted{what.ids, 0};
  if (!what.ids.empty()) return wanted;
  for (const auto& seat : s.roll.seats)
    if (!seat.issued && (!what.count || wanted.ids.size() < *what.count)) wanted.ids.push_back(seat.id);
  if (what.count) wanted.extra = *what.count - wanted.ids.size();
  return wanted;
}

void engine::parts::issue(const asked& who, const wire::seat_issue& what) {
  const auto about = subject(who);
  if (!about) return reply(who.back, about.error());
  auto& l = **about;
  auto* turn = turn_of(l);
  if (turn == nullptr) return reply(who.back, storage_unavailable);
  const auto wanted = seats_wanted(l.state, what);
  const deliberation::command command = wanted;
  if (const auto no = deliberation::authorise(who.actor, command, l.state)) return refuse(*turn, who.back, *no);
  const auto issued_to = issue_to(l, who, wanted);
  if (!issued_to) return refuse(*turn, who.back, issued_to.error());
  const auto& participants = *issued_to;
  turn->after.emplace_back([this, who, index = l.index, id = l.state.id, participants](bool committed) {
    if (!committed) return inbox.put(notice([this, who] { reply(who.back, storage_unavailable); }));
    using outcome = std::vector<identity::issued_seat>;
    ask_identity<outcome>(
        who.back,
        [id, participants](identity::store& s) {
          std::vector<identity::participant_id> ids;
          for (const auto& each : participants) ids.emplace_back(each.value());
          return s.issue_seats(identity::deliberation_id{id.value()}, ids);
        },
        [this, who, index](outcome&& codes) { issued(who, index, codes); });
  });
}

deliberation::decision<std::vector<deliberation::participant_id>> engine::parts::issue_to(
    live& l, const asked& who, const deliberation::issue_seats& wanted) {
  const deliberation::command command = wanted;
  const auto name = deliberation::ledger_actor(l.state, who.actor, command);
  if (who.command_id) {
    const auto done = l.state.commands.find(deliberation::key_of(name, *who.command_id));
    if (done != l.state.commands.end()) {
      // The codes themselves are kept nowhere: a repeat makes new ones for the same seats.
      const auto found = l.issues.find(done->second);
      return found != l.issues.end() ? found->second : std::vector<deliberation::participant_id>{};
    }
  }
  auto decided = deliberation::decide(l.state, who.actor, command, stamp());
  if (!decided) return decided.error();
  auto participants = std::get<deliberation::seats_issued>(decided->front()).participants;
  for (auto& event : *decided) record(l, name, who.command_id, std::move(event));
  return participants;
}

void engine::parts::issued(const asked& who, std::uint32_t live_index,
                           const std::vector<identity::issued_seat>& codes) {
  if (live_index >= lives.size()) return reply(who.back, storage_unavailable);
  const auto& s = lives[live_index]->state;
  std::string text;
  {
    wire::object_text o(text);
    wire::array_text seats(o.member("seats"));
    for (const auto& each : codes) {
      wire::object_text seat(seats.element());
      seat.text("seat", each.code);
      seat.text("participant_id", each.participant.value());
      wire::object_text strata(seat.member("strata"));
      const auto me = projection::project_me(s, deliberation::participant_id{each.participant.value()});
      for (const auto& [stratum, value] : me.strata) strata.text(stratum, value);
    }
  }
  reply(who.back, wire::json_result{std::move(text)});
}

}  // namespace ruamkit::engine
