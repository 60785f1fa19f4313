// PrefLib's ordinal files (preflib.org/format): "# KEY: value" lines, then "people: 1,{2,3},4"; and the older form,
// the number of alternatives, a line "id,name" each, "voters,sum,unique", then "people,1,{2,3},4".
#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "files/bad_input.hpp"
#include "ruamkit/count/election_file.hpp"
#include "ruamkit/count/numbers.hpp"

namespace ruamkit::tools::count {
namespace {

using counting::place;
using files::bad_input;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool takes(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text.remove_prefix(beginning.size());
  return true;
}

class preflib_reader {
 public:
  preflib_reader(const std::string& path, std::string_view text) : path_(path), text_(text) {}

  rankings_read read() {
    if (!next_line()) throw bad_input(path_, 1, 1, "is empty; a PrefLib header was expected");
    const bool modern = line_.starts_with('#');
    if (modern) {
      while (line_.starts_with('#')) {
        header_line();
        if (!next_line()) refuse(0, "no ballot follows the header");
      }
    } else {
      old_header();
      if (!next_line()) refuse(0, "no ballot follows the header");
    }
    if (out_.options.ids.empty()) refuse(0, "no alternative is named (# ALTERNATIVE NAME 1: …) before the ballots");
    if (out_.options.ids.size() > place::options_max) refuse(0, "names more than 32,767 alternatives");
    number_.clear();
    for (std::size_t i = 0; i < out_.options.ids.size(); ++i) number_.emplace(out_.options.ids[i], i);
    seen_.assign(out_.options.ids.size(), 0);
    out_.ballots = counting::ranked_ballots(out_.options.ids.size());
    do {
      if (!line_.empty() && !line_.starts_with('#')) ballot(modern ? ':' : ',');
    } while (next_line());
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(std::size_t at, const std::string& why) const {
    throw bad_input(path_, number_of_line_, at + 1, why);
  }

  bool next_line() {
    while (at_ < text_.size()) {
      const auto end = std::min(text_.find('\n', at_), text_.size());
      line_ = text_.substr(at_, end - at_);
      at_ = end + 1;
      ++number_of_line_;
      while (line_.ends_with('\r') || line_.ends_with(' ')) line_.remove_suffix(1);
      if (!line_.empty()) return true;
    }
    return false;
  }

  void name_option(std::string_view id, std::string_view name, std::size_t at) {
    if (id.empty()) refuse(at, "an alternative has no number");
    if (!number_.emplace(std::string(id), out_.options.ids.size()).second)
      refuse(at, "the alternative " + std::string(id) + " is named twice");
    out_.options.ids.emplace_back(id);
    out_.options.names.emplace_back(name.empty() ? id : name);
  }

  void header_line() {
    std::string_view rest = trimmed(line_.substr(1));
    if (takes(rest, "ALTERNATIVE NAME")) {
      const auto colon = rest.find(':');
      if (colon == std::string_view::npos) refuse(0, "a colon must follow the alternative's number");
      name_option(trimmed(rest.substr(0, colon)), trimmed(rest.substr(colon + 1)), 0);
    } else if (takes(rest, "NUMBER VOTERS:")) {
      out_.people_announced = whole_number(trimmed(rest));
    }
  }

  void old_header() {
    const auto count = whole_number(trimmed(line_));
    if (!count || *count < 1) refuse(0, "a PrefLib file begins with '#' lines, or with the number of alternatives");
    for (std::int64_t i = 0; i < *count; ++i) {
      if (!next_line()) refuse(0, "fewer alternatives than announced");
      const auto comma = line_.find(',');
      if (comma == std::string_view::npos) refuse(0, "an alternative's line is its number, a comma and its name");
      name_option(trimmed(line_.substr(0, comma)), trimmed(line_.substr(comma + 1)), 0);
    }
    if (!next_line()) refuse(0, "the line with the number of voters is missing");
    out_.people_announced = whole_number(trimmed(line_.substr(0, line_.find(','))));
    if (!out_.people_announced) refuse(0, "the line after the alternatives begins with the number of voters");
  }

  void ballot(char after_count) {
    const auto end = std::min(line_.find(after_count), line_.size());
    const auto people = whole_number(trimmed(line_.substr(0, end)));
    if (!people || *people < 1)
      refuse(0, std::string("a ballot's line begins with how many cast it, followed by '") + after_count + "'");
    places_.clear();
    ++ballot_;
    std::size_t at = end;
    while (at < line_.size()) rank(++at);
    try {
      out_.ballots.add(places_, *people);
    } catch (const std::length_error& too_many) {
      refuse(0, too_many.what());
    }
  }

  /// One alternative, or several in braces, from `at` to the next comma.
  void rank(std::size_t& at) {
    while (at < line_.size() && line_[at] == ' ') ++at;
    if (at >= line_.size()) return;
    if (line_[at] != '{') {
      alternative(at, ",", false);
      return;
    }
    const std::size_t open = at;
    bool any = false;
    do {
      ++at;
      while (at < line_.size() && line_[at] == ' ') ++at;
      if (at < line_.size() && line_[at] == '}') break;
      alternative(at, ",}", any);
      any = true;
    } while (at < line_.size() && line_[at] == ',');
    if (at >= line_.size() || line_[at] != '}') refuse(open, "the brace that opens here is never closed");
    ++at;
    if (!any) places_.push_back(place::skipped());
    while (at < line_.size() && line_[at] == ' ') ++at;
    if (at < line_.size() && line_[at] != ',') refuse(at, "a comma must follow a closing brace");
  }

  void alternative(std::size_t& at, std::string_view ends, bool shares_rank) {
    const auto end = std::min(line_.find_first_of(ends, at), line_.size());
    const auto id = trimmed(line_.substr(at, end - at));
    const auto found = number_.find(std::string(id));
    if (found == number_.end()) refuse(at, "'" + std::string(id) + "' is not an alternative of this file");
    if (seen_[found->second] == ballot_) refuse(at, "the alternative " + std::string(id) + " is ranked twice");
    seen_[found->second] = ballot_;
    places_.push_back(place::of(found->second, shares_rank));
    at = end;
  }

  std::string path_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view line_;
  std::size_t number_of_line_ = 0;
  rankings_read out_;
  std::unordered_map<std::string, std::size_t> number_;
  std::vector<std::size_t> seen_;
  std::size_t ballot_ = 0;
  std::vector<place> places_;
};

}  // namespace

rankings_read read_preflib(const std::string& path, std::string_view text) { return preflib_reader(path, text).read(); }

marks_read read_preflib_approvals(const std::string& path, std::string_view text) {
  const rankings_read read = read_preflib(path, text);
  const bool first_rank_only = path.ends_with("c") || path.ends_with(".cat");
  marks_read out{read.options, counting::marks(read.options.ids.size())};
  for (std::size_t i = 0; i < read.ballots.size(); ++i) {
    const auto ranking = read.ballots.ranking(i);
    bool any = false;
    for (std::size_t at = 0; at < ranking.size(); ++at) {
      if (first_rank_only && at > 0 && !ranking[at].shares_rank()) break;
      if (ranking[at].is_skipped()) {
        if (first_rank_only) break;
        continue;
      }
      out.ballots.give(ranking[at].option(), 1, read.ballots.people(i));
      any = true;
    }
    out.ballots.count_ballot(!any, read.ballots.people(i));
  }
  return out;
}

}  // namespace ruamkit::tools::count
