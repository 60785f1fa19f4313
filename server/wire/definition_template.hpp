// Each method's template and how a definition is filled from it.
//
// 1. A top-level member that the definition does not have is taken from its method's template, whole; one that it has
//    replaces the template's, whole. `title`, `issue`, `convenor`, `$schema` and `x_…` are never taken.
// 2. When the agenda is the template's and the ballots are the definition's: references to ballots that the definition
//    does not have go, and ballots that no stage names are added, demographic ones to the first stage of the kind
//    `ballots`, the others to the last. A stage that lost all its ballots so is left out.
// 3. When the agenda is the template's and the surveys are the definition's: references to surveys that the definition
//    does not have go, and every stage of the kind `survey` that gives a wave names each survey with that wave. A
//    stage that names none is left out.
// 4. When the agenda is the definition's: ballots and surveys of the template that no stage names are left out.
// 5. When the strata are the definition's and the tables the template's: `balance` keeps only strata the definition
// has.
// 6. When the ballots are the template's: one asks for its `stratum` only where the definition has that stratum and its
//    options are values of it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "deliberation/definition.hpp"

namespace boost::json {
class object;
class value;
}  // namespace boost::json

namespace ruamkit::wire {

/// The nine templates. Immutable once filled, so one may be shared by every thread.
class templates {
 public:
  /// Those this program was built with (config/methods).
  templates();
  templates(const templates&);
  templates(templates&&) noexcept;
  templates& operator=(const templates&);
  templates& operator=(templates&&) noexcept;
  ~templates();

  /// Takes an operator's own template in place of the built-in one of the method it names. Nothing is replaced when
  /// there is a fault, and the faults are returned.
  [[nodiscard]] std::vector<deliberation::fault> replace(std::string_view json_text);

  /// The template as JSON text.
  [[nodiscard]] std::string text(deliberation::method) const;

  /// `definition`, an object, filled by the rules above from the template of the method it names.
  void fill(boost::json::object& definition, deliberation::method) const;

 private:
  struct content;
  std::unique_ptr<content> content_;
};

}  // namespace ruamkit::wire
