// The three ways something here does not happen: a refusal (the answer is no), a storage failure (the device or the
// file would not), and an unusable store (opening it needs a person).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace ruamkit::identity {

enum class reason {
  name_invalid,         ///< not 1 to 64 of a-z 0-9 . _ -
  name_taken,           ///< another account has it
  role_unknown,         ///< none of staff_roles
  password_short,       ///< under password_code_points_min
  password_long,        ///< over password_bytes_max
  password_not_text,    ///< not valid UTF-8
  password_unhashed,    ///< the memory for hashing could not be had: try again later
  account_unknown,      ///< nobody by that id
  account_disabled,     ///< may not log in
  credentials_changed,  ///< the password was changed between its check and the session
  key_destroyed,        ///< the deliberation's pseudonym key was destroyed and is never made anew
  person_invalid,       ///< a name or contact that is not UTF-8 or over person_bytes_max
};
/// The enumerator's name, as the wire and the log write it.
[[nodiscard]] std::string_view name_of(reason);

/// A domain "no": the reason for programs, a sentence for the person at the command line.
struct refusal {
  identity::reason reason = reason::account_unknown;
  std::string sentence;
};

/// Thrown by every call of `store` that reads or writes, when SQLite could not. Inside begin()…commit() nothing of the
/// transaction is kept: call rollback(). what() is a sentence for the log and names no personal data.
class storage_failure : public std::runtime_error {
 public:
  enum class kind {
    full,      ///< no space left on the device
    io_error,  ///< the device refused a read, write or sync, or the file may not be written
    busy,      ///< another process held the file for longer than the time limit
    damaged,   ///< the file is not what was written
    defect,    ///< anything else: a mistake in this program
  };

  storage_failure(kind what_kind, const std::string& sentence) : std::runtime_error(sentence), kind_(what_kind) {}
  [[nodiscard]] kind why() const noexcept { return kind_; }

 private:
  kind kind_;
};
[[nodiscard]] std::string_view name_of(storage_failure::kind);

/// Thrown by store's constructor; what() says what is wrong and what to do.
class unusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ruamkit::identity
