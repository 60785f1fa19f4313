#include "reports/words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "reports/text.hpp"

namespace ruamkit::reports {
namespace {

// Not std::array by deduction: clang gives up at 256 elements.
constexpr auto catalogue = std::to_array<sentence>({
    sentence{"report", "รายงานผล", "Report of results"},
    sentence{"report_of", "รายงานผล{0}", "Report of results: {0}"},
    sentence{"file_name", "รายงานผล-{0}", "report-{0}"},
    sentence{"seat_cards", "บัตรที่นั่ง", "Seat cards"},
    sentence{"seat_cards_file", "บัตรที่นั่ง-{0}", "seat-cards-{0}"},
    sentence{"table_cards", "ป้ายโต๊ะ", "Table cards"},
    sentence{"table_cards_file", "ป้ายโต๊ะ-{0}", "table-cards-{0}"},
    sentence{"hall_code", "รหัสเวที", "Meeting code"},
    sentence{"seat_code", "รหัสที่นั่ง", "Seat code"},
    sentence{"seat_number", "เลขที่", "No."},
    sentence{"seat_card_how", "แสดงบัตรนี้ที่จุดลงทะเบียน แล้วสแกนคิวอาร์เพื่อลงคะแนน หรือเปิด {0} แล้วกรอกรหัสบนบัตร",
             "Show this card at the desk. To vote, scan the code or enter both codes at {0}."},
    sentence{"table", "โต๊ะ", "Table"},
    sentence{"table_card_how", "สแกนคิวอาร์ด้วยโทรศัพท์ หรือเปิด {0} เพื่อเข้าร่วมและลงคะแนน",
             "Scan the QR code with your phone, or open {0}, to join and vote."},
    sentence{"as_of", "ข้อมูล ณ วันที่ {0}", "As of {0}"},
    sentence{"page_of", "หน้า {0} จาก {1}", "Page {0} of {1}"},
    sentence{"skip", "ข้ามไปยังเนื้อหา", "Skip to the contents"},
    sentence{"contents", "สารบัญ", "Contents"},
    sentence{"convenor", "หน่วยงานผู้จัด", "Convenor"},
    sentence{"held_on", "วันที่จัด", "Held on"},
    sentence{"not_held", "ยังไม่เริ่ม", "Not started"},
    sentence{"state_of_meeting", "สถานะของเวที", "State of the meeting"},
    sentence{"took_part", "ผู้เข้าร่วม", "Took part"},
    sentence{"people_of", "{0} คน จากผู้มีชื่อในบัญชี {1} คน", "{0} of the {1} people on the roll"},
    sentence{"people", "{0} คน", "{0} people"},
    sentence{"questions", "คำถามที่ลงคะแนน", "Questions put to the vote"},
    sentence{"questions_count", "{0} ข้อ มีผลแล้ว {1} ข้อ", "{0}, of which {1} have a result"},

    sentence{"summary", "สรุปผล", "Results in brief"},
    sentence{"summary_none", "ยังไม่มีคำถามใดที่เปิดเผยผลแล้ว", "No question has a result that may be shown yet."},
    sentence{"summary_caption", "ผลของทุกคำถามที่เปิดเผยแล้ว", "The result of every question that may be shown"},
    sentence{"question", "คำถาม", "Question"},
    sentence{"result", "ผล", "Result"},

    sentence{"issue_and_commitment", "ประเด็นและคำมั่น", "The issue and the commitment"},
    sentence{"issue", "ประเด็นที่นำมาหารือ", "The issue"},
    sentence{"commitment", "คำมั่นของผู้มีอำนาจตัดสินใจ", "The decision-makers' commitment"},
    sentence{"commitment_missing", "ผู้จัดไม่ได้ให้คำมั่นเป็นลายลักษณ์อักษรว่าจะนำผลไปทำอะไร",
             "The convenor gave no written commitment on what will be done with the result."},
    sentence{"commitment_on_paper", "คำมั่นอยู่ในเอกสารที่แนบไว้ข้างล่างนี้", "The commitment is in the document named below."},
    sentence{"documents", "เอกสารที่ผู้เข้าร่วมได้อ่าน", "What people were given to read"},
    sentence{"documents_note", "ลายพิมพ์ SHA-256 ของไฟล์อยู่ในบันทึกของเวที จึงพิสูจน์ได้ว่าเป็นไฟล์ใด",
             "The SHA-256 of each file is in the deliberation's record, which proves what it was."},
    sentence{"document_briefing", "เอกสารข้อมูลที่เป็นกลาง", "the neutral briefing"},
    sentence{"document_commitment", "คำมั่นเป็นลายลักษณ์อักษร", "the written commitment"},
    sentence{"document_other", "เอกสารอื่น", "another document"},
    sentence{"document_missing", "ไม่ได้แนบไฟล์", "No file was attached."},
    sentence{"document_file", "{0} {1} ไบต์ แนบเมื่อ {2} SHA-256 {3}", "{0}, {1} bytes, attached {2}, SHA-256 {3}"},
    sentence{"document", "เอกสาร", "Document"},
    sentence{"document_role", "บทบาทของเอกสาร", "Role"},
    sentence{"document_kind", "ชนิดไฟล์", "File type"},
    sentence{"document_bytes", "ขนาด (ไบต์)", "Size (bytes)"},
    sentence{"document_hash", "ลายพิมพ์ SHA-256", "SHA-256"},
    sentence{"document_at", "แนบเมื่อ", "Attached"},
    sentence{"document_number", "ไฟล์ที่ {0}", "File {0}"},
    sentence{"document_state", "สถานะของไฟล์", "State of the file"},
    sentence{"document_current", "ฉบับปัจจุบัน", "current"},
    sentence{"document_replaced", "มีฉบับใหม่แทนแล้ว", "replaced"},
    sentence{"issue_missing", "ผู้จัดไม่ได้อธิบายประเด็นไว้", "The convenor did not describe the issue."},

    sentence{"participants", "ผู้เข้าร่วมเทียบกับประชากร", "Who took part, against the population"},
    sentence{"participants_said", "มีผู้เข้าร่วม {0} คน จากผู้มีชื่อในบัญชี {1} คน คิดเป็น {2}",
             "{0} of the {1} people on the roll took part ({2})."},
    sentence{"participants_none", "ยังไม่มีผู้เข้าร่วม", "Nobody has taken part yet."},
    sentence{"strata_none", "ไม่ได้กำหนดกลุ่มประชากรไว้ จึงเทียบกับประชากรไม่ได้",
             "No groups were defined, so there is nothing to compare with the population."},
    sentence{"stratum_caption", "ผู้เข้าร่วมจำแนกตาม{0}", "Participants by {0}"},
    sentence{"group", "กลุ่ม", "Group"},
    sentence{"joined", "เข้าร่วม (คน)", "Took part"},
    sentence{"on_roll", "ในบัญชี (คน)", "On the roll"},
    sentence{"share_of_participants", "สัดส่วนในเวที", "Share of the room"},
    sentence{"population", "ประชากร", "Population"},
    sentence{"difference", "ผลต่างมาตรฐาน", "Standardised difference"},
    sentence{"unknown_value", "ไม่ทราบ", "Not known"},
    sentence{"under", "กลุ่มที่มาน้อยกว่าสัดส่วนในประชากร: {0}", "Under-represented: {0}."},
    sentence{"over", "กลุ่มที่มามากกว่าสัดส่วนในประชากร: {0}", "Over-represented: {0}."},
    sentence{"balanced", "ทุกกลุ่มมีสัดส่วนใกล้เคียงกับประชากร", "Every group is close to its share of the population."},
    sentence{
        "difference_note",
        "กลุ่มที่มาน้อยคือกลุ่มที่สัดส่วนต่ำกว่าประชากรตั้งแต่ร้อยละ 5 และต่ำกว่าสี่ในห้าของประชากร กลุ่มที่มามากกว่าคือในทางกลับกัน "
        "เส้นตั้งบนแถบคือสัดส่วนในประชากร ผลต่างมาตรฐานคือสัดส่วนในเวทีลบสัดส่วนในประชากร หารด้วยส่วนเบี่ยงเบนร่วม "
        "ค่าที่ห่างจากศูนย์ตั้งแต่ 0.10 ขึ้นไปถือว่าต่างกันพอที่ควรสังเกต",
        "A group is under-represented where its share is five points or more below that of the population and less "
        "than "
        "four fifths of it; over-represented is the reverse. The upright line on a bar is the share of the population. "
        "The standardised difference is the share of the "
        "room less that of the population, over their pooled deviation; from 0.10 away from nought a difference is "
        "worth noticing."},

    sentence{"method", "วิธีดำเนินการและข้อที่ต่างจากแนวปฏิบัติ", "How it was held, and where that departed from the method"},
    sentence{"method_said", "จัดตามวิธี {0}", "The method was: {0}."},
    sentence{"admission_seats", "ผู้เข้าร่วมต้องมีบัตรที่นั่งตามบัญชีรายชื่อ คนละหนึ่งที่นั่ง",
             "People took part by seat card from a roll, one seat each."},
    sentence{"admission_open", "ผู้ใดมีรหัสเวทีก็เข้าร่วมได้ เครื่องละหนึ่งคน จึงไม่ใช่กลุ่มตัวอย่างของประชากร",
             "Anyone with the hall code could take part, one participant a device; it is no sample of the population."},
    sentence{"agenda_caption", "กำหนดการและเวลาที่เกิดขึ้นจริง", "The agenda and when it took place"},
    sentence{"stage", "ช่วง", "Stage"},
    sentence{"started", "เริ่ม", "Started"},
    sentence{"finished", "จบ", "Finished"},
    sentence{"stage_state", "สถานะ", "State"},
    sentence{"deviations", "ข้อที่ต่างจากแนวปฏิบัติของวิธีนี้", "Departures from the method's own rules"},
    sentence{"deviations_none", "ไม่พบข้อที่ต่างจากแนวปฏิบัติของวิธีนี้", "None was found."},

    sentence{"votes", "ผลการลงคะแนน", "The votes"},
    sentence{"votes_none", "เวทีนี้ไม่มีคำถามให้ลงคะแนน", "No question was put to the vote."},
    sentence{"ballot_title", "ข้อ {0} {1}", "{0}. {1}"},
    sentence{"ballot_kind", "ลักษณะคำถาม", "Kind of question"},
    sentence{"ballot_rule", "วิธีนับ", "Counted by"},
    sentence{"ballot_secrecy", "การเปิดเผยตัว", "Secrecy"},
    sentence{"ballot_when", "เวลาลงคะแนน", "Voting"},
    sentence{"ballot_threshold", "เกณฑ์ผ่าน", "Threshold"},
    sentence{"from_to", "{0} ถึง {1}", "{0} to {1}"},
    sentence{"from", "ตั้งแต่ {0}", "from {0}"},
    sentence{"threshold_cast", "อย่างน้อย {0} ของผู้ออกเสียง (ไม่นับผู้ไม่ออกความเห็น)",
             "at least {0} of the votes cast (abstentions aside)"},
    sentence{"threshold_eligible", "อย่างน้อย {0} ของผู้มีสิทธิทั้งหมด", "at least {0} of everyone eligible"},
    sentence{"threshold_quorum", "{0} และต้องมีผู้ลงคะแนนอย่างน้อย {1} ของผู้มีสิทธิ",
             "{0}, and at least {1} of the roll must vote"},
    sentence{"turnout", "ลงคะแนน {0} คน จากผู้มีสิทธิ {1} คน คิดเป็น {2}", "{0} of {1} eligible people voted ({2})."},
    sentence{"turnout_abstained", "ในจำนวนนี้ไม่ออกความเห็น {0} คน", "Of these, {0} gave no opinion."},
    sentence{"margin_people", "ตัวเลือกที่มากที่สุดมากกว่าอันดับถัดไป {0} คน", "The largest leads the next by {0} people."},
    sentence{"margin_points", "ตัวเลือกที่มากที่สุดมากกว่าอันดับถัดไป {0} คะแนน", "The largest leads the next by {0} points."},
    sentence{"not_opened", "ยังไม่ได้เปิดลงคะแนนข้อนี้", "This question has not been opened."},
    sentence{"not_revealed_open", "กำลังเปิดลงคะแนน ยังไม่เปิดเผยผลที่เป็นที่สุด",
             "Voting is open; no final result is revealed yet."},
    sentence{"not_revealed_closed", "ปิดลงคะแนนแล้ว ยังไม่เปิดเผยผลจนกว่าจะประกาศ",
             "Voting is closed; the result is not yet revealed, until it is published."},
    sentence{"counts_caption", "ผลคะแนนข้อ {0}", "Counts of question {0}"},
    sentence{"option", "ตัวเลือก", "Option"},
    sentence{"value", "ค่า", "Value"},
    sentence{"count_people", "จำนวน (คน)", "People"},
    sentence{"count_first", "อันดับหนึ่ง (คน)", "First places"},
    sentence{"count_points", "คะแนน", "Points"},
    sentence{"share", "ร้อยละ", "Share"},
    sentence{"mean", "เฉลี่ย", "Mean"},
    sentence{"abstained", "ไม่ออกความเห็น", "No opinion"},
    sentence{"chosen", "{0} (ได้รับเลือก)", "{0} (chosen)"},
    sentence{"crosstab_caption", "ข้อ {0} จำแนกตาม{1} (จำนวนคน)", "Question {0} by {1} (people)"},
    sentence{"withheld", "ไม่แสดงตารางจำแนกตาม {0} เพราะมีกลุ่มที่เล็กกว่า {1} คน หรือไม่ทราบกลุ่มของผู้ลงคะแนนแล้ว",
             "No table by {0}: a group in it is smaller than {1} people, or whose votes they are is no longer known."},
    sentence{"places_caption", "จำนวนผู้ให้แต่ละอันดับ ข้อ {0}", "How many gave each place, question {0}"},
    sentence{"places", "จำนวนผู้ให้แต่ละอันดับ", "How many gave each place"},
    sentence{"place", "อันดับ {0}", "Place {0}"},
    sentence{"words_caption", "คำที่ใช้บ่อย ข้อ {0} (คำที่มีผู้ใช้ตั้งแต่ {1} คนขึ้นไป)",
             "Words used most, question {0} (those that at least {1} people used)"},
    sentence{"word", "คำ", "Word"},
    sentence{"cell_withheld", "ไม่แสดง", "withheld"},
    sentence{"cells_withheld", "ช่องที่ “ไม่แสดง” มีคนน้อยกว่า {0} คน หรือถ้าแสดงจะคำนวณช่องเช่นนั้นได้",
             "A cell marked “withheld” has fewer than {0} people, or would let such a cell be worked out."},
    sentence{"roll_call_caption", "การลงคะแนนโดยเปิดเผยชื่อ ข้อ {0}", "Roll call of question {0}"},
    sentence{"participant", "รหัสผู้เข้าร่วม", "Participant"},
    sentence{"choice", "คำตอบ", "Choice"},
    sentence{"texts", "ข้อความที่ได้รับ เรียงตามตัวอักษร ไม่ใช่ตามลำดับการส่ง",
             "The answers, by alphabet and not in the order they came:"},
    sentence{"texts_more", "แสดง {0} ข้อความแรก อีก {1} ข้อความอยู่ในไฟล์ XLSX, CSV และ JSON ของรายงานนี้",
             "The first {0} are shown; {1} more are in this report's XLSX, CSV and JSON files."},

    sentence{"notes", "หมายเหตุวิธีนับและข้อจำกัด", "How it was counted, and what is not promised"},
    sentence{"note_last", "แต่ละคนลงคะแนนได้หนึ่งครั้งต่อข้อ และเปลี่ยนคำตอบได้จนกว่าจะปิดลงคะแนน นับเฉพาะคำตอบสุดท้าย",
             "Each person has one vote a question and may change it until voting closes; only the last answer counts."},
    sentence{
        "note_base",
        "ร้อยละของตัวเลือกคิดจากผู้ที่ออกความเห็น ผู้ไม่ออกความเห็นนับแยกต่างหาก คำถามที่เลือกได้หลายข้อจึงรวมกันเกิน 100% ได้ "
        "คำถามแบ่งคะแนนคิดจากคะแนนทั้งหมดที่แบ่งให้",
        "Shares are of those who gave an opinion; abstentions are counted apart. Where several options may be chosen "
        "shares add up to more than 100%. Shares of points are of all points given out."},
    sentence{"note_tie", "คะแนนเท่ากันตัดสินด้วยการจับสลากจากเลขสุ่มที่บันทึกไว้ก่อนเปิดลงคะแนน ผู้ใดก็ทำซ้ำและตรวจได้",
             "Ties are drawn by a number recorded when voting opened, so that anyone can draw again and check."},
    sentence{
        "note_cells",
        "ตารางจำแนกตามกลุ่มไม่แสดงช่องที่มีน้อยกว่า {0} คน รวมทั้งช่องอื่นเท่าที่จำเป็น "
        "เพื่อไม่ให้คำนวณย้อนกลับไปถึงตัวบุคคลได้",
        "Tables by group withhold every cell of fewer than {0} people, and as many others as it takes so that nobody's "
        "vote can be worked out from the rest."},
    sentence{"note_names", "รายงานนี้ไม่มีชื่อ ที่อยู่ หรือหมายเลขติดต่อของผู้ใด ผู้เข้าร่วมปรากฏด้วยรหัสเฉพาะข้อที่ลงคะแนนโดยเปิดเผยชื่อ",
             "No name, address or contact of any participant is in this report; ids appear in roll calls alone."},
    sentence{
        "note_promise",
        "ระบบรับรองว่าคะแนนที่บันทึกไว้ไม่ถูกแก้ไขและนับตรงตามบันทึก แต่ไม่อาจรับรองว่าไม่มีผู้ใดถูกกดดันให้ลงคะแนน "
        "หรือเครื่องที่ใช้ลงคะแนนไม่ถูกดัดแปลง",
        "The system vouches that recorded votes were not altered and were counted as recorded. It cannot vouch that "
        "nobody was put under pressure, nor that the devices people voted on were honest."},
    sentence{"note_room", "ผลนี้คือความเห็นของผู้ที่มาร่วมเวที มิใช่ผลสำรวจของประชากรทั้งหมด",
             "These are the views of those who took part, and no survey of the whole population."},

    sentence{"ideas_and_themes", "จากความคิดเห็นสู่ประเด็น", "From ideas to themes"},
    sentence{"ideas_said", "โต๊ะสนทนาให้ความคิดเห็น {0} ข้อ ซึ่งรวมเป็น {1} ประเด็น",
             "The tables gave {0} ideas, gathered in {1} themes."},
    sentence{"theme_title", "{0} ({1} ความคิดเห็น)", "{0} ({1} ideas)"},
    sentence{"theme_became", "เป็นตัวเลือกในคำถาม: {0}", "An option of the question: {0}"},
    sentence{"theme_unplaced", "ความคิดเห็นที่ไม่ได้จัดเข้าประเด็น", "Ideas in no theme"},
    sentence{"ideas_more", "และอีก {0} ข้อ ดูได้ในไฟล์ข้อมูล JSON", "and {0} more, in the JSON file"},
    sentence{"dissent", " (ความเห็นต่าง: {0})", " (dissent: {0})"},
    sentence{"agreement_all", " [ทั้งโต๊ะเห็นด้วย]", " [all at the table agreed]"},
    sentence{"agreement_most", " [ส่วนใหญ่เห็นด้วย]", " [most agreed]"},
    sentence{"agreement_some", " [บางคนเห็นด้วย]", " [some agreed]"},
    sentence{"agreement_few", " [ส่วนน้อยเห็นด้วย]", " [few agreed]"},
    sentence{"channels", "ช่องทางลงคะแนน", "Channels"},
    sentence{"channel_phone", "โทรศัพท์ {0}", "phone {0}"},
    sentence{"channel_keypad", "เครื่องกดคะแนน {0}", "keypad {0}"},
    sentence{"channel_paper", "บัตรกระดาษ {0}", "paper {0}"},
    sentence{"channel_kiosk", "จุดลงคะแนน {0}", "kiosk {0}"},
    sentence{
        "note_channels",
        "คะแนนจากเครื่องกดคะแนน บัตรกระดาษ และจุดลงคะแนน บันทึกโดยเจ้าหน้าที่หรือเครื่องรับแทนผู้ลงคะแนน "
        "ผู้ลงคะแนนตรวจสอบใบรับด้วยตนเองไม่ได้ จึงยืนยันได้น้อยกว่าคะแนนจากโทรศัพท์",
        "Votes by keypad, paper and kiosk were entered by a receiver or by staff on people's behalf. Those people hold "
        "no receipt of their own to check, so these votes are less assured than those from phones."},
    sentence{"ballot_short", "ข้อ {0}", "Question {0}"},
    sentence{"attendance", "มีผู้มาใหม่ซึ่งไม่อยู่ในบัญชีเดิม {0} คน กลับก่อน {1} คน และมีโต๊ะสนทนา {2} โต๊ะ",
             "{0} came without a place on the roll, {1} left early, and there were {2} tables."},
    sentence{"turnouts", "การมาใช้สิทธิและคะแนนนำ", "Turnout and margins"},
    sentence{"turnouts_caption", "ผู้ลงคะแนนและคะแนนนำของทุกคำถาม", "Turnout and margin of every question"},
    sentence{"turnout_share", "ร้อยละของผู้มีสิทธิ", "Of those eligible"},
    sentence{"margin", "นำอันดับถัดไป", "Lead over the next"},
    sentence{"margin_note", "คะแนนนำคือส่วนต่างระหว่างตัวเลือกที่ได้มากที่สุดกับอันดับถัดไป แสดงเฉพาะคำถามที่ตัดสินด้วยตัวเลือกที่ได้มากที่สุด",
             "The lead is that of the largest option over the next, given where the largest decides."},
    sentence{"theme", "ประเด็น", "Theme"},
    sentence{"idea", "ความคิดเห็น", "Idea"},
    sentence{"themes_caption", "จากความคิดเห็นเป็นประเด็น และจากประเด็นเป็นผลคะแนน",
             "From ideas to themes, and from themes to votes"},
    sentence{"ideas_count", "ความคิดเห็น (ข้อ)", "Ideas"},
    sentence{"share_of_ideas", "สัดส่วนของความคิดเห็น", "Share of ideas"},
    sentence{"result_of_vote", "ผลคะแนนเมื่อเป็นตัวเลือก", "As an option of the vote"},
    sentence{"theme_no_ballot", "ไม่ได้นำไปลงคะแนน", "not put to the vote"},
    sentence{"not_revealed_short", "ยังไม่เปิดเผยผล", "not yet revealed"},
    sentence{"dissent_title", "ความเห็นต่าง", "Dissent"},
    sentence{"dissent_none", "ไม่มีโต๊ะใดบันทึกความเห็นต่างไว้", "No table recorded a dissenting view."},
    sentence{"dissent_said", "โต๊ะสนทนาบันทึกความเห็นต่างไว้ {0} ข้อ แสดงไว้เคียงกับความคิดเห็นที่แย้ง",
             "The tables recorded {0} dissenting views, shown with the ideas they dissent from."},
    sentence{"dissent_item", "{0} (แย้งกับ “{1}” ในประเด็น {2})", "{0} (against “{1}”, theme: {2})"},
    sentence{"reconciliation", "การกระทบยอดตามช่องทาง", "Reconciliation by channel"},
    sentence{
        "reconcile_said",
        "คะแนนเข้ามาได้ทางโทรศัพท์ เครื่องกดคะแนน บัตรกระดาษ และจุดลงคะแนน แต่ละยอดนับแยกกันตามเหตุการณ์ที่บันทึก แล้วนำมาเทียบกันด้านล่าง",
        "Votes come by phone, keypad, paper and kiosk. Each sum is kept apart as the events are recorded; below they "
        "are held against each other."},
    sentence{"reconcile_agrees", "ทุกยอดตรงกัน", "All sums agree."},
    sentence{"reconcile_differs", "มี {0} ยอดที่ไม่ตรงกัน ดูช่องตรวจยอดในตาราง",
             "{0} sums do not agree; see the last column of the tables."},
    sentence{"reconcile_counted", "ผู้ลงคะแนนตามช่องทางของคะแนนครั้งสุดท้าย (คน)", "People by the channel of their last vote"},
    sentence{"by_phone", "โทรศัพท์", "Phone"},
    sentence{"by_keypad", "เครื่องกด", "Keypad"},
    sentence{"by_paper", "กระดาษ", "Paper"},
    sentence{"by_kiosk", "จุดลงคะแนน", "Kiosk"},
    sentence{"sum", "รวม", "Sum"},
    sentence{"check", "ตรวจยอด", "Check"},
    sentence{"agrees", "ตรงกัน", "agree"},
    sentence{"differs_by", "ต่าง {0}", "differ by {0}"},
    sentence{"reconcile_received", "คะแนนที่ได้รับ แทนที่ และนับ (ครั้ง)", "Votes received, replaced and counted"},
    sentence{"votes_received", "ได้รับ", "Received"},
    sentence{"votes_replaced", "ถูกแทนที่", "Replaced"},
    sentence{"votes_counted", "นับ", "Counted"},
    sentence{"changed_channel", "เปลี่ยนช่องทาง (คน)", "Changed channel (people)"},
    sentence{
        "moved_note",
        "ผู้ที่ลงคะแนนมากกว่าหนึ่งครั้ง ไม่ว่าทางเดียวกันหรือต่างช่องทาง นับครั้งสุดท้ายเพียงครั้งเดียว คะแนนก่อนหน้านั้นอยู่ในช่อง “ถูกแทนที่”",
        "Who voted more than once, by one channel or by several, counts once, with the last vote; the earlier ones "
        "stand under “Replaced”."},
    sentence{"reconcile_people", "ในบัญชี เข้าร่วม และลงคะแนน (คน)", "On the roll, present and voted (people)"},
    sentence{"unnamed_paper", "บัตรกระดาษไม่มีรหัสที่นั่ง", "Papers without a seat code"},
    sentence{"reconcile_paper", "ชุดบัตรกระดาษ", "Batches of paper ballots"},
    sentence{"batch", "ชุดบัตร", "Batch"},
    sentence{"papers", "บัตรในชุด", "Papers"},
    sentence{"accounts_entered", "ป้อนโดย (บัญชี)", "Entered by (accounts)"},
    sentence{"papers_differed", "ใบที่เคยต่าง", "Had differed"},
    sentence{"papers_recorded", "บันทึก (ใบ)", "Recorded"},
    sentence{"papers_dropped", "เลิกใช้ (ใบ)", "Dropped"},
    sentence{"batch_recorded", "บันทึกแล้ว", "recorded"},
    sentence{"batch_dropped", "เลิกใช้แล้ว ไม่นับ", "dropped, not counted"},
    sentence{"dropped_said", "ชุดบัตรที่เปิดผิดและเลิกใช้แล้วมี {0} ชุด เปิดไว้รวม {1} ใบ ไม่มีคะแนนใดนับจากชุดเหล่านี้",
             "Batches opened by mistake and dropped: {0}, opened for {1} papers. Nothing counts from these batches."},
    sentence{"batch_open", "ไม่ได้ป้อน ไม่นับ", "not entered, not counted"},
    sentence{"batch_waiting", "ป้อนคนเดียว ไม่นับ", "entered once, not counted"},
    sentence{"batch_mismatch", "ไม่ตรงกัน ไม่นับ", "differ, not counted"},
    sentence{"paper_votes", "คะแนนที่ได้รับทางกระดาษ {0}", "Votes that came by paper, {0}"},
    sentence{
        "paper_note",
        "บัตรทุกชุดที่บันทึกป้อนสองครั้งโดยสองบัญชีซึ่งไม่เห็นของกัน และตรงกันทุกใบแล้ว “ใบที่เคยต่าง” คือบัตรที่ป้อนไม่ตรงกันในครั้งแรกและป้อนใหม่แล้ว "
        "บัตรที่ไม่มีรหัสที่นั่งไม่อาจตรวจได้ว่าผู้นั้นลงคะแนนทางอื่นด้วยหรือไม่",
        "Every recorded batch was entered twice, by two accounts that did not see each other's entry, and they agreed "
        "on every paper. “Had differed” counts the papers they entered differently at first. Of a paper "
        "without a seat code nobody can tell whether the person voted by another channel too."},
    sentence{"keypads_bound", "มีเครื่องกดคะแนนที่ผูกกับที่นั่งอยู่ {0} เครื่อง", "{0} keypads are bound to seats."},
    sentence{
        "keypad_note", "เครื่องกดคะแนนส่งหมายเลขเครื่องและปุ่มที่กดโดยไม่เข้ารหัส ผู้อื่นที่มีเครื่องรับส่งย่อมปลอมได้ คะแนนทางนี้จึงยืนยันได้ต่ำ",
        "Keypads send their number and the key pressed without encryption; somebody with a transmitter could forge "
        "them. These votes are of low assurance."},
    sentence{"kiosk_note",
             "คะแนนจากจุดลงคะแนนบันทึกไว้ว่าเจ้าหน้าที่เปิดให้ ภายใต้บัญชีของเจ้าหน้าที่ ผู้ลงคะแนนเห็นใบรับบนจอเท่านั้น ไม่ได้เก็บไว้กับตน",
             "Votes from the kiosk are marked as let in by staff, under the staff's account; the voters saw their "
             "receipt on the screen alone and took none with them."},
    sentence{"count_steps", "การนับทีละขั้น", "The count, step by step"},

    sentence{"proof", "หลักฐานอ้างอิง", "Proof"},
    sentence{
        "proof_said",
        "ทุกเหตุการณ์ของเวทีบันทึกต่อกันเป็นลูกโซ่ด้วย SHA-256 ตัวเลขในรายงานนี้คำนวณจากเหตุการณ์ลำดับที่ 1 ถึง {0} "
        "หากเหตุการณ์ใดถูกแก้ไข ค่าแฮชด้านล่างจะไม่ตรงกัน",
        "Every event of the meeting is chained to the one before by SHA-256. The figures here are computed from events "
        "1 to {0}; had any of them been altered, the hashes below would not match."},
    sentence{"deliberation_id", "รหัสอ้างอิงของเวที", "Deliberation"},
    sentence{"sequence", "เหตุการณ์ลำดับสุดท้ายที่นับ", "Last event counted"},
    sentence{"head_hash", "แฮชของเหตุการณ์ลำดับสุดท้าย", "Hash of that event"},
    sentence{"first_hash", "แฮชของเหตุการณ์ลำดับที่ 1 (คำนิยามของเวที)", "Hash of event 1 (the definition)"},

    sentence{"xlsx_summary", "สรุป", "Summary"},
    sentence{"xlsx_people", "ผู้เข้าร่วม", "Participants"},
    sentence{"agreement", "โต๊ะเห็นด้วยเพียงใด", "Agreement at the table"},
    sentence{"agreed_all", "ทั้งโต๊ะ", "all"},
    sentence{"agreed_most", "ส่วนใหญ่", "most"},
    sentence{"agreed_some", "บางคน", "some"},
    sentence{"agreed_few", "ส่วนน้อย", "few"},
    sentence{"must_be", "ต้องเป็น", "Must be"},
    sentence{"found", "พบ", "Found"},
    sentence{"exact", "เท่ากันพอดี", "equal"},
    sentence{"at_most", "ไม่เกิน", "at most"},
    sentence{"check_channels", "ผลรวมของทุกช่องทางเท่ากับผู้ลงคะแนน", "The channels' sum is who voted"},
    sentence{"check_received", "นับกับถูกแทนที่รวมกันเท่ากับที่ได้รับ", "Counted and replaced are what was received"},
    sentence{"check_paper", "คะแนนทางกระดาษเท่ากับบัตรของชุดที่บันทึก", "Votes by paper are the papers of recorded batches"},
    sentence{"check_roll", "ผู้เข้าร่วมไม่เกินผู้มีชื่อในบัญชี", "The present are no more than the roll"},
    sentence{"check_present", "ผู้ลงคะแนนที่มีที่นั่งไม่เกินผู้เข้าร่วม", "Voters with a seat are no more than the present"},
    sentence{"xlsx_themes", "ประเด็น", "Themes"},
    sentence{"xlsx_documents", "เอกสาร", "Documents"},
    sentence{"xlsx_channels", "กระทบยอด", "Reconciliation"},
    sentence{"xlsx_ballot", "ข้อ {0}", "Q{0}"},
    sentence{"csv_section", "ส่วน", "Section"},
    sentence{"csv_question", "รหัสคำถาม", "Question id"},
    sentence{"csv_id", "รหัส", "Id"},
    sentence{"csv_label", "ชื่อ", "Label"},
    sentence{"csv_measure", "รายการ", "Measure"},
    sentence{"csv_value", "ค่า", "Value"},
    sentence{"csv_text", "ข้อความ", "Text"},
    sentence{"csv_meeting", "เวที", "Meeting"},
    sentence{"csv_title", "ชื่อเวที", "Title"},
    sentence{"csv_as_of", "ข้อมูล ณ เวลา", "As of"},
    sentence{"csv_count", "จำนวน", "Count"},
    sentence{"csv_place", "ผู้ให้อันดับนี้ (คน)", "People who gave this place"},
    sentence{"csv_word", "ผู้ใช้คำนี้ (คน)", "People who used this word"},
    sentence{"csv_eligible", "ผู้มีสิทธิ (คน)", "Eligible"},
    sentence{"csv_voted", "ผู้ลงคะแนน (คน)", "Voted"},
    sentence{"csv_roll_call", "คำตอบโดยเปิดเผยชื่อ", "Roll call"},
    sentence{"csv_answer", "ข้อความที่ได้รับ", "Answer"},

    sentence{"method.town_meeting", "เวทีประชาชนแห่งศตวรรษที่ 21", "21st Century Town Meeting"},
    sentence{"method.deliberative_poll", "สำรวจความเห็นเชิงปรึกษาหารือ", "Deliberative poll"},
    sentence{"method.citizens_jury", "ลูกขุนพลเมือง", "Citizens' jury"},
    sentence{"method.consultation", "รับฟังความคิดเห็น", "Consultation"},
    sentence{"method.study_circle", "วงเรียนรู้", "Study circle"},
    sentence{"method.focus_group", "สนทนากลุ่ม", "Focus group"},
    sentence{"method.consensus_conference", "ประชุมฉันทามติ", "Consensus conference"},
    sentence{"method.community_contracting", "ข้อตกลงชุมชน", "Community contracting"},
    sentence{"method.community_design", "ออกแบบร่วมกัน", "Community design"},
    sentence{"kind.single", "เลือก 1 ข้อ", "One option"},
    sentence{"kind.multiple", "เลือกได้หลายข้อ", "Several options"},
    sentence{"kind.rank", "เรียงลำดับ", "Ranking"},
    sentence{"kind.score", "ให้คะแนนทีละข้อ", "A score for each option"},
    sentence{"kind.points", "แบ่งคะแนน", "Points to share out"},
    sentence{"kind.scale", "มาตรวัด", "A scale"},
    sentence{"kind.yes_no", "เห็นด้วย หรือ ไม่เห็นด้วย", "Yes or no"},
    sentence{"kind.text", "เขียนตอบ", "Written answers"},
    sentence{"ballot.draft", "ยังไม่เปิด", "Not opened"},
    sentence{"ballot.open", "เปิดอยู่", "Open"},
    sentence{"ballot.closed", "ปิดแล้ว", "Closed"},
    sentence{"ballot.published", "ประกาศผลแล้ว", "Published"},
    sentence{"secrecy.linked", "บันทึกภายใต้นามแฝง ไม่เปิดเผยว่าผู้ใดเลือกอะไร",
             "Recorded under a pseudonym; who chose what is not shown"},
    sentence{"secrecy.secret", "ลงคะแนนลับ", "Secret ballot"},
    sentence{"secrecy.roll_call", "ลงคะแนนโดยเปิดเผยชื่อ", "Roll call"},
    sentence{"progress.waiting", "ยังไม่เริ่ม", "Not started"},
    sentence{"progress.running", "กำลังดำเนิน", "Running"},
    sentence{"progress.finished", "จบแล้ว", "Finished"},
    sentence{"rule.plurality", "ตัวเลือกที่มีผู้เลือกมากที่สุด", "most votes"},
    sentence{"rule.two_round", "เสียงข้างมากสองรอบ", "two rounds"},
    sentence{"rule.approval", "นับทุกตัวเลือกที่แต่ละคนเลือก", "approval: every option a person chose"},
    sentence{"rule.score", "คะแนนเฉลี่ย", "mean score"},
    sentence{"rule.median", "มัธยฐาน", "median"},
    sentence{"rule.majority_judgment", "เกรดกลาง (majority judgment)", "majority judgment"},
    sentence{"rule.borda", "คะแนนตามลำดับ (บอร์ดา)", "Borda: points by place"},
    sentence{"rule.schulze", "เทียบทีละคู่ (ชูลซ์)", "Schulze"},
    sentence{"rule.ranked_pairs", "เทียบทีละคู่ (ranked pairs)", "ranked pairs"},
    sentence{"rule.irv", "ตัดตัวเลือกน้อยสุดทีละรอบ (IRV)", "instant runoff"},
    sentence{"rule.stv_scottish", "ถ่ายโอนคะแนน (STV แบบสกอตแลนด์)", "STV, Scottish rules"},
    sentence{"rule.stv_wig", "ถ่ายโอนคะแนน (STV แบบเกรกอรี)", "STV, weighted inclusive Gregory"},
    sentence{"rule.stv_meek", "ถ่ายโอนคะแนน (STV แบบมีค)", "STV, Meek's rules"},
    sentence{"rule.points", "ผลรวมคะแนนที่ทุกคนแบ่งให้", "sum of the points given"},
    sentence{"rule.none", "อ่านข้อความ ไม่นับคะแนน", "read, not counted"},
});

const sentence* find(std::string_view key) {
  const auto found = std::ranges::find(catalogue, key, &sentence::key);
  return found == catalogue.end() ? nullptr : &*found;
}

std::string under(language in, std::string_view group, std::string_view name) {
  return say(in, std::string(group) + "." + std::string(name));
}

}  // namespace

std::span<const sentence> all_sentences() { return catalogue; }

std::string say(language in, std::string_view key, std::initializer_list<std::string> arguments) {
  const auto* found = find(key);
  if (found == nullptr) std::abort();
  return fill(in == language::th ? found->th : found->en, arguments);
}

std::string say(language in, deliberation::method what) { return under(in, "method", name_of(what)); }
std::string say(language in, deliberation::ballot_kind what) { return under(in, "kind", name_of(what)); }
std::string say(language in, deliberation::secrecy what) { return under(in, "secrecy", name_of(what)); }

std::string say(language in, deliberation::ballot_status what) {
  constexpr std::array names{"ballot.draft", "ballot.open", "ballot.closed", "ballot.published"};
  return say(in, names[static_cast<std::size_t>(what)]);
}

std::string say(language in, deliberation::progress what) {
  constexpr std::array names{"progress.waiting", "progress.running", "progress.finished"};
  return say(in, names[static_cast<std::size_t>(what)]);
}

std::string say(language in, deliberation::document_role what) {
  return say(in, "document_" + std::string(name_of(what)));
}

std::string_view short_name(deliberation::document_type what) {
  return what == deliberation::document_type::pdf ? "PDF" : "Markdown";
}

std::string say_rule(language in, std::string_view rule) {
  const auto key = "rule." + std::string(rule);
  return find(key) != nullptr ? say(in, key) : std::string(rule);
}

}  // namespace ruamkit::reports
