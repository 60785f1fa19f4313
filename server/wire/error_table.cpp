#include "wire/error_table.hpp"

#include <algorithm>
#include <array>

namespace ruamkit::wire {
namespace {

constexpr std::array table{
    error_entry{"malformed_json", -32700, "The frame is not JSON"},
    error_entry{"invalid_utf8", -32700, "The frame is not UTF-8"},
    error_entry{"invalid_request", -32600, "Not a JSON-RPC 2.0 request object"},
    error_entry{"frame_too_large", -32600, "A frame may hold 64 KiB, a POST body 1 MiB"},
    error_entry{"unknown_method", -32601, "There is no such method"},
    error_entry{"missing_param", -32602, "A required parameter is missing"},
    error_entry{"wrong_type", -32602, "A parameter has the wrong JSON type"},
    error_entry{"unknown_param", -32602, "There is no such parameter"},
    error_entry{"out_of_range", -32602, "A parameter is outside its limits"},
    error_entry{"definition_invalid", -32602, "The definition has errors; see faults"},
    error_entry{"unknown_stratum", -32602, "The definition has no such stratum"},
    error_entry{"unknown_stratum_value", -32602, "The stratum has no such value"},
    error_entry{"duplicate_person", -32602, "The person is on the roll already"},
    error_entry{"document_too_large", -32602, "A document may hold 20 MiB"},
    error_entry{"document_kind", -32602, "Neither a PDF nor Markdown in UTF-8, as its Content-Type says"},
    error_entry{"personal_id", -32602, "A national id number may not name a participant"},
    error_entry{"not_signed_in", -32001, "Join, resume or log in first"},
    error_entry{"token_invalid", -32001, "No such token"},
    error_entry{"token_expired", -32001, "The token has expired"},
    error_entry{"wrong_password", -32001, "Name or password is wrong"},
    error_entry{"account_disabled", -32001, "The account is disabled"},
    error_entry{"not_allowed", -32003, "The role may not do this"},
    error_entry{"other_deliberation", -32003, "The session belongs to another deliberation"},
    error_entry{"unknown_deliberation", -32004, "There is no such deliberation"},
    error_entry{"unknown_code", -32004, "No deliberation has this hall code"},
    error_entry{"unknown_seat", -32004, "No seat has this code"},
    error_entry{"unknown_ballot", -32004, "There is no such ballot"},
    error_entry{"unknown_stage", -32004, "There is no such stage"},
    error_entry{"unknown_view", -32004, "There is no such view for this session"},
    error_entry{"unknown_participant", -32004, "There is no such participant"},
    error_entry{"unknown_table", -32004, "There is no such table"},
    error_entry{"unknown_idea", -32004, "There is no such idea"},
    error_entry{"unknown_theme", -32004, "There is no such theme"},
    error_entry{"unknown_keypad", -32004, "The keypad is bound to nobody"},
    error_entry{"unknown_batch", -32004, "There is no such batch of paper ballots"},
    error_entry{"unknown_document", -32004, "There is no such document, or nothing is attached to it"},
    error_entry{"ballot_not_open", -32009, "The ballot is not open yet"},
    error_entry{"ballot_closed", -32009, "The ballot is closed"},
    error_entry{"ballot_draft", -32009, "The ballot was never opened"},
    error_entry{"ballot_open", -32009, "The ballot is open"},
    error_entry{"ballot_published", -32009, "The ballot's result is published"},
    error_entry{"ballot_revealed", -32009, "The counts have been seen, so the ballot cannot open again"},
    error_entry{"stage_running", -32009, "The stage is running already"},
    error_entry{"stage_not_running", -32009, "The stage has not started"},
    error_entry{"stage_finished", -32009, "The stage is finished"},
    error_entry{"nothing_to_do", -32009, "No ballot of the stage is waiting for this"},
    error_entry{"no_deadline", -32009, "The ballot has no deadline to extend"},
    error_entry{"seat_required", -32009, "This deliberation admits by seat code"},
    error_entry{"roll_full", -32009, "The roll has reached its limit"},
    error_entry{"no_cards", -32009, "Nobody on the roll is without a card"},
    error_entry{"too_many_cards", -32009, "A file holds at most 5,000 seat cards"},
    error_entry{"tables_in_use", -32009, "Somebody sits at a table, or a table has ideas"},
    error_entry{"no_tables", -32009, "There are no tables, or nobody sits at one"},
    error_entry{"no_table", -32009, "The participant sits at no table"},
    error_entry{"table_full", -32009, "The table has as many people as it may"},
    error_entry{"not_checked_in", -32009, "The person has not arrived, or has left"},
    error_entry{"stale_version", -32009, "Somebody changed it since that version"},
    error_entry{"idea_withdrawn", -32009, "The idea was withdrawn"},
    error_entry{"idea_elsewhere", -32009, "The idea is not in that theme any more"},
    error_entry{"theme_merged", -32009, "The theme was merged into another"},
    error_entry{"too_many_ideas", -32009, "20,000 ideas in all, 50 of one participant"},
    error_entry{"too_many_themes", -32009, "A deliberation has at most 500 themes"},
    error_entry{"too_many_ballots", -32009, "A deliberation has at most 200 ballots"},
    error_entry{"duplicate_ballot", -32009, "There is a ballot of this id already"},
    error_entry{"keypad_in_use", -32009, "The keypad is bound to somebody else"},
    error_entry{"batch_mismatch", -32009, "The entry has another number of ballots than the batch"},
    error_entry{"batch_recorded", -32009, "The batch was recorded already"},
    error_entry{"batch_dropped", -32009, "The batch was dropped"},
    error_entry{"too_many_batches", -32009, "A deliberation has at most 1,000 batches of paper"},
    error_entry{"choice_kind", -32010, "The choice is not of the ballot's kind"},
    error_entry{"unknown_option", -32010, "The ballot has no such option"},
    error_entry{"duplicate_option", -32010, "An option is named twice"},
    error_entry{"too_few_choices", -32010, "Fewer options than the ballot's min"},
    error_entry{"too_many_choices", -32010, "More options than the ballot's max"},
    error_entry{"points_over_budget", -32010, "More points than the budget"},
    error_entry{"points_negative", -32010, "Points may not be negative"},
    error_entry{"score_out_of_range", -32010, "A score is outside min and max"},
    error_entry{"scale_out_of_range", -32010, "The value is outside min and max"},
    error_entry{"text_too_long", -32010, "The text is longer than length_max"},
    error_entry{"text_empty", -32010, "The text is empty; null is no opinion"},
    error_entry{"rate_limited", -32029, "Too many messages; see retry_after_ms"},
    error_entry{"too_many_attempts", -32029, "Too many failed attempts; see retry_after_ms"},
    error_entry{"busy", -32029, "The server's queue is full; see retry_after_ms"},
    error_entry{"storage_unavailable", -32053, "The ledger cannot be written now; nothing was recorded"},
    error_entry{"report_failed", -32053, "The report could not be made in this format; the server's log says why"},
    error_entry{"document_damaged", -32053, "The document's file is missing or changed on disk; attach it again"},
    error_entry{"stopping", -32053, "The server is stopping; nothing was recorded"},
};

}  // namespace

std::span<const error_entry> error_codes() { return table; }

int number_of_error(std::string_view code) {
  const auto found = std::ranges::find(table, code, &error_entry::code);
  return found == table.end() ? -32603 : found->number;
}

}  // namespace ruamkit::wire
