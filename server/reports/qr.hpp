// QR codes, by libqrencode.
#pragma once

#include <string>
#include <vector>

namespace ruamkit::reports {

/// No quiet zone: leave four modules blank on every side. At error correction M, a sixth of it may be soiled.
struct qr_code {
  int size = 0;            ///< modules along a side
  std::vector<bool> dark;  ///< row by row from the top left
};

/// Throws cannot_render for a text longer than a QR code holds (2,331 bytes).
[[nodiscard]] qr_code qr_of(const std::string& text);

}  // namespace ruamkit::reports
