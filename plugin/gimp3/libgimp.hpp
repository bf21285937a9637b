// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <memory>
#include <string>

#include "plugin/gegl/buffer_source.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

// Who owns what libgimp returns, and what its errors become.

namespace unweave::gimp3 {

struct Free {
  void operator()(gpointer memory) const { g_free(memory); }
};
using TextPtr = std::unique_ptr<char, Free>;
template <class T>
using ArrayPtr = std::unique_ptr<T[], Free>;

/// Owns one reference.
template <class T>
using ObjectPtr = std::unique_ptr<T, plugin::Unref>;

struct DeleteImage {
  void operator()(GimpImage* image) const { gimp_image_delete(image); }
};
/// An image that nobody has seen. (The object itself belongs to libgimp.)
using HiddenImagePtr = std::unique_ptr<GimpImage, DeleteImage>;

/// GIMP's word for why a call failed, as a sentence of our own.
inline plugin::HostError failure(const std::string& what) {
  const char* why = gimp_pdb_get_last_error(gimp_get_pdb());
  return plugin::HostError(what + (why ? why : "?"));
}
inline void check(bool done) {
  if (!done) throw failure(_("GIMP refused: "));
}

}  // namespace unweave::gimp3
