// The command line of ruamkitd, as the operator of a provincial office meets it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

programs::finished ruamkitd(std::vector<std::string> words, const std::string& input = {}) {
  words.insert(words.begin(), RUAMKITD);
  return programs::run(words, input, programs::complaints::kept);
}

bool says(const programs::finished& what, std::string_view text) { return what.out.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("help teaches, and a wrong option says so") {
  const auto help = ruamkitd({"--help"});
  CHECK(help.exit_code == 0);
  for (const auto* word : {"--data", "--config", "--listen", "--tls-cert", "--tls-key", "--web", "account", "Example"})
    CHECK_MESSAGE(says(help, word), word);
  CHECK(ruamkitd({"account", "add", "--help"}).exit_code == 0);
  CHECK(ruamkitd({}).exit_code == 2);
  CHECK(ruamkitd({"--port", "80"}).exit_code == 2);
  CHECK(says(ruamkitd({"--version"}), "0."));
}

TEST_CASE("accounts: made, listed, refused") {
  const programs::scratch folder(std::filesystem::temp_directory_path().string());
  const auto account = [&](std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), "account");
    words.insert(words.end(), {"--data", folder.path()});
    return ruamkitd(words, input);
  };
  const std::string good = std::string(password) + "\n";
  CHECK(account({"add", "somchai", "--role", "lead"}, good).exit_code == 0);
  CHECK(account({"add", "somchai", "--role", "lead"}, good).exit_code == 1);
  CHECK(says(account({"add", "Somchai!", "--role", "lead"}, good), "name_invalid"));
  CHECK(says(account({"add", "anong", "--role", "king"}, good), "role_unknown"));
  CHECK(says(account({"add", "anong", "--role", "lead"}, "short\n"), "password_short"));
  CHECK(says(account({"list"}), "somchai\tlead"));
  CHECK(account({"password", "somchai"}, "another long password\n").exit_code == 0);
  CHECK(account({"role", "nobody", "--role", "lead"}).exit_code == 1);
  CHECK(account({"disable", "somchai"}).exit_code == 0);
  CHECK(says(account({"list"}), "disabled"));
  CHECK(account({"enable", "somchai"}).exit_code == 0);
  CHECK(account({"add", "anong"}, good).exit_code == 2);
}

TEST_CASE("settings are refused by line and column, and the file we ship is right") {
  const programs::scratch folder(std::filesystem::temp_directory_path().string());
  const auto file = folder.path() + "/settings.json";
  const auto with = [&](const std::string& text) {
    std::ofstream(file) << text;
    return ruamkitd({"--data", folder.path() + "/data", "--config", file, "--listen", "nowhere:1:1"});
  };
  struct row {
    const char* text;
    const char* says;
  };
  for (const auto& r :
       {row{"{\n  \"dta\": 1\n}", ":2:3: dta: there is no such setting"},
        row{"{\n  \"data\": 7}", ":2:3: data: a text"},
        row{"{\"limits\": {\"frame_bytes\": 1}}", ":1:13: limits.frame_bytes: a whole number from"},
        row{"{\"listen\": \"8080\"}", "is not ADDRESS:PORT"}, row{"{\n\"data\": }", ":2:9: this is not JSON"},
        row{"[]", "an object was expected"}, row{"{} {}", ":1:4: more text"},
        row{"{\"log_level\": \"loud\"}", "one of trace"}, row{"// nothing\n{,}", "this is not JSON"}}) {
    CAPTURE(r.text);
    const auto refused = with(r.text);
    CHECK(refused.exit_code == 3);
    CHECK_MESSAGE(says(refused, r.says), refused.out);
  }
  CHECK(ruamkitd({"--config", folder.path() + "/absent.json"}).exit_code == 3);
  CHECK(ruamkitd({"--data", folder.path() + "/d", "--tls-cert", "x"}).exit_code == 3);
  // Ours is read whole: what is wrong is only the address given here.
  const auto ours = ruamkitd({"--config", OWN_SETTINGS, "--data", folder.path() + "/d", "--listen", "nowhere:1:1"});
  CHECK(ours.exit_code == 3);
  CHECK(says(ours, "\"nowhere:1:1\" is not ADDRESS:PORT"));
}

TEST_CASE("an address that is taken, a certificate that is none, a file where a directory should be") {
  hall h;
  const programs::scratch folder(std::filesystem::temp_directory_path().string());
  const auto taken = ruamkitd({"--data", folder.path() + "/d", "--listen", h.server.where().authority()});
  CHECK(taken.exit_code == 1);
  CHECK(says(taken, h.server.where().port));
  std::ofstream(folder.path() + "/pem") << "no certificate";
  const auto none = ruamkitd({"--data", folder.path() + "/e", "--listen", "127.0.0.1:0", "--tls-cert",
                              folder.path() + "/pem", "--tls-key", folder.path() + "/pem"});
  CHECK(none.exit_code == 1);
  CHECK(says(none, "/pem"));
  CHECK(ruamkitd({"--data", folder.path() + "/pem", "--listen", "127.0.0.1:0"}).exit_code == 1);
}

TEST_CASE("the demonstration's definition runs as it is shipped") {
  std::ifstream in(DEMO_DEFINITION);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  hall h({.definition = text});
  const auto checked = h.staff("deliberation.check", {{"definition", json::parse(text)}});
  CHECK(checked.at("faults").as_array().empty());
  CHECK(checked.at("deviations").as_array().empty());
}

}  // namespace ruamkit::scenario
