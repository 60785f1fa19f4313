// What the keys of a keypad mean on a ballot.
//
// single, yes_no: key n is the n-th option as the screen lists them; another key changes the answer.
// multiple: each key takes its option in, or out again; with none left the answer is "no opinion" where the ballot
// wants
//   at least one. rank: keys in the order of preference; a key already used counts once; after the last possible place
//   the next key begins anew.
// scale: the number itself; a digit that follows within two seconds is appended where that stays within the scale.
// Key 0 is the tenth option on keypads that have it. score, points and text need more than keys.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crowd/ballot.hpp"
#include "keypad/driver.hpp"

namespace ruamkit::keypad {

/// Can keys answer it? Not a secret ballot: its votes come from nobody.
[[nodiscard]] bool has_keys(const crowd::ballot& on);

/// The ballot the keypads vote on, from an `agenda` view: `wanted` while it is open; with nothing wanted, of the open
/// ones that keys can answer the one opened last.
[[nodiscard]] std::optional<crowd::ballot> keypad_ballot(const boost::json::object& agenda, const std::string& wanted);

class answer {
 public:
  enum class effect {
    changed,     ///< `choice` is a new vote
    same,        ///< counts once: nothing new
    incomplete,  ///< fewer options than the ballot wants; the last complete answer stays
    no_option,   ///< no option has that number, or the scale does not reach so far
    too_many,    ///< the ballot allows no more options
  };

  effect take(const crowd::ballot& on, int key, instant now);
  /// null, a list of option ids, or a number: what `ballot.cast` takes.
  [[nodiscard]] boost::json::value choice(const crowd::ballot& on) const;
  /// Goes on from a choice made earlier.
  void restore(const crowd::ballot& on, const boost::json::value& choice);

 private:
  effect take_scale(const crowd::ballot& on, int key, instant now);
  effect toggle(const crowd::ballot& on, std::size_t option);
  effect place(const crowd::ballot& on, std::size_t option);

  std::vector<std::size_t> picked_;
  std::optional<std::int64_t> value_;
  instant typed_{};
};

}  // namespace ruamkit::keypad
