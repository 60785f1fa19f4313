// What people put into the box, kept small: equal ballots once, with how many cast them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace ruamkit::analysis::counting {

/// One place of a ranking as it is stored: an option, whether it shares its rank with the place before, or a rank that
/// was left empty.
class place {
 public:
  static constexpr std::size_t options_max = 0x7fff;

  static constexpr place of(std::size_t option, bool shares_rank = false) {
    return place(static_cast<std::uint16_t>(option | (shares_rank ? shared_bit : 0U)));
  }
  static constexpr place skipped() { return place(0x7fff); }

  [[nodiscard]] constexpr std::uint16_t option() const { return bits_ & 0x7fffU; }
  [[nodiscard]] constexpr bool shares_rank() const { return (bits_ & shared_bit) != 0; }
  [[nodiscard]] constexpr bool is_skipped() const { return bits_ == 0x7fff; }
  [[nodiscard]] constexpr std::uint16_t bits() const { return bits_; }

  friend constexpr bool operator==(place, place) = default;

 private:
  static constexpr std::uint16_t shared_bit = 0x8000;
  explicit constexpr place(std::uint16_t bits) : bits_(bits) {}
  std::uint16_t bits_;
};

/// Rankings, best first. Options are numbered from 0; one that is not on a ballot is unranked there. A million ballots
/// of ten options take about 40 bytes each where all differ.
class ranked_ballots {
 public:
  /// Throws std::length_error above place::options_max options.
  explicit ranked_ballots(std::size_t options);

  /// The places of one ballot, cast by `people`; each option below options() and at most once (not checked again
  /// here). An empty one is blank. Throws std::length_error past 500 million people, the range of the fixed-point
  /// rules.
  void add(std::span<const place> ranking, std::int64_t people = 1);

  [[nodiscard]] std::size_t options() const { return options_; }
  [[nodiscard]] std::size_t size() const { return people_.size(); }  ///< different ballots
  [[nodiscard]] std::int64_t total() const { return total_; }        ///< people
  [[nodiscard]] std::span<const place> ranking(std::size_t i) const {
    return {places_.data() + begins_[i], begins_[i + 1] - begins_[i]};
  }
  [[nodiscard]] std::int64_t people(std::size_t i) const { return people_[i]; }

 private:
  void make_room();
  [[nodiscard]] std::size_t slot_of(std::span<const place> ranking) const;

  std::size_t options_;
  std::int64_t total_ = 0;
  std::vector<place> places_;
  std::vector<std::size_t> begins_{0};
  std::vector<std::int64_t> people_;
  std::vector<std::uint32_t> slots_;  ///< open addressing: ballot + 1, or 0
};

/// Marks given to options: approvals (1), scores, points; a mark is an integer multiple of 1 / `scale`. Only how many
/// gave which mark is kept, so a million ballots take no more room than ten.
class marks {
 public:
  explicit marks(std::size_t options, std::int64_t scale = 1) : scale_(scale), given_(options) {}

  void give(std::size_t option, std::int64_t mark, std::int64_t people = 1) { given_[option][mark] += people; }
  /// Once a ballot, whatever it holds; a blank one gives no mark.
  void count_ballot(bool blank, std::int64_t people = 1) {
    ballots_ += people;
    if (blank) blank_ += people;
  }

  [[nodiscard]] std::size_t options() const { return given_.size(); }
  [[nodiscard]] std::int64_t scale() const { return scale_; }
  [[nodiscard]] std::int64_t ballots() const { return ballots_; }
  [[nodiscard]] std::int64_t blank() const { return blank_; }
  /// How many gave each mark, lowest first.
  [[nodiscard]] const std::map<std::int64_t, std::int64_t>& given(std::size_t option) const { return given_[option]; }

 private:
  std::int64_t scale_;
  std::int64_t ballots_ = 0;
  std::int64_t blank_ = 0;
  std::vector<std::map<std::int64_t, std::int64_t>> given_;
};

}  // namespace ruamkit::analysis::counting
