// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the layout of each picture as a line of JSON: for developers, and for tests in Python.
// --stages adds what each stage of the analysis saw (tools/figure-stages draws it).
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/figure/figure_layout.hpp"
#include "core/image/stage_log.hpp"
#include "core/labels/unit_text.hpp"
#include "tests/tools/picture.hpp"

namespace {

using nlohmann::json;

json to_json(const unweave::Rect& r) { return {r.x, r.y, r.right(), r.bottom()}; }

json to_json(const std::optional<unweave::ValueRange>& range) {
  if (!range) return nullptr;
  return {{"min", range->min}, {"max", range->max}, {"scale", unweave::name_of(range->scale)}};
}

json to_json(const std::vector<unweave::TickLabel>& ticks) {
  json out = json::array();
  for (const auto& t : ticks)
    out.push_back(
        {{"text", t.text}, {"value", t.value}, {"position", t.position}, {"residual", t.residual}});
  return out;
}

json to_json(const std::optional<unweave::AxisCalibration>& axis) {
  if (!axis) return nullptr;
  return {
      {"range", to_json(axis->range)}, {"ticks", to_json(axis->ticks)}, {"degrees", axis->degrees}};
}

json to_json(const unweave::Colorbar& bar) {
  static const char* const kEnds[] = {"bottom", "top", "left", "right"};
  json colors = json::array();
  const std::size_t n = bar.colors.size();
  for (int i = 0; i < 256 && n; ++i) colors.push_back(bar.colors[i * n / 256]);
  return {{"rect", to_json(bar.rect)},
          {"outer", to_json(bar.outer)},
          {"vertical", bar.vertical},
          {"min_end", kEnds[static_cast<int>(bar.min_end)]},
          {"min_end_by_ticks", bar.min_end_source == unweave::BarEndSource::Ticks},
          {"colors", colors},
          {"levels", bar.level_colors.size()},
          {"level_edges", bar.level_edges},
          {"under", bar.under ? json(*bar.under) : json(nullptr)},
          {"over", bar.over ? json(*bar.over) : json(nullptr)},
          {"ticks", to_json(bar.ticks)},
          {"range", to_json(bar.range)},
          {"agreement", bar.agreement}};
}

/// Keeps what the stages show.
class StageList final : public unweave::StageLog {
 public:
  void show(const unweave::StagePicture& picture) override {
    json marks = json::array();
    for (const auto& mark : picture.marks)
      marks.push_back({{"rect", to_json(mark.rect)}, {"text", mark.text}});
    json stage = {{"stage", picture.stage}, {"marks", marks}};
    if (!picture.mask.empty()) {
      std::string rows;
      for (const auto m : picture.mask) rows += m ? '1' : '0';
      stage["mask"] = {
          {"rect", to_json(picture.mask_area)}, {"width", picture.mask_width}, {"rows", rows}};
    }
    if (!picture.profile.empty()) stage["profile"] = picture.profile;
    stages.push_back(std::move(stage));
  }
  json stages = json::array();
};

/// Titles as they were read, with the units in them.
json titles_json(const unweave::FigureTitles& t) {
  const std::string unit = unweave::split_title(t.bar_unit).unit;
  return {{"figure", t.figure},
          {"bar", t.bar},
          {"bar_unit", t.bar_unit},
          {"x", t.x},
          {"y", t.y},
          {"unit", unit.empty() ? unweave::split_title(t.bar).unit : unit},
          {"x_unit", unweave::split_title(t.x).unit},
          {"y_unit", unweave::split_title(t.y).unit}};
}

json layout_of(const std::string& path, const unweave::FigureOptions& options) {
  const unweave::tools::Picture picture = unweave::tools::read_picture(path);
  const unweave::MemorySource source({picture.width, picture.height}, picture.rgb.data());
  unweave::Context context;
  const auto start = std::chrono::steady_clock::now();
  const auto layout = unweave::analyze_layout(source, options, context);
  const double ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  json out = {{"file", path}, {"ms", ms}};
  if (const auto* list = dynamic_cast<const StageList*>(options.stages.get()))
    out["stages"] = list->stages;
  if (!layout) {
    out["error"] = static_cast<int>(layout.error().reason);
    return out;
  }
  out["plot_area"] = to_json(layout->plot_area);
  out["panels"] = json::array();
  for (const auto& p : layout->panels) out["panels"].push_back(to_json(p));
  out["colorbar"] = layout->colorbar ? to_json(*layout->colorbar) : json(nullptr);
  out["titles"] = titles_json(layout->titles);
  out["x_axis"] = to_json(layout->x_axis);
  out["y_axis"] = to_json(layout->y_axis);
  out["remarks"] = json::array();
  for (const auto& r : layout->remarks)
    out["remarks"].push_back({static_cast<int>(r.note), r.detail});
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  unweave::FigureOptions options;
  bool stages = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--no-text") == 0) {
      options.read_ticks = false;
      continue;
    }
    if (std::strcmp(argv[i], "--stages") == 0) {
      stages = true;
      continue;
    }
    if (stages) options.stages = std::make_shared<StageList>();
    try {
      std::cout << layout_of(argv[i], options).dump() << std::endl;
    } catch (const std::exception& e) {
      std::cerr << argv[i] << ": " << e.what() << "\n";
      return 1;
    }
  }
  return 0;
}
