// Files as people bring them: what is read, what is refused and where, and what the results say of small studies.
#include <doctest/doctest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "analysis/change/analyse.hpp"
#include "ruamkit/analyse/analyse_json.hpp"
#include "ruamkit/analyse/analyse_text.hpp"
#include "ruamkit/analyse/gather.hpp"

namespace ruamkit::tools::analyse {
namespace {

namespace json = boost::json;
namespace change = analysis::change;

/// Files in a folder of their own, which no test that runs beside this one shares; removed at the end.
class folder {
 public:
  folder() : path_("change_files." + std::to_string(::getpid())) { std::filesystem::create_directories(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

struct texts {
  std::string pre, post, items, targets, weights, control_pre, control_post;
  sources from;  ///< names of columns
};

sources written(const folder& in, const texts& of) {
  sources out = of.from;
  out.pre = in.file("pre.csv", of.pre);
  out.post = in.file("post.csv", of.post);
  if (!of.items.empty()) out.items = in.file("items.json", of.items);
  if (!of.targets.empty()) out.targets = in.file("targets.csv", of.targets);
  if (!of.weights.empty()) out.weights = in.file("weights.csv", of.weights);
  if (!of.control_pre.empty()) out.control_pre = in.file("control_pre.csv", of.control_pre);
  if (!of.control_post.empty()) out.control_post = in.file("control_post.csv", of.control_post);
  return out;
}

json::value analysed(const texts& of) {
  const folder in;
  const gathered read = gather(written(in, of));
  return json::parse(to_json(read, change::analyse(read.of, read.control ? &*read.control : nullptr)));
}

std::string said(const texts& of, std::string_view language) {
  const folder in;
  const gathered read = gather(written(in, of));
  const auto report = change::analyse(read.of, read.control ? &*read.control : nullptr);
  return to_table(read, report) + to_sentences(read, report, language);
}

std::string refusal(const texts& of) {
  const folder in;
  try {
    (void)gather(written(in, of));
  } catch (const files::bad_input& no) {
    return std::string(no.what()).substr(in.path().size() + 1);
  }
  return "";
}

texts waves(const std::string& pre, const std::string& post) {
  texts out;
  out.pre = pre;
  out.post = post;
  return out;
}

double number(const json::value& of, const char* pointer) { return of.at_pointer(pointer).to_number<double>(); }
std::string reason(const json::value& of, const char* pointer) {
  return std::string(of.at_pointer(pointer).as_string());
}

}  // namespace

TEST_CASE("bad input is refused by file, line and column") {
  CHECK(refusal(waves("id,q\n1,2\n1,3\n", "id,q\n1,2\n")) == "pre.csv:3:1: the id '1' comes twice; first on line 2");
  CHECK(refusal(waves("id,q\n1,2\n", "id,q\n1,2\n,3\n")) == "post.csv:3:1: a person without an id");
  CHECK(refusal(waves("id,q\n1,2\n2,lots\n", "id,q\n1,2\n"))
            .starts_with("pre.csv:3:3: 'lots' in column 'q' is no number"));
  CHECK(refusal(waves("id,q\n1,2\n", "id,q\n1,inf\n")).starts_with("post.csv:2:3: 'inf' in column 'q' is no number"));
  CHECK(refusal(waves("id,q\n1,a\n", "id,q\n1,b\n")).starts_with("pre.csv:2:3: 'a' in column 'q' is no number"));
  CHECK(refusal(waves("id,q\n1,2,3\n", "id,q\n")) == "pre.csv:2:5: the row has 3 fields where the header has 2");
  CHECK(refusal(waves("", "id,q\n")) == "pre.csv:1:1: is empty; a header line was expected");
  CHECK(refusal(waves("id\n1\n", "id\n1\n")).starts_with("pre.csv:1:1: has no items"));
  texts named = waves("id,q\n1,2\n", "id,q\n1,2\n");
  named.from.id = "seat";
  CHECK(refusal(named) == "pre.csv:1:1: has no column 'seat' to tell people apart (--id)");
  named.from.id = "";
  named.from.group = "table";
  CHECK(refusal(named) == "pre.csv:1:1: there is no column 'table' in either wave");
  named.from.group = "";
  named.from.weights = "w";
  CHECK(refusal(named) == "pre.csv:1:1: there is no column 'w' in either wave");
  texts weighed = waves("id,q,w\n1,2,-1\n", "id,q\n1,2\n");
  weighed.from.weights = "w";
  CHECK(refusal(weighed).starts_with("pre.csv:2:5: '-1' in column 'w'"));
}

TEST_CASE("an item file is refused where it is wrong") {
  const auto with = [](const std::string& items, const std::string& cell = "5") {
    texts of = waves("id,q\n1," + cell + "\n", "id,q\n1,5\n");
    of.items = items;
    return refusal(of);
  };
  CHECK(with("[{\"id\": \"q\"").starts_with("items.json:1:12: is no JSON"));
  CHECK(with("[]") == "items.json:1:1: has no items");
  CHECK(with("7").starts_with("items.json:1:1: must be a list of items"));
  CHECK(with("{}").starts_with("items.json:1:1: has neither"));
  CHECK(with("[{\"kind\": \"scale\"}]") == "items.json:1:1: an item has no `id`");
  CHECK(with("[\n {\"id\": \"q\"},\n {\"id\": \"q\"}]") == "items.json:2:9: 'q': comes twice");
  CHECK(with("[{\"id\": \"q\", \"kind\": \"scael\"}]").starts_with("items.json:1:9: 'q': has the kind 'scael'"));
  CHECK(with("[{\"id\": \"q\", \"role\": \"x\"}]").starts_with("items.json:1:9: 'q': has the role 'x'"));
  CHECK(with("[{\"id\": \"q\", \"min\": \"0\"}]") == "items.json:1:9: 'q': `min` must be a number");
  CHECK(with("[{\"id\": \"q\", \"min\": 5, \"max\": 1}]") == "items.json:1:9: 'q': `min` must be below `max`");
  CHECK(with("[{\"id\": \"q\", \"min\": 0, \"max\": 10}]", "11")
            .starts_with("pre.csv:2:3: '11' in column 'q' is beyond"));
  CHECK(with("[{\"id\": \"q\", \"kind\": \"yes_no\"}]", "5").starts_with("pre.csv:2:3: '5' is neither yes nor no"));
  CHECK(with("[{\"id\": \"q\", \"kind\": \"single\", \"options\": [\"5\", \"6\"]}]", "7") ==
        "pre.csv:2:3: '7' is no option of item 'q'");
  CHECK(with("[{\"id\": \"q\", \"role\": \"knowledge\"}]", "5")
            .starts_with("pre.csv:2:3: the knowledge item 'q' names no"));
  CHECK(with("[{\"id\": \"q\", \"role\": \"attitude\", \"correct\": 5}]")
            .starts_with("items.json:1:9: 'q': has a right"));
  CHECK(with("[{\"id\": \"q\"}]").empty());
}

TEST_CASE("population targets are refused where they are wrong") {
  const auto with = [](const std::string& targets) {
    texts of = waves("id,g,q\n1,f,5\n2,m,4\n", "id,q\n1,5\n2,6\n");
    of.targets = targets;
    return refusal(of);
  };
  CHECK(with("stratum,value,share\ng,f,0.5\ng,m,0.5\n").empty());
  CHECK(with("stratum,value,share\ng,f,51\ng,m,49\n").empty());
  CHECK(with("stratum,value,share\ng,f,0.5\ng,m,0.4\n").starts_with("targets.csv:2:1: the shares of 'g' sum to 0.9"));
  CHECK(with("stratum,value,share\ng,f,x\n").starts_with("targets.csv:2:5: 'x' is no share"));
  CHECK(with("stratum,value,share\ng,f,-1\n").starts_with("targets.csv:2:5: '-1' is no share"));
  CHECK(with("stratum,value,share\ng,f,1\ng,f,1\n") == "targets.csv:3:3: 'f' comes twice in 'g'");
  CHECK(with("stratum,value,share\ng,f,0\n") == "targets.csv:2:1: the shares of 'g' sum to nothing");
  CHECK(with("stratum,value\ng,f\n") == "targets.csv:1:1: must have three columns: stratum,value,share");
  CHECK(with("stratum,value,share\n") == "targets.csv:1:1: has no targets");
  CHECK(with("stratum,value,share\nh,f,1\n") == "targets.csv:2:1: there is no column 'h' in either wave");
}

TEST_CASE("what people's programs write is read") {
  // A byte order mark, CRLF, semicolons, Thai headers, NA, a text column, rows in another order.
  const auto of = analysed(
      waves("\xef\xbb\xbfรหัส;ชื่อ;ข้อ1\r\n1;ก;2\r\n2;ข;NA\r\n3;ค;4\r\n", "รหัส;ข้อ1\r\n3;+6.5\r\n1;3\r\n4;1e1\r\n"));
  CHECK(of.at_pointer("/items").as_array().size() == 1);
  CHECK(number(of, "/items/0/n_pre") == 2);
  CHECK(number(of, "/items/0/n_post") == 3);
  CHECK(number(of, "/items/0/n_paired") == 2);
  CHECK(number(of, "/items/0/difference") == 1.75);
  CHECK(reason(of, "/skipped/0/column") == "ชื่อ");
  CHECK(number(of, "/waves/people") == 4);
  CHECK(number(of, "/waves/pre") == 2);
  CHECK(number(of, "/waves/post_only") == 1);
  CHECK(number(of, "/waves/neither") == 1);
}

TEST_CASE("nothing that cannot be computed is printed as a number") {
  // all missing; constant; one pair; everybody moves alike; asked in one wave only
  const auto of = analysed(waves("id,none,same,one,alike,before\n1,,3,1,1,5\n2,,3,,2,6\n3,,3,,3,7\n",
                                 "id,none,same,one,alike,after\n1,,3,4,2,5\n2,,3,2,3,6\n3,,3,,4,7\n"));
  CHECK(of.at_pointer("/items/0/t").is_null());
  CHECK(reason(of, "/items/0/not_defined/t") == "no_pairs");
  CHECK(reason(of, "/items/0/not_defined/mean_pre") == "no_values");
  CHECK(reason(of, "/items/1/not_defined/t") == "zero_variance");
  CHECK(reason(of, "/items/1/wilcoxon/not_defined/p") == "no_nonzero_differences");
  CHECK(reason(of, "/items/2/not_defined/ci95") == "one_pair");
  CHECK(number(of, "/items/2/difference") == 3);
  CHECK(number(of, "/items/2/wilcoxon/p") == 1);
  CHECK(reason(of, "/items/3/not_defined/p") == "constant_differences");
  CHECK(reason(of, "/items/3/not_defined/p_holm") == "constant_differences");
  CHECK(number(of, "/items/3/difference") == 1);
  CHECK(number(of, "/items/3/sd_difference") == 0);
  CHECK(reason(of, "/items/4/not_defined/p") == "not_asked_after");
  CHECK(reason(of, "/items/4/not_defined/mean_post") == "not_asked_after");
  CHECK(reason(of, "/items/5/not_defined/p") == "not_asked_before");
  CHECK(of.at_pointer("/knowledge").is_null());
  CHECK(of.at_pointer("/groups").is_null());
  CHECK(of.at_pointer("/weights").is_null());
}

TEST_CASE("files without a row, and people in one wave only") {
  const auto empty = analysed(waves("id,q\n", "id,q\n"));
  CHECK(reason(empty, "/items/0/not_defined/difference") == "no_pairs");
  const auto strangers = analysed(waves("id,q\n1,2\n2,3\n", "id,q\n3,2\n4,4\n"));
  CHECK(number(strangers, "/items/0/n_paired") == 0);
  CHECK(number(strangers, "/items/0/mean_post") == 3);
  CHECK(number(strangers, "/waves/pre_only") == 2);
}

TEST_CASE("kinds, roles and codes of an item file") {
  texts of = waves("id,sex,y,k,k2,c,o\n1,f,yes,b,3,x,text\n2,m,ไม่ใช่,a,99,x,text\n3,f,0,99,4,y,\n4,m,,b,3,99,\n",
                   "id,y,k,k2,c\n1,ใช่,b,3.0,y\n2,TRUE,b,3,x\n3,no,b,99,y\n4,1,99,5,y\n");
  of.items = R"({"no_opinion": [99], "items": [
    {"id": "sex", "kind": "single", "role": "demographic"}, {"id": "y", "kind": "yes_no"},
    {"id": "k", "kind": "single", "options": [{"id": "a"}, {"id": "b"}], "correct": "b"},
    {"id": "k2", "kind": "scale", "correct": 3, "question": {"th": "กี่อำเภอ", "en": "How many districts?"}},
    {"id": "c", "kind": "single"}, {"id": "o", "kind": "text"}]})";
  const auto out = analysed(of);
  CHECK(number(out, "/items/0/mean_pre") == doctest::Approx(1.0 / 3));
  CHECK(number(out, "/items/0/mean_post") == 0.75);
  CHECK(number(out, "/items/0/agree/gained") == 1);
  CHECK(number(out, "/items/0/pre/unanswered") == 1);
  CHECK(number(out, "/items/0/pre/no_opinion_share") == 0.25);
  // Who does not know is not right.
  CHECK(number(out, "/items/1/mean_pre") == 0.5);
  CHECK(number(out, "/items/1/pre/no_opinion") == 1);
  CHECK(number(out, "/items/1/agree/gained") == 2);
  CHECK(number(out, "/items/1/agree/lost") == 1);
  CHECK(number(out, "/items/2/mean_post") == 0.5);
  CHECK(reason(out, "/items/3/not_defined/t") == "not_numeric");
  CHECK(reason(out, "/items/3/options/1/option") == "y");
  CHECK(number(out, "/items/3/options/1/gained") == 1);
  CHECK(reason(out, "/items/3/pre/distribution/0/option") == "x");
  CHECK(number(out, "/knowledge/mean_pre") == 0.5);
  CHECK(number(out, "/knowledge/mean_post") == 0.625);
  CHECK(reason(out, "/representativeness/strata/0/stratum") == "sex");
  CHECK(reason(out, "/skipped/0/column") == "o");
}

TEST_CASE("a definition serves as an item file") {
  texts of = waves("id,i1\n1,2\n2,3\n3,3\n", "id,i1\n1,7\n2,7\n3,9\n");
  of.items = R"({"method": "deliberative_poll", "surveys": [{"id": "s", "waves": ["pre", "post"], "items":
    [{"id": "i1", "kind": "scale", "min": 0, "max": 10, "question": {"th": "ข้อ", "en": "item"}, "role": "attitude"}]}]})";
  const auto out = analysed(of);
  CHECK(number(out, "/items/0/agree/above") == 5);
  CHECK(number(out, "/items/0/agree/share_post") == 1);
  CHECK(reason(out, "/items/0/question/en") == "item");
}

TEST_CASE("weights that cannot be met are named and the rest is still told") {
  texts of = waves("id,g,q\n1,f,5\n2,f,4\n3,f,4\n", "id,q\n1,6\n2,7\n3,4\n");
  of.targets = "stratum,value,share\ng,f,0.5\ng,m,0.5\n";
  const auto out = analysed(of);
  CHECK(out.at_pointer("/weights/converged") == json::value(false));
  CHECK(reason(out, "/weights/unmet/0/value") == "m");
  CHECK(reason(out, "/weights/unmet/0/why") == "nobody_here_has_this_value");
  CHECK(number(out, "/items/0/n_paired") == 3);
  CHECK(number(out, "/representativeness/strata/0/against_population/statistic") == 3);
  CHECK(said(of, "en").find("cannot be weighted: g = m: nobody here has this value") != std::string::npos);
  CHECK(said(of, "th").find("ถ่วงน้ำหนักไม่ได้: g = m") != std::string::npos);
}

TEST_CASE("a column of nothing but 0 and 1 is a question of yes or no") {
  const auto out = analysed(waves("id,y,s\n1,0,1\n2,0,0\n3,1,1\n4,0,1\n", "id,y,s\n1,1,1\n2,1,2\n3,0,1\n4,1,1\n"));
  CHECK(reason(out, "/items/0/kind") == "yes_no");
  CHECK(number(out, "/items/0/agree/gained") == 3);
  CHECK(number(out, "/items/0/agree/mcnemar/p_exact") == 0.625);
  CHECK(reason(out, "/items/1/kind") == "scale");
}

TEST_CASE("weights from a file") {
  texts of = waves("id,q\na,1\nb,2\nc,5\n", "id,q\na,2\nb,4\nc,6\n");
  of.weights = "id,weight\nb,3\na,1\n";
  const auto out = analysed(of);
  CHECK(number(out, "/items/0/weighted/difference") == 1.75);
  CHECK(number(out, "/items/0/weighted/n_paired") == 2);
  CHECK(number(out, "/weights/people/b") == 3);
  CHECK(out.at_pointer("/weights/people").as_object().size() == 2);
}

TEST_CASE("a control group whose people match nobody") {
  texts of = waves("id,q\n1,2\n2,3\n", "id,q\n1,4\n2,6\n");
  of.control_pre = "id,q\nx,1\n";
  of.control_post = "id,q\ny,1\n";
  const auto out = analysed(of);
  CHECK(number(out, "/control_waves/pre_only") == 1);
  CHECK(out.at_pointer("/items/0/difference_in_differences/estimate").is_null());
  of.control_post = "id,q\nx,much\n";
  CHECK(refusal(of).starts_with("control_post.csv:2:3: 'much'"));
}

TEST_CASE("sentences say no more than the figures") {
  texts of = waves("id,up,flat,down\n1,2,5,9\n2,3,5,8\n3,2,6,9\n4,3,4,8\n5,1,5,9\n6,2,6,8\n",
                   "id,up,flat,down\n1,6,6,8\n2,7,4,8\n3,7,6,8\n4,6,5,8\n5,6,4,9\n6,7,6,6\n");
  const std::string en = said(of, "en");
  CHECK(en.find("After the deliberation, the mean score of “up” rose by 4.3 points (from 2.2 to 6.5; 95% interval") !=
        std::string::npos);
  CHECK(en.find("6 people answered both times), more than chance explains.") != std::string::npos);
  CHECK(en.find("No clear evidence that the mean score of “flat” changed") != std::string::npos);
  CHECK(en.find("which does not mean that it stayed the same") != std::string::npos);
  CHECK(en.find("Without a control group") != std::string::npos);
  const std::string th = said(of, "th");
  CHECK(th.find("หลังการปรึกษาหารือ คะแนนเฉลี่ยของข้อ “up” เพิ่มขึ้น 4.3 คะแนน") != std::string::npos);
  CHECK(th.find("ยังไม่พบหลักฐานชัดเจน") != std::string::npos);
}

TEST_CASE("significant alone but not among many items") {
  std::string pre = "id";
  std::string post = "id";
  for (int item = 0; item < 20; ++item) pre += ",q" + std::to_string(item);
  post += pre.substr(2);
  for (int person = 0; person < 8; ++person) {
    pre += "\n" + std::to_string(person);
    post += "\n" + std::to_string(person);
    for (int item = 0; item < 20; ++item) {
      pre += ",5";
      // The first item moves up for seven of eight, the others to and fro.
      const int moved = item == 0 ? (person == 0 ? -1 : 1) : (person + item) % 2 == 0 ? 1 : -1;
      post += "," + std::to_string(5 + moved);
    }
  }
  const std::string en = said(waves(pre, post), "en");
  CHECK(en.find("the mean score of “q0” rose by 0.8 points") != std::string::npos);
  CHECK(en.find("with so many items tested at once, this may be chance.") != std::string::npos);
}

TEST_CASE("an analysis can be stopped") {
  const folder in;
  const auto read = gather(written(in, waves("id,a,b\n1,2,3\n", "id,a,b\n1,2,3\n")));
  std::size_t told = 0;
  const auto report = change::analyse(read.of, nullptr, [&](std::size_t done, std::size_t all) {
    told = done;
    CHECK(all == 2);
    return false;
  });
  CHECK(told == 1);
  CHECK_FALSE(report.finished);
  CHECK(report.items.empty());
}

}  // namespace ruamkit::tools::analyse
