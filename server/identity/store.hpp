// Accounts, sessions, seat codes, pseudonym keys and personal data, in one SQLite file.
//
// Blocking, and owned by one thread at a time: the main thread at start-up, then `worker`'s. Every call that touches
// the file throws storage_failure when it cannot; a "no" of the domain is a returned refusal. A call outside
// begin()…commit() is a transaction of its own, durable (WAL, synchronous=FULL) when it returns. Times are the
// caller's.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "identity/account.hpp"
#include "identity/failure.hpp"
#include "identity/ids.hpp"
#include "identity/seat_code.hpp"
#include "identity/session.hpp"

namespace ruamkit::identity {

struct store_options {
  std::string directory{};  ///< created with mode 0700 if missing; holds identity.db and identity.key, both 0600
  std::string vfs{};        ///< an SQLite VFS by name, for fault injection; empty: the default
  std::chrono::milliseconds busy_max{5000};  ///< how long to wait for another process before storage_failure busy
};

/// What may be known of a participant, and erased (PDPA). UTF-8; each at most person_bytes_max.
struct person {
  participant_id participant;
  std::string name;
  std::string contact;  ///< a phone number, LINE id or address, as the organiser gave it
  std::string needs{};  ///< what the person needs to take part: a wheelchair's place, sign language, large print

  friend bool operator==(const person&, const person&) = default;
};
inline constexpr std::size_t person_bytes_max = 1000;
inline constexpr std::size_t found_max = 20;  ///< people one search gives

/// The key of one deliberation's pseudonyms, destroyed when it is sealed.
using pseudonym_key = std::array<std::uint8_t, 32>;

class store {
 public:
  /// Opens or makes both files. Throws unusable, with a sentence that says what to do: a file that cannot be opened, a
  /// newer format, a key that is missing while the database needs it or is not the one it was made with.
  explicit store(const store_options& options);
  store(store&&) noexcept;
  store& operator=(store&&) noexcept;
  ~store();

  // Accounts. Ids come from find_account or list_accounts.

  /// Refuses name_invalid, name_taken, role_unknown, and with a plain password what hash_password refuses (which it
  /// calls here: for the command line; a server hashes elsewhere first).
  [[nodiscard]] result<account, refusal> add_account(std::string_view name, std::string_view role,
                                                     const password_hash& password);
  [[nodiscard]] result<account, refusal> add_account(std::string_view name, std::string_view role,
                                                     std::string_view password);
  /// Refuses account_unknown, role_unknown. Sessions stay: they take the role of the account as it is.
  [[nodiscard]] result<void, refusal> set_role(const account_id& id, std::string_view role);
  /// Refuses account_unknown. Revokes the account's sessions.
  [[nodiscard]] result<void, refusal> set_password(const account_id& id, const password_hash& password);
  /// Refuses account_unknown. Revokes the account's sessions.
  [[nodiscard]] result<void, refusal> disable_account(const account_id& id);
  /// Refuses account_unknown.
  [[nodiscard]] result<void, refusal> enable_account(const account_id& id);
  [[nodiscard]] std::vector<account> list_accounts();  ///< by name
  [[nodiscard]] std::optional<account> find_account(const account_id& id);
  [[nodiscard]] std::optional<account> find_account(std::string_view name);
  /// For a log-in: check with verify_password (also when there is nobody), then issue_staff.
  [[nodiscard]] std::optional<credentials> find_credentials(std::string_view name);

  // Sessions. `ttl` is how long the token will be taken, from `now` on.

  /// Refuses account_unknown, account_disabled, and credentials_changed when role or password differ from what was
  /// checked: between reading credentials and this call lies a slow hash on another thread.
  [[nodiscard]] result<issued_session, refusal> issue_staff(const credentials& checked, instant now,
                                                            std::chrono::milliseconds ttl);
  [[nodiscard]] issued_session issue_participant(const deliberation_id& deliberation, const participant_id& participant,
                                                 instant now, std::chrono::milliseconds ttl);
  [[nodiscard]] issued_session issue_screen(const deliberation_id& deliberation, instant now,
                                            std::chrono::milliseconds ttl);
  [[nodiscard]] std::vector<session> live_sessions(instant now);  ///< for start-up; in no order
  bool revoke(const digest& token_hash);                          ///< false: there was none
  /// How many there were.
  std::size_t revoke_participant(const deliberation_id& deliberation, const participant_id& participant);
  std::size_t revoke_account(const account_id& id);
  std::size_t purge_expired(instant now);

  // Seat codes.

  /// One new code each, in the order given, in one transaction; a participant's earlier code ends. A participant named
  /// twice gets one code.
  [[nodiscard]] std::vector<issued_seat> issue_seats(const deliberation_id& deliberation,
                                                     std::span<const participant_id> participants);
  /// Takes what was typed (normalise_seat_code). Nothing for a code that is malformed, unknown or replaced.
  [[nodiscard]] std::optional<seat> find_seat(std::string_view typed);

  // Pseudonym keys.

  /// The deliberation's key, made at the first call. Refuses key_destroyed.
  [[nodiscard]] result<pseudonym_key, refusal> create_key(const deliberation_id& deliberation);
  /// Nothing before create_key and after destroy_key.
  [[nodiscard]] std::optional<pseudonym_key> key(const deliberation_id& deliberation);
  /// Overwrites the key for ever, see scrub(). False: there was none (and none can be made any more).
  bool destroy_key(const deliberation_id& deliberation);

  // Personal data.

  /// Adds or replaces, all or none. Refuses person_invalid, naming the participant.
  [[nodiscard]] result<void, refusal> put(const deliberation_id& deliberation, std::span<const person> people);
  [[nodiscard]] std::vector<person> names(const deliberation_id& deliberation);  ///< by participant
  /// Nothing where nothing is known of them.
  [[nodiscard]] std::optional<person> person_of(const deliberation_id& deliberation, const participant_id& participant);
  /// Adds, replaces or (empty) erases the needs alone; overwrites the old ones as erase() does. Refuses person_invalid.
  [[nodiscard]] result<void, refusal> set_needs(const deliberation_id& deliberation, const participant_id& participant,
                                                std::string_view needs);
  /// Those whose name has every blank-separated word of `text` in it, by name, at most found_max. Latin letters match
  /// in either case, SARA AM however it was typed. Nobody for a text of blanks.
  [[nodiscard]] std::vector<person> find_people(const deliberation_id& deliberation, std::string_view text);
  /// Overwrites, see scrub(). False: there was nothing.
  bool erase(const deliberation_id& deliberation, const participant_id& participant);
  std::size_t erase_all(const deliberation_id& deliberation);  ///< of how many there was something

  // Several calls as one.

  void begin();
  /// Durable when it returns. On a throw call rollback(); whether the batch is found after a crash is then open.
  void commit();
  void rollback();  ///< does nothing outside a transaction

  /// Whether what was erased or destroyed may still stand in the write-ahead log.
  [[nodiscard]] bool scrub_due() const noexcept;
  /// Moves the log into the file and empties it. Called by erase, erase_all and destroy_key outside a transaction;
  /// after commit() it is the caller's (the worker's). False: another process is reading, try again. Does nothing when
  /// not due.
  bool scrub();

  /// Whether another process has committed to the file since the last call (or since opening): then read the accounts
  /// and sessions again. True as well when it only opened the file and emptied the log.
  [[nodiscard]] bool changes();

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ruamkit::identity
