// From presses to votes to send, and what became of them. Pure: no clock, no socket, no file.
//
// A vote of a keypad waits until the one before it is answered, so that they reach the ledger in the order of the keys;
// a newer answer takes the place of one that was not sent yet. The same key once more is the same vote; it is sent
// again only when the last one is settled and the key can have no other meaning: the person may have voted by phone
// since.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "keypad/answer.hpp"
#include "keypad/journal.hpp"

namespace ruamkit::keypad {

struct totals {
  std::uint64_t presses = 0;
  std::uint64_t votes = 0;       ///< acknowledged by the server
  std::uint64_t same = 0;        ///< presses that changed nothing: again, or within the debounce time
  std::uint64_t incomplete = 0;  ///< presses after which more options are needed
  std::uint64_t unusable = 0;    ///< presses of a key without an option, or of one option too many
  std::uint64_t no_ballot = 0;   ///< presses while no ballot was open for keypads
  std::uint64_t replaced = 0;    ///< votes never sent because a newer one of the keypad took their place
  std::map<std::string, std::uint64_t> refused;  ///< votes refused by the server, by code
};

/// What a press came to: a word for the record.
enum class verdict { voted, same, incomplete, no_option, too_many, no_ballot };
[[nodiscard]] const char* name_of(verdict what);

class votes {
 public:
  /// `make_id`: a new command_id each time. `debounce`: the same key of the same keypad within this time after the last
  /// counts once.
  votes(std::function<std::string()> make_id, std::chrono::milliseconds debounce);

  /// What was in the journal: the undone are to be sent, the done tell how keypads have answered so far.
  void restore(const std::vector<journalled>& found);

  /// The ballot the keypads vote on from now.
  void open(std::optional<crowd::ballot> on);
  [[nodiscard]] const std::optional<crowd::ballot>& on() const { return on_; }

  verdict take(const press& one, instant now);
  /// Votes made, and ids settled, since the last call: for the journal.
  [[nodiscard]] std::vector<vote> made();
  [[nodiscard]] std::vector<std::string> settled();

  /// The next vote that may be sent now, or nullptr; it is then under way.
  [[nodiscard]] const vote* next();
  /// The server took it.
  void accepted(const std::string& id);
  /// The server refused it for good.
  void refused(const std::string& id, const std::string& code);
  /// It must be sent again: the server was busy or the connection was lost.
  void again(const std::string& id);
  void connection_lost();

  /// A vote under way.
  [[nodiscard]] const vote* find(const std::string& id) const;
  [[nodiscard]] std::size_t waiting() const { return keypad_of_.size(); }
  [[nodiscard]] const totals& counted() const { return totals_; }
  /// Keypads that no seat has, by the server's word.
  [[nodiscard]] const std::set<std::string>& unknown() const { return unknown_; }
  void known(const std::string& keypad) { unknown_.erase(keypad); }

  /// What the journal should keep: all that waits, and the last answer of each keypad on the open ballot.
  [[nodiscard]] std::vector<journalled> to_keep() const;

 private:
  struct queued {
    vote what;
    bool sent = false;
    bool tried = false;  // may have reached the server: not to be replaced
  };
  struct answered {
    answer keys;
    std::optional<vote> last;  // the last made, waiting or settled
  };
  using answers = std::map<std::string, answered>;  // by keypad

  [[nodiscard]] bool revote(const answered& by) const;
  void queue(const std::string& keypad, answered& by);
  void put(vote one, bool tried);
  void settle(const std::string& id);

  std::function<std::string()> make_id_;
  std::chrono::milliseconds debounce_;
  std::optional<crowd::ballot> on_;
  std::vector<journalled> earlier_;
  std::map<std::string, answers> answers_;  // by ballot
  std::map<std::string, std::pair<int, instant>> last_key_;
  std::map<std::string, std::deque<queued>> lanes_;  // by keypad; only the first of a lane may be under way
  std::deque<std::string> ready_;                    // keypads whose first vote may be sent
  std::map<std::string, std::string> keypad_of_;     // by the id of a waiting vote
  std::vector<vote> made_;
  std::vector<std::string> settled_;
  std::set<std::string> unknown_;
  totals totals_;
};

}  // namespace ruamkit::keypad
