// The engine's inside, shared by its .cpp files: loop.cpp (rounds, turns, recovery), requests.cpp (what each request
// does), desk.cpp and desk_tables.cpp (joining, logging in and checking in, with identity's help), reporting.cpp,
// printing.cpp, replay.cpp.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "deliberation/core.hpp"
#include "engine/document_files.hpp"
#include "engine/document_shelf.hpp"
#include "engine/engine.hpp"
#include "engine/inbox.hpp"
#include "engine/live.hpp"
#include "engine/renderer.hpp"
#include "engine/sessions.hpp"
#include "identity/attempt_limiter.hpp"
#include "projection/report.hpp"
#include "reports/reading_page.hpp"
#include "wire/definition.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::engine {

/// Where a reply goes.
struct return_address {
  connection_id to;
  wire::request_id id;
  bool wanted = true;  ///< false: a JSON-RPC notification
};

/// A request with who is behind it, as far as is known.
struct asked {
  return_address back;
  std::string address;
  std::optional<digest> session;
  deliberation::actor actor;
  std::optional<deliberation::deliberation_id> deliberation;
  std::optional<std::string> command_id;
  bool by_post = false;
  /// Set when the socket goes while identity is at work for it: then nothing is bound to it any more.
  std::shared_ptr<bool> gone;
};

/// A file to be given to a reader, with what its page says of it.
struct document_wanted {
  std::string key;  ///< on the shelf
  deliberation::file_print file;
  reports::reading about;
  bool as_source = false;
};

struct counts {
  std::atomic<std::uint64_t> commands{0}, rejections{0}, events{0}, commits{0}, commit_failures{0}, views_projected{0};
  std::atomic<std::uint64_t> deliberations{0}, sessions{0}, connections{0};
  std::atomic<std::uint64_t> commit_nanoseconds{0};
};

/// `name` and `needs`, those there are.
void write_person(wire::object_text& o, const identity::person& who);

/// People of the roll without a code first, then new seats.
[[nodiscard]] deliberation::issue_seats seats_wanted(const deliberation::state& s, const wire::seat_issue& what);

struct engine::parts {
  parts(options how_given, ledger::ledger& book_given, std::vector<outlet*> outlets_given, const remembered& at_start);

  // loop.cpp
  void run();
  void round(std::vector<message>& messages);
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_wake();
  void meet_deadlines();
  void show_due_views();
  void finish_turns();
  void finish(live& l);
  /// Sends `me` to those whose own view changed, and ends their watching of tables where they no longer sit.
  void show_own_views();
  void show_own_view(live& l, std::uint32_t seat);
  [[nodiscard]] std::unique_ptr<live> new_live(std::uint32_t index, const deliberation::deliberation_id& id,
                                               const std::optional<deliberation::pseudonym_key>& key);
  /// The deliberation's turn in this round, taken when first needed; null: storage is unavailable.
  open_turn* turn_of(live& l);
  void record(live& l, std::string actor, const std::optional<std::string>& command_id, deliberation::event what);
  void storage_failed(const std::string& sentence);
  void try_recovery();
  void log(std::string_view level, const std::string& sentence) const;
  [[nodiscard]] deliberation::stamp stamp() const { return {now, how.seed()}; }

  // replay.cpp
  void replay();
  void replay_one(live& l);

  // requests.cpp
  void handle(inbound&& in);
  void handle_closed(connection_id who);
  /// Takes a socket's session and views away; the socket itself may still be there.
  void handle_gone(connection_id who);
  void reply(const return_address& back, wire::answer answer);
  void refuse(const return_address& back, std::string_view code, std::string at = {});
  /// A refusal that rests on the deliberation's state: it waits for the commits before it, as a result does.
  void refuse(open_turn& turn, const return_address& back, const deliberation::rejection& no);
  [[nodiscard]] std::optional<wire::error> identify(const inbound& in, asked& who);
  /// The deliberation a request is about, or why it is about none.
  [[nodiscard]] result<live*, wire::error> subject(const asked& who);
  /// `about`: what the reply says of a person beside the ledger's word.
  void core_command(const asked& who, deliberation::command&& what,
                    const std::optional<identity::person>& about = std::nullopt);
  void finish_core(live& l, const asked& who, const deliberation::command& what, std::uint64_t seq,
                   const std::optional<identity::person>& about);
  void watch(const asked& who, const wire::view_watch& what);
  void unwatch(const asked& who, const wire::view_unwatch& what);
  void get(const asked& who, const wire::view_get& what);
  void list(const asked& who);
  void refuse_unavailable(const return_address& back);
  [[nodiscard]] bool may_see(const deliberation::actor& who, const live& l, view_slot view) const;
  /// The view a name means to this viewer; nothing where there is none, or none for them.
  [[nodiscard]] std::optional<view_slot> view_for(const deliberation::actor& who, const live& l,
                                                  std::string_view name) const;
  [[nodiscard]] std::string own_document(const live& l, const deliberation::participant_id& who) const;
  void stop_watching(connection_id who, live_connection& connection, view_key key);
  void presence_changed(const digest& session, int by);
  live* by_key(view_key key);

  // desk.cpp
  void log_in(const asked& who, wire::account_login&& what);
  void join(const asked& who, const wire::session_join& what);
  void join_with_seat(const asked& who, live& l, const std::string& seat);
  void join_freely(const asked& who, live& l);
  void seated(const asked& who, const identity::issued_session& issued);
  void join_screen(const asked& who, const wire::screen_join& what);
  void resume(const asked& who, const wire::session_resume& what);
  void log_out(const asked& who);
  void end_sessions(const std::vector<digest>& tokens, closing why, const std::string& last_words);
  void close_sockets(const live_session& session, closing why, const std::string& last_words);
  void end_expired();
  void bind(const asked& who, const digest& session);
  void check(const asked& who, wire::deliberation_check&& what);
  void create(const asked& who, wire::deliberation_create&& what);
  void created(const asked& who, deliberation::definition&& definition,
               const std::vector<deliberation::fault>& deviations, const deliberation::deliberation_id& id,
               const deliberation::pseudonym_key& key);
  void import(const asked& who, wire::roll_import&& what);
  void issue(const asked& who, const wire::seat_issue& what);
  /// Whose codes are to be made, recorded in the turn; of a repeated command the same people again.
  [[nodiscard]] deliberation::decision<std::vector<deliberation::participant_id>> issue_to(
      live& l, const asked& who, const deliberation::issue_seats& wanted);
  void issued(const asked& who, std::uint32_t live_index, const std::vector<identity::issued_seat>& codes);

  // desk_tables.cpp
  /// The deliberation, for those who work at its desk; asked before anything is looked up, and refused here.
  [[nodiscard]] live* at_desk(const asked& who);
  /// Finds the person meant and what is known of them, then runs what `command` makes of their id.
  void with_person(const asked& who, const wire::card_or_participant& whom,
                   std::function<deliberation::command(deliberation::participant_id)> command);
  void walk_in(const asked& who, const wire::desk_walk_in& what);
  void tell_people(const asked& who, const wire::desk_people& what);
  void find_people(const asked& who, const wire::desk_find& what);
  void set_needs(const asked& who, const wire::desk_needs& what);
  void forget(const asked& who, const wire::roll_forget& what);
  /// Identity's store was told something else of somebody.
  void person_changed(const deliberation::deliberation_id& id, const deliberation::participant_id& who);
  void identity_changed(const std::vector<identity::account>& accounts, const std::vector<identity::session>& sessions);
  /// In ask_identity.hpp. Posts work to identity and what follows to this thread; where that fails, `busy` or
  /// `storage_unavailable` goes to `otherwise`, or back as the answer.
  template <typename Result>
  void ask_identity(const std::function<void(const wire::error&)>& otherwise,
                    std::function<Result(identity::store&)> work, std::function<void(Result&&)> then);
  template <typename Result>
  void ask_identity(const return_address& back, std::function<Result(identity::store&)> work,
                    std::function<void(Result&&)> then);

  // documents.cpp
  void upload(document_upload&& in);
  /// The deliberation a file may be attached in by this bearer, or why not.
  [[nodiscard]] result<live*, wire::error> attachable(const document_upload& in, asked& who);
  void keep_upload(const std::shared_ptr<document_upload>& in);
  void attach(const document_upload& in, const deliberation::file_print& file);
  void read_document(const document_request& in);
  void fetch(connection_id to, const document_wanted& wanted);
  void load(const document_wanted& wanted);
  void reuse(const asked& who, const wire::document_reuse& what);
  void tell_definition(const asked& who);
  // printing.cpp
  void print(const cards_request& in);
  void print_tables(live& l, const asked& who, const cards_request& in);
  void print_seats(live& l, const asked& who, const cards_request& in);
  /// Makes a file on the renderer's thread and sends it.
  void make_cards(connection_id to, std::function<reports::document()> make);

  // reporting.cpp
  void report(const report_request& in);
  /// The deliberation a document is asked of, by staff, or why there is none.
  [[nodiscard]] result<live*, wire::error> for_staff(connection_id from, const std::optional<std::string>& bearer,
                                                     const std::string& deliberation, asked& who);
  /// The deliberation a report is asked of, or why there is none.
  [[nodiscard]] result<live*, wire::error> reported(const report_request& in);
  /// On the renderer's thread.
  void render(const report_request& in, const projection::report& what);
  /// At once; any thread.
  void send(connection_id to, send_document::content what);

  options how;
  ledger::ledger& book;
  std::vector<outlet*> outlets;
  identity::worker* people = nullptr;
  ruamkit::engine::inbox inbox;
  std::atomic<std::size_t> reports_asked{0};  ///< taken in and not yet answered
  std::atomic<std::size_t> cards_asked{0};    ///< the same for files of cards
  renderer documents;
  document_files files;  ///< used by the renderer's thread alone
  document_shelf shelf;
  /// Who waits for a file that is being read, by its key on the shelf.
  deliberation::text_map<std::vector<connection_id>> readers;
  wire::templates templates;

  instant now;
  session_book sessions;
  std::vector<std::unique_ptr<live>> lives;
  deliberation::text_map<std::uint32_t> by_id;
  deliberation::text_map<std::uint32_t> by_code;
  deliberation::text_map<deliberation::pseudonym_key> keys;
  boost::unordered_flat_map<deliberation::command_key, std::uint32_t, deliberation::command_key_hash> creations;
  std::vector<std::uint32_t> touched;  ///< deliberations with a turn in this round
  /// Sockets that ask to be bound, until they are or go.
  boost::unordered_flat_map<connection_id, std::shared_ptr<bool>, connection_hash> arriving;
  outputs loose;  ///< replies that reveal no deliberation's state
  identity::attempt_limiter failed_joins;
  identity::attempt_limiter logins_by_name;
  identity::attempt_limiter logins_by_address;

  bool failed = false;
  std::uint64_t failure_epoch = 0;
  std::chrono::steady_clock::time_point next_recovery;
  std::atomic<bool> ready{false};
  std::atomic<bool> stopping{false};
  bool stopped = false;
  counts count;
  replayed replayed_last;
  std::thread thread;
};

}  // namespace ruamkit::engine
