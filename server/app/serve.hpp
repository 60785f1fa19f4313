// Puts the rooms together and runs them until SIGTERM or SIGINT.
#pragma once

#include "app/settings.hpp"

namespace ruamkit::app {

/// The server's whole life. 0 after a clean end; throws ledger::unusable, identity::unusable or
/// transport::start_failure, each with a sentence that says what to do, when it cannot begin.
int serve(const settings& all);

}  // namespace ruamkit::app
