// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/recover_layers.hpp"

#include "core/try.hpp"
#include "plugin/gimp3/gimp3_host.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::Destination;
using plugin::HostError;
using plugin::OutputFiles;
using plugin::Request;

/// What one layer gave, still out of sight.
struct Recovered {
  std::unique_ptr<Gimp3Host> host;
  OutputFiles files;
  Report report;
};

Result<Recovered> recover_one(const Picture& picture, const Request& given,
                              const KnownPicture& known, bool display) {
  auto host = std::make_unique<Gimp3Host>(picture.layer(), display);
  host->set_pins(known.pins);
  host->watch(known.watch);
  const Request request = with_colormaps_of_gimp(given, {picture.figure()}, *host);
  UNWEAVE_TRY(OutputFiles files, OutputFiles::open(request));
  UNWEAVE_TRY(plugin::Outcome outcome,
              run(known.pixels ? *known.pixels : picture.pixels(), picture.source(), request, *host,
                  files, known.analysis));
  return Recovered{std::move(host), std::move(files), std::move(outcome.report)};
}

/// Ends with the scope, so that an error cannot leave the undo history open.
class UndoGroup {
 public:
  explicit UndoGroup(GimpImage* image) : image_(image) { gimp_image_undo_group_start(image_); }
  ~UndoGroup() { gimp_image_undo_group_end(image_); }
  UndoGroup(const UndoGroup&) = delete;
  UndoGroup& operator=(const UndoGroup&) = delete;

 private:
  GimpImage* image_;
};

RecoveredLayers finish_all(const std::vector<Recovered>& recovered, const Request& request) {
  RecoveredLayers results{{}, plugin::written_sentence(request, recovered.front().report)};
  for (const Recovered& one : recovered) {
    one.host->finish();
    results.layers.push_back(one.host->result());
  }
  return results;
}

}  // namespace

tl::expected<RecoveredLayers, LayerFailure> recover_layers(
    const std::vector<std::unique_ptr<Picture>>& pictures, Request request, bool display,
    const KnownPicture& first) {
  const bool several = pictures.size() > 1;
  if (several &&
      !(request.data_files.empty() && request.report_file.empty() &&
        request.recolored_file.empty() && request.colormap_files.empty() && !request.add_colormap))
    throw HostError(_("A data or report file takes one layer: select a single layer, or no file."));
  if (pictures.front()->indexed()) request.destination = Destination::Image;

  std::vector<Recovered> recovered;
  for (const auto& picture : pictures) {
    auto one = recover_one(*picture, request, recovered.empty() ? first : KnownPicture{}, display);
    if (!one) {
      const TextPtr name(gimp_item_get_name(GIMP_ITEM(picture->layer())));
      return tl::unexpected(LayerFailure{one.error(), several ? name.get() : ""});
    }
    recovered.push_back(*std::move(one));
  }
  for (Recovered& one : recovered)
    if (auto committed = one.files.commit(); !committed)
      return tl::unexpected(LayerFailure{committed.error(), {}});
  if (request.add_colormap) recovered.front().host->reread_colormaps();
  if (request.destination == Destination::Image) return finish_all(recovered, request);
  const UndoGroup group(pictures.front()->image());
  return finish_all(recovered, request);
}

}  // namespace unweave::gimp3
