// Which keypad stands for which seat: read from a map, or made by pressing keys at seat after seat.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ruamkit::keypad {

struct bound {
  std::string keypad;
  std::string participant;
  std::size_t line = 0, keypad_column = 0, participant_column = 0;  ///< where a map says so, from 1
};

struct person {
  std::string participant;
  std::string shown;  ///< a name or seat beside the id, may be empty
};

/// A CSV with the columns `keypad` and `participant`, others are passed over. Throws files::bad_input for a keypad id
/// that is none, an empty participant, a keypad or a participant that comes twice.
[[nodiscard]] std::vector<bound> read_map(const std::string& path);

/// A CSV with a column `participant` (or `id`), and perhaps `name` and `seat`. Throws files::bad_input.
[[nodiscard]] std::vector<person> read_people(const std::string& path);

/// The text of a map with these.
[[nodiscard]] std::string map_text(const std::vector<bound>& all);

/// Seats one after the other, each waiting for a keypad. Pure: what it wants from the server is its return value.
class registration {
 public:
  /// `before`: already bound; those people are not asked again.
  registration(const std::vector<person>& people, std::vector<bound> before);

  /// The seat that waits for a keypad, or nullptr when all are served.
  [[nodiscard]] const person* waiting() const;
  [[nodiscard]] std::size_t place() const { return at_; }  ///< of `waiting`, from 0
  [[nodiscard]] std::size_t size() const { return people_.size(); }

  enum class effect { bound, same_again, taken, over };
  /// `bound`: to be told to the server, it is the last of `all`. `same_again`: the keypad bound just now, pressed once
  /// more. `taken`: it stands for `taken_by`.
  effect take(const std::string& keypad);
  [[nodiscard]] const std::string& taken_by() const { return taken_by_; }

  /// Passes over the seat; it stays without a keypad.
  void skip();
  /// Takes the last step back: the binding to be undone at the server, or nothing where that step was a skip or there
  /// is none.
  std::optional<bound> undo();
  /// The server refused the last binding: the seat waits again.
  void refused();

  [[nodiscard]] const std::vector<bound>& all() const { return all_; }
  [[nodiscard]] std::size_t skipped() const;

 private:
  struct step {
    bool skip;
  };

  std::vector<person> people_;
  std::vector<bound> all_;
  std::vector<step> steps_;
  std::size_t at_ = 0;
  std::string taken_by_;
};

}  // namespace ruamkit::keypad
