// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "core/result.hpp"

/// Leaves the function with the failure of a Result whose value is not wanted; goes on otherwise.
#define UNWEAVE_CHECK(result)                                    \
  do {                                                           \
    if (auto unweave_checked = (result); !unweave_checked)       \
      return tl::unexpected(std::move(unweave_checked).error()); \
  } while (false)

/// Leaves the function with the failure of a Result<T>, or declares (or assigns to) what stands
/// first with its value: UNWEAVE_TRY(const Rect area, find_area(picture)); Two statements: not for
/// the branch of an `if` without braces.
#define UNWEAVE_TRY(target, ...) \
  UNWEAVE_TRY_AS(UNWEAVE_JOINED(unweave_result_, __LINE__), target, __VA_ARGS__)
#define UNWEAVE_TRY_AS(result, target, ...)                      \
  auto result = (__VA_ARGS__);                                   \
  if (!result) return tl::unexpected(std::move(result).error()); \
  target = *std::move(result)
#define UNWEAVE_JOINED(a, b) UNWEAVE_JOINED_AS(a, b)
#define UNWEAVE_JOINED_AS(a, b) a##b
