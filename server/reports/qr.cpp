#include "reports/qr.hpp"

#include <qrencode.h>

#include <memory>

#include "reports/render.hpp"

namespace ruamkit::reports {

qr_code qr_of(const std::string& text) {
  struct freeing {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  const std::unique_ptr<QRcode, freeing> made(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (made == nullptr) throw cannot_render("a QR code cannot hold this text");
  qr_code out;
  out.size = made->width;
  const int modules = made->width * made->width;
  out.dark.reserve(static_cast<std::size_t>(modules));
  for (int i = 0; i < modules; ++i) out.dark.push_back((made->data[i] & 1U) != 0);
  return out;
}

}  // namespace ruamkit::reports
