// Asking identity's store from the engine's thread; for the engine's own .cpp files.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/parts.hpp"

namespace ruamkit::engine {

template <typename Result>
void engine::parts::ask_identity(const std::function<void(const wire::error&)>& otherwise,
                                 std::function<Result(identity::store&)> work, std::function<void(Result&&)> then) {
  const auto failed_back = [this, otherwise](const identity::storage_failure* why) {
    inbox.put(notice([this, otherwise, sentence = std::string(why != nullptr ? why->what() : "")] {
      log("error", "identity's store failed: " + sentence);
      otherwise(wire::error{"storage_unavailable", {}, 1000, {}});
    }));
  };
  auto job = [this, work = std::move(work), then = std::move(then), failed_back](identity::store& store) {
    auto outcome = std::make_shared<Result>(work(store));
    return identity::completion([this, outcome, then, failed_back](const identity::storage_failure* why) {
      if (why != nullptr) return failed_back(why);
      inbox.put(notice([outcome, then] { then(std::move(*outcome)); }));
    });
  };
  if (!people->post(std::move(job), failed_back))
    inbox.put(notice([otherwise] { otherwise(wire::error{"busy", {}, 500, {}}); }));
}

template <typename Result>
void engine::parts::ask_identity(const return_address& back, std::function<Result(identity::store&)> work,
                                 std::function<void(Result&&)> then) {
  ask_identity<Result>([this, back](const wire::error& why) { reply(back, why); }, std::move(work), std::move(then));
}

}  // namespace ruamkit::engine
