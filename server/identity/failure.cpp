#include "identity/failure.hpp"

namespace ruamkit::identity {

std::string_view name_of(reason r) {
  switch (r) {
    case reason::name_invalid:
      return "name_invalid";
    case reason::name_taken:
      return "name_taken";
    case reason::role_unknown:
      return "role_unknown";
    case reason::password_short:
      return "password_short";
    case reason::password_long:
      return "password_long";
    case reason::password_not_text:
      return "password_not_text";
    case reason::password_unhashed:
      return "password_unhashed";
    case reason::account_unknown:
      return "account_unknown";
    case reason::account_disabled:
      return "account_disabled";
    case reason::credentials_changed:
      return "credentials_changed";
    case reason::key_destroyed:
      return "key_destroyed";
    case reason::person_invalid:
      return "person_invalid";
  }
  return "unknown";
}

std::string_view name_of(storage_failure::kind k) {
  switch (k) {
    case storage_failure::kind::full:
      return "full";
    case storage_failure::kind::io_error:
      return "io_error";
    case storage_failure::kind::busy:
      return "busy";
    case storage_failure::kind::damaged:
      return "damaged";
    case storage_failure::kind::defect:
      return "defect";
  }
  return "unknown";
}

}  // namespace ruamkit::identity
