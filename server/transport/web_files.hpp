// The built web client, held in memory: only what was found at the start can be asked for.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ruamkit::transport {

/// One file in one encoding.
struct representation {
  std::shared_ptr<const std::string> body;  ///< null: there is none in this encoding
  std::string etag;                         ///< strong, with its quotes
};

struct web_file {
  std::string type;          ///< Content-Type
  std::string_view caching;  ///< Cache-Control
  representation identity, gzip, brotli;
};

struct chosen_file {
  const representation* what = nullptr;
  std::string_view encoding;  ///< "br", "gzip" or empty
  bool varies = false;        ///< another Accept-Encoding could have got another answer
};

class web_files {
 public:
  /// Reads every file under `root`; NAME.br and NAME.gz are taken as encodings of NAME. An empty root gives none.
  /// Throws std::runtime_error naming what could not be read.
  static web_files load(const std::string& root);

  /// `path` without the leading slash; null when there is no such file.
  [[nodiscard]] const web_file* find(std::string_view path) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  std::unordered_map<std::string, web_file> files_;
};

/// The smallest form the client takes (RFC 9110 section 12.5.3).
[[nodiscard]] chosen_file choose(const web_file& file, std::string_view accept_encoding);

/// Whether `if_none_match` (RFC 9110 section 13.1.2) names the tag; "*" does.
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);

[[nodiscard]] std::string_view content_type_of(std::string_view path);

}  // namespace ruamkit::transport
