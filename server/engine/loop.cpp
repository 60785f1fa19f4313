#include <algorithm>
#include <utility>

#include "engine/parts.hpp"
#include "wire/event_json.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {

using clock = std::chrono::steady_clock;

namespace {

const wire::error storage_unavailable{"storage_unavailable", {}, 1000, {}};

identity::attempt_limiter::limits attempts(std::uint32_t burst, std::chrono::milliseconds refill) {
  identity::attempt_limiter::limits out;
  out.burst = burst;
  out.refill = refill;
  return out;
}

}  // namespace

engine::parts::parts(options how_given, ledger::ledger& book_given, std::vector<outlet*> outlets_given,
                     const remembered& at_start)
    : how(std::move(how_given)),
      book(book_given),
      outlets(std::move(outlets_given)),
      inbox(how.inbox_max),
      documents(how.reports_waiting_max + how.cards_at_once_max + 1),
      files(how.document_folder),
      shelf(how.documents_kept_max, how.documents_alive_max),
      loose(outlets.size()),
      failed_joins(attempts(how.join_failures_burst, how.join_failures_refill)),
      logins_by_name(attempts(how.logins_burst, how.logins_refill)),
      logins_by_address(attempts(how.logins_burst * 10, how.logins_refill / 10)) {
  sessions.load(at_start.accounts, at_start.sessions);
  for (const auto& [id, key] : at_start.keys) keys.emplace(id.value(), key);
}

void engine::parts::log(std::string_view level, const std::string& sentence) const {
  if (how.log) how.log(level, sentence);
}

void engine::parts::run() {
  std::vector<message> messages;
  while (!stopped) {
    inbox.take(messages, next_wake());
    round(messages);
  }
}

void engine::parts::round(std::vector<message>& messages) {
  now = how.now();
  if (failed) try_recovery();
  struct dispatch {
    parts& self;
    void operator()(inbound& in) const { self.handle(std::move(in)); }
    void operator()(connection_gone& gone) const { self.handle_closed(gone.who); }
    void operator()(report_request& in) const { self.report(in); }
    void operator()(document_upload& in) const { self.upload(std::move(in)); }
    void operator()(document_request& in) const { self.read_document(in); }
    void operator()(cards_request& in) const { self.print(in); }
    void operator()(notice& what) const { what(); }
  };
  for (auto& each : messages) std::visit(dispatch{*this}, each);
  end_expired();  // after the messages: who still speaks is answered why first
  if (!failed) {
    meet_deadlines();
    show_own_views();
    show_due_views();
  }
  finish_turns();
  loose.deliver(outlets);
  loose = outputs(outlets.size());
  count.sessions = sessions.sessions();
}

std::optional<clock::time_point> engine::parts::next_wake() {
  if (failed) return next_recovery;
  auto next = sessions.next_expiry();
  for (const auto& l : lives) {
    for (const auto& each : {l->next_due(), deliberation::next_deadline(l->state)})
      if (each && (!next || *each < *next)) next = each;
  }
  if (!next) return std::nullopt;
  return clock::now() + std::max(std::chrono::milliseconds{0}, *next - how.now());
}

void engine::parts::meet_deadlines() {
  for (const auto& l : lives)
    for (const auto& ballot : deliberation::overdue(l->state, now)) {
      if (turn_of(*l) == nullptr) return;
      record(*l, "*", std::nullopt, deliberation::ballot_closed{ballot});
    }
}

void engine::parts::show_due_views() {
  for (const auto& l : lives) {
    std::vector<view_slot> later;
    for (const auto slot : std::exchange(l->due, {})) {
      auto& v = l->views.at(slot);
      if (v.watchers_all == 0 || !l->exists(slot)) {
        v.due.reset();
        continue;
      }
      if (*v.due > now) {
        later.push_back(slot);
        continue;
      }
      auto* turn = turn_of(*l);
      if (turn == nullptr) return;
      v.due.reset();
      v.last_sent = now;
      const auto newest = l->frame_of(slot);
      ++count.views_projected;
      for (std::size_t at = 0; at < v.watchers.size(); ++at)
        if (v.watchers[at] > 0) turn->out.changed(at, l->key_of(slot), newest);
    }
    l->due.insert(l->due.end(), later.begin(), later.end());
  }
}

void engine::parts::show_own_views() {
  for (const auto index : std::vector(touched)) {
    auto& l = *lives[index];
    auto changed = std::exchange(l.me_changed, {});
    std::ranges::sort(changed);
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());  // clang 14: no ranges::unique
    for (const auto seat : changed) show_own_view(l, seat);
  }
}

void engine::parts::show_own_view(live& l, std::uint32_t seat) {
  const auto& person = l.state.roll.seats[seat];
  const auto* session = sessions.find_participant(l.state.id.value(), person.id.value());
  if (session == nullptr || !l.turn) return;
  shared_frame me;
  for (const auto socket : session->connections) {
    auto* connection = sessions.connection(socket);
    if (connection == nullptr) continue;
    for (const auto key : std::vector(connection->watching)) {
      const auto slot = static_cast<view_slot>(key & 0xffffffffU);
      if (by_key(key) != &l || kind_of(slot) != view_kind::own_table || number_of(slot) == person.table) continue;
      stop_watching(socket, *connection, key);
      l.turn->out.unwatch(socket, key);
    }
    if (!connection->watching_me) continue;
    if (!me)
      me = std::make_shared<const frame>(
          frame{l.head.seq, wire::view_notification(l.state.id.value(), "me", l.head.seq, own_document(l, person.id))});
    l.turn->out.frame(socket, me);
  }
}

std::unique_ptr<live> engine::parts::new_live(std::uint32_t index, const deliberation::deliberation_id& id,
                                              const std::optional<deliberation::pseudonym_key>& key) {
  auto made = std::make_unique<live>(index, id, key, [this](const deliberation::account_id& account) {
    const auto* found = sessions.find_account(identity::account_id{account.value()});
    return found != nullptr ? found->name : std::string();
  });
  made->people_told = static_cast<std::uint64_t>(now.ms);
  return made;
}

open_turn* engine::parts::turn_of(live& l) {
  if (failed) return nullptr;
  if (l.turn) return &*l.turn;
  const std::array known{l.head};
  auto taken = book.take_turn(known);
  if (!taken) {
    storage_failed(taken.error().sentence);
    return nullptr;
  }
  for (auto& missed : taken->missed)
    for (auto& e : missed.entries) {
      const auto hash = e.hash;
      auto decoded = wire::decode_event(e.payload);
      l.apply({e.seq, e.time, std::move(e.actor), std::move(decoded.command_id), std::move(decoded.event)}, hash);
    }
  l.turn.emplace(open_turn{std::move(*taken), {l.head.stream, {}}, outputs(outlets.size()), {}});
  touched.push_back(l.index);
  return &*l.turn;
}

void engine::parts::record(live& l, std::string actor, const std::optional<std::string>& command_id,
                           deliberation::event what) {
  ledger::entry e;
  e.seq = l.head.seq + 1;
  e.time = now;
  e.actor = actor;
  e.payload = wire::encode_event(what, command_id);
  e.hash = ledger::chain_hash(l.head.hash, e);
  l.apply({e.seq, e.time, std::move(actor), command_id, std::move(what)}, e.hash);
  l.turn->entries.entries.push_back(std::move(e));
  ++count.events;
}

void engine::parts::finish_turns() {
  for (const auto index : touched)
    if (lives[index]->turn) finish(*lives[index]);
  touched.clear();
}

void engine::parts::finish(live& l) {
  auto turn = std::make_shared<open_turn>(std::move(*l.turn));
  l.turn.reset();
  std::vector<ledger::appended> entries;
  const bool writes = !turn->entries.entries.empty();
  if (writes) entries.push_back(std::move(turn->entries));
  const auto begun = clock::now();
  const auto epoch = failure_epoch;
  book.finish(std::move(turn->held), std::move(entries), [this, turn, begun, writes, epoch](const ledger::refusal* no) {
    if (no != nullptr) {
      turn->out.fail(storage_unavailable);
      ++count.commit_failures;
      inbox.put(notice([this, epoch, sentence = no->sentence] {
        if (epoch == failure_epoch) storage_failed(sentence);
      }));
    } else if (writes) {
      ++count.commits;
      count.commit_nanoseconds += static_cast<std::uint64_t>((clock::now() - begun).count());
    }
    turn->out.deliver(outlets);
    for (const auto& each : turn->after) each(no == nullptr);
  });
}

void engine::parts::storage_failed(const std::string& sentence) {
  if (failed) return;
  failed = true;
  ready = false;
  ++failure_epoch;
  next_recovery = clock::now();
  log("error", "the ledger cannot be written, no command is taken until it can: " + sentence);
  // What this round has decided so far never happened.
  for (const auto index : touched) {
    auto& l = *lives[index];
    if (!l.turn) continue;
    l.turn->entries.entries.clear();
    l.turn->out.fail(storage_unavailable);
    auto after = std::move(l.turn->after);
    auto out = std::make_shared<outputs>(std::move(l.turn->out));
    book.finish(std::move(l.turn->held), {}, [this, out](const ledger::refusal*) { out->deliver(outlets); });
    for (const auto& each : after) each(false);
    l.turn.reset();
  }
  touched.clear();
}

void engine::parts::try_recovery() {
  if (clock::now() < next_recovery) return;
  next_recovery = clock::now() + how.recovery_every;
  if (const auto recovered = book.recover(); !recovered) return;
  // Watchers outlive the state: carry their counts over and show them what is true now.
  auto before = std::move(lives);
  try {
    replay();
  } catch (const std::exception& fault) {
    log("error", std::string("the ledger cannot be read back: ") + fault.what());
    lives = std::move(before);
    return;
  }
  failed = false;
  ready = !stopping;
  for (const auto& old : before) {
    const auto found = by_id.find(old->state.id.value());
    if (found == by_id.end() || found->second != old->index) continue;
    auto& fresh = *lives[found->second];
    fresh.presence = old->presence;
    fresh.room_rev = old->room_rev;
    fresh.people_revs = old->people_revs;
    fresh.people_told = old->people_told;
    for (const auto& [slot, watched] : old->views) {
      auto& v = fresh.view(slot);
      v.watchers = watched.watchers;
      v.watchers_all = watched.watchers_all;
      fresh.touch(slot, now, std::chrono::milliseconds{0});
    }
  }
  log("info", "the ledger takes writes again; state rebuilt from " + std::to_string(replayed_last.events) + " events");
}

engine::engine(options how, ledger::ledger& book, std::vector<outlet*> outlets, const remembered& at_start)
    : parts_(std::make_unique<parts>(std::move(how), book, std::move(outlets), at_start)) {
  parts_->now = parts_->how.now();
  parts_->replay();
}

engine::~engine() { stop(); }

void engine::attach_identity(identity::worker& worker) { parts_->people = &worker; }

void engine::start() {
  parts_->ready = true;
  parts_->thread = std::thread([this] { parts_->run(); });
}

void engine::stop() {
  if (!parts_->thread.joinable()) return;
  parts_->stopping = true;
  parts_->ready = false;
  parts_->inbox.put(notice([this] { parts_->stopped = true; }));
  parts_->thread.join();
  parts_->book.drain();
  parts_->documents.stop();  // what has settled may have asked for one
}

bool engine::submit(inbound&& what) { return parts_->inbox.put(std::move(what)); }
bool engine::submit(report_request&& what) { return parts_->inbox.put(std::move(what)); }
bool engine::submit(document_upload&& what) { return parts_->inbox.put(std::move(what)); }
bool engine::submit(document_request&& what) { return parts_->inbox.put(std::move(what)); }
bool engine::submit(cards_request&& what) { return parts_->inbox.put(std::move(what)); }
void engine::closed(connection_id who) { parts_->inbox.put(connection_gone{who}); }

void engine::identity_changed(std::vector<identity::account> accounts, std::vector<identity::session> sessions) {
  parts_->inbox.put(notice([this, accounts = std::move(accounts), sessions = std::move(sessions)] {
    parts_->identity_changed(accounts, sessions);
  }));
}

engine::replayed engine::last_replay() const { return parts_->replayed_last; }

condition engine::condition() const {
  const auto& p = *parts_;
  ruamkit::engine::condition out;
  out.ready = p.ready;
  if (!out.ready) out.reason = p.stopping ? "stopping" : p.thread.joinable() ? "storage_unavailable" : "starting";
  out.commands = p.count.commands;
  out.rejections = p.count.rejections;
  out.events = p.count.events;
  out.commits = p.count.commits;
  out.commit_failures = p.count.commit_failures;
  out.views_projected = p.count.views_projected;
  out.deliberations = p.count.deliberations;
  out.sessions = p.count.sessions;
  out.connections = p.count.connections;
  out.commit_seconds_sum = static_cast<double>(p.count.commit_nanoseconds) / 1e9;
  out.inbox = p.inbox.size();
  return out;
}

}  // namespace ruamkit::engine
