// The names of things, as this room keeps them: opaque text of the rooms that own them.
#pragma once

#include "base/strong.hpp"

namespace ruamkit::identity {

using account_id = strong_id<struct account_tag>;  ///< a member of staff: "a_" and ten characters
using deliberation_id = strong_id<struct deliberation_tag>;
using participant_id = strong_id<struct participant_tag>;

}  // namespace ruamkit::identity
