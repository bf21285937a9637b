// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/field/fill.hpp"
#include "core/field/measured_field.hpp"
#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"

namespace unweave {

/// A whole field: what was measured in `area`, which the table's colors are of, with `gaps` (null:
/// none) closed; gaps narrower than `fill_size` pixels were looked for. `report` says what else was
/// found; what the field itself tells (residuals, shares of data, filled pixels) is put into it.
std::unique_ptr<Recovery> make_field(std::shared_ptr<const MeasuredField> measured,
                                     const Rect& area, std::shared_ptr<const FilledGaps> gaps,
                                     int fill_size, Report report, FieldOrigin origin = {});

}  // namespace unweave
