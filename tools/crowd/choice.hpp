// What simulated people answer.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/seeded.hpp"
#include "crowd/ballot.hpp"

namespace ruamkit::crowd {

/// Between 0 and 1.
[[nodiscard]] double unit(seeded& random);

/// A valid choice of any kind, every option as likely as another; never null.
[[nodiscard]] boost::json::value random_choice(const ballot& on, seeded& random);

/// What somebody of a town proposes at their table, in Thai; hundreds of different ones.
[[nodiscard]] std::string idea_text(std::uint64_t which);

/// The choice named on a command line: option ids, or the value of a scale or the words of a text. The ids of a score
/// get the most each may get; those of points share the budget. Nothing when it does not fit the ballot.
[[nodiscard]] std::optional<boost::json::value> named_choice(const ballot& on, std::span<const std::string> words);

/// A person with opinions: where they stand on a few hidden questions comes from their strata and from themselves, so
/// that people of the same stratum lean alike and the same person answers consistently.
class opinion {
 public:
  struct place {
    std::string stratum;
    std::string value;
  };

  /// `society` is the same for everyone of one deliberation; `person` is their own.
  opinion(std::uint64_t society, std::uint64_t person, std::vector<place> strata);

  /// Never null. `occasion` varies the answer a little: a second thought need not be the first. A ballot whose options
  /// are the values of one of the person's strata (a demographic question) is answered truly.
  [[nodiscard]] boost::json::value choose(const ballot& on, std::uint64_t occasion) const;

 private:
  [[nodiscard]] std::vector<double> likings(const ballot& on, std::uint64_t occasion) const;

  static constexpr std::size_t questions = 3;

  std::uint64_t society_;
  std::uint64_t person_;
  std::vector<place> strata_;
  double stand_[questions] = {};
};

/// A number that depends on nothing but its arguments.
[[nodiscard]] std::uint64_t mixed(std::uint64_t seed, std::string_view text, std::uint64_t more = 0);

}  // namespace ruamkit::crowd
