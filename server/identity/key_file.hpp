// The pepper: 32 random bytes beside the database, so that a copy of the database alone gives no seat code away.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace ruamkit::identity {

using pepper = std::array<std::uint8_t, 32>;

/// Reads the file, and makes its mode 0600 if it is not. Nothing if there is none; throws unusable for a file that
/// cannot be read or has not exactly 32 bytes.
[[nodiscard]] std::optional<pepper> read_key_file(const std::string& path);

/// Makes the file with random bytes, mode 0600, durable before this returns, and never half there. Where another
/// process was first, its key is returned. Throws unusable.
[[nodiscard]] pepper make_key_file(const std::string& path);

/// Creates an empty file of mode 0600, or makes an existing one's mode so. Throws unusable.
void make_private_file(const std::string& path);

}  // namespace ruamkit::identity
