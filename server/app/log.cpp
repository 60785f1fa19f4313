#include "app/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "wire/json_text.hpp"

namespace ruamkit::app {
namespace {

/// The message as a JSON string.
class quoted_message final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& what, const std::tm&, spdlog::memory_buf_t& out) override {
    std::string text;
    wire::append_quoted(text, {what.payload.data(), what.payload.size()});
    out.append(text.data(), text.data() + text.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return spdlog::details::make_unique<quoted_message>();
  }
};

}  // namespace

std::shared_ptr<spdlog::logger> make_log(const std::string& level) {
  auto log = std::make_shared<spdlog::logger>("ruamkitd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  auto lines = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  lines->add_flag<quoted_message>('*').set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})");
  log->set_formatter(std::move(lines));
  log->set_level(spdlog::level::from_str(level));
  log->flush_on(spdlog::level::trace);
  return log;
}

}  // namespace ruamkit::app
