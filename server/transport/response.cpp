#include "transport/response.hpp"

#include <array>
#include <utility>

#include "transport/origin.hpp"

namespace ruamkit::transport {
namespace {

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Status";
  }
}

// Older WebViews do not count ws: as 'self' for connect-src, so the request's own host is spelled out.
std::string socket_source(const circumstances& where) {
  if (!is_plain_host(where.host)) return {};
  return (where.over_tls ? " wss://" : " ws://") + std::string{where.host};
}

void add_policy(std::string& out, const response& what, const circumstances& where) {
  if (!what.policy.empty()) {
    out += "Content-Security-Policy: " + what.policy;
    return;
  }
  out +=
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
      "img-src 'self' data:; connect-src 'self'";
  out += socket_source(where);
  out += "; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

void add_security(std::string& out, const response& what, const circumstances& where) {
  add_policy(out, what, where);
  out +=
      "\r\nX-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Permissions-Policy: camera=(self), microphone=(), geolocation=(), payment=(), usb=()\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n";
  if (where.over_tls) out += "Strict-Transport-Security: max-age=31536000\r\n";
}

// IMF-fixdate (RFC 9110 section 5.6.7), whatever the locale.
std::string date_of(std::time_t now) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const auto size = std::strftime(text.data(), text.size(), "---, %d --- %Y %H:%M:%S GMT", &parts);
  std::string out{text.data(), size};
  out.replace(0, 3, days[static_cast<std::size_t>(parts.tm_wday)]);
  out.replace(8, 3, months[static_cast<std::size_t>(parts.tm_mon)]);
  return out;
}

}  // namespace

std::string head_of(const response& what, const circumstances& where) {
  std::string out;
  out.reserve(1024);
  out += "HTTP/1.1 ";
  out += std::to_string(what.status);
  out += ' ';
  out += reason_of(what.status);
  out += "\r\nDate: ";
  out += date_of(where.now);
  out += where.keep_alive ? "\r\nConnection: keep-alive\r\n" : "\r\nConnection: close\r\n";
  if (!what.type.empty()) out += "Content-Type: " + what.type + "\r\n";
  if (what.status != 304 && what.status != 204) {
    out += "Content-Length: " + std::to_string(what.body_bytes()) + "\r\n";
  }
  out += what.headers;
  add_security(out, what, where);
  out += "\r\n";
  return out;
}

std::string switching_protocols(std::string_view accept) {
  std::string out =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: ";
  out += accept;
  out += "\r\n\r\n";
  return out;
}

response page(unsigned status, std::string_view thai, std::string_view english) {
  response out;
  out.status = status;
  out.type = "text/html; charset=utf-8";
  out.headers = "Cache-Control: no-store\r\n";
  out.body =
      "<!doctype html>\n<html lang=\"th\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out.body += std::to_string(status);
  out.body += "</title>\n<h1>";
  out.body += thai;
  out.body += "</h1>\n<p lang=\"en\">";
  out.body += english;
  out.body += "</p>\n";
  return out;
}

response page(unsigned status) {
  switch (status) {
    case 403:
      return page(403, "หน้าเว็บนี้ไม่ได้รับอนุญาต", "This page may not use this server.");
    case 404:
      return page(404, "ไม่พบหน้านี้", "There is no such page.");
    case 405:
      return page(405, "ทำรายการแบบนี้ที่นี่ไม่ได้", "That cannot be done here.");
    case 408:
      return page(408, "ส่งคำขอช้าเกินไป กรุณาลองใหม่", "The request took too long. Please try again.");
    case 413:
      return page(413, "ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป", "What was sent is too large.");
    case 415:
      return page(415, "ต้องส่งข้อมูลเป็น application/json", "Send application/json.");
    case 426:
      return page(426, "ที่อยู่นี้ใช้กับ WebSocket เท่านั้น", "This address is for WebSocket only.");
    case 431:
      return page(431, "ส่วนหัวของคำขอยาวเกินไป", "The request's header is too long.");
    case 429:
      return page(429, "เปิดถี่เกินไป กรุณารอสักครู่แล้วลองใหม่", "Too many requests. Please wait a moment and try again.");
    case 500:
      return page(500, "เซิร์ฟเวอร์เปิดสิ่งนี้ไม่ได้ กรุณาแจ้งเจ้าหน้าที่", "The server cannot open this. Please tell the staff.");
    case 503:
      return page(503, "ขณะนี้มีผู้ใช้งานเต็ม กรุณาลองใหม่ในอีกสักครู่", "The server is full just now. Please try again shortly.");
    case 504:
      return page(504, "เซิร์ฟเวอร์ตอบไม่ทันเวลา กรุณาลองใหม่", "The server did not answer in time. Please try again.");
    default:
      return page(400, "อ่านคำขอนี้ไม่ได้", "This request cannot be read.");
  }
}

response plain_text(unsigned status, std::string text) {
  response out;
  out.status = status;
  out.type = "text/plain; charset=utf-8";
  out.headers = "Cache-Control: no-store\r\n";
  out.body = std::move(text);
  return out;
}

response json(std::string text) {
  response out;
  out.type = "application/json";
  out.headers = "Cache-Control: no-store\r\n";
  out.body = std::move(text);
  return out;
}

namespace {

/// Content-Disposition, named in UTF-8 and for old programs in ASCII (RFC 6266, RFC 8187).
std::string disposition(std::string_view what, std::string_view name, std::string_view plain_name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "!#$&+-.^_`|~";  // attr-char of RFC 8187, beside letters and digits
  std::string out = "Content-Disposition: ";
  out += what;
  out += "; filename=\"";
  out += plain_name;
  out += "\"; filename*=UTF-8''";
  for (const char c : name) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out + "\r\n";
}

}  // namespace

response saved_as(std::string_view name, std::string_view plain_name, std::string type) {
  response out;
  out.type = std::move(type);
  out.headers = "Cache-Control: no-store\r\n" + disposition("attachment", name, plain_name);
  return out;
}

response shown(std::string_view name, std::string_view plain_name, std::string type, std::string_view etag) {
  response out;
  out.type = std::move(type);
  out.headers = "Cache-Control: no-cache\r\nETag: ";
  out.headers += etag;
  out.headers += "\r\n" + disposition("inline", name, plain_name);
  return out;
}

}  // namespace ruamkit::transport
