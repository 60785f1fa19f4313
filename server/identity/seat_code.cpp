#include "identity/seat_code.hpp"

#include <array>
#include <cstdint>

#include "base/entropy.hpp"

namespace ruamkit::identity {
namespace {

std::string printed(std::string_view letters) {
  std::string out;
  out.reserve(seat_code_letters + 2);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i != 0 && i % 3 == 0) out += '-';
    out += letters[i];
  }
  return out;
}

// A Thai keyboard types ๐–๙ (U+0E50–U+0E59), and word processors turn a hyphen into U+2010–U+2015 and a space into
// U+00A0. Takes one character off `text`; 0 stands for a separator, '?' for what no code has.
char take_letter(std::string_view& text) {
  const auto starts = [&](std::string_view prefix) { return text.starts_with(prefix); };
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t length = 1;
  char letter = text[0];
  if (letter >= 'a' && letter <= 'z') {
    letter = static_cast<char>(letter - 'a' + 'A');
  } else if (letter == ' ' || letter == '-' || letter == '\t' || letter == '\r' || letter == '\n') {
    letter = 0;
  } else if (starts("\xC2\xA0")) {
    length = 2;
    letter = 0;
  } else if (starts("\xE2\x80") && text.size() >= 3 && byte_at(2) >= 0x90 && byte_at(2) <= 0x95) {
    length = 3;
    letter = 0;
  } else if (starts("\xE0\xB9") && text.size() >= 3 && byte_at(2) >= 0x90 && byte_at(2) <= 0x99) {
    length = 3;
    letter = static_cast<char>('0' + (byte_at(2) - 0x90));
  }
  text.remove_prefix(length);
  return letter == 0 || seat_alphabet.find(letter) != std::string_view::npos ? letter : '?';
}

}  // namespace

std::string new_seat_code() {
  // 240 is the largest multiple of 30 in a byte: bytes from there on would favour the first letters, and are drawn
  // anew.
  constexpr std::uint8_t reject_from = 240;
  static_assert(reject_from % seat_alphabet.size() == 0);
  std::array<char, seat_code_letters> letters{};
  std::size_t drawn = 0;
  while (drawn < letters.size())
    for (const auto byte : random_bytes<16>())
      if (byte < reject_from && drawn < letters.size()) letters[drawn++] = seat_alphabet[byte % seat_alphabet.size()];
  return printed({letters.data(), letters.size()});
}

std::optional<std::string> normalise_seat_code(std::string_view typed) {
  std::string letters;
  while (!typed.empty()) {
    const char letter = take_letter(typed);
    if (letter == 0) continue;
    if (letter == '?' || letters.size() == seat_code_letters) return std::nullopt;
    letters += letter;
  }
  if (letters.size() != seat_code_letters) return std::nullopt;
  return printed(letters);
}

}  // namespace ruamkit::identity
