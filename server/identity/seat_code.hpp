// Seat codes: what is printed on a citizen's card and typed into a phone, "ABC-DEF-GHJ".
//
// Nine letters of an alphabet of 30 are 30^9 ≈ 1.97e13 codes, 44.16 bits. Guessing one of 5,000 valid codes at 100
// tries a second takes 456 days on average; attempt_limiter allows far fewer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "identity/ids.hpp"

namespace ruamkit::identity {

/// Letters and digits without those that are mistaken for others on paper: no 0 O, no 1 I L, no U (for V).
inline constexpr std::string_view seat_alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(seat_alphabet.size() == 30);
inline constexpr std::size_t seat_code_letters = 9;

/// A uniformly drawn code in its printed form.
[[nodiscard]] std::string new_seat_code();

/// The printed form of what a person typed: lower case, Thai digits, spaces and dashes anywhere or missing are
/// accepted. Nothing if that leaves other than nine letters of the alphabet.
[[nodiscard]] std::optional<std::string> normalise_seat_code(std::string_view typed);

struct issued_seat {
  participant_id participant;
  std::string code;  ///< to print and forget
};

/// Whose seat a code is.
struct seat {
  deliberation_id deliberation;
  participant_id participant;

  friend bool operator==(const seat&, const seat&) = default;
};

}  // namespace ruamkit::identity
