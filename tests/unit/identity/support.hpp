// A folder of its own for each test, and what can be found in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "identity/store.hpp"

namespace ruamkit::identity::testing {

/// Removed, with all in it, at the end of the test.
class temporary_folder {
 public:
  temporary_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ruamkit-identity-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Waits for another's lock for as long as a slow disk takes, but where a test is about giving up.
  [[nodiscard]] store_options options(const std::string& vfs = {},
                                      std::chrono::milliseconds busy_max = std::chrono::minutes{1}) const {
    return {path_.string(), vfs, busy_max};
  }

  /// Every byte of every file, one file after the other.
  [[nodiscard]] std::string every_byte() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      std::ifstream in{entry.path(), std::ios::binary};
      all.append(std::istreambuf_iterator<char>{in}, {});
    }
    return all;
  }
  [[nodiscard]] bool holds(std::string_view needle) const { return every_byte().find(needle) != std::string::npos; }

 private:
  std::filesystem::path path_;
};

/// Well formed, and of no password: for tests that never check one.
inline const password_hash any_hash{"$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$any"};

inline const deliberation_id town{"d_town"};
inline const deliberation_id jury{"d_jury"};
inline constexpr std::chrono::hours day{24};
inline constexpr instant noon{1'800'000'000'000};

template <typename Result>
std::optional<reason> why_not(const Result& r) {
  return r ? std::nullopt : std::optional{r.error().reason};
}

}  // namespace ruamkit::identity::testing
