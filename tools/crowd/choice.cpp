#include "crowd/choice.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <numeric>

#include "base/utf8.hpp"

namespace ruamkit::crowd {
namespace json = boost::json;
namespace {

/// What people of a town write; none longer than 80 code points.
constexpr std::string_view sentences[] = {
    "อยากให้มีทางเท้าที่คนแก่เดินได้จริง",   "ขอให้แก้น้ำท่วมหน้าตลาดก่อนฤดูฝน", "เห็นด้วย แต่ต้องบอกว่าใช้งบจากไหน",
    "อยากให้ลูกหลานมีที่เล่นใกล้บ้าน",      "รถเมล์น้อยไป รอนานเป็นชั่วโมง",  "ขอให้ฟังคนริมคลองด้วย",
    "ควรทดลองทำเล็ก ๆ ก่อนหนึ่งปี",      "ขยะเป็นเรื่องเร่งด่วนที่สุด",       "ไฟถนนดับมาสามเดือนแล้ว",
    "อยากเห็นรายงานความคืบหน้าทุกเดือน", "ให้โรงเรียนมีส่วนร่วมด้วยจะดีมาก", "ค่าน้ำแพงขึ้นแต่น้ำไหลอ่อน",
};

std::string fitting_sentence(const ballot& on, std::uint64_t which) {
  const std::string text(sentences[which % std::size(sentences)]);
  if (static_cast<std::int64_t>(code_points(text)) <= on.length_max) return text;
  return "ดี";
}

/// Shares of a whole number in proportion to weights, by largest remainder; the sum is exact.
std::vector<std::int64_t> shared_out(std::int64_t whole, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> parts;
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> rest;
  std::int64_t given = 0;
  for (const double weight : weights) {
    const double exact = static_cast<double>(whole) * weight / total;
    parts.push_back(static_cast<std::int64_t>(std::floor(exact)));
    rest.push_back(exact - std::floor(exact));
    given += parts.back();
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t i = 0; given < whole; ++i, ++given) ++parts[order[i % order.size()]];
  return parts;
}

/// The choice that somebody makes who likes the options this much (around 0, mostly within ±2).
json::value choice_from(const ballot& on, const std::vector<double>& liking, std::uint64_t words) {
  std::vector<std::size_t> order(on.options.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return liking[a] > liking[b]; });
  switch (on.kind) {
    case kind::single:
    case kind::yes_no:
      return json::array{json::string(on.options.at(order.at(0)))};
    case kind::multiple:
    case kind::rank: {
      json::array out;
      for (const std::size_t i : order) {
        const auto named = static_cast<std::int64_t>(out.size());
        if (named >= on.max || (named >= std::max<std::int64_t>(1, on.min) && liking[i] < 0.0)) break;
        out.emplace_back(on.options[i]);
      }
      return out;
    }
    case kind::score: {
      json::object out;
      for (std::size_t i = 0; i < on.options.size(); ++i) {
        const double part = std::clamp(0.5 + liking[i] / 4.0, 0.0, 1.0);
        out[on.options[i]] = on.min + std::llround(part * static_cast<double>(on.max - on.min));
      }
      return out;
    }
    case kind::points: {
      std::vector<double> weights;
      for (const double l : liking) weights.push_back(std::exp(1.5 * l));
      const auto parts = shared_out(on.budget, weights);
      json::object out;
      for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i] > 0 || parts.size() == 1) out[on.options[i]] = parts[i];
      if (out.empty()) out[on.options.at(0)] = 0;
      return out;
    }
    case kind::scale: {
      const double part = std::clamp(0.5 + liking.at(0) / 4.0, 0.0, 1.0);
      return on.min + std::llround(part * static_cast<double>(on.max - on.min));
    }
    case kind::text:
      return json::string(fitting_sentence(on, words));
  }
  return nullptr;
}

/// Near enough to the normal distribution for opinions: the sum of four uniforms, variance 1.
double bell(seeded& random) {
  const double sum = unit(random) + unit(random) + unit(random) + unit(random);
  return (sum - 2.0) * std::sqrt(3.0);
}

}  // namespace

double unit(seeded& random) { return static_cast<double>(random.next() >> 11) * 0x1.0p-53; }

std::uint64_t mixed(std::uint64_t seed, std::string_view text, std::uint64_t more) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ seed;  // FNV-1a, then mixed by the generator
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return seeded(hash + more * 0x9e3779b97f4a7c15U).next();
}

json::value random_choice(const ballot& on, seeded& random) {
  std::vector<double> liking(std::max<std::size_t>(1, on.options.size()));
  for (double& l : liking) l = unit(random) * 4.0 - 2.0;
  return choice_from(on, liking, random.next());
}

std::string idea_text(std::uint64_t which) {
  constexpr std::string_view where[] = {"หมู่ 3", "หน้าโรงเรียน", "ริมคลอง", "ตลาดเช้า", "ชุมชนบ้านใต้", "ถนนสายใน"};
  const std::uint64_t rest = which / std::size(sentences);
  return std::string(sentences[which % std::size(sentences)]) + " (" + std::string(where[rest % std::size(where)]) +
         ")";
}

std::optional<json::value> named_choice(const ballot& on, std::span<const std::string> words) {
  if (words.empty()) return std::nullopt;
  if (on.kind == kind::text) return json::string(words[0]);
  if (on.kind == kind::scale) {
    std::int64_t value = 0;
    const char* end = words[0].data() + words[0].size();
    const auto [stopped, error] = std::from_chars(words[0].data(), end, value);
    if (error != std::errc{} || stopped != end || value < on.min || value > on.max) return std::nullopt;
    return value;
  }
  for (const std::string& word : words)
    if (std::find(on.options.begin(), on.options.end(), word) == on.options.end()) return std::nullopt;
  const auto count = static_cast<std::int64_t>(words.size());
  if (on.kind == kind::score || on.kind == kind::points) {
    const auto shares = shared_out(on.budget, std::vector<double>(words.size(), 1.0));
    json::object out;
    for (std::size_t i = 0; i < words.size(); ++i) out[words[i]] = on.kind == kind::score ? on.max : shares[i];
    return out;
  }
  const bool one = on.kind == kind::single || on.kind == kind::yes_no;
  if (one ? count != 1 : count < on.min || count > on.max) return std::nullopt;
  json::array out;
  for (const std::string& word : words) out.emplace_back(word);
  return out;
}

opinion::opinion(std::uint64_t society, std::uint64_t person, std::vector<place> strata)
    : society_(society), person_(person), strata_(std::move(strata)) {
  seeded own(person_);
  for (std::size_t q = 0; q < questions; ++q) {
    double stand = 0.6 * bell(own);
    for (const place& at : strata_) {
      seeded shared(mixed(society_, at.stratum + "=" + at.value, q));
      stand += 0.5 * bell(shared);
    }
    stand_[q] = stand;
  }
}

std::vector<double> opinion::likings(const ballot& on, std::uint64_t occasion) const {
  std::vector<double> out;
  seeded own(mixed(person_, on.id, occasion));
  const std::size_t count = std::max<std::size_t>(1, on.options.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = on.options.empty() ? "scale" : on.options[i];
    seeded shared(mixed(society_, on.id + "/" + name));
    double liking = 0.7 * bell(shared);  // how popular it is with everyone
    for (const double stand : stand_) liking += 0.6 * stand * bell(shared);
    out.push_back(liking + 0.5 * bell(own));
  }
  return out;
}

json::value opinion::choose(const ballot& on, std::uint64_t occasion) const {
  if (on.kind == kind::single)
    for (const place& at : strata_) {
      const bool mine = std::find(on.options.begin(), on.options.end(), at.value) != on.options.end();
      if (mine && (on.id.find(at.stratum) != std::string::npos || on.options.size() > 2))
        return json::array{json::string(at.value)};
    }
  return choice_from(on, likings(on, occasion), mixed(person_, on.id, occasion + 77));
}

}  // namespace ruamkit::crowd
