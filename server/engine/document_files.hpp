// The files people are given to read: one a content, named by its SHA-256, in a folder of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace ruamkit::engine {

/// The folder cannot be written; what() is for the operator.
class cannot_keep : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Used by one thread at a time.
class document_files {
 public:
  /// Made when the first file is kept. Empty: none can be.
  explicit document_files(std::string folder) : folder_(std::move(folder)) {}

  /// On the disk for good when it returns: written beside, synced and renamed. A file of that content which is there
  /// already stays; a damaged one is replaced. Throws cannot_keep.
  void keep(const digest& sha256, std::string_view content) const;

  /// Nothing where the file is missing, or is not any more what it was.
  [[nodiscard]] std::optional<std::string> load(const digest& sha256, std::uint64_t bytes) const;

 private:
  [[nodiscard]] std::string path_of(const digest& sha256) const;

  std::string folder_;
};

}  // namespace ruamkit::engine
