// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

#include "core/result.hpp"
#include "core/try.hpp"

namespace unweave {

/// What a step of the way found last, with what it was found for. Asked for the same again, it is
/// not made again. What `make` depends on is in the key (or never changes); it takes nothing else.
template <class Key, class Value>
class Kept {
 public:
  /// make(key) gives a Result<Value>. After a failure what was kept stays. The pointer is never
  /// null, and good until another value is made.
  template <class Make>
  Result<Value*> get(Key key, const Make& make) {
    if (found_ && found_->first == key) return &found_->second;
    UNWEAVE_TRY(Value made, make(std::as_const(key)));
    found_.emplace(std::move(key), std::move(made));
    return &found_->second;
  }

 private:
  std::optional<std::pair<Key, Value>> found_;
};

}  // namespace unweave
