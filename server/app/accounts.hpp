// `ruamkitd account …`: staff accounts, by the operator at the machine, also while the server runs.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace ruamkit::app {

/// Adds the subcommand; what it returns runs whichever of its parts was parsed and gives the exit code.
[[nodiscard]] std::function<int()> add_account_commands(CLI::App& app);

}  // namespace ruamkit::app
