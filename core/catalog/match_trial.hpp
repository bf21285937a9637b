// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/catalog/match_evidence.hpp"

// The inside of examine(), in three files: match_stretch.cpp asks which part of a map occurs,
// match_speed.cpp whether at the map's own speed, match_evidence.cpp all the rest.
namespace unweave::matching {

/// One map on trial.
class Trial {
 public:
  Trial(const MapCurve& curve, const Colors& colors, const MatchOptions& options)
      : curve_(curve), colors_(colors), options_(options) {}

  Evidence run();

 private:
  bool discrete() const { return curve_.map().kind == ColormapKind::Discrete; }
  bool near(std::size_t i) const { return e_.projections[i].distance <= e_.tolerance; }
  void project();
  bool noise_is_plausible();
  void measure();
  void explain();
  bool fits_as_closely() const;
  bool entries_suffice();
  bool covers_a_stretch();
  bool covers_levels();
  struct PieceOffset {
    double offset = 0;  ///< length of the weighted median of the residuals
    double spread = 0;  ///< weighted median distance from that
    double weight = 0;
  };
  PieceOffset offset_of(const std::vector<int>& piece) const;
  bool is_not_offset();
  bool is_in_order();
  bool runs_at_its_speed() const;
  bool is_long_enough() const;
  bool occurs_as_a_whole();
  void count_exact();
  void count_recall();
  std::vector<char> covered_nodes(float reach) const;
  void set_stretch(int first, int last);

  const MapCurve& curve_;
  const Colors& colors_;
  const MatchOptions& options_;
  Evidence e_;
};

}  // namespace unweave::matching
