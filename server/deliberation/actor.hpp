// Who asks, and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

enum class role { participant, screen, facilitator, theme_team, lead, organiser, committee, admin };
[[nodiscard]] std::string_view name_of(role);
[[nodiscard]] std::optional<role> role_from_name(std::string_view name);

/// Nobody yet (no role), a participant, a screen, or a member of staff. `system` is the server itself (timers).
struct actor {
  enum class kind { anonymous, participant, screen, staff, system };

  kind who = kind::anonymous;
  std::optional<deliberation::role> role;  ///< none for anonymous and system
  participant_id participant;              ///< kind participant
  account_id account;                      ///< kind staff
  deliberation_id bound_to;                ///< kinds participant and screen: the only deliberation they may touch
};

/// Everything a decision may depend on beside the state and the command: it is written into the events.
struct stamp {
  instant now;
  std::uint64_t seed = 0;
};

}  // namespace ruamkit::deliberation
