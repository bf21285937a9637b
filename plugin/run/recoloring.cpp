// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/recoloring.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/figure/figure_layout.hpp"
#include "core/recolor/recolored_figure.hpp"
#include "core/recover.hpp"
#include "core/try.hpp"
#include "plugin/run/job.hpp"

namespace unweave::plugin {
namespace {

/// A picture of which everything is selected.
class Unselected final : public PixelSource {
 public:
  explicit Unselected(const PixelSource& source) : source_(source) {}
  PixelLayout layout() const override { return source_.layout(); }
  void read(const Rect& area, std::byte* out) const override { source_.read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return source_.in_place(area); }
  const PixelSource& stored() const override { return source_.stored(); }

 private:
  const PixelSource& source_;
};

Result<std::unique_ptr<Recovery>> field_in(const PixelSource& pixels, const Rect& area,
                                           const CoreRequest& core, const Context& context) {
  CoreRequest of_area = core;
  FigureOptions& figure = of_area.options.figure;
  figure.plot_area = area;
  figure.read_axes = figure.read_titles = false;
  Analysis analysis(pixels);
  return recover(of_area, analysis, context);
}

const std::optional<Colorbar>& bar_of(const Recovery& field) {
  return field.origin().layout->colorbar;
}

/// Whether two fields are told by one bar, or, without any, by one known map.
bool share_scale(const Recovery& a, const Recovery& b) {
  if (bar_of(a) || bar_of(b)) return bar_of(a) && bar_of(b) && bar_of(a)->rect == bar_of(b)->rect;
  const Report &of_a = a.report(), &of_b = b.report();
  return !of_a.colormap_name.empty() && of_a.colormap_name == of_b.colormap_name &&
         of_a.colormap_family == of_b.colormap_family && of_a.reversed == of_b.reversed;
}

const char* detail_of(NotRecolored why) {
  return why == NotRecolored::BarDiffers ? "bar" : "elsewhere";
}

}  // namespace

Result<Recoloring> Recoloring::make(const PixelSource& pixels, const Recovery& field,
                                    const std::vector<std::pair<Rect, const Recovery*>>& known,
                                    const CoreRequest& core, const Context& context) {
  Recoloring out;
  const PixelSource* source = &pixels;
  FigureToRecolor figure{{&field}, {}};
  if (pixels.has_selection()) {
    out.whole_ = std::make_unique<Unselected>(pixels);
    source = out.whole_.get();
    UNWEAVE_TRY(auto whole, field_in(*source, field.report().plot_area, core, context));
    figure.fields.front() = out.fields_.emplace_back(std::move(whole)).get();
  }
  const Recovery& first = *figure.fields.front();
  const auto& panels = field.report().panels;
  int apart = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(panels.size(), kMaxPanels - 1); ++i) {
    const auto found = std::ranges::find(known, panels[i], [](const auto& k) { return k.first; });
    const Recovery* panel = found != known.end() && !out.whole_ ? found->second : nullptr;
    if (!panel) {
      auto recovered = field_in(*source, panels[i], core, context);
      if (!recovered &&
          (shows_nothing(recovered.error()) || recovered.error().reason == Reason::NoColorbar))
        continue;
      UNWEAVE_TRY(auto other, std::move(recovered));
      panel = out.fields_.emplace_back(std::move(other)).get();
    }
    if (share_scale(first, *panel)) {
      figure.fields.push_back(panel);
    } else if (bar_of(*panel)) {
      ++apart;
      figure.apart.push_back(panels[i]);
      figure.apart.push_back(bar_of(*panel)->outer);
    }
  }
  UNWEAVE_TRY(RecoloredFigure made,
              recolored_figure(*source, figure, core.recolor->colors, context));
  out.picture_ = std::move(made.picture);
  if (made.refusal) out.remarks_.push_back({Note::NotRecolored, detail_of(*made.refusal)});
  if (out.picture_ && apart > 0)
    out.remarks_.push_back({Note::PanelsKeepColors, std::to_string(apart)});
  return out;
}

}  // namespace unweave::plugin
