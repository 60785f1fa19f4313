// A value or the reason there is none.
#pragma once

#include <boost/system/result.hpp>

namespace ruamkit {

/// `T`, or an `E` that says why not. Test it before use; `*r` reads the value, `r.error()` the reason.
template <typename T, typename E>
using result = boost::system::result<T, E>;

}  // namespace ruamkit
