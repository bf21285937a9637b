// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/base_host.hpp"

#include <libgimp/gimp.h>

#include "core/labels/text_reader.hpp"

namespace unweave::gimp {

bool BaseHost::progress(const std::string& text, double fraction) {
  if (shown_text_.empty())
    gimp_progress_init(text.c_str());
  else if (text != shown_text_)
    gimp_progress_set_text(text.c_str());
  shown_text_ = text;
  gimp_progress_update(fraction);
  // GIMP ends the plug-in itself when the user cancels there.
  return !watch_ || watch_(text, fraction);
}

std::string BaseHost::user_folder() { return gimp_directory(); }

std::shared_ptr<const plugin::KnownMaps> BaseHost::known_maps() {
  static const auto maps = plugin::read_known_maps(gimp_directory(), gimp_data_directory());
  return maps;
}

std::shared_ptr<const TextReader> text_reader() {
  static const auto reader = make_text_reader();
  return reader;
}

std::shared_ptr<const TextReader> BaseHost::text_reader() { return gimp::text_reader(); }

void BaseHost::reread_colormaps() {
  gimp_gradients_refresh();
  gimp_palettes_refresh();
}

}  // namespace unweave::gimp
