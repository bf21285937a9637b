// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "library/inside.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::v1 {

std::string read_layout(const Picture& picture, const Options& options, const Run& run) {
  return guarded([&] {
    const plugin::CoreRequest core = core_request(options, picture);
    const PictureSource source = source_of(picture);
    Report report = value_or_raise(unweave::read_layout(source, core.options, context_of(run)));
    report.figure = picture.name;
    report.figure_sha256 = picture.sha256;
    report.page = std::max(picture.page, 1);
    report.pages = std::max(picture.pages, 1);
    if (const auto origin = origin_of(picture)) report.page_figure = origin->on_page;
    if (!core.units.empty()) report.units = core.units;
    for (Remark& remark : remarks_on(picture)) report.remarks.push_back(std::move(remark));
    return layout_json(report, plugin::sentences(report.remarks));
  });
}

}  // namespace unweave::v1
