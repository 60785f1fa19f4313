#include "reports/font_subset.hpp"

#include <hb-subset.h>

#include <memory>

namespace ruamkit::reports {
namespace {

template <auto destroy>
struct freeing {
  template <typename Value>
  void operator()(Value* what) const {
    destroy(what);
  }
};
using blob = std::unique_ptr<hb_blob_t, freeing<hb_blob_destroy>>;
using face = std::unique_ptr<hb_face_t, freeing<hb_face_destroy>>;
using input = std::unique_ptr<hb_subset_input_t, freeing<hb_subset_input_destroy>>;
using buffer = std::unique_ptr<hb_buffer_t, freeing<hb_buffer_destroy>>;

void want_letters(hb_subset_input_t* wanted, std::string_view text) {
  // A buffer reads UTF-8 as HarfBuzz does when it shapes: what is malformed becomes U+FFFD.
  const buffer letters(hb_buffer_create());
  hb_buffer_add_utf8(letters.get(), text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  unsigned count = 0;
  const auto* each = hb_buffer_get_glyph_infos(letters.get(), &count);
  auto* set = hb_subset_input_unicode_set(wanted);
  for (unsigned i = 0; i < count; ++i) hb_set_add(set, each[i].codepoint);
  // Shaping takes Thai letters apart and puts others in: sara am becomes nikhahit and sara aa.
  hb_set_add_range(set, 0x0E01, 0x0E5B);
  hb_set_add(set, 0x25CC);
}

}  // namespace

std::optional<std::string> font_subset(const std::string& path, std::string_view text) {
  const blob file(hb_blob_create_from_file_or_fail(path.c_str()));
  if (!file) return std::nullopt;
  const face whole(hb_face_create(file.get(), 0));
  const input wanted(hb_subset_input_create_or_fail());
  if (!wanted || hb_face_get_glyph_count(whole.get()) == 0) return std::nullopt;
  want_letters(wanted.get(), text);
  hb_subset_input_set_flags(wanted.get(), HB_SUBSET_FLAGS_NO_HINTING);
  // Figures of one width are asked for by the style sheet; HarfBuzz keeps what shaping always uses by itself.
  hb_set_add(hb_subset_input_set(wanted.get(), HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), HB_TAG('t', 'n', 'u', 'm'));
  const face cut(hb_subset_or_fail(whole.get(), wanted.get()));
  if (!cut) return std::nullopt;
  const blob out(hb_face_reference_blob(cut.get()));
  unsigned size = 0;
  const char* data = hb_blob_get_data(out.get(), &size);
  if (size == 0) return std::nullopt;
  return std::string(data, size);
}

}  // namespace ruamkit::reports
