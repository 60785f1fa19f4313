#include "ruamkit/opinion/findings.hpp"
#include "ruamkit/opinion/words.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::shared_stand;
using analysis::opinion::stand;
using analysis::opinion::tally;
using analysis::opinion::vote;
using wire::array_text;
using wire::object_text;

const char* side_name(vote side) { return side == vote::agree ? "agree" : "disagree"; }

void put_tally(object_text& into, const tally& of) {
  into.number("agreed", of.of(vote::agree));
  into.number("disagreed", of.of(vote::disagree));
  into.number("passed", of.of(vote::pass));
}

void put_point(object_text& into, const analysis::opinion::point& at) {
  into.real("x", at.x);
  into.real("y", at.y);
}

void put_statement(object_text& into, const findings& from, std::uint32_t statement) {
  into.text("statement", from.of.statements[statement]);
  const auto note = from.notes.find(from.of.statements[statement]);
  if (note != from.notes.end()) into.text("text", note->second.text);
}

void put_stand(std::string& into, const findings& from, const stand& one) {
  object_text out(into);
  put_statement(out, from, one.statement);
  out.text("side", side_name(one.side));
  put_tally(out, one.within);
  out.real("share", one.share);
  out.real("share_outside", one.share_outside);
  out.real("representativeness", one.representativeness());
  out.real("z_within", one.z_within);
  out.real("z_against", one.z_against);
  out.flag("significant", one.significant);
}

void put_groups(object_text& into, const findings& from) {
  array_text groups(into.member("groups"));
  for (const auto& group : from.map.groups) {
    object_text one(groups.element());
    one.number("group", std::uint64_t{group.name});
    one.text("name", letter_of(group.name));
    one.number("size", group.size);
    {
      object_text centre(one.member("centre"));
      put_point(centre, group.centre);
    }
    array_text stands(one.member("representative"));
    for (const stand& each : group.representative) put_stand(stands.element(), from, each);
  }
}

void put_people(object_text& into, const findings& from) {
  {
    object_text people(into.member("people"));
    for (std::size_t p = 0; p < from.of.people.size(); ++p)
      if (from.map.group_of[p] >= 0) people.number(from.of.people[p], std::int64_t{from.map.group_of[p]});
  }
  {
    array_text ungrouped(into.member("ungrouped"));
    for (std::size_t p = 0; p < from.of.people.size(); ++p)
      if (from.map.group_of[p] < 0) ungrouped.text(from.of.people[p]);
  }
  object_text coordinates(into.member("coordinates"));
  for (std::size_t p = 0; p < from.map.places.size(); ++p) {
    object_text at(coordinates.member(from.of.people[p]));
    put_point(at, from.map.places[p]);
  }
}

void put_consensus(object_text& into, const findings& from) {
  array_text all(into.member("consensus"));
  for (const shared_stand& each : from.map.consensus) {
    object_text one(all.element());
    put_statement(one, from, each.statement);
    one.text("side", side_name(each.side));
    one.real("consensus", each.consensus);
    put_tally(one, from.map.everybody[each.statement]);
    object_text shares(one.member("shares"));
    for (std::size_t g = 0; g < each.shares.size(); ++g)
      shares.real(std::to_string(from.map.groups[g].name), each.shares[g]);
  }
}

void put_statements(object_text& into, const findings& from) {
  array_text all(into.member("statements"));
  for (std::uint32_t s = 0; s < from.of.statements.size(); ++s) {
    object_text one(all.element());
    put_statement(one, from, s);
    put_tally(one, from.map.everybody[s]);
    if (from.map.k == 0) continue;
    put_point(one, from.map.axes.loadings[s]);
    one.real("consensus_agree", group_informed_consensus(from.map.in_groups, s, vote::agree));
    one.real("consensus_disagree", group_informed_consensus(from.map.in_groups, s, vote::disagree));
    array_text groups(one.member("groups"));
    for (std::size_t g = 0; g < from.map.groups.size(); ++g) {
      object_text each(groups.element());
      each.number("group", std::uint64_t{from.map.groups[g].name});
      put_tally(each, from.map.in_groups[g][s]);
    }
  }
}

void put_all(std::string& into, const findings& from) {
  object_text out(into);
  out.number("k", from.map.k);
  out.text("result", name_of(from.map.result));
  if (const std::string why = reason_sentence(from, language::en); !why.empty())
    out.localized("reason", {reason_sentence(from, language::th), why});
  out.number("seed", from.seed);
  out.number("votes_given", from.votes_given);
  out.number("votes_counted", from.votes.answers());
  out.number("statements_left_out", from.left_out);
  out.number("answers_min", from.answers_min);
  put_groups(out, from);
  put_people(out, from);
  put_consensus(out, from);
  {
    array_text tried(out.member("silhouettes"));
    for (const auto& each : from.map.silhouettes) {
      object_text one(tried.element());
      one.number("k", each.k);
      one.real("width", each.width);
    }
  }
  {
    object_text share(out.member("share_of_variance"));
    put_point(share, {from.map.axes.share_of_variance[0], from.map.axes.share_of_variance[1]});
  }
  put_statements(out, from);
  if (from.compared > 0) {
    object_text compared(out.member("compared"));
    compared.number("people", from.compared);
    if (from.adjusted_rand)
      compared.real("adjusted_rand", *from.adjusted_rand);
    else
      compared.null("adjusted_rand");
  }
}

}  // namespace

std::string to_json(const findings& from) {
  std::string text;
  put_all(text, from);
  return text;
}

}  // namespace ruamkit::tools::opinion
