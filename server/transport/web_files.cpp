#include "transport/web_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace ruamkit::transport {
namespace {

namespace fs = std::filesystem;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

template <typename Each>
void for_each_element(std::string_view list, Each each) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (const auto element = trimmed(list.substr(0, comma)); !element.empty()) each(element);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// "0", "0.0", "0.000": the only weights that mean "not at all".
bool refuses(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const auto weight = trimmed(parameters.substr(q + 2));
  return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  bool accepted = false;
  for_each_element(accept_encoding, [&](std::string_view element) {
    const auto semicolon = std::min(element.find(';'), element.size());
    if (trimmed(element.substr(0, semicolon)) == coding) accepted = !refuses(element.substr(semicolon));
  });
  return accepted;
}

std::string_view caching_of(std::string_view path) {
  return path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

representation read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error{"cannot read the web file " + path.string()};
  auto body = std::make_shared<const std::string>(std::move(text).str());
  const auto hash = sha256(*body);
  return {body, '"' + to_base64url(std::span{hash}.first(18)) + '"'};
}

}  // namespace

web_files web_files::load(const std::string& root) {
  web_files out;
  if (root.empty()) return out;
  std::error_code failed;
  if (!fs::is_directory(root, failed)) throw std::runtime_error{"the web root " + root + " is not a directory"};

  std::vector<std::pair<std::string, fs::path>> found;
  for (const auto& entry : fs::recursive_directory_iterator{root}) {
    // A link could lead out of the root; the built client has none.
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    found.emplace_back(entry.path().lexically_relative(root).generic_string(), entry.path());
  }
  for (const auto& [name, path] : found) {
    if (name.ends_with(".br") || name.ends_with(".gz")) continue;
    auto& file = out.files_[name];
    file.type = content_type_of(name);
    file.caching = caching_of(name);
    file.identity = read(path);
  }
  for (const auto& [name, path] : found) {
    const bool brotli = name.ends_with(".br");
    if (!brotli && !name.ends_with(".gz")) continue;
    const auto at = out.files_.find(name.substr(0, name.size() - 3));
    if (at == out.files_.end()) continue;
    (brotli ? at->second.brotli : at->second.gzip) = read(path);
  }
  return out;
}

const web_file* web_files::find(std::string_view path) const {
  const auto at = files_.find(std::string{path});
  return at == files_.end() ? nullptr : &at->second;
}

chosen_file choose(const web_file& file, std::string_view accept_encoding) {
  chosen_file out{&file.identity, {}, file.brotli.body || file.gzip.body};
  const auto consider = [&](const representation& form, std::string_view coding) {
    if (form.body && form.body->size() < out.what->body->size() && accepts(accept_encoding, coding)) {
      out.what = &form;
      out.encoding = coding;
    }
  };
  consider(file.brotli, "br");
  consider(file.gzip, "gzip");
  return out;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  bool named = false;
  for_each_element(if_none_match, [&](std::string_view element) {
    if (element.starts_with("W/")) element.remove_prefix(2);  // the comparison is the weak one
    named = named || element == etag || element == "*";
  });
  return named;
}

std::string_view content_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".wasm", "application/wasm"},
  };
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace ruamkit::transport
