#include "deliberation/fault_sentences.hpp"

#include <array>
#include <cstdlib>
#include <utility>

namespace ruamkit::deliberation {
namespace {

constexpr auto error = fault::severity::error;
constexpr auto deviation = fault::severity::deviation;

// Reading and shape.
constexpr std::array shape{
    fault_sentence{"definition_too_large", error,
                   "เอกสารนิยามเวทีมีขนาดเกิน {0} KiB โปรดย่อข้อความหรือแยกเอกสารประกอบออกเป็นไฟล์ต่างหาก",
                   "The definition is larger than {0} KiB; shorten its texts or move them into documents."},
    fault_sentence{"json_syntax", error, "อ่าน JSON ไม่ได้ที่บรรทัด {0} คอลัมน์ {1} ({2}) โปรดแก้ตรงจุดนั้นหรือก่อนหน้าเล็กน้อย",
                   "This is not valid JSON at line {0}, column {1} ({2}); correct it there or just before."},
    fault_sentence{"json_too_deep", error, "JSON ซ้อนกันลึกเกินไปที่บรรทัด {0} คอลัมน์ {1} นิยามเวทีซ้อนกันได้ไม่เกิน 32 ชั้น",
                   "The JSON is nested too deeply at line {0}, column {1}; a definition has at most 32 levels."},
    fault_sentence{"member_repeated", error, "ชื่อ “{0}” ปรากฏซ้ำในออบเจกต์เดียวกัน โปรดเหลือไว้เพียงแห่งเดียว",
                   "“{0}” appears more than once in the same object; keep only one of them."},
    fault_sentence{"wrong_type", error, "ค่านี้ต้องเป็น{0} แต่ที่ให้มาเป็น{1}", "This must be {0}, but it is {1}."},
    fault_sentence{
        "text_not_localised", error,
        "ข้อความต้องระบุภาษา โดยเขียนเป็น {\"th\": \"…\", \"en\": \"…\"} อย่างน้อยหนึ่งภาษา แต่ที่ให้มาเป็น{0}",
        "A text must name its language, written {\"th\": \"…\", \"en\": \"…\"} with at least one of the two, but "
        "this is {0}."},
    fault_sentence{"text_without_language", error, "ข้อความนี้ว่างเปล่า โปรดใส่ “th” หรือ “en” อย่างน้อยหนึ่งภาษา",
                   "This text is empty; give “th” or “en”, at least one of them."},
    fault_sentence{"text_empty", error, "ข้อความว่างเปล่า โปรดใส่ข้อความ หรือลบช่องนี้ออกถ้าไม่ใช้",
                   "The text is empty; write something, or leave this member out."},
    fault_sentence{"text_too_long", error, "ข้อความยาว {1} อักขระ เกินกำหนด {0} อักขระ",
                   "The text has {1} characters; at most {0} are allowed."},
    fault_sentence{"control_character", error, "ข้อความมีอักขระควบคุมที่แสดงผลไม่ได้ ใช้ได้เฉพาะการขึ้นบรรทัดใหม่และแท็บ",
                   "The text holds a control character that cannot be shown; only line breaks and tabs are allowed."},
    fault_sentence{"property_missing", error, "ไม่มี “{0}” ซึ่งจำเป็นต้องระบุ", "“{0}” is missing; it is required here."},
    fault_sentence{"property_unknown", error, "ไม่รู้จัก “{0}” ที่ตำแหน่งนี้ใช้ได้เฉพาะ {1} หรือชื่อที่ขึ้นต้นด้วย “x_” สำหรับข้อมูลเสริม",
                   "“{0}” is not known here; use {1}, or a name that begins with “x_” for notes of your own."},
    fault_sentence{"value_not_allowed", error, "ใช้ค่า {0} ไม่ได้ ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้: {1}",
                   "{0} is not allowed here; it must be one of: {1}."},
    fault_sentence{
        "id_malformed", error, "รหัส “{0}” ไม่ถูกรูปแบบ ต้องมี 1–64 ตัว ใช้ได้เฉพาะอักษร A–Z, a–z ตัวเลข และ _ . - โดยไม่มีช่องว่าง",
        "The id “{0}” is malformed; it must have 1 to 64 characters, only letters A–Z and a–z, digits, _ . and "
        "-, without spaces."},
    fault_sentence{"too_many_items", error, "มี {1} รายการ เกินกำหนด {0} รายการ",
                   "There are {1} entries; at most {0} are allowed."},
    fault_sentence{"too_few_items", error, "มี {1} รายการ ต้องมีอย่างน้อย {0} รายการ",
                   "There are {1} entries; at least {0} are needed."},
    fault_sentence{"number_too_small", error, "ค่า {1} น้อยเกินไป ต้องไม่น้อยกว่า {0}",
                   "{1} is too small; it must be at least {0}."},
    fault_sentence{"number_too_large", error, "ค่า {1} มากเกินไป ต้องไม่เกิน {0}",
                   "{1} is too large; it must be at most {0}."},
    fault_sentence{"schema_mismatch", error, "ส่วนนี้ไม่ตรงกับแบบแผนของนิยามเวที โปรดเทียบกับ definition.schema.json",
                   "This does not fit the schema of definitions; compare it with definition.schema.json."},
    fault_sentence{"more_faults", error, "ยังมีข้อผิดพลาดอีก {0} แห่งที่ไม่ได้แสดง โปรดแก้ข้อที่แสดงแล้วตรวจใหม่",
                   "{0} further faults are not shown; correct those shown and check again."},
};

// What the parts say about each other.
constexpr std::array meaning{
    fault_sentence{"agenda_empty", error, "กำหนดการไม่มีขั้นตอนใดเลย ต้องมีอย่างน้อยหนึ่งขั้นตอน",
                   "The agenda has no stage; it needs at least one."},
    fault_sentence{"duplicate_id", error, "รหัส “{0}” ซ้ำกับ {1} รหัสในรายการเดียวกันต้องไม่ซ้ำกัน",
                   "The id “{0}” is already used at {1}; ids of one list must differ."},
    fault_sentence{"duplicate_reference", error, "“{0}” ถูกอ้างซ้ำในรายการเดียวกัน โปรดเหลือไว้เพียงครั้งเดียว",
                   "“{0}” is named twice in the same list; name it once."},
    fault_sentence{"ballot_unknown", error, "ไม่มีคำถามลงคะแนนรหัส “{0}” ต้องเป็นรหัสใน “ballots” ซึ่งขณะนี้มี {1}",
                   "There is no ballot “{0}”; name one of “ballots”, which holds {1}."},
    fault_sentence{"survey_unknown", error, "ไม่มีแบบสอบถามรหัส “{0}” ต้องเป็นรหัสใน “surveys” ซึ่งขณะนี้มี {1}",
                   "There is no survey “{0}”; name one of “surveys”, which holds {1}."},
    fault_sentence{"stratum_unknown", error, "ไม่มีชั้นภูมิรหัส “{0}” ต้องเป็นรหัสใน “strata” ซึ่งขณะนี้มี {1}",
                   "There is no stratum “{0}”; name one of “strata”, which holds {1}."},
    fault_sentence{
        "stratum_not_demographic", error,
        "คำถามนี้ถามชั้นภูมิ “{0}” จึงเป็นคำถามว่าใครอยู่ในห้อง โปรดใส่ “demographic”: true หรือลบ “stratum” ออก",
        "This ballot asks for the stratum “{0}”, so it asks who is in the room; set “demographic” to true or "
        "leave “stratum” out."},
    fault_sentence{"option_not_of_stratum", error,
                   "ตัวเลือก “{0}” ไม่ใช่ค่าของชั้นภูมิ “{1}” รหัสของตัวเลือกต้องเป็นรหัสใดรหัสหนึ่งต่อไปนี้: {2}",
                   "The option “{0}” is no value of the stratum “{1}”; its id must be one of: {2}."},
    fault_sentence{"wave_unknown", error, "แบบสอบถาม “{1}” ไม่มีรอบ “{0}” รอบที่ใช้ได้คือ {2}",
                   "The survey “{1}” has no wave “{0}”; its waves are {2}."},
    fault_sentence{"wave_unused", error, "ขั้นตอนนี้ระบุรอบไว้แต่ไม่มีแบบสอบถาม โปรดเพิ่ม “surveys” หรือลบ “wave” ออก",
                   "This stage gives a wave but names no survey; add “surveys” or leave “wave” out."},
    fault_sentence{"options_missing", error, "คำถามชนิด “{0}” ต้องมีตัวเลือกอย่างน้อย {1} ข้อ แต่ยังไม่มี",
                   "A question of the kind “{0}” needs at least {1} options and has none."},
    fault_sentence{"options_too_few", error, "คำถามชนิด “{0}” ต้องมีตัวเลือกอย่างน้อย {1} ข้อ แต่มีเพียง {2} ข้อ",
                   "A question of the kind “{0}” needs at least {1} options and has only {2}."},
    fault_sentence{"options_not_allowed", error, "คำถามชนิด “{0}” ไม่ใช้ตัวเลือก โปรดลบ “options” ออก หรือเปลี่ยนชนิดเป็น single",
                   "A question of the kind “{0}” takes no options; remove “options” or make it “single”."},
    fault_sentence{"min_above_max", error, "ค่าต่ำสุด {0} มากกว่าค่าสูงสุด {1} ค่า “min” ต้องไม่เกิน “max”",
                   "The minimum {0} is above the maximum {1}; “min” must not exceed “max”."},
    fault_sentence{"min_negative", error, "จำนวนตัวเลือกที่ต้องเลือกอย่างน้อยเป็น {0} ไม่ได้ ต้องเป็น 0 ขึ้นไป",
                   "The fewest options a person may choose cannot be {0}; it must be 0 or more."},
    fault_sentence{"max_not_positive", error, "จำนวนตัวเลือกที่เลือกได้มากที่สุดเป็น {0} ไม่ได้ ต้องเป็น 1 ขึ้นไป",
                   "The most options a person may choose cannot be {0}; it must be 1 or more."},
    fault_sentence{"max_above_options", error, "ให้เลือกได้ถึง {0} ข้อ แต่มีตัวเลือกเพียง {1} ข้อ ค่านี้ต้องไม่เกินจำนวนตัวเลือก",
                   "{0} options may be chosen but there are only {1}; this must not exceed the number of options."},
    fault_sentence{
        "min_above_options", error, "กำหนดให้เลือกอย่างน้อย {0} ข้อ แต่มีตัวเลือกเพียง {1} ข้อ ค่านี้ต้องไม่เกินจำนวนตัวเลือก",
        "At least {0} options must be chosen but there are only {1}; this must not exceed the number of options."},
    fault_sentence{"budget_missing", error, "คำถามชนิด points ต้องระบุ “budget” คือคะแนนทั้งหมดที่แต่ละคนแบ่งได้ เช่น 100",
                   "A points question needs “budget”, the points each person gives out, for example 100."},
    fault_sentence{"budget_not_positive", error, "คะแนนทั้งหมดที่แบ่งได้เป็น {0} ไม่ได้ ต้องเป็น 1 ขึ้นไป",
                   "The points to give out cannot be {0}; they must be 1 or more."},
    fault_sentence{"range_missing", error, "คำถามชนิด scale ต้องระบุ “{0}” เพื่อบอกปลายของมาตรวัด เช่น min 0 และ max 10",
                   "A scale question needs “{0}”, an end of the scale, for example min 0 and max 10."},
    fault_sentence{"range_empty", error, "มาตรวัดจาก {0} ถึง {1} มีเพียงค่าเดียว ค่า “max” ต้องมากกว่า “min”",
                   "From {0} to {1} there is only one value to give; “max” must be above “min”."},
    fault_sentence{"range_too_wide", error, "มาตรวัดมี {0} ขั้น มากเกินไป ต้องไม่เกิน 101 ขั้น เช่น 0 ถึง 100",
                   "The scale has {0} steps; at most 101 are allowed, for example 0 to 100."},
    fault_sentence{"not_for_this_kind", error, "“{0}” ใช้กับคำถามชนิด “{1}” ไม่ได้ โปรดลบออก (ใช้ได้กับชนิด {2})",
                   "“{0}” has no meaning for the kind “{1}”; remove it (it is for {2})."},
    fault_sentence{"correct_unknown", error, "คำตอบที่ถูก “{0}” ไม่อยู่ในตัวเลือก ต้องเป็นรหัสใดรหัสหนึ่งต่อไปนี้: {1}",
                   "The correct answer “{0}” is not among the options; it must be one of: {1}."},
    fault_sentence{"correct_without_knowledge", error,
                   "มีคำตอบที่ถูกกำหนดไว้ แต่บทบาทเป็น “{0}” โปรดเปลี่ยนบทบาทเป็น knowledge หรือลบ “correct” ออก",
                   "A correct answer is given but the role is “{0}”; make the role “knowledge” or remove “correct”."},
    fault_sentence{"threshold_share", error, "สัดส่วนที่ต้องได้เป็น {0} ไม่ได้ ต้องมากกว่า 0 และไม่เกิน 1 เช่น 0.5 หรือ 0.667",
                   "The share needed cannot be {0}; it must be above 0 and at most 1, for example 0.5 or 0.667."},
    fault_sentence{"quorum_out_of_range", error, "องค์ประชุมเป็น {0} ไม่ได้ ต้องเป็นสัดส่วนตั้งแต่ 0 ถึง 1 เช่น 0.5",
                   "The quorum cannot be {0}; it must be a share from 0 to 1, for example 0.5."},
    fault_sentence{
        "population_incomplete", error,
        "ชั้นภูมินี้ระบุสัดส่วนประชากรไว้บางกลุ่มเท่านั้น โปรดระบุ “population” ของ “{0}” ด้วย หรือไม่ระบุเลยทุกกลุ่ม",
        "Only some values of this stratum have a population share; give “population” for “{0}” too, or for none."},
    fault_sentence{"population_sum", error, "สัดส่วนประชากรของชั้นภูมินี้รวมกันได้ {0} ต้องรวมกันได้ 1 (คลาดเคลื่อนได้ไม่เกิน 0.005)",
                   "The population shares of this stratum add up to {0}; they must add up to 1 (within 0.005)."},
    fault_sentence{"rule_not_for_kind", error, "วิธีนับคะแนน “{0}” ใช้กับคำถามชนิด “{1}” ไม่ได้ วิธีที่ใช้ได้คือ {2}",
                   "The rule “{0}” cannot count a question of the kind “{1}”; it can be counted by {2}."},
    fault_sentence{"seats_not_for_rule", error,
                   "“seats” ใช้ได้เฉพาะวิธีนับ stv_scottish, stv_wig และ stv_meek แต่วิธีนับเป็น “{0}” โปรดลบออก",
                   "“seats” is for the rules stv_scottish, stv_wig and stv_meek, but the rule is “{0}”; remove it."},
    fault_sentence{"seats_above_options", error, "กำหนดผู้ได้รับเลือก {0} แต่มีตัวเลือกเพียง {1} ข้อ ต้องไม่เกินจำนวนตัวเลือก",
                   "{0} are to be elected from only {1} options; this must not exceed the number of options."},
    fault_sentence{
        "secrecy_unavailable", error,
        "การลงคะแนนลับ (secret) ด้วยบัตรที่ลงนามแบบปิดตา ยังใช้ไม่ได้ในรุ่นนี้ โปรดใช้ “linked” ซึ่งเก็บคะแนนไว้ภายใต้นามแฝง",
        "Secret ballots, signed blind, are not available in this version; use “linked”, which keeps votes under a "
        "pseudonym."},
    fault_sentence{
        "table_size_order", error, "จำนวนคนต่อโต๊ะเขียนกลับกัน: น้อยที่สุด {0} มากกว่ามากที่สุด {1} โปรดเขียน [น้อยที่สุด, มากที่สุด]",
        "The table size is the wrong way round: the smallest, {0}, is above the largest, {1}; write [smallest, "
        "largest]."},
    fault_sentence{
        "file_unsafe", error, "ชื่อไฟล์ “{0}” ชี้ออกนอกโฟลเดอร์เอกสารได้ โปรดใช้ชื่อที่ไม่ขึ้นต้นด้วย / และไม่มี .. หรือ \\",
        "The file name “{0}” could point outside the documents; use one that does not begin with / and holds no .. "
        "or \\."},
};

// Shown to the committee and printed in the report, so in words for people; the deliberation may run.
constexpr std::array unusual{
    fault_sentence{"issue_missing", deviation, "ไม่ได้อธิบายประเด็นที่นำมาหารือ ควรอธิบายให้ผู้เข้าร่วมเข้าใจตรงกัน",
                   "The public issue is not described; the participants should be told what is at stake."},
    fault_sentence{"convenor_missing", deviation, "ไม่ได้ระบุหน่วยงานผู้จัด ควรระบุเพื่อให้รู้ว่าใครรับผลไปดำเนินการ",
                   "No convenor is named; it should be said which agency will take the result."},
    fault_sentence{
        "ballot_without_stage", deviation, "คำถาม “{0}” ไม่อยู่ในขั้นตอนใดของกำหนดการ ผู้ดำเนินเวทีเปิดเองได้ แต่ควรจัดไว้ในขั้นตอน",
        "The ballot “{0}” belongs to no stage; the lead may open it at any time, but it should be on the agenda."},
    fault_sentence{
        "survey_without_stage", deviation,
        "แบบสอบถาม “{0}” รอบ “{1}” ไม่อยู่ในขั้นตอนใดของกำหนดการ ควรจัดไว้ในขั้นตอนเพื่อให้มีเวลาตอบ",
        "The survey “{0}” has no stage for its wave “{1}”; it should be on the agenda so that people get time for it."},
    fault_sentence{"stage_without_ballots", deviation, "ขั้นตอนลงคะแนน “{0}” ไม่มีคำถาม ควรมีอย่างน้อยหนึ่งข้อ",
                   "The voting stage “{0}” has no ballot; it should have at least one."},
    fault_sentence{"stage_without_surveys", deviation, "ขั้นตอนแบบสอบถาม “{0}” ไม่มีแบบสอบถาม ควรมีอย่างน้อยหนึ่งชุด",
                   "The survey stage “{0}” has no survey; it should have at least one."},
    fault_sentence{
        "knowledge_without_answer", deviation,
        "ข้อวัดความรู้ “{0}” ไม่ได้กำหนดคำตอบที่ถูก จึงนำไปคิดดัชนีความรู้ไม่ได้ ควรกำหนดคำตอบที่ถูก",
        "The knowledge item “{0}” has no correct answer and cannot count in the knowledge index; it should have one."},
    fault_sentence{"rules_not_checked", deviation,
                   "รุ่นนี้ยังไม่ตรวจกติกาของวิธีการ “{0}” ผู้จัดต้องตรวจสอบให้เป็นไปตามหลักของวิธีการเอง",
                   "The rules of the method “{0}” are not checked by this version; the convenor must see to them."},
};

// The town meeting's rules (DESIGN.md section 6).
constexpr std::array town_meeting{
    fault_sentence{"commitment_missing", deviation,
                   "ไม่มีคำมั่นเป็นลายลักษณ์อักษรของผู้มีอำนาจตัดสินใจ ควรระบุว่าจะนำผลไปทำอะไร และตอบกลับเมื่อใด",
                   "There is no written commitment of the decision-makers; it should say what they will do with the "
                   "result, and by when."},
    fault_sentence{"table_size_unusual", deviation, "โต๊ะละ {0}–{1} คน ต่างจากแนวปฏิบัติของเวทีประชาชนซึ่งให้โต๊ะละ 8–12 คน",
                   "Tables of {0} to {1} people; a town meeting's tables hold 8 to 12."},
    fault_sentence{"tables_missing", deviation, "ไม่มีการสนทนากลุ่มย่อย เวทีประชาชนควรมีช่วงสนทนาตามโต๊ะ โต๊ะละ 8–12 คน",
                   "There is no table talk; a town meeting should have it, at tables of 8 to 12 people."},
    fault_sentence{"registration_missing", deviation, "กำหนดการไม่มีการลงทะเบียน ควรเริ่มด้วยช่วงลงทะเบียน",
                   "The agenda has no registration; it should begin with one."},
    fault_sentence{"demographic_ballot_missing", deviation,
                   "ไม่มีคำถามข้อมูลผู้เข้าร่วม จึงไม่รู้ว่าใครอยู่ในห้อง ควรเริ่มด้วยคำถามเช่นนั้น เช่น เพศหรือช่วงวัย",
                   "No ballot asks who is in the room; the first should, by gender or age for example."},
    fault_sentence{
        "demographic_ballot_not_first", deviation,
        "คำถาม “{0}” มาก่อนคำถามข้อมูลผู้เข้าร่วม ควรถามก่อนว่าใครอยู่ในห้อง แล้วจึงถามความเห็น",
        "The ballot “{0}” comes before any demographic one; the room should see who is present before it votes."},
    fault_sentence{"briefing_missing", deviation, "กำหนดการไม่มีการให้ข้อมูลก่อนหารือ ควรมีช่วงให้ข้อมูลก่อนการลงคะแนนในประเด็น",
                   "The agenda has no briefing; there should be one before people vote on the issue."},
    fault_sentence{"briefing_document_missing", deviation, "ไม่มีเอกสารข้อมูลที่เป็นกลาง ควรมีอย่างน้อยหนึ่งฉบับ",
                   "There is no neutral briefing document; there should be at least one."},
    fault_sentence{"ideas_missing", deviation, "กำหนดการไม่มีการรวบรวมความคิดเห็นจากโต๊ะ ควรมีช่วงรวบรวมความคิดเห็น",
                   "The agenda does not gather the tables' ideas; it should have a stage for them."},
    fault_sentence{"themes_missing", deviation,
                   "กำหนดการไม่มีการจัดกลุ่มประเด็นกลับขึ้นจอ ควรมีช่วงประมวลประเด็นหลังการรวบรวมความคิดเห็น",
                   "The agenda does not bring themes back to the room; that should follow the ideas."},
    fault_sentence{"themes_before_ideas", deviation, "ขั้นตอนจัดกลุ่มประเด็น “{0}” มาก่อนการรวบรวมความคิดเห็น ควรสลับลำดับ",
                   "The themes stage “{0}” comes before any ideas are gathered; it should follow them."},
    fault_sentence{"priority_vote_missing", deviation,
                   "กำหนดการไม่มีการลงคะแนนจัดลำดับความสำคัญ ควรมีช่วงลงคะแนนที่ถามความเห็นต่อประเด็น",
                   "The agenda has no prioritising vote; one should ask about the issue itself."},
    fault_sentence{"report_missing", deviation, "กำหนดการไม่มีการรายงานผลในวันเดียวกัน ควรจบด้วยช่วงรายงานผล",
                   "The agenda has no same-day report; it should end with one."},
    fault_sentence{
        "population_missing", deviation,
        "ไม่มีชั้นภูมิที่ระบุสัดส่วนประชากร จึงเทียบผู้เข้าร่วมกับประชากรไม่ได้ ควรระบุอย่างน้อยหนึ่งชั้นภูมิ เช่น เพศหรือช่วงวัย",
        "No stratum gives population shares, so the room cannot be compared with the population; at least one should."},
    fault_sentence{"agenda_too_long", deviation, "กำหนดการรวม {0} นาที เวทีประชาชนควรจบในวันเดียว คือไม่เกิน 720 นาที",
                   "The agenda takes {0} minutes; a town meeting should end within a day, at most 720."},
};

constexpr std::size_t total = shape.size() + meaning.size() + unusual.size() + town_meeting.size();

constexpr std::array<fault_sentence, total> all = [] {
  std::array<fault_sentence, total> joined{};
  std::size_t next = 0;
  const auto take = [&](const auto& part) {
    for (const auto& sentence : part) joined[next++] = sentence;
  };
  take(shape);
  take(meaning);
  take(unusual);
  take(town_meeting);
  return joined;
}();

std::string filled(std::string_view pattern, std::initializer_list<localized> particulars, bool thai) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = i + 2 < pattern.size() && pattern[i] == '{' && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                      pattern[i + 1] <= '9';
    if (!slot) {
      out += pattern[i];
      continue;
    }
    const auto which = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (which >= particulars.size()) std::abort();
    const localized& particular = particulars.begin()[which];
    out += thai ? particular.th : particular.en;
    i += 2;
  }
  return out;
}

}  // namespace

std::span<const fault_sentence> fault_sentences() { return all; }

fault make_fault(std::string_view code, std::string at, std::initializer_list<localized> particulars) {
  for (const fault_sentence& sentence : all) {
    if (sentence.code != code) continue;
    return {.weight = sentence.weight,
            .code = std::string(code),
            .at = std::move(at),
            .sentence = {filled(sentence.th, particulars, true), filled(sentence.en, particulars, false)}};
  }
  std::abort();
}

localized listed(std::span<const std::string> ids) {
  constexpr std::size_t shown_max = 8;
  if (ids.empty()) return {"ยังไม่มีรายการใด", "none yet"};
  std::string names;
  for (std::size_t i = 0; i < ids.size() && i < shown_max; ++i) {
    if (i != 0) names += ", ";
    names += ids[i];
  }
  if (ids.size() <= shown_max) return alike(names);
  const std::string rest = std::to_string(ids.size() - shown_max);
  return {names + " และอีก " + rest + " รายการ", names + " and " + rest + " more"};
}

}  // namespace ruamkit::deliberation
