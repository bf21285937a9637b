// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/field_recovery.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace unweave {

namespace {

class FieldRecovery final : public Recovery {
 public:
  FieldRecovery(std::shared_ptr<const MeasuredField> measured,
                std::shared_ptr<const FilledGaps> gaps, Report report, FieldOrigin origin)
      : measured_(std::move(measured)), gaps_(std::move(gaps)) {
    report_ = std::move(report);
    origin_ = std::move(origin);
  }

  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override {
    measured_->measure(source, area, out);
    if (gaps_)
      gaps_->apply(area, out, out.confidence || out.deviation ? of_data() : Certainty{});
    else if (out.filled)
      std::fill_n(out.filled, area.area(), 0.0F);
  }

  float place(const std::array<double, 3>& color) const override {
    return measured_->values().place({color[0], color[1], color[2]});
  }

 private:
  const Certainty& of_data() const {
    if (!of_data_) of_data_ = measured_->values().mean_certainty();
    return *of_data_;
  }

  std::shared_ptr<const MeasuredField> measured_;
  std::shared_ptr<const FilledGaps> gaps_;      ///< may be null
  mutable std::optional<Certainty> of_data_{};  ///< made when it is first asked for
};

}  // namespace

float Recovery::place(const std::array<double, 3>& /*color*/) const {
  return std::numeric_limits<float>::quiet_NaN();
}

std::unique_ptr<Recovery> make_field(std::shared_ptr<const MeasuredField> measured,
                                     const Rect& area, std::shared_ptr<const FilledGaps> gaps,
                                     int fill_size, Report report, FieldOrigin origin) {
  const FieldSummary summary = measured->summary(area);
  report.valid_fraction = summary.valid_fraction;
  report.residual_median = summary.residual_median;
  report.residual_p95 = summary.residual_p95;
  report.fill_size = fill_size;
  if (gaps) {
    report.filled_pixels = gaps->pixels();
    if (report.filled_pixels > 0)
      report.remarks.push_back({Note::GapsFilled, std::to_string(report.filled_pixels)});
  }
  return std::make_unique<FieldRecovery>(std::move(measured), std::move(gaps), std::move(report),
                                         std::move(origin));
}

}  // namespace unweave
